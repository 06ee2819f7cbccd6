#include "db/plan/table_check.h"

#include <set>
#include <string>
#include <vector>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/plan/index_check.h"
#include "db/plan/index_update_check.h"
#include "db/plan/key_schema_check.h"
#include "db/plan/stream_check.h"
#include "db/plan/table_error.h"
#include "db/plan/tag_check.h"
#include "db/plan/throughput_check.h"
#include "db/plan/throughput_error.h"

namespace stator::plan {
namespace {

template <typename Index>
void CollectKeys(const std::optional<std::vector<Index>>& indexes, std::set<std::string>& keys) {
  if (!indexes) return;
  for (const Index& index : *indexes) {
    for (const KeySchemaElement& element : *index.key_schema) keys.insert(*element.attribute_name);
  }
}

// Every definition is of an attribute of some key, and of one of its own.
absl::Status CheckDefinitionsUsed(const CreateTableRequest& request) {
  std::set<std::string> keys;
  for (const KeySchemaElement& element : *request.key_schema) keys.insert(*element.attribute_name);
  CollectKeys(request.local_secondary_indexes, keys);
  CollectKeys(request.global_secondary_indexes, keys);
  return keys.size() == request.attribute_definitions->size() ? absl::OkStatus()
                                                              : error::UnusedAttributeDefinitions();
}

absl::Status CheckMaximum(const CreateTableRequest& request) {
  const BillingMode mode = request.billing_mode.value_or(BillingMode::kProvisioned);
  STATOR_RETURN_IF_ERROR(CheckOnDemand(request.on_demand_throughput, mode));
  if (!request.global_secondary_indexes) return absl::OkStatus();
  for (const GlobalSecondaryIndex& index : *request.global_secondary_indexes) {
    STATOR_RETURN_IF_ERROR(CheckOnDemand(index.on_demand_throughput, mode, *index.index_name));
  }
  return absl::OkStatus();
}

absl::Status CheckWarmthOfAll(const CreateTableRequest& request) {
  const BillingMode mode = request.billing_mode.value_or(BillingMode::kProvisioned);
  STATOR_RETURN_IF_ERROR(CheckWarm(request.warm_throughput, request.provisioned_throughput, mode));
  if (!request.global_secondary_indexes) return absl::OkStatus();
  for (const GlobalSecondaryIndex& index : *request.global_secondary_indexes) {
    STATOR_RETURN_IF_ERROR(
        CheckWarm(index.warm_throughput, index.provisioned_throughput, mode, *index.index_name));
  }
  return absl::OkStatus();
}

absl::Status CheckSse(const std::optional<SseSpecification>& sse) {
  if (!sse) return absl::OkStatus();
  if (sse->sse_type == SseType::kAes256) return error::SseTypeUnsupported();
  const bool enabled = sse->enabled.value_or(false);
  if (!enabled && (sse->sse_type || sse->kms_master_key_id)) return error::SseKeyWithoutSse();
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckCreateTable(const CreateTableRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckBilling(request));
  STATOR_RETURN_IF_ERROR(CheckTableKey(*request.key_schema, *request.attribute_definitions));
  STATOR_RETURN_IF_ERROR(CheckIndexes(request));
  STATOR_RETURN_IF_ERROR(CheckDefinitionsUsed(request));
  if (request.stream_specification) {
    STATOR_RETURN_IF_ERROR(CheckStreamOfNewTable(*request.stream_specification));
  }
  STATOR_RETURN_IF_ERROR(CheckMaximum(request));
  STATOR_RETURN_IF_ERROR(CheckWarmthOfAll(request));
  STATOR_RETURN_IF_ERROR(CheckSse(request.sse_specification));
  return request.tags ? CheckTags(*request.tags) : absl::OkStatus();
}

absl::Status CheckUpdateTable(const UpdateTableRequest& request) {
  const auto& indexes = request.global_secondary_index_updates;
  const bool changes = (indexes && !indexes->empty()) || request.provisioned_throughput ||
                       request.billing_mode || request.stream_specification ||
                       request.sse_specification || request.table_class ||
                       request.deletion_protection_enabled || request.on_demand_throughput ||
                       request.warm_throughput;
  if (!changes) return error::NothingToUpdate();
  if (request.billing_mode == BillingMode::kProvisioned && !request.provisioned_throughput) {
    return error::ThroughputMissingInUpdate();
  }
  if (request.billing_mode == BillingMode::kPayPerRequest && request.provisioned_throughput) {
    return error::ThroughputOfOnDemandTable();
  }
  if (request.provisioned_throughput) {
    STATOR_RETURN_IF_ERROR(CheckBounds(*request.provisioned_throughput));
  }
  if (indexes) STATOR_RETURN_IF_ERROR(CheckIndexUpdates(*indexes));
  if (request.stream_specification) {
    STATOR_RETURN_IF_ERROR(CheckStreamUpdate(*request.stream_specification));
  }
  // Which mode the table has is found when it is looked up.
  STATOR_RETURN_IF_ERROR(CheckOnDemand(request.on_demand_throughput, BillingMode::kPayPerRequest));
  return CheckSse(request.sse_specification);
}

}  // namespace stator::plan
