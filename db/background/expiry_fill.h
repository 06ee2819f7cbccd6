// Makes the expiry index follow UpdateTimeToLive: adds the entries of the items that were there
// when a table's time to live was switched on, and erases them when it was switched off.
#pragma once

#include "db/background/task.h"
#include "db/engine/catalog.h"
#include "db/storage/store.h"

namespace stator::background {

// Remembers where it stands in memory only. After a restart it begins the table again, which does
// no harm: an entry follows from its item alone.
class ExpiryFill final : public Task {
 public:
  // Both outlive the task.
  ExpiryFill(storage::Store& store, engine::Catalog& catalog) : store_(store), catalog_(catalog) {}

  std::optional<Time> NextDue() override;
  absl::Status RunOnce(Time now) override;

 private:
  // What a step found out, if it is committed.
  struct Progress {
    absl::Status failure;
    std::string next;  // The key to go on from.
    bool at_end = false;
  };
  engine::TablePtr NextTable() const;
  storage::Decision Step(storage::Snapshot& snapshot, storage::WriteBatch& batch,
                         Progress& progress) const;
  absl::Status Finish();

  storage::Store& store_;
  engine::Catalog& catalog_;
  engine::TablePtr table_;   // The one being worked on.
  uint64_t generation_ = 0;  // Of the store, when it was begun.
  Progress progress_;
};

}  // namespace stator::background
