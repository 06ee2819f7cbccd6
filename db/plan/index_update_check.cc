#include "db/plan/index_update_check.h"

#include <set>
#include <string>

#include "db/base/check.h"
#include "db/base/status_macros.h"
#include "db/plan/index_check.h"
#include "db/plan/index_error.h"
#include "db/plan/key_schema_check.h"
#include "db/plan/throughput_check.h"
#include "db/plan/throughput_error.h"

namespace stator::plan {
namespace {

absl::Status CheckCreated(const CreateGlobalSecondaryIndexAction& index,
                          const AttributeDefinitions& definitions, BillingMode mode) {
  STATOR_RETURN_IF_ERROR(CheckKeysDefined({&*index.key_schema}, definitions));
  STATOR_RETURN_IF_ERROR(CheckGlobalIndex(index));
  STATOR_RETURN_IF_ERROR(CheckThroughput(index, mode));
  STATOR_RETURN_IF_ERROR(CheckOnDemand(index.on_demand_throughput, mode, *index.index_name));
  return CheckWarm(index.warm_throughput, index.provisioned_throughput, mode, *index.index_name);
}

absl::Status CheckUpdated(const UpdateGlobalSecondaryIndexAction& index, BillingMode mode) {
  const auto& throughput = index.provisioned_throughput;
  if (throughput && mode == BillingMode::kPayPerRequest) {
    return error::ThroughputOfOnDemandIndex(*index.index_name);
  }
  if (throughput) STATOR_RETURN_IF_ERROR(CheckBounds(*throughput, *index.index_name));
  return CheckOnDemand(index.on_demand_throughput, mode, *index.index_name);
}

}  // namespace

const std::string& IndexOf(const GlobalSecondaryIndexUpdate& update) {
  if (update.create) return *update.create->index_name;
  if (update.update) return *update.update->index_name;
  STATOR_CHECK(update.delete_.has_value());
  return *update.delete_->index_name;
}

absl::Status CheckIndexUpdates(const IndexUpdates& updates) {
  std::set<std::string_view> names;
  for (const GlobalSecondaryIndexUpdate& update : updates) {
    const int actions =
        int{update.create.has_value()} + update.update.has_value() + update.delete_.has_value();
    if (actions == 0) return error::IndexUpdateMissing();
    if (actions > 1) return error::SeveralIndexUpdates();
    if (!names.insert(IndexOf(update)).second) return error::IndexUpdatedTwice(IndexOf(update));
  }
  return absl::OkStatus();
}

absl::Status CheckIndexChanges(const UpdateTableRequest& request, BillingMode mode) {
  int created_or_deleted = 0;
  for (const GlobalSecondaryIndexUpdate& update : *request.global_secondary_index_updates) {
    if (!update.update && ++created_or_deleted > 1) return error::OneIndexAtATime();
  }
  for (const GlobalSecondaryIndexUpdate& update : *request.global_secondary_index_updates) {
    if (update.create) {
      STATOR_RETURN_IF_ERROR(CheckCreated(
          *update.create, request.attribute_definitions.value_or(AttributeDefinitions()), mode));
    }
    if (update.update) STATOR_RETURN_IF_ERROR(CheckUpdated(*update.update, mode));
  }
  return absl::OkStatus();
}

}  // namespace stator::plan
