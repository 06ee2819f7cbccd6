#include "db/engine/table.h"

#include <algorithm>
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

KeySchema KeyOf(const std::vector<KeySchemaElement>& elements,
                const std::vector<AttributeDefinition>& attributes) {
  KeySchema key;
  for (const KeySchemaElement& element : elements) {
    for (const AttributeDefinition& attribute : attributes) {
      if (attribute.attribute_name != element.attribute_name) continue;
      auto& keys = element.key_type == KeyType::kHash ? key.partition : key.sort;
      keys.push_back({*attribute.attribute_name, TypeOf(*attribute.attribute_type)});
    }
  }
  return key;
}

IndexSchema SchemaOf(const IndexDefinition& definition,
                     const std::vector<AttributeDefinition>& attributes) {
  IndexSchema index{.id = definition.id,
                    .name = definition.name,
                    .is_local = definition.is_local,
                    .key = KeyOf(definition.key_schema, attributes),
                    .projects_all = definition.projection.projection_type == ProjectionType::kAll,
                    .is_backfilling = definition.is_backfilling};
  if (definition.projection.non_key_attributes) {
    index.projected = *definition.projection.non_key_attributes;
    std::sort(index.projected.begin(), index.projected.end());
  }
  return index;
}

TableSchema SchemaOf(const TableDefinition& definition) {
  TableSchema schema{.id = definition.id,
                     .name = definition.name,
                     .key = KeyOf(definition.key_schema, definition.attribute_definitions)};
  for (const IndexDefinition& index : definition.indexes) {
    if (index.is_deleting) continue;
    schema.indexes.push_back(SchemaOf(index, definition.attribute_definitions));
  }
  return schema;
}

}  // namespace

Table::Table(TableDefinition definition)
    : definition_(std::move(definition)), schema_(SchemaOf(definition_)) {}

}  // namespace stator::engine
