// With a token, what planning refuses is kept until the token was looked up: a transaction that was
// done is done, even if its table has been dropped since.
#include "db/operation/write_transaction.h"

#include <algorithm>
#include <utility>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/engine/capacity.h"
#include "db/engine/error.h"
#include "db/engine/outcome.h"
#include "db/plan/error.h"

namespace stator::operation {

using storage::Decision;

absl::Status WriteTransaction::Begin(absl::StatusOr<std::vector<plan::CheckedAction>> actions,
                                     const std::optional<std::string>& token,
                                     std::string_view parameters) {
  checked_ = std::move(actions);
  if (token) {
    token_ = engine::MakeClientToken(context_.secret, *token, parameters, context_.clock.Now());
  }
  return Plan();
}

absl::Status WriteTransaction::Plan() {
  actions_.clear();
  plan_refusal_ = PlanActions();
  return token_ ? absl::OkStatus() : plan_refusal_;
}

absl::Status WriteTransaction::PlanActions() {
  STATOR_RETURN_IF_ERROR(checked_.status());
  size_t put_bytes = 0;
  actions_.reserve(checked_->size());  // The addresses below point into it.
  std::vector<const plan::Address*> addresses;
  for (const plan::CheckedAction& checked : *checked_) {
    engine::TablePtr table = context_.FindTable(checked.table_name);
    if (table == nullptr) return engine::error::RequestedResourceNotFound();
    const TableSchema& schema = table->schema();
    STATOR_RETURN_IF_ERROR(plan::CheckKeysHaveContent(checked.write.item, schema));
    engine::TransactionAction& action = actions_.emplace_back();
    action.table = std::move(table);
    auto mutation = plan::PlanWrite(checked.write, schema, context_.secret);
    action.fault = mutation.status();
    if (mutation.ok()) {
      action.mutation = *std::move(mutation);
      context_.NoteOrigin(*action.table, *action.mutation);
    }
    addresses.push_back(action.mutation ? &action.mutation->address : nullptr);
    put_bytes += checked.write.item_size;
  }
  STATOR_RETURN_IF_ERROR(plan::CheckDistinct(addresses));
  const bool fits = put_bytes <= limits::kTransactionBytesMax;
  return fits ? absl::OkStatus() : plan::error::TransactionTooLarge();
}

Decision WriteTransaction::Decide(storage::Snapshot& snapshot, storage::WriteBatch& batch) {
  refusal_ = plan_refusal_;
  again_ = false;
  if (token_) {
    const auto found = engine::LookUpToken(*token_, snapshot);
    again_ = found.ok() && found->use == engine::TokenUse::kAgain;
    if (again_) {
      Repeat(found->sizes);
      return Decision::kCommit;
    }
    if (!found.ok()) refusal_ = found.status();
    if (found.ok() && found->use == engine::TokenUse::kMismatch) {
      refusal_ = engine::error::IdempotentParameterMismatch();
    }
  }
  if (!refusal_.ok()) return Decision::kRefuse;
  const Decision decision = engine::DecideTransaction(actions_, snapshot, batch);
  if (decision == Decision::kCommit && token_) engine::RecordToken(*token_, Sizes(), batch);
  return decision;
}

std::vector<uint32_t> WriteTransaction::Sizes() const {
  std::vector<uint32_t> sizes;
  for (const engine::TransactionAction& action : actions_) {
    const size_t size = std::max(action.result.size_before, action.result.size_after);
    sizes.push_back(static_cast<uint32_t>(size));
  }
  return sizes;
}

void WriteTransaction::Repeat(absl::Span<const uint32_t> sizes) {
  refusal_ = absl::OkStatus();
  for (size_t i = 0; i < actions_.size(); ++i) {
    actions_[i].result = {};
    if (i < sizes.size()) actions_[i].result.size_before = sizes[i];
  }
}

absl::Status WriteTransaction::Finish(const storage::Outcome& outcome) {
  if (outcome.kind == storage::Outcome::Kind::kRefused) {
    return refusal_.ok() ? engine::TransactionRefusal(actions_) : refusal_;
  }
  STATOR_RETURN_IF_ERROR(engine::StatusOf(outcome, absl::OkStatus()));
  if (token_ && !again_) context_.token_recorded();
  return absl::OkStatus();
}

std::optional<std::vector<ConsumedCapacity>> WriteTransaction::Consumed(
    std::optional<ReturnConsumedCapacity> asked) const {
  using engine::ConsumedByTable;
  ConsumedByTable consumed(again_ ? ConsumedByTable::Of::kTransactReads
                                  : ConsumedByTable::Of::kTransactWrites);
  for (size_t i = 0; i < actions_.size(); ++i) {
    const engine::WriteResult& result = actions_[i].result;
    consumed.Add((*checked_)[i].table_name,
                 again_ ? engine::TransactReadUnits(result.size_before)
                        : engine::TransactWriteUnits(result.size_before, result.size_after),
                 result.index_units);
  }
  return consumed.Result(asked);
}

std::optional<engine::MetricsByTable::Result> WriteTransaction::Collections(
    std::optional<ReturnItemCollectionMetrics> asked) const {
  engine::MetricsByTable metrics(asked);
  for (size_t i = 0; i < actions_.size(); ++i) {
    metrics.Add((*checked_)[i].table_name, actions_[i].table->schema().key,
                (*checked_)[i].write.item, actions_[i].result.collection_bytes);
  }
  return std::move(metrics).Take();
}

}  // namespace stator::operation
