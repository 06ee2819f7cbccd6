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

struct TableSchema {
  TableId id = 0;  // Never reused, so that a dropped table's bytes are nobody's.
  std::string name;
  KeySchema key;
};

}  // namespace stator
