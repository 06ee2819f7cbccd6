// Erases the items of dropped tables, in steps small enough that writers hardly notice. A dropped
// table is invisible from the commit that dropped it; this only gives the space back.
#pragma once

#include "db/background/task.h"
#include "db/engine/catalog.h"
#include "db/storage/store.h"

namespace stator::background {

class TablePurge final : public Task {
 public:
  // Both outlive the task.
  TablePurge(storage::Store& store, const engine::Catalog& catalog)
      : store_(store), catalog_(catalog) {}

  std::optional<Time> NextDue() override;
  absl::Status RunOnce(Time now) override;

 private:
  storage::Store& store_;
  const engine::Catalog& catalog_;
};

}  // namespace stator::background
