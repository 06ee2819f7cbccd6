// The service looks at all local indexes, then at all global ones. Of each kind: are the keys
// defined, then index by index its key and its projection, then what concerns them together.
#include "db/plan/index_check.h"

#include <set>
#include <string>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/plan/index_error.h"
#include "db/plan/throughput_check.h"

namespace stator::plan {
namespace {

absl::Status CheckProjection(const Projection& projection) {
  if (!projection.projection_type) return error::ProjectionTypeMissing();
  const bool named = projection.non_key_attributes.has_value();
  if (projection.projection_type == ProjectionType::kInclude) {
    if (!named) return error::NonKeyAttributesMissing();
    for (const std::string& name : *projection.non_key_attributes) {
      STATOR_RETURN_IF_ERROR(CheckNameBytes(name));
    }
    return absl::OkStatus();
  }
  return named ? error::NonKeyAttributesUnexpected(*projection.projection_type) : absl::OkStatus();
}

absl::Status CheckLocalIndex(const LocalSecondaryIndex& index, const KeySchemaElements& table_key) {
  const std::string& name = *index.index_name;
  const KeySchemaElements& key = *index.key_schema;
  if (key[0].key_type == KeyType::kHash && key.size() < 2) return error::NoRangeKey(name);
  if (key.size() == 2 && key[0].key_type == KeyType::kHash && key[1].key_type == KeyType::kHash) {
    return error::SecondKeyNotRange();
  }
  STATOR_RETURN_IF_ERROR(CheckIndexKey(key, name));
  if (key[0].attribute_name != table_key[0].attribute_name) {
    return error::OtherHashKey(name, *key[0].attribute_name, *table_key[0].attribute_name);
  }
  return CheckProjection(*index.projection);
}

template <typename Index>
std::vector<const KeySchemaElements*> KeysOf(const std::vector<Index>& indexes) {
  std::vector<const KeySchemaElements*> keys;
  for (const Index& index : indexes) keys.push_back(&*index.key_schema);
  return keys;
}

// Adds the names to those that were seen.
template <typename Index>
absl::Status CheckNames(const std::vector<Index>& indexes, std::set<std::string_view>& seen) {
  for (const Index& index : indexes) {
    if (!seen.insert(*index.index_name).second) return error::DuplicateIndex(*index.index_name);
  }
  return absl::OkStatus();
}

absl::Status CheckLocalIndexes(const std::vector<LocalSecondaryIndex>& indexes,
                               const CreateTableRequest& request) {
  if (request.key_schema->size() < 2) return error::NoRangeKeyOfTable();
  STATOR_RETURN_IF_ERROR(CheckKeysDefined(KeysOf(indexes), *request.attribute_definitions));
  for (const LocalSecondaryIndex& index : indexes) {
    STATOR_RETURN_IF_ERROR(CheckLocalIndex(index, *request.key_schema));
  }
  std::set<std::string_view> names;
  STATOR_RETURN_IF_ERROR(CheckNames(indexes, names));
  if (indexes.size() > limits::kLocalIndexesMax) return error::TooManyLocalIndexes();
  return absl::OkStatus();
}

absl::Status CheckGlobalIndexes(const std::vector<GlobalSecondaryIndex>& indexes,
                                const CreateTableRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckKeysDefined(KeysOf(indexes), *request.attribute_definitions));
  for (const GlobalSecondaryIndex& index : indexes) {
    STATOR_RETURN_IF_ERROR(CheckGlobalIndex(index));
  }
  std::set<std::string_view> names;
  STATOR_RETURN_IF_ERROR(CheckNames(indexes, names));
  if (indexes.size() > limits::kGlobalIndexesMax) return error::TooManyGlobalIndexes();
  const BillingMode mode = request.billing_mode.value_or(BillingMode::kProvisioned);
  for (const GlobalSecondaryIndex& index : indexes) {
    STATOR_RETURN_IF_ERROR(CheckThroughput(index, mode));
  }
  return absl::OkStatus();
}

template <typename Index>
size_t ProjectedBy(const std::optional<std::vector<Index>>& indexes) {
  size_t count = 0;
  if (!indexes) return count;
  for (const Index& index : *indexes) {
    if (const auto& names = index.projection->non_key_attributes) count += names->size();
  }
  return count;
}

}  // namespace

absl::Status CheckGlobalIndex(const GlobalSecondaryIndex& index) {
  STATOR_RETURN_IF_ERROR(CheckIndexKey(*index.key_schema, *index.index_name));
  return CheckProjection(*index.projection);
}

absl::Status CheckIndexes(const CreateTableRequest& request) {
  const auto& local = request.local_secondary_indexes;
  const auto& global = request.global_secondary_indexes;
  if (local && local->empty()) return error::EmptyIndexList("LocalSecondaryIndexes");
  if (global && global->empty()) return error::EmptyIndexList("GlobalSecondaryIndexes");
  if (local) STATOR_RETURN_IF_ERROR(CheckLocalIndexes(*local, request));
  if (global) STATOR_RETURN_IF_ERROR(CheckGlobalIndexes(*global, request));
  if (local && global) {
    std::set<std::string_view> names;
    STATOR_RETURN_IF_ERROR(CheckNames(*local, names));
    STATOR_RETURN_IF_ERROR(CheckNames(*global, names));
  }
  const size_t projected = ProjectedBy(local) + ProjectedBy(global);
  return projected > limits::kProjectedAttributesMax ? error::TooManyProjectedAttributes(projected)
                                                     : absl::OkStatus();
}

}  // namespace stator::plan
