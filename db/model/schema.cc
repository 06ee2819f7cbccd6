#include "db/model/schema.h"

#include <algorithm>

namespace stator {

const KeyAttribute* KeySchema::Find(std::string_view name) const {
  for (const KeyAttribute& attribute : partition) {
    if (attribute.name == name) return &attribute;
  }
  for (const KeyAttribute& attribute : sort) {
    if (attribute.name == name) return &attribute;
  }
  return nullptr;
}

bool IndexSchema::Holds(std::string_view attribute, const KeySchema& table_key) const {
  return projects_all || key.Find(attribute) != nullptr || table_key.Find(attribute) != nullptr ||
         std::binary_search(projected.begin(), projected.end(), attribute);
}

const IndexSchema* TableSchema::FindIndex(std::string_view index_name) const {
  for (const IndexSchema& index : indexes) {
    if (index.name == index_name) return &index;
  }
  return nullptr;
}

}  // namespace stator
