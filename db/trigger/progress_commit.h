// Moves a lane on, in one commit with all that goes with it: the writes of an exactly-once function
// and the dead letters of what is given up.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "db/engine/catalog.h"
#include "db/engine/writer.h"
#include "db/model/cause.h"
#include "db/model/key.h"
#include "db/storage/store.h"
#include "db/trigger/progress.h"
#include "db/trigger/running_mapping.h"
#include "db/trigger/transaction_source.h"
#include "stator/item.h"

namespace stator::trigger {

struct ProgressCommit {
  LaneId lane;
  std::optional<std::string> before;  // The row as the lane knows it; nullopt: there is none.
  std::string after;                  // The row as it shall be.
  PendingTransaction* transaction = nullptr;
  // Put into this table, each as one item. What does not fit it is left out, and counted.
  std::string dead_letter_table{};
  std::vector<Item> dead_letters{};
  CausePtr cause{};
  Time now{};
};

enum class CommitEnd : uint8_t {
  kDone,
  kStale,     // The lane is not what it was: deleted, undone, set back. Nothing was written.
  kConflict,  // What the transaction read is not as it was: the function is to run again.
  kRefused,   // The transaction cannot be: `status` says why. The call has failed.
  kFailed,    // The store could not, or does not know: `status`. To be read again and tried later.
};

struct CommitReport {
  CommitEnd end = CommitEnd::kDone;
  absl::Status status{};
  int64_t dead_letters = 0;  // That were written.
};

// Blocks until it is durable. Thread-safe.
class ProgressCommitter {
 public:
  // All outlive it.
  ProgressCommitter(storage::Store& store, const engine::Catalog& catalog, DigestSecret secret)
      : store_(store), catalog_(catalog), secret_(secret) {}

  CommitReport Commit(const RunningMapping& mapping, const ProgressCommit& commit);

 private:
  // False: the lane is not what it was.
  bool IsCurrent(const RunningMapping& mapping, const ProgressCommit& commit,
                 storage::Snapshot& snapshot, absl::Status& status) const;
  // What the batch borrows from until it is written.
  struct Letters {
    std::deque<plan::Mutation> mutations;
    std::deque<engine::WriteResult> results;
  };
  int64_t PutDeadLetters(const ProgressCommit& commit, storage::Snapshot& snapshot,
                         storage::WriteBatch& batch, Letters& letters) const;

  storage::Store& store_;
  const engine::Catalog& catalog_;
  const DigestSecret secret_;
};

}  // namespace stator::trigger
