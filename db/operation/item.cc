#include "db/operation/item.h"

#include <utility>

#include "db/base/status_macros.h"
#include "db/engine/capacity.h"
#include "db/engine/error.h"
#include "db/engine/reader.h"
#include "db/operation/check_request.h"
#include "db/operation/item_course.h"
#include "db/operation/run_write.h"
#include "db/plan/key_path_check.h"
#include "db/plan/read.h"
#include "db/request/check_values.h"
#include "db/request/item.h"

namespace stator::operation {

absl::Status ItemRead::Begin(const Context& context, const GetItemRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckRequest(context, request));
  STATOR_RETURN_IF_ERROR(CheckValues(request));
  if (plan::IsOfParts(request)) {
    STATOR_ASSIGN_OR_RETURN(projection_, plan::CheckRead(request, context.expressions));
  }
  table_ = context.FindTable(*request.table_name);
  if (table_ == nullptr) return engine::error::RequestedResourceNotFound();
  auto address = plan::AddressOfKey(table_->schema(), context.secret, *request.key);
  STATOR_RETURN_IF_ERROR(address.status());
  address_.emplace(*std::move(address));
  if (!projection_) return absl::OkStatus();
  return plan::CheckNoPathIntoKey(projection_->binding(), table_->schema());
}

absl::StatusOr<GetItemResult> GetItem(const Context& context, const GetItemRequest& request) {
  ItemRead read;
  STATOR_RETURN_IF_ERROR(read.Begin(context, request));
  GetItemResult result;
  size_t item_size = 0;
  absl::Status done = context.store.View([&](storage::Snapshot& snapshot) {
    return engine::ReadItem(snapshot, read.address(), [&](const std::optional<ItemRecord>& record) {
      if (!record) return;
      item_size = record->item_size();
      result.item = engine::Projected(record->item(), read.projection());
    });
  });
  if (!context.WasCurrent(*read.table())) return GetItem(context, request);
  STATOR_RETURN_IF_ERROR(std::move(done));
  const double units = engine::ReadUnits(item_size, request.consistent_read.value_or(false));
  result.consumed_capacity =
      engine::ConsumedOf(request.return_consumed_capacity, *request.table_name, units);
  return result;
}

absl::Status ViewItem(const Context& context, const GetItemRequest& request,
                      absl::FunctionRef<void(std::optional<ItemView>)> visit) {
  STATOR_RETURN_IF_ERROR(plan::CheckView(request));
  for (;;) {
    ItemRead read;
    STATOR_RETURN_IF_ERROR(read.Begin(context, request));
    bool current = false;
    absl::Status done = context.store.View([&](storage::Snapshot& snapshot) -> absl::Status {
      // Asked before the visit, which must not be repeated. It is soon enough: a table that is
      // current now is what it was found to be in this snapshot.
      current = read.table()->IsCurrent();
      if (!current) return absl::OkStatus();
      return engine::ReadItem(snapshot, read.address(),
                              [&](const std::optional<ItemRecord>& record) {
                                visit(record ? std::optional(record->item()) : std::nullopt);
                              });
    });
    if (current || !done.ok()) return done;
    context.catalog.AwaitReload();
  }
}

absl::StatusOr<PutItemResult> PutItem(const Context& context, const PutItemRequest& request) {
  return RunWrite<PutWrite>(context, request);
}

absl::StatusOr<UpdateItemResult> UpdateItem(const Context& context,
                                            const UpdateItemRequest& request) {
  return RunWrite<UpdateWrite>(context, request);
}

absl::StatusOr<DeleteItemResult> DeleteItem(const Context& context,
                                            const DeleteItemRequest& request) {
  return RunWrite<DeleteWrite>(context, request);
}

void PutItem(const Context& context, PutItemRequest request, Completion<PutItemResult> done) {
  RunWrite<PutWrite>(context, std::move(request), std::move(done));
}

void UpdateItem(const Context& context, UpdateItemRequest request,
                Completion<UpdateItemResult> done) {
  RunWrite<UpdateWrite>(context, std::move(request), std::move(done));
}

void DeleteItem(const Context& context, DeleteItemRequest request,
                Completion<DeleteItemResult> done) {
  RunWrite<DeleteWrite>(context, std::move(request), std::move(done));
}

}  // namespace stator::operation
