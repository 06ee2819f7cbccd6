#include "db/engine/table.h"

#include <set>
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

// What an index projects beside the keys that it holds anyway; a definition may repeat itself.
std::vector<std::string> ProjectedBy(const IndexDefinition& definition, const KeySchema& index_key,
                                     const KeySchema& table_key) {
  if (!definition.projection.non_key_attributes) return {};
  std::set<std::string> names(definition.projection.non_key_attributes->begin(),
                              definition.projection.non_key_attributes->end());
  std::vector<std::string> projected;
  for (const std::string& name : names) {
    if (!index_key.Find(name) && !table_key.Find(name)) projected.push_back(name);
  }
  return projected;
}

IndexSchema SchemaOf(const IndexDefinition& definition, const KeySchema& table_key,
                     const std::vector<AttributeDefinition>& attributes) {
  IndexSchema index{.id = definition.id,
                    .name = definition.name,
                    .is_local = definition.is_local,
                    .key = KeyOf(definition.key_schema, attributes),
                    .projects_all = definition.projection.projection_type == ProjectionType::kAll,
                    .is_backfilling = definition.is_backfilling};
  index.projected = ProjectedBy(definition, index.key, table_key);
  return index;
}

TableSchema SchemaOf(const TableDefinition& definition) {
  TableSchema schema{.id = definition.id,
                     .name = definition.name,
                     .key = KeyOf(definition.key_schema, definition.attribute_definitions)};
  for (const IndexDefinition& index : definition.indexes) {
    if (index.deleted) continue;
    schema.indexes.push_back(SchemaOf(index, schema.key, definition.attribute_definitions));
  }
  return schema;
}

}  // namespace

const WriteHooks& Table::NoHooks() {
  static const WriteHooks none;
  return none;
}

Table::Table(TableDefinition definition, int64_t item_collection_bytes_max,
             std::unique_ptr<const ChangeLog> log, const WriteHooks* hooks)
    : definition_(std::move(definition)),
      schema_(SchemaOf(definition_)),
      item_collection_bytes_max_(item_collection_bytes_max),
      log_(std::move(log)),
      hooks_(hooks != nullptr ? *hooks : NoHooks()) {}

}  // namespace stator::engine
