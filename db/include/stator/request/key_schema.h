// The attributes of keys, of tables and of indexes.
#pragma once

#include "stator/request/common.h"

namespace stator {

enum class KeyType : uint8_t { kHash, kRange };
enum class ScalarAttributeType : uint8_t { kS, kN, kB };

struct AttributeDefinition {
  std::optional<std::string> attribute_name{};          // required
  std::optional<ScalarAttributeType> attribute_type{};  // required
};

struct KeySchemaElement {
  std::optional<std::string> attribute_name{};  // required
  std::optional<KeyType> key_type{};            // required
};

}  // namespace stator
