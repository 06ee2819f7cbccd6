#include "db/trigger/progress_commit.h"

#include <array>
#include <utility>

#include "db/base/limits.h"
#include "db/engine/writer.h"
#include "db/plan/key_check.h"

namespace stator::trigger {

using storage::Decision;
using storage::Outcome;
using storage::Space;

bool ProgressCommitter::IsCurrent(const RunningMapping& mapping, const ProgressCommit& commit,
                                  storage::Snapshot& snapshot, absl::Status& status) const {
  if (mapping.is_gone() || store_.generation() != mapping.generation()) return false;
  const std::string mapping_row = MappingRowKey(mapping.config()->definition.uuid);
  const std::string progress_row = ProgressKey(commit.lane);
  const std::array<std::string_view, 2> keys = {mapping_row, progress_row};
  bool has_mapping = false;
  bool is_same = false;
  status =
      snapshot.Get(Space::kTriggers, keys, [&](size_t i, std::optional<std::string_view> value) {
        if (i == 0) has_mapping = value.has_value();
        if (i == 1) is_same = value == commit.before;
      });
  return status.ok() && has_mapping && is_same;
}

int64_t ProgressCommitter::PutDeadLetters(const ProgressCommit& commit, storage::Snapshot& snapshot,
                                          storage::WriteBatch& batch, Letters& letters) const {
  if (commit.dead_letters.empty()) return 0;
  const engine::TablePtr table = catalog_.Find(commit.dead_letter_table);
  if (table == nullptr) return 0;
  int64_t written = 0;
  for (const Item& letter : commit.dead_letters) {
    auto address = plan::AddressOfItem(table->schema(), secret_, letter);
    const size_t size = letter.view().SizeAsItem();
    if (!address.ok() || size > limits::kItemBytesMax) continue;
    const plan::Mutation& mutation =
        letters.mutations.emplace_back(plan::Mutation{.kind = plan::MutationKind::kPut,
                                                      .address = *std::move(address),
                                                      .item = letter,
                                                      .item_size = size,
                                                      .now = commit.now,
                                                      .cause = commit.cause});
    const Decision decision =
        engine::DecideWrite(*table, mutation, snapshot, batch, letters.results.emplace_back());
    if (decision == Decision::kCommit) ++written;
  }
  return written;
}

CommitReport ProgressCommitter::Commit(const RunningMapping& mapping,
                                       const ProgressCommit& commit) {
  CommitReport report;
  Letters letters;
  const std::string key = ProgressKey(commit.lane);
  const Outcome outcome =
      store_.Update([&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
        report = CommitReport();
        letters = Letters();
        if (!IsCurrent(mapping, commit, snapshot, report.status)) {
          report.end = report.status.ok() ? CommitEnd::kStale : CommitEnd::kFailed;
          return Decision::kRefuse;
        }
        if (commit.transaction != nullptr) {
          const Decision decision = commit.transaction->Decide(snapshot, batch);
          if (decision != Decision::kCommit) {
            if (decision == Decision::kRefuse) report.status = commit.transaction->refusal();
            report.end = report.status.ok() ? CommitEnd::kConflict : CommitEnd::kRefused;
            return Decision::kRefuse;
          }
        }
        report.dead_letters = PutDeadLetters(commit, snapshot, batch, letters);
        batch.Put(Space::kTriggers, key, commit.after);
        return Decision::kCommit;
      });
  switch (outcome.kind) {
    case Outcome::Kind::kCommitted:
    case Outcome::Kind::kRefused:
      break;
    case Outcome::Kind::kReplan:
      report.end = CommitEnd::kConflict;
      break;
    case Outcome::Kind::kFailed:
    case Outcome::Kind::kUnknown:
      report.end = CommitEnd::kFailed;
      report.status = outcome.status;
      break;
  }
  return report;
}

}  // namespace stator::trigger
