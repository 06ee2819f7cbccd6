#include "db/plan/table_check.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/plan/table_error.h"

namespace stator::plan {
namespace {

// The service names no quota here; it refuses more than this many units.
constexpr int64_t kCapacityUnitsMax = 1'000'000'000'000;

absl::Status CheckThroughputBounds(const ProvisionedThroughput& throughput) {
  if (*throughput.read_capacity_units > kCapacityUnitsMax) {
    return error::ThroughputOutOfBounds("ReadCapacityUnits", *throughput.read_capacity_units);
  }
  if (*throughput.write_capacity_units > kCapacityUnitsMax) {
    return error::ThroughputOutOfBounds("WriteCapacityUnits", *throughput.write_capacity_units);
  }
  return absl::OkStatus();
}

absl::Status CheckOnDemandLimits(const std::optional<OnDemandThroughput>& limits) {
  if (!limits) return absl::OkStatus();
  const auto valid = [](const std::optional<int64_t>& units) {
    return !units || *units == -1 || *units >= 1;
  };
  if (!valid(limits->max_read_request_units)) {
    return error::OnDemandLimitOutOfRange("MaxReadRequestUnits");
  }
  if (!valid(limits->max_write_request_units)) {
    return error::OnDemandLimitOutOfRange("MaxWriteRequestUnits");
  }
  return absl::OkStatus();
}

absl::Status CheckBilling(const CreateTableRequest& request) {
  if (request.billing_mode == BillingMode::kPayPerRequest) {
    if (request.provisioned_throughput) return error::ThroughputOfOnDemandTable();
    return CheckOnDemandLimits(request.on_demand_throughput);
  }
  if (!request.provisioned_throughput) return error::ThroughputMissing();
  STATOR_RETURN_IF_ERROR(CheckThroughputBounds(*request.provisioned_throughput));
  if (!request.on_demand_throughput) return absl::OkStatus();
  return error::OnDemandLimitOfProvisionedTable(request.on_demand_throughput->max_read_request_units
                                                    ? "MaxReadRequestUnits"
                                                    : "MaxWriteRequestUnits");
}

absl::Status CheckKeys(const std::vector<KeySchemaElement>& schema,
                       const std::vector<AttributeDefinition>& definitions) {
  if (schema.size() > definitions.size()) return error::KeyAttributeUndefined();
  std::vector<std::string> keys;
  for (const KeySchemaElement& element : schema) keys.push_back(*element.attribute_name);
  std::vector<std::string> defined;
  for (const AttributeDefinition& d : definitions) defined.push_back(*d.attribute_name);
  const bool all_defined = std::all_of(keys.begin(), keys.end(), [&](const std::string& key) {
    return std::find(defined.begin(), defined.end(), key) != defined.end();
  });
  if (!all_defined) return error::KeyAttributesUndefined(keys, defined);
  if (keys.size() == 2 && keys[0] == keys[1]) return error::KeyAttributesEqual();
  if (schema[0].key_type != KeyType::kHash) return error::FirstKeyNotHash();
  if (schema.size() == 2 && schema[1].key_type != KeyType::kRange) {
    return error::SecondKeyNotRange();
  }
  if (schema.size() != definitions.size()) return error::UnusedAttributeDefinitions();
  return absl::OkStatus();
}

absl::Status CheckSse(const std::optional<SseSpecification>& sse) {
  if (!sse) return absl::OkStatus();
  if (sse->sse_type == SseType::kAes256) return error::SseTypeUnsupported();
  const bool enabled = sse->enabled.value_or(false);
  if (!enabled && (sse->sse_type || sse->kms_master_key_id)) return error::SseKeyWithoutSse();
  return absl::OkStatus();
}

absl::Status CheckTags(const std::optional<std::vector<Tag>>& tags) {
  if (!tags) return absl::OkStatus();
  if (tags->size() > limits::kTagsPerResourceMax) return error::TooManyTags();
  std::set<std::string_view> seen;
  for (const Tag& tag : *tags) {
    if (tag.key->starts_with("aws:")) return error::ReservedTag();
    if (!seen.insert(*tag.key).second) return error::DuplicateTag(*tag.key);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckCreateTable(const CreateTableRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckBilling(request));
  STATOR_RETURN_IF_ERROR(CheckKeys(*request.key_schema, *request.attribute_definitions));
  STATOR_RETURN_IF_ERROR(CheckSse(request.sse_specification));
  return CheckTags(request.tags);
}

absl::Status CheckUpdateTable(const UpdateTableRequest& request) {
  const bool changes = request.provisioned_throughput || request.billing_mode ||
                       request.sse_specification || request.table_class ||
                       request.deletion_protection_enabled || request.on_demand_throughput;
  if (!changes) return error::NothingToUpdate();
  if (request.billing_mode == BillingMode::kProvisioned && !request.provisioned_throughput) {
    return error::ThroughputMissingInUpdate();
  }
  if (request.billing_mode == BillingMode::kPayPerRequest && request.provisioned_throughput) {
    return error::ThroughputOfOnDemandTable();
  }
  if (request.provisioned_throughput) {
    STATOR_RETURN_IF_ERROR(CheckThroughputBounds(*request.provisioned_throughput));
  }
  STATOR_RETURN_IF_ERROR(CheckOnDemandLimits(request.on_demand_throughput));
  return CheckSse(request.sse_specification);
}

}  // namespace stator::plan
