// A write has two forms, blocking and completing, and one course: it passes the request gate once,
// then finds its table and passes the schema gate, then is decided by the writer; a replan goes
// back to finding the table.
#include "db/operation/item.h"

#include <memory>
#include <utility>

#include "db/base/status_macros.h"
#include "db/engine/capacity.h"
#include "db/engine/error.h"
#include "db/engine/outcome.h"
#include "db/engine/reader.h"
#include "db/engine/writer.h"
#include "db/plan/read.h"
#include "db/plan/write.h"
#include "db/request/check_members.h"
#include "db/request/check_values.h"

namespace stator::operation {
namespace {

using storage::Decision;
using storage::Outcome;

// One write on its way, of any of the three kinds.
class Write {
 public:
  explicit Write(const Context& context) : context_(context) {}

  // All gates, to the point where the writer may decide. Borrows the request.
  template <typename Request>
  absl::Status Begin(const Request& request) {
    STATOR_RETURN_IF_ERROR(CheckMembers(request));
    STATOR_RETURN_IF_ERROR(CheckValues(request));
    STATOR_ASSIGN_OR_RETURN(checked_, plan::CheckWrite(request, context_.expressions));
    return Plan(*request.table_name);
  }

  // Finds the table and passes the schema gate; again after a replan.
  absl::Status Plan(const std::string& table_name) {
    table_ = context_.catalog.Find(table_name);
    if (table_ == nullptr) return engine::error::RequestedResourceNotFound();
    auto mutation = plan::PlanWrite(*checked_, table_->schema(), context_.secret);
    STATOR_RETURN_IF_ERROR(mutation.status());
    mutation_.emplace(*std::move(mutation));
    return absl::OkStatus();
  }

  Decision Decide(storage::Snapshot& snapshot, storage::WriteBatch& batch) {
    return engine::DecideWrite(*table_, *mutation_, snapshot, batch, result_);
  }

  // REQUIRES: `outcome` is no replan.
  template <typename Request, typename Result>
  absl::StatusOr<Result> Finish(const Request& request, const Outcome& outcome) {
    STATOR_RETURN_IF_ERROR(engine::StatusOf(outcome, engine::RefusalOf(result_)));
    const double units = engine::WriteUnits(result_.size_before, result_.size_after);
    return Result{
        .attributes = std::move(result_.attributes),
        .consumed_capacity = engine::ConsumedOf(request.return_consumed_capacity,
                                                *request.table_name, units, result_.index_units)};
  }

 private:
  const Context& context_;
  std::optional<plan::CheckedWrite> checked_;
  engine::TablePtr table_;
  std::optional<plan::Mutation> mutation_;
  engine::WriteResult result_;
};

template <typename Result, typename Request>
absl::StatusOr<Result> RunBlocking(const Context& context, const Request& request) {
  Write write(context);
  STATOR_RETURN_IF_ERROR(write.Begin(request));
  for (;;) {
    const Outcome outcome =
        context.store.Update([&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
          return write.Decide(snapshot, batch);
        });
    if (outcome.kind != Outcome::Kind::kReplan) {
      return write.Finish<Request, Result>(request, outcome);
    }
    STATOR_RETURN_IF_ERROR(write.Plan(*request.table_name));
  }
}

// Owns itself from Submit to Done.
template <typename Request, typename Result>
class CompletingWrite final : public storage::UpdateRequest {
 public:
  static void Run(const Context& context, Request request, Completion<Result> done) {
    auto self = std::unique_ptr<CompletingWrite>(
        new CompletingWrite(context, std::move(request), std::move(done)));
    absl::Status begun = self->write_.Begin(self->request_);
    if (!begun.ok()) return std::move(self->done_)(std::move(begun));
    context.store.Submit(*self.release());
  }

  Decision Decide(storage::Snapshot& snapshot, storage::WriteBatch& batch) override {
    return write_.Decide(snapshot, batch);
  }

  void Done(const Outcome& outcome) override {
    auto self = std::unique_ptr<CompletingWrite>(this);
    if (outcome.kind != Outcome::Kind::kReplan) {
      return std::move(done_)(write_.template Finish<Request, Result>(request_, outcome));
    }
    absl::Status planned = write_.Plan(*request_.table_name);
    if (!planned.ok()) return std::move(done_)(std::move(planned));
    context_.store.Submit(*self.release());
  }

 private:
  CompletingWrite(const Context& context, Request request, Completion<Result> done)
      : context_(context), request_(std::move(request)), done_(std::move(done)), write_(context) {}

  const Context& context_;
  const Request request_;
  Completion<Result> done_;
  Write write_;
};

// GetItem and View up to the read itself.
struct Read {
  engine::TablePtr table;
  std::optional<expression::BoundProjection> projection;
  std::optional<plan::Address> address;
};

absl::StatusOr<Read> BeginRead(const Context& context, const GetItemRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  STATOR_RETURN_IF_ERROR(CheckValues(request));
  Read read;
  STATOR_ASSIGN_OR_RETURN(read.projection, plan::CheckRead(request, context.expressions));
  read.table = context.catalog.Find(*request.table_name);
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
  STATOR_RETURN_IF_ERROR(context.store.View([&](storage::Snapshot& snapshot) {
    return engine::ReadItem(snapshot, *read.address, [&](const std::optional<ItemRecord>& record) {
      if (!record) return;
      item_size = record->item_size();
      result.item = engine::Projected(record->item(), read.projection);
    });
  }));
  const double units = engine::ReadUnits(item_size, request.consistent_read.value_or(false));
  result.consumed_capacity =
      engine::ConsumedOf(request.return_consumed_capacity, *request.table_name, units);
  return result;
}

absl::Status ViewItem(const Context& context, const GetItemRequest& request,
                      absl::FunctionRef<void(std::optional<ItemView>)> visit) {
  STATOR_RETURN_IF_ERROR(plan::CheckView(request));
  STATOR_ASSIGN_OR_RETURN(const Read read, BeginRead(context, request));
  return context.store.View([&](storage::Snapshot& snapshot) {
    return engine::ReadItem(snapshot, *read.address, [&](const std::optional<ItemRecord>& record) {
      visit(record ? std::optional(record->item()) : std::nullopt);
    });
  });
}

absl::StatusOr<PutItemResult> PutItem(const Context& context, const PutItemRequest& request) {
  return RunBlocking<PutItemResult>(context, request);
}

absl::StatusOr<UpdateItemResult> UpdateItem(const Context& context,
                                            const UpdateItemRequest& request) {
  return RunBlocking<UpdateItemResult>(context, request);
}

absl::StatusOr<DeleteItemResult> DeleteItem(const Context& context,
                                            const DeleteItemRequest& request) {
  return RunBlocking<DeleteItemResult>(context, request);
}

void PutItem(const Context& context, PutItemRequest request, Completion<PutItemResult> done) {
  CompletingWrite<PutItemRequest, PutItemResult>::Run(context, std::move(request), std::move(done));
}

void UpdateItem(const Context& context, UpdateItemRequest request,
                Completion<UpdateItemResult> done) {
  CompletingWrite<UpdateItemRequest, UpdateItemResult>::Run(context, std::move(request),
                                                            std::move(done));
}

void DeleteItem(const Context& context, DeleteItemRequest request,
                Completion<DeleteItemResult> done) {
  CompletingWrite<DeleteItemRequest, DeleteItemResult>::Run(context, std::move(request),
                                                            std::move(done));
}

}  // namespace stator::operation
