#include "db/operation/time_to_live.h"

#include "db/base/status_macros.h"
#include "db/engine/error.h"
#include "db/engine/table_state.h"
#include "db/engine/time_to_live.h"
#include "db/operation/check_request.h"
#include "db/request/time_to_live.h"

namespace stator::operation {

absl::StatusOr<UpdateTimeToLiveResult> UpdateTimeToLive(const Context& context,
                                                        const UpdateTimeToLiveRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckRequest(context, request));
  const engine::Moment moment = context.Now();
  STATOR_RETURN_IF_ERROR(context.catalog.Settle(moment));
  const auto edit =
      [&](const engine::TableDefinition& current) -> absl::StatusOr<engine::TableDefinition> {
    STATOR_RETURN_IF_ERROR(engine::CheckUnused(current, moment));
    engine::TableDefinition edited = current;
    STATOR_ASSIGN_OR_RETURN(
        edited.time_to_live,
        engine::EditedTimeToLive(current.time_to_live, *request.time_to_live_specification,
                                 moment.now, context.time_to_live_change_interval));
    return edited;
  };
  STATOR_RETURN_IF_ERROR(
      context.catalog.Update(context.NameOf(*request.table_name), edit).status());
  context.wake_background();
  return UpdateTimeToLiveResult{.time_to_live_specification = request.time_to_live_specification};
}

absl::StatusOr<DescribeTimeToLiveResult> DescribeTimeToLive(
    const Context& context, const DescribeTimeToLiveRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckRequest(context, request));
  STATOR_ASSIGN_OR_RETURN(const engine::TablePtr table, context.FindDescribed(*request.table_name));
  if (table == nullptr) return engine::error::TableNotFound(context.NameOf(*request.table_name));
  return DescribeTimeToLiveResult{.time_to_live_description = engine::DescriptionOf(
                                      table->definition().time_to_live, context.Now())};
}

}  // namespace stator::operation
