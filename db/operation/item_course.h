// The course of a write of one item, and that of a read up to the read itself.
//
// A write passes the request gate once, then finds its table and passes the schema gate, then is
// decided by the writer; a replan goes back to finding the table (run_write.h).
#pragma once

#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "db/base/status_macros.h"
#include "db/engine/capacity.h"
#include "db/engine/error.h"
#include "db/engine/item_collection.h"
#include "db/engine/outcome.h"
#include "db/engine/writer.h"
#include "db/expression/projection.h"
#include "db/operation/check_request.h"
#include "db/operation/context.h"
#include "db/plan/write.h"
#include "db/request/check_values.h"
#include "db/request/item.h"
#include "stator/request/item.h"

namespace stator::operation {

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
    context_.NoteOrigin(*table_, *mutation_);
    return absl::OkStatus();
  }

  storage::Decision Decide(storage::Snapshot& snapshot, storage::WriteBatch& batch) {
    return engine::DecideWrite(*table_, *mutation_, snapshot, batch, result_);
  }

  // The same of this write alone, without what the table's write hooks want: for a transaction that
  // is put together before it is decided.
  storage::Decision DecideAlone(storage::Snapshot& snapshot, storage::WriteBatch& batch) {
    const auto nobody = [](const Change&) { return absl::OkStatus(); };
    return engine::DecideAlone(*table_, *mutation_, snapshot, batch, nobody, result_);
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

  const engine::TablePtr& table() const { return table_; }
  const plan::Mutation& mutation() const { return *mutation_; }

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

// GetItem and View up to the read itself. Filled in where it stands: nothing of it is moved.
class ItemRead {
 public:
  ItemRead() {}  // By hand: the default one is constant, and would be copied, void and all.

  absl::Status Begin(const Context& context, const GetItemRequest& request);

  const engine::TablePtr& table() const { return table_; }
  const std::optional<expression::BoundProjection>& projection() const { return projection_; }
  // Borrows from the request and from the table.
  const plan::Address& address() const { return *address_; }

 private:
  engine::TablePtr table_;
  std::optional<expression::BoundProjection> projection_;
  std::optional<plan::Address> address_;
};

}  // namespace stator::operation
