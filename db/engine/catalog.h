// The tables of the database, by name: a map from name to an immutable, shared Table, kept beside
// the rows of the catalog space and exchanged in the commit that changes them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "db/base/limits.h"
#include "db/engine/table.h"
#include "db/engine/table_state.h"
#include "db/storage/store.h"

namespace stator::engine {

// Thread-safe.
class Catalog {
 public:
  // `store` outlives the catalog. The other is what each table is given (table.h).
  explicit Catalog(storage::Store& store,
                   int64_t item_collection_bytes_max = limits::kItemCollectionBytesMax)
      : store_(store), item_collection_bytes_max_(item_collection_bytes_max) {}

  // Reads every row; at open, and whenever the store was put back, when it makes every table anew:
  // none that was found before is current after it. Errors: kCorruption, those of the store; then
  // nothing has changed.
  absl::Status Load();

  // Load, for when the store has been put back: where it fails, there are no tables rather than
  // those that were.
  absl::Status Reload();

  // nullptr: there is no such table.
  TablePtr Find(std::string_view name) const;

  // A table of which `matches` is true, or nullptr. Looks at one after the other: for background
  // tasks, not for requests.
  using Matches = absl::FunctionRef<bool(const TableDefinition&)>;
  TablePtr FindIf(Matches matches) const;

  // Names in the order of their bytes, at most `limit`, beginning behind `after`; and whether there
  // are more.
  struct NamePage {
    std::vector<std::string> names;
    bool more = false;
  };
  NamePage Names(std::string_view after, size_t limit) const;

  // Creates a table; it and its indexes get ids that none had before. Errors:
  // ResourceInUseException, LimitExceededException, and those of the store. REQUIRES: they have no
  // ids.
  absl::StatusOr<TablePtr> Create(TableDefinition definition);

  // Replaces a table's definition by what `edit` makes of it; name, id and key stay. New indexes
  // get ids; what deleted ones held is left to the purge. `edit` may run more than once, and may
  // refuse. Errors: ResourceNotFoundException, those of `edit` and the store.
  using Edit = absl::FunctionRef<absl::StatusOr<TableDefinition>(const TableDefinition&)>;
  absl::StatusOr<TablePtr> Update(std::string_view name, Edit edit);

  // Hides a table at once and leaves what it held, and its indexes did, to the purge
  // (catalog_rows.h). `check` may refuse. Returns the table as it was.
  using Check = absl::FunctionRef<absl::Status(const TableDefinition&)>;
  absl::StatusOr<TablePtr> Drop(std::string_view name, Check check);

  // Drops the tables and the indexes whose deletion is over. Cheap when there are none.
  absl::Status Settle(Moment moment);

 private:
  // Ordered, for ListTables; a lookup in it is far cheaper than the read that follows.
  using Tables = std::map<std::string, TablePtr, std::less<>>;

  storage::Outcome Commit(storage::UpdateFn decide, absl::FunctionRef<void()> committed);
  absl::Status CheckNew(std::string_view name) const;
  TablePtr FindLocked(std::string_view name) const ABSL_SHARED_LOCKS_REQUIRED(mutex_);
  absl::Status ReadRows(storage::Snapshot& snapshot, Tables& tables) const;
  void Exchange(Tables tables) ABSL_LOCKS_EXCLUDED(mutex_);

  TablePtr MakeTable(TableDefinition definition) const;

  storage::Store& store_;
  const int64_t item_collection_bytes_max_;
  mutable absl::Mutex mutex_;
  Tables tables_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace stator::engine
