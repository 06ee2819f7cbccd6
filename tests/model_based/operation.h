// What a random history is made of: operations whose meaning a std::map can tell. Each stands for a
// request with expressions, which the auditor writes and the model does not read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "stator/item.h"
#include "stator/request/table.h"

namespace stator::model_based {

// The key of a table: partition attribute "p", and perhaps sort attribute "s"; whether it has
// secondary indexes (IndexesOf, in model.h), and a stream of both images.
struct Schema {
  ScalarAttributeType partition = ScalarAttributeType::kS;
  std::optional<ScalarAttributeType> sort{};
  bool indexed = false;
  bool streamed = false;
};

// A condition of a write, or a filter. Attributes "n" and "v" are of items.
struct Test {
  enum Kind { kNone, kExists, kNotExists, kEquals, kLess, kMissing } kind = kNone;
  Value operand = nullptr;  // kEquals: v = operand. kLess: n < operand. kMissing: v is not there.
};

struct Change {
  enum Kind {
    kAddNumber,  // ADD n :x
    kAddToV,     // ADD v :x, where v may be no number
    kSet,        // SET v = :x
    kRemove,     // REMOVE v
    kAppend,     // SET l = list_append(if_not_exists(l, :none), :x)
    kNest,       // SET m.k = :x, where m may be no map
    kAddToSet,   // ADD ss :x
    kTakeOut,    // DELETE ss :x
  } kind = kSet;
  Value operand = nullptr;
};

struct CreateTable {
  std::string table;
  Schema schema;
};
struct DropTable {
  std::string table;
};
struct DescribeTable {
  std::string table;
};
struct Reopen {};
struct Get {
  std::string table;
  Item key;
};
struct Put {
  std::string table;
  Item item;
  Test condition{};
};
struct Update {
  std::string table;
  Item key;
  Change change;
  Test condition{};
};
struct Delete {
  std::string table;
  Item key;
  Test condition{};
};
struct Query {
  std::string table;
  Value partition;
  enum Range { kAll, kEqual, kLess, kAtMost, kMore, kAtLeast, kBetween } range = kAll;
  Value lower = nullptr;  // Of kBetween; the operand of the others.
  Value upper = nullptr;
  bool forward = true;
  std::optional<int32_t> limit{};
  Test filter{};
  bool projected = false;  // To "n" and "v".
};
struct Scan {
  std::string table;
  int32_t segments = 1;
  std::optional<int32_t> limit{};
  Test filter{};
};
// All pages of one partition of an index, or of the whole index.
struct ReadIndex {
  std::string table;
  size_t index = 0;  // Of IndexesOf; counted round.
  std::optional<Value> partition{};
  bool forward = true;
  std::optional<int32_t> limit{};
};

// A condition that must hold, of a transaction.
struct Check {
  std::string table;
  Item key;
  Test condition{};
};
using Action = std::variant<Put, Update, Delete, Check>;

// No two of them are of one item, and only tables may be missing.
struct BatchWrite {
  std::vector<Action> writes;  // Put or Delete, without conditions.
};
struct Transact {
  std::vector<Action> actions;
  std::string token;  // Of its own; empty: none.
};
// Reads these, as a batch and as a transaction.
struct GetMany {
  std::vector<Get> gets;
};

using Operation = std::variant<CreateTable, DropTable, DescribeTable, Reopen, Get, Put, Update,
                               Delete, Query, Scan, ReadIndex, BatchWrite, Transact, GetMany>;

}  // namespace stator::model_based
