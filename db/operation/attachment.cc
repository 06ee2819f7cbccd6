// What can be said truly where nothing was ever attached to a table.
#include "db/operation/attachment.h"

#include <algorithm>

#include "db/base/status_macros.h"
#include "db/engine/error.h"
#include "db/operation/check_request.h"
#include "db/plan/error.h"
#include "db/plan/resource_arn.h"
#include "db/request/attachment.h"
#include "db/request/check_members.h"

namespace stator::operation {
namespace {

absl::StatusOr<engine::TablePtr> FindTable(const Context& context, const std::string& name_or_arn) {
  STATOR_ASSIGN_OR_RETURN(engine::TablePtr table, context.FindDescribed(name_or_arn));
  if (table == nullptr) return engine::error::TableNotFound(context.NameOf(name_or_arn));
  return table;
}

bool HasIndex(const engine::TableDefinition& table, const std::string& name) {
  return std::any_of(table.indexes.begin(), table.indexes.end(),
                     [&](const engine::IndexDefinition& index) { return index.name == name; });
}

}  // namespace

absl::StatusOr<ListContributorInsightsResult> ListContributorInsights(
    const Context& context, const ListContributorInsightsRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckRequest(context, request));
  if (request.next_token) return plan::error::NextTokenInvalid();
  if (request.table_name) {
    STATOR_RETURN_IF_ERROR(FindTable(context, *request.table_name).status());
  }
  return ListContributorInsightsResult();
}

absl::StatusOr<DescribeContributorInsightsResult> DescribeContributorInsights(
    const Context& context, const DescribeContributorInsightsRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckRequest(context, request));
  STATOR_ASSIGN_OR_RETURN(const engine::TablePtr table, FindTable(context, *request.table_name));
  if (request.index_name && !HasIndex(table->definition(), *request.index_name)) {
    return engine::error::IndexNotFound(table->schema().name, *request.index_name);
  }
  return DescribeContributorInsightsResult{
      .table_name = table->schema().name,
      .index_name = request.index_name,
      .contributor_insights_status = ContributorInsightsStatus::kDisabled};
}

absl::StatusOr<DescribeKinesisStreamingDestinationResult> DescribeKinesisStreamingDestination(
    const Context& context, const DescribeKinesisStreamingDestinationRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckRequest(context, request));
  STATOR_ASSIGN_OR_RETURN(const engine::TablePtr table, FindTable(context, *request.table_name));
  return DescribeKinesisStreamingDestinationResult{.table_name = table->schema().name,
                                                   .kinesis_data_stream_destinations = {}};
}

absl::StatusOr<GetResourcePolicyResult> GetResourcePolicy(const Context& context,
                                                          const GetResourcePolicyRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  const std::string& arn = *request.resource_arn;
  STATOR_RETURN_IF_ERROR(plan::CheckTableArn(arn, {context.arn_prefix}, "GetResourcePolicy"));
  const auto name = plan::TableNameIn(arn, {context.arn_prefix});
  STATOR_ASSIGN_OR_RETURN(const engine::TablePtr table, context.FindDescribed(name.value_or("")));
  if (table == nullptr) return engine::error::ResourceNotFound(arn);
  return engine::error::PolicyNotFound();
}

}  // namespace stator::operation
