#include "db/plan/key_schema_check.h"

#include <algorithm>
#include <set>
#include <string>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/plan/table_error.h"

namespace stator::plan {
namespace {

std::vector<std::string> NamesOf(const AttributeDefinitions& definitions) {
  std::vector<std::string> names;
  for (const AttributeDefinition& definition : definitions) {
    names.push_back(*definition.attribute_name);
  }
  return names;
}

size_t CountOf(const KeySchemaElements& key, KeyType type) {
  return std::count_if(key.begin(), key.end(),
                       [&](const KeySchemaElement& element) { return element.key_type == type; });
}

// Two elements are judged by their places, as they were when a key had no more; a longer key only
// by HASH coming before RANGE.
absl::Status CheckOrder(const KeySchemaElements& key) {
  if (key[0].key_type != KeyType::kHash) return error::FirstKeyNotHash();
  const auto range_before_hash = [](const KeySchemaElement& a, const KeySchemaElement& b) {
    return a.key_type == KeyType::kRange && b.key_type == KeyType::kHash;
  };
  const bool mixed = std::adjacent_find(key.begin(), key.end(), range_before_hash) != key.end();
  return mixed ? error::HashKeyBehindRange() : absl::OkStatus();
}

absl::Status CheckDistinct(const KeySchemaElements& key) {
  for (size_t i = 0; i < key.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (key[i].attribute_name != key[j].attribute_name) continue;
      const bool hash_and_range = key[i].key_type != key[j].key_type;
      return hash_and_range || key.size() == 2 ? error::KeyAttributesEqual()
                                               : error::KeyAttributeTwice(*key[i].attribute_name);
    }
  }
  return absl::OkStatus();
}

absl::Status CheckNamesOf(const KeySchemaElements& key) {
  for (const KeySchemaElement& element : key) {
    STATOR_RETURN_IF_ERROR(CheckNameBytes(*element.attribute_name));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckNameBytes(std::string_view name) {
  return name.size() <= limits::kKeyAttributeNameBytesMax ? absl::OkStatus()
                                                          : error::KeyNameTooLong();
}

bool IsDefined(const std::string& attribute, const AttributeDefinitions& definitions) {
  return std::any_of(definitions.begin(), definitions.end(),
                     [&](const AttributeDefinition& d) { return d.attribute_name == attribute; });
}

// The service tells a key of one attribute from one of two; of two equal ones it finds but one
// defined.
absl::Status CheckTableKey(const KeySchemaElements& key, const AttributeDefinitions& definitions) {
  std::set<std::string> defined;
  for (const KeySchemaElement& element : key) {
    if (IsDefined(*element.attribute_name, definitions)) defined.insert(*element.attribute_name);
  }
  if (defined.size() < key.size()) {
    return key.size() == 2 || definitions.empty()
               ? error::KeyAttributeUndefined()
               : error::KeyAttributesUndefined({*key[0].attribute_name}, NamesOf(definitions));
  }
  if (key[0].key_type != KeyType::kHash) return error::FirstKeyNotHash();
  if (key.size() == 2 && key[1].key_type != KeyType::kRange) return error::SecondKeyNotRange();
  return CheckNamesOf(key);
}

absl::Status CheckKeysDefined(const std::vector<const KeySchemaElements*>& keys,
                              const AttributeDefinitions& definitions) {
  std::vector<std::string> names;
  bool all_defined = true;
  for (const KeySchemaElements* key : keys) {
    for (const KeySchemaElement& element : *key) {
      const std::string& name = *element.attribute_name;
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
      all_defined = all_defined && IsDefined(name, definitions);
    }
  }
  return all_defined ? absl::OkStatus()
                     : error::KeyAttributesUndefined(names, NamesOf(definitions));
}

absl::Status CheckIndexKey(const KeySchemaElements& key, std::string_view index) {
  STATOR_RETURN_IF_ERROR(CheckOrder(key));
  STATOR_RETURN_IF_ERROR(CheckDistinct(key));
  for (const KeyType type : {KeyType::kHash, KeyType::kRange}) {
    if (CountOf(key, type) > limits::kIndexKeyAttributesMax) {
      return error::TooManyKeyAttributes(type, index);
    }
  }
  return CheckNamesOf(key);
}

}  // namespace stator::plan
