// Field tables of the attributes of keys.
#pragma once

#include "db/base/limits.h"
#include "db/request/enums.h"
#include "db/request/field.h"
#include "stator/request/key_schema.h"

namespace stator {

template <>
struct FieldsOf<AttributeDefinition> {
  static constexpr std::string_view name = "AttributeDefinition";
  static constexpr auto fields =
      std::make_tuple(Field("AttributeName", &AttributeDefinition::attribute_name)
                          .Required()
                          .Between(1, limits::kKeyAttributeNameBytesMax),
                      Field("AttributeType", &AttributeDefinition::attribute_type).Required());
};

template <>
struct FieldsOf<KeySchemaElement> {
  static constexpr std::string_view name = "KeySchemaElement";
  static constexpr auto fields =
      std::make_tuple(Field("AttributeName", &KeySchemaElement::attribute_name)
                          .Required()
                          .Between(1, limits::kKeyAttributeNameBytesMax),
                      Field("KeyType", &KeySchemaElement::key_type).Required());
};

}  // namespace stator
