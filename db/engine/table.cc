#include "db/engine/table.h"

#include <utility>

#include "db/base/check.h"

namespace stator::engine {
namespace {

Type TypeOf(ScalarAttributeType type) {
  switch (type) {
    case ScalarAttributeType::kS:
      return Type::kString;
    case ScalarAttributeType::kN:
      return Type::kNumber;
    case ScalarAttributeType::kB:
      return Type::kBinary;
  }
  STATOR_CHECK(false);
}

TableSchema SchemaOf(const TableDefinition& definition) {
  TableSchema schema{.id = definition.id, .name = definition.name, .key = {}};
  for (const KeySchemaElement& element : definition.key_schema) {
    for (const AttributeDefinition& attribute : definition.attribute_definitions) {
      if (attribute.attribute_name != element.attribute_name) continue;
      auto& keys = element.key_type == KeyType::kHash ? schema.key.partition : schema.key.sort;
      keys.push_back({*attribute.attribute_name, TypeOf(*attribute.attribute_type)});
    }
  }
  return schema;
}

}  // namespace

Table::Table(TableDefinition definition)
    : definition_(std::move(definition)), schema_(SchemaOf(definition_)) {}

}  // namespace stator::engine
