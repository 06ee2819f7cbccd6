#include "db/engine/index_edit.h"

#include <algorithm>
#include <string>
#include <utility>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/engine/error.h"
#include "db/engine/throughput_edit.h"
#include "db/plan/index_error.h"
#include "db/plan/index_update_check.h"
#include "db/plan/throughput_error.h"

namespace stator::engine {
namespace {

IndexDefinition NewIndex(const LocalSecondaryIndex& index) {
  IndexDefinition definition;
  definition.name = *index.index_name;
  definition.is_local = true;
  definition.key_schema = *index.key_schema;
  definition.projection = *index.projection;
  return definition;
}

IndexDefinition NewIndex(const GlobalSecondaryIndex& index) {
  IndexDefinition definition;
  definition.name = *index.index_name;
  definition.key_schema = *index.key_schema;
  definition.projection = *index.projection;
  definition.throughput = index.provisioned_throughput.value_or(ProvisionedThroughput{0, 0});
  definition.on_demand_throughput = index.on_demand_throughput;
  definition.warm = NewWarmth(index.warm_throughput);
  return definition;
}

auto FindIndex(TableDefinition& table, const std::string& name) {
  return std::find_if(table.indexes.begin(), table.indexes.end(),
                      [&](const IndexDefinition& index) { return index.name == name; });
}

bool IsKeyAttribute(const TableDefinition& table, const std::string& name) {
  const auto has = [&](const std::vector<KeySchemaElement>& key) {
    return std::any_of(key.begin(), key.end(), [&](const KeySchemaElement& element) {
      return element.attribute_name == name;
    });
  };
  return has(table.key_schema) ||
         std::any_of(table.indexes.begin(), table.indexes.end(),
                     [&](const IndexDefinition& index) { return has(index.key_schema); });
}

void RemoveUnusedDefinitions(TableDefinition& table) {
  std::erase_if(table.attribute_definitions, [&](const AttributeDefinition& definition) {
    return !IsKeyAttribute(table, *definition.attribute_name);
  });
}

// Definitions of a request are a delta: those that the table has already must agree with it.
absl::Status AddDefinitions(TableDefinition& table, const std::vector<AttributeDefinition>& more) {
  for (const AttributeDefinition& definition : more) {
    const auto known =
        std::find_if(table.attribute_definitions.begin(), table.attribute_definitions.end(),
                     [&](const auto& d) { return d.attribute_name == definition.attribute_name; });
    if (known == table.attribute_definitions.end()) {
      table.attribute_definitions.push_back(definition);
    } else if (known->attribute_type != definition.attribute_type) {
      return plan::error::AttributeTypeDiffers(*definition.attribute_name);
    }
  }
  return absl::OkStatus();
}

absl::Status CheckLimits(const TableDefinition& table) {
  size_t global = 0;
  size_t projected = 0;
  for (const IndexDefinition& index : table.indexes) {
    if (!index.is_local && !index.deleted) ++global;
    if (const auto& names = index.projection.non_key_attributes) projected += names->size();
  }
  if (global > limits::kGlobalIndexesMax) return plan::error::TooManyGlobalIndexes();
  return projected > limits::kProjectedAttributesMax
             ? plan::error::TooManyProjectedAttributes(projected)
             : absl::OkStatus();
}

// The service builds or takes down one index of a table at a time; one that is being filled may be
// given up, though.
absl::Status CheckAlone(const TableDefinition& table, const GlobalSecondaryIndexUpdate& update,
                        Moment moment) {
  for (const IndexDefinition& index : table.indexes) {
    const IndexStatus status = StateOf(table, index, moment).status;
    const bool busy = status == IndexStatus::kCreating || status == IndexStatus::kDeleting;
    const bool given_up = update.delete_ && update.delete_->index_name == index.name;
    if (busy && !given_up) return plan::error::OneIndexAtATime();
  }
  return absl::OkStatus();
}

absl::Status Create(TableDefinition& table, const CreateGlobalSecondaryIndexAction& action,
                    Moment moment) {
  if (FindIndex(table, *action.index_name) != table.indexes.end()) {
    return plan::error::IndexExists(*action.index_name);
  }
  IndexDefinition& index = table.indexes.emplace_back(NewIndex(action));
  index.added = moment.now;
  index.is_backfilling = true;
  return CheckLimits(table);
}

absl::Status Update(TableDefinition& table, const UpdateGlobalSecondaryIndexAction& action,
                    Time now) {
  const auto index = FindIndex(table, *action.index_name);
  if (index == table.indexes.end() || index->is_local || index->deleted) {
    return plan::error::IndexUpdateBlocked();
  }
  if (action.on_demand_throughput) index->on_demand_throughput = action.on_demand_throughput;
  if (action.warm_throughput) {
    STATOR_RETURN_IF_ERROR(
        RaiseWarmThroughput(*index, table.billing_mode, *action.warm_throughput));
  }
  index->updated = now;
  if (!action.provisioned_throughput) return absl::OkStatus();
  if (SameThroughput(index->throughput, *action.provisioned_throughput)) {
    return plan::error::ThroughputUnchanged(index->throughput, index->name);
  }
  ChangeThroughput(*index, *action.provisioned_throughput, now);
  return absl::OkStatus();
}

absl::Status Delete(TableDefinition& table, const DeleteGlobalSecondaryIndexAction& action,
                    Moment moment) {
  const auto index = FindIndex(table, *action.index_name);
  if (index == table.indexes.end() || index->is_local || index->deleted) {
    return error::TableNotFound(*action.index_name);
  }
  index->deleted = moment.now;
  index->is_backfilling = false;
  return absl::OkStatus();
}

}  // namespace

std::vector<IndexDefinition> NewIndexes(const CreateTableRequest& request) {
  std::vector<IndexDefinition> indexes;
  if (request.local_secondary_indexes) {
    for (const auto& index : *request.local_secondary_indexes) indexes.push_back(NewIndex(index));
  }
  if (request.global_secondary_indexes) {
    for (const auto& index : *request.global_secondary_indexes) indexes.push_back(NewIndex(index));
  }
  return indexes;
}

absl::Status EditIndexes(TableDefinition& table, const UpdateTableRequest& request, Moment moment) {
  STATOR_RETURN_IF_ERROR(plan::CheckIndexChanges(request, table.billing_mode));
  if (request.attribute_definitions) {
    STATOR_RETURN_IF_ERROR(AddDefinitions(table, *request.attribute_definitions));
  }
  for (const GlobalSecondaryIndexUpdate& update : *request.global_secondary_index_updates) {
    if (update.update) {
      STATOR_RETURN_IF_ERROR(Update(table, *update.update, moment.now));
      continue;
    }
    STATOR_RETURN_IF_ERROR(CheckAlone(table, update, moment));
    STATOR_RETURN_IF_ERROR(update.create ? Create(table, *update.create, moment)
                                         : Delete(table, *update.delete_, moment));
  }
  RemoveUnusedDefinitions(table);
  return absl::OkStatus();
}

bool RemoveDeletedIndexes(TableDefinition& table, Moment moment) {
  const size_t removed = std::erase_if(
      table.indexes, [&](const IndexDefinition& index) { return IsOver(index.deleted, moment); });
  if (removed > 0) RemoveUnusedDefinitions(table);
  return removed > 0;
}

}  // namespace stator::engine
