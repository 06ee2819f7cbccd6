#include "db/trigger/call_once.h"

#include <memory>
#include <utility>

#include "absl/synchronization/notification.h"
#include "db/base/status_macros.h"
#include "db/engine/outcome.h"
#include "db/trigger/call.h"
#include "db/trigger/dispatch_error.h"
#include "db/trigger/event.h"
#include "db/trigger/response.h"

namespace stator::trigger {
namespace {

Batch BatchOf(const std::vector<Record>& records, std::string_view stream_arn) {
  Batch batch;
  batch.records = records;
  for (const Record& record : records) {
    const auto sequence = ParseSequenceNumber(record.dynamodb->sequence_number.value_or(""));
    batch.sequences.push_back(sequence.value_or(Sequence::First()));
    AppendRecord(record, stream_arn, batch.events.emplace_back());
  }
  return batch;
}

absl::Status Run(const LaneParts& parts, FunctionCall& call) {
  if (call.is_local()) {
    call.RunLocal(parts.transactions, parts.timer, [] {});
  } else {
    auto answered = std::make_shared<absl::Notification>();
    call.RunInHost(parts.transactions, [answered] { answered->Notify(); });
    answered->WaitForNotification();
    if (!call.was_called()) return error::FunctionNotCalled();
  }
  STATOR_RETURN_IF_ERROR(call.result().status());
  const MappingDefinition& mapping = call.input().config->definition;
  const auto failed =
      FirstFailed(*call.result(), {.reports_item_failures = mapping.reports_item_failures},
                  call.input().batch.sequences);
  return failed ? error::RecordFailedAgain(SequenceNumberText(*failed)) : absl::OkStatus();
}

}  // namespace

absl::StatusOr<bool> CallOnce(const LaneParts& parts, const MappingDefinition& mapping,
                              const std::vector<Record>& records,
                              absl::FunctionRef<absl::Status(Transaction&)> beside) {
  STATOR_ASSIGN_OR_RETURN(const MappingConfigPtr config, MakeConfig(mapping));
  for (;;) {
    FunctionRegistry::Lease lease = parts.functions.Find(mapping.function);
    if (!lease.callee().exists()) return error::FunctionNotFound(mapping.function);
    const auto call =
        std::make_shared<FunctionCall>(CallInput{.config = config,
                                                 .shard_id = {},
                                                 .batch = BatchOf(records, mapping.stream_arn),
                                                 .window = std::nullopt},
                                       std::move(lease), parts.clock);
    STATOR_RETURN_IF_ERROR(Run(parts, *call));
    PendingTransaction* const transaction = call->transaction();
    if (transaction == nullptr) return false;
    Transaction* const own = transaction->transaction();
    if (own != nullptr) STATOR_RETURN_IF_ERROR(beside(*own));
    const storage::Outcome outcome =
        parts.store.Update([&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
          return transaction->Decide(snapshot, batch);
        });
    const bool conflicts =
        outcome.kind == storage::Outcome::Kind::kReplan ||
        (outcome.kind == storage::Outcome::Kind::kRefused && transaction->refusal().ok());
    if (conflicts) continue;
    STATOR_RETURN_IF_ERROR(engine::StatusOf(outcome, transaction->refusal()));
    return own != nullptr;
  }
}

}  // namespace stator::trigger
