// What of a table decides where an item lives: its id and the attributes of its key. A pure value;
// the rest of a table's description (billing, tags, states) is the catalog's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stator/value.h"

namespace stator {

struct KeyAttribute {
  std::string name;
  Type type;  // kString, kNumber or kBinary.
  friend bool operator==(const KeyAttribute&, const KeyAttribute&) = default;
};

// The attributes of a key, in order. A table has one partition attribute and at most one sort
// attribute; an index may have up to four of each.
struct KeySchema {
  std::vector<KeyAttribute> partition;
  std::vector<KeyAttribute> sort;

  bool HasSort() const { return !sort.empty(); }
  // nullptr when `name` is no attribute of the key.
  const KeyAttribute* Find(std::string_view name) const;
  size_t size() const { return partition.size() + sort.size(); }
  friend bool operator==(const KeySchema&, const KeySchema&) = default;
};

using TableId = uint32_t;

// A secondary index: where the entry of an item lives, and what it holds.
struct IndexSchema {
  TableId id = 0;  // From the counter of the table ids, never reused.
  std::string name;
  bool is_local = false;  // Shares the table's partition key, and can be read consistently.
  KeySchema key;  // An item without one of its attributes has no entry: the index is sparse.
  bool projects_all = false;
  std::vector<std::string> projected{};  // Else the attributes beside both keys; sorted.
  // Still being filled: writers maintain it, but it cannot be read yet.
  bool is_backfilling = false;

  // True if its entries have the attribute, where the item has it.
  bool Holds(std::string_view attribute, const KeySchema& table_key) const;
  friend bool operator==(const IndexSchema&, const IndexSchema&) = default;
};

struct TableSchema {
  TableId id = 0;  // Never reused, so that a dropped table's bytes are nobody's.
  std::string name;
  KeySchema key;
  // Those that writers maintain: from the commit that creates one until its deletion begins. Local
  // ones first.
  std::vector<IndexSchema> indexes{};

  // True for a table with item collections: a local index is there from its table's birth to its
  // death.
  bool HasLocalIndex() const { return !indexes.empty() && indexes.front().is_local; }

  // nullptr when there is none of that name.
  const IndexSchema* FindIndex(std::string_view index_name) const;
};

}  // namespace stator
