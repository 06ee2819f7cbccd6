#include "db/operation/write_function.h"

#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "db/base/error.h"
#include "db/base/status_macros.h"
#include "db/engine/error.h"
#include "db/engine/write_hook.h"
#include "db/operation/check_request.h"
#include "db/plan/write.h"
#include "db/request/check_values.h"
#include "db/request/item.h"
#include "db/request/table.h"

namespace stator::operation {
namespace {

// What a function wants, planned. Owns the requests and the checked writes that are borrowed from.
class WantedWrites final : public engine::HookedWrites {
 public:
  explicit WantedWrites(ExtraWrites wanted) : wanted_(std::move(wanted)) {}

  absl::Status Plan(const Context& context) {
    checked_.reserve(wanted_.puts.size() + wanted_.updates.size() + wanted_.deletes.size());
    for (const auto& put : wanted_.puts) STATOR_RETURN_IF_ERROR(PlanOne(context, put));
    for (const auto& update : wanted_.updates) STATOR_RETURN_IF_ERROR(PlanOne(context, update));
    for (const auto& erase : wanted_.deletes) STATOR_RETURN_IF_ERROR(PlanOne(context, erase));
    return absl::OkStatus();
  }

 private:
  template <typename Request>
  absl::Status PlanOne(const Context& context, const Request& request) {
    STATOR_RETURN_IF_ERROR(CheckRequest(context, request));
    STATOR_RETURN_IF_ERROR(CheckValues(request));
    STATOR_ASSIGN_OR_RETURN(plan::CheckedWrite checked,
                            plan::CheckWrite(request, context.expressions));
    engine::TablePtr table = context.FindTable(*request.table_name);
    if (table == nullptr) return engine::error::RequestedResourceNotFound();
    checked_.push_back(std::move(checked));  // Does not move those before: there is room.
    STATOR_ASSIGN_OR_RETURN(plan::Mutation mutation,
                            plan::PlanWrite(checked_.back(), table->schema(), context.secret));
    context.NoteOrigin(*table, mutation);
    writes.emplace_back(std::move(table), std::move(mutation));
    return absl::OkStatus();
  }

  const ExtraWrites wanted_;
  std::vector<plan::CheckedWrite> checked_;
};

// What a function answers when it has no error of the API to give.
absl::Status AsVeto(absl::Status status) {
  if (error::CodeOf(status) != ErrorCode::kInternal) return status;
  const std::string_view message(status.message().data(), status.message().size());
  return error::Make(ErrorCode::kConditionalCheckFailed,
                     message.empty() ? "The write was refused" : message);
}

class FunctionHook final : public engine::WriteHook {
 public:
  FunctionHook(const Context& context, std::string table, WriteFunction function)
      : context_(context), table_(std::move(table)), function_(std::move(function)) {}

  absl::StatusOr<std::unique_ptr<engine::HookedWrites>> Call(const Change& change) override {
    absl::StatusOr<ExtraWrites> wanted = absl::InternalError("The function has thrown");
    try {
      wanted = function_({.table = table_, .before = change.before, .after = change.after});
    } catch (const std::exception& e) {
      wanted = absl::InternalError(e.what());
    } catch (...) {
    }
    if (!wanted.ok()) return AsVeto(std::move(wanted).status());
    auto writes = std::make_unique<WantedWrites>(*std::move(wanted));
    STATOR_RETURN_IF_ERROR(writes->Plan(context_));
    return writes;
  }

 private:
  const Context& context_;
  const std::string table_;
  const WriteFunction function_;
};

class HookSubscription final : public WriteSubscription {
 public:
  HookSubscription(const Context& context, std::string table, std::shared_ptr<FunctionHook> hook)
      : context_(context), table_(std::move(table)), hook_(std::move(hook)) {
    context_.catalog.hooks().Add(table_, hook_);
  }
  ~HookSubscription() override {
    context_.catalog.hooks().Remove(table_, hook_.get());
    // A decision that is under way may have found it: the next commit comes behind that one.
    context_.store.Update(
        [](storage::Snapshot&, storage::WriteBatch&) { return storage::Decision::kCommit; });
  }

 private:
  const Context& context_;
  const std::string table_;
  const std::shared_ptr<FunctionHook> hook_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<WriteSubscription>> SubscribeToWrites(const Context& context,
                                                                     std::string_view table,
                                                                     WriteFunction function) {
  const DescribeTableRequest named{.table_name = std::string(table)};
  STATOR_RETURN_IF_ERROR(CheckRequest(context, named));
  const std::string name(context.NameOf(table));
  return std::make_unique<HookSubscription>(
      context, name, std::make_shared<FunctionHook>(context, name, std::move(function)));
}

}  // namespace stator::operation
