// A write passes the request gate once, then finds its table and passes the schema gate, then is
// decided by the writer; a replan goes back to finding the table.
#include "db/operation/item.h"

#include <utility>

#include "db/base/status_macros.h"
#include "db/engine/capacity.h"
#include "db/engine/error.h"
#include "db/engine/item_collection.h"
#include "db/engine/outcome.h"
#include "db/engine/reader.h"
#include "db/engine/writer.h"
#include "db/operation/check_request.h"
#include "db/operation/run_write.h"
#include "db/plan/read.h"
#include "db/plan/write.h"
#include "db/request/check_values.h"
#include "db/request/item.h"

namespace stator::operation {
namespace {

// One write of any of the three kinds.
template <typename RequestType, typename ResultType>
class ItemWrite {
 public:
  using Request = RequestType;
  using Result = ResultType;

  ItemWrite(const Context& context, const Request& request)
      : context_(context), request_(request) {}

  absl::Status Begin() {
    STATOR_RETURN_IF_ERROR(CheckRequest(context_, request_));
    STATOR_RETURN_IF_ERROR(CheckValues(request_));
    STATOR_ASSIGN_OR_RETURN(checked_, plan::CheckWrite(request_, context_.expressions));
    return Plan();
  }

  // Finds the table and passes the schema gate; again after a replan.
  absl::Status Plan() {
    table_ = context_.FindTable(*request_.table_name);
    if (table_ == nullptr) return engine::error::RequestedResourceNotFound();
    auto mutation = plan::PlanWrite(*checked_, table_->schema(), context_.secret);
    STATOR_RETURN_IF_ERROR(mutation.status());
    mutation_.emplace(*std::move(mutation));
    mutation_->now = context_.TimeOfWrite(*table_);
    return absl::OkStatus();
  }

  storage::Decision Decide(storage::Snapshot& snapshot, storage::WriteBatch& batch) {
    return engine::DecideWrite(*table_, *mutation_, snapshot, batch, result_);
  }

  absl::StatusOr<Result> Finish(const storage::Outcome& outcome) {
    STATOR_RETURN_IF_ERROR(engine::StatusOf(outcome, engine::RefusalOf(result_)));
    const double units = engine::WriteUnits(result_.size_before, result_.size_after);
    return Result{
        .attributes = std::move(result_.attributes),
        .consumed_capacity = engine::ConsumedOf(request_.return_consumed_capacity,
                                                *request_.table_name, units, result_.index_units),
        .item_collection_metrics =
            engine::MetricsOf(request_.return_item_collection_metrics, table_->schema().key,
                              mutation_->item, result_.collection_bytes)};
  }

 private:
  const Context& context_;
  const Request& request_;
  std::optional<plan::CheckedWrite> checked_;
  engine::TablePtr table_;
  std::optional<plan::Mutation> mutation_;
  engine::WriteResult result_;
};

using PutWrite = ItemWrite<PutItemRequest, PutItemResult>;
using UpdateWrite = ItemWrite<UpdateItemRequest, UpdateItemResult>;
using DeleteWrite = ItemWrite<DeleteItemRequest, DeleteItemResult>;

// GetItem and View up to the read itself.
struct Read {
  engine::TablePtr table;
  std::optional<expression::BoundProjection> projection;
  std::optional<plan::Address> address;
};

absl::StatusOr<Read> BeginRead(const Context& context, const GetItemRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckRequest(context, request));
  STATOR_RETURN_IF_ERROR(CheckValues(request));
  Read read;
  STATOR_ASSIGN_OR_RETURN(read.projection, plan::CheckRead(request, context.expressions));
  read.table = context.FindTable(*request.table_name);
  if (read.table == nullptr) return engine::error::RequestedResourceNotFound();
  STATOR_ASSIGN_OR_RETURN(auto address,
                          plan::AddressOfKey(read.table->schema(), context.secret, *request.key));
  read.address.emplace(std::move(address));
  return read;
}

}  // namespace

absl::StatusOr<GetItemResult> GetItem(const Context& context, const GetItemRequest& request) {
  STATOR_ASSIGN_OR_RETURN(const Read read, BeginRead(context, request));
  GetItemResult result;
  size_t item_size = 0;
  absl::Status done = context.store.View([&](storage::Snapshot& snapshot) {
    return engine::ReadItem(snapshot, *read.address, [&](const std::optional<ItemRecord>& record) {
      if (!record) return;
      item_size = record->item_size();
      result.item = engine::Projected(record->item(), read.projection);
    });
  });
  if (!context.WasCurrent(*read.table)) return GetItem(context, request);
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
    STATOR_ASSIGN_OR_RETURN(const Read read, BeginRead(context, request));
    bool current = false;
    absl::Status done = context.store.View([&](storage::Snapshot& snapshot) -> absl::Status {
      // Asked before the visit, which must not be repeated. It is soon enough: a table that is
      // current now is what it was found to be in this snapshot.
      current = read.table->IsCurrent();
      if (!current) return absl::OkStatus();
      return engine::ReadItem(snapshot, *read.address,
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
