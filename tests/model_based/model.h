// The database as a std::map: simple enough to be believed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "stator/error_code.h"
#include "tests/model_based/operation.h"

namespace stator::model_based {

// Orders the sort keys of one table, which are all of one type.
struct SortLess {
  bool operator()(const Value& a, const Value& b) const;
};
// Of a table without a sort key the value is NULL.
using Partition = std::map<Value, Item, SortLess>;

struct Table {
  Schema schema;
  std::map<std::string, Partition> partitions;  // By the bytes of the partition key.

  const Item* Find(const Item& key) const;
  void Set(const Item& key, const std::optional<Item>& item);
  int64_t ItemCount() const;
  int64_t SizeBytes() const;
};

// A secondary index, of numbers n and texts v.
struct Index {
  std::string name;
  bool is_local = false;
  std::string partition;
  std::string sort{};  // "": none.
  bool projects_all = false;
  std::vector<std::string> projected{};
};
// Those of an indexed table: "by_n", local, where the table has a sort key; "by_v"; "all_n".
std::vector<Index> IndexesOf(const Schema& schema);
// What an index holds of an item; nullopt: it has no entry.
std::optional<Item> EntryOf(const Index& index, const Schema& schema, const Item& item);
// Of all items, in the order of their table.
std::vector<Item> EntriesOf(const Index& index, const Table& table);

// What becomes of one item.
struct Decision {
  std::optional<ErrorCode> error{};  // And the item stays.
  std::optional<Item> after{};
};

bool Holds(const Test& test, const std::optional<Item>& item);
Decision Decide(const Schema& schema, const Put& put, const std::optional<Item>& before);
Decision Decide(const Schema& schema, const Update& update, const std::optional<Item>& before);
Decision Decide(const Schema& schema, const Delete& del, const std::optional<Item>& before);
Decision Decide(const Schema& schema, const Check& check, const std::optional<Item>& before);

// The items that a Query looks at, in its order.
std::vector<Item> LookedAt(const Table& table, const Query& query);

struct Model {
  std::map<std::string, Table> tables;
};

}  // namespace stator::model_based
