// The tables of the database, by name: a map from name to an immutable, shared Table, kept beside
// the rows of the catalog space and exchanged in the commit that changes them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "db/base/limits.h"
#include "db/engine/stream_catalog.h"
#include "db/engine/table.h"
#include "db/engine/table_map.h"
#include "db/engine/table_state.h"
#include "db/storage/store.h"

namespace stator::engine {

struct CatalogOptions {
  int64_t item_collection_bytes_max = limits::kItemCollectionBytesMax;  // table.h
  uint32_t shards_per_stream = 1;
};

// Thread-safe.
class Catalog {
 public:
  // `store` outlives the catalog.
  explicit Catalog(storage::Store& store, const CatalogOptions& options = {})
      : store_(store), options_(options), streams_(options.shards_per_stream) {}

  // Reads every row; at open, and whenever the store was put back, when it makes every table anew:
  // none that was found before is current after it. Errors: kCorruption, those of the store; then
  // nothing has changed.
  absl::Status Load();

  // The store is about to be put back to another moment: from now on no table is current. Then
  // either Resume, when it was not, or Reload, which is Load but that where it fails there are no
  // tables rather than those that were.
  void Suspend() { tables_.Suspend(); }
  void Resume();
  absl::Status Reload();
  // Returns when none of this is under way.
  void AwaitReload() const { tables_.AwaitExchange(); }

  // As TableMap's.
  using Matches = TableMap::Matches;
  using NamePage = TableMap::NamePage;
  TablePtr Find(std::string_view name) const { return tables_.Find(name); }
  TablePtr FindIf(Matches matches) const { return tables_.FindIf(matches); }
  NamePage Names(std::string_view after, size_t limit) const { return tables_.Names(after, limit); }

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
  // (catalog_rows.h). Its stream is disabled, and stays to be read. `check` may refuse. Returns the
  // table as it was.
  using Check = absl::FunctionRef<absl::Status(const TableDefinition&)>;
  absl::StatusOr<TablePtr> Drop(std::string_view name, Check check, Time now);

  // Drops the tables and the indexes whose deletion is over. Cheap when there are none.
  absl::Status Settle(Moment moment);

  // The streams of the tables that there are and of those that were.
  StreamCatalog& streams() { return streams_; }
  const StreamCatalog& streams() const { return streams_; }

  // Called by the writers of all tables.
  WriteHooks& hooks() { return hooks_; }

  // Closes the open shards of a table's stream and opens a child of each. Errors:
  // ResourceNotFoundException, when there is no such table or it has no enabled stream; those of
  // the store.
  absl::Status RollShards(std::string_view name, Time now);

  // Forgets closed shards of a stream, and the stream when it has none left. REQUIRES: they have no
  // records.
  absl::Status ForgetShards(const StreamDefinition& stream, absl::Span<const uint32_t> shards);

 private:
  storage::Outcome Commit(storage::UpdateFn decide, absl::FunctionRef<void()> committed);
  absl::Status CheckNew(std::string_view name) const;
  absl::Status ReadRows(storage::Snapshot& snapshot, const StreamCatalog::Rows& streams,
                        TableMap::Tables& tables);
  void ExchangeAll(TableMap::Tables tables, StreamCatalog::Rows streams);

  // `stream`: the one that the table enabled last.
  TablePtr MakeTable(TableDefinition definition, const StreamPtr& stream);
  StreamPtr StreamOf(const TableDefinition& definition) const;
  // Writes the row of a table, having given an id to what has none yet, and those of its streams.
  // Returns the stream that changes, if any.
  absl::StatusOr<StreamPtr> WriteRow(const TableDefinition* before, TableDefinition& after,
                                     storage::Snapshot& snapshot, storage::WriteBatch& batch) const;
  void Publish(const TablePtr& before, const TablePtr& after, const StreamPtr& stream);

  storage::Store& store_;
  const CatalogOptions options_;
  StreamCatalog streams_;
  WriteHooks hooks_;
  TableMap tables_;
};

}  // namespace stator::engine
