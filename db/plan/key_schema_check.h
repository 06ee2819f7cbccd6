// The request gate of keys: every attribute defined, HASH before RANGE, no attribute twice.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "stator/request/key_schema.h"

namespace stator::plan {

using KeySchemaElements = std::vector<KeySchemaElement>;
using AttributeDefinitions = std::vector<AttributeDefinition>;

// All of these REQUIRE the request to have passed CheckMembers.

// Names of attributes of keys, and of those that an index projects, are shorter than others: the
// member gate has counted their characters.
absl::Status CheckNameBytes(std::string_view name);

bool IsDefined(const std::string& attribute, const AttributeDefinitions& definitions);

// The key of a table.
absl::Status CheckTableKey(const KeySchemaElements& key, const AttributeDefinitions& definitions);

// That all attributes of the keys of indexes are defined.
absl::Status CheckKeysDefined(const std::vector<const KeySchemaElements*>& keys,
                              const AttributeDefinitions& definitions);

// The order and the number of the elements of an index's key: up to four of HASH, then up to four
// of RANGE. `index`: its name.
absl::Status CheckIndexKey(const KeySchemaElements& key, std::string_view index);

}  // namespace stator::plan
