// The streams of the database: a map beside their rows of the catalog space, as the catalog of
// tables is, which owns this and changes it in its own commits.
//
// A change is staged while the commit is decided (its row goes into the batch) and published when
// the commit has succeeded. Tables of one name follow each other, and each may have had several
// streams: a stream is named by the table's name and its label.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/types/span.h"
#include "db/engine/change_feed.h"
#include "db/engine/change_log.h"
#include "db/engine/stream.h"
#include "db/engine/table.h"
#include "db/storage/store.h"

namespace stator::engine {

class IdSource;

// Thread-safe. Stage functions and Publish are called within a commit of the catalog only.
class StreamCatalog {
 public:
  explicit StreamCatalog(uint32_t shards_per_stream) : shards_per_stream_(shards_per_stream) {}

  // nullptr when there is none, or no more.
  StreamPtr Find(std::string_view table, std::string_view label) const;

  // In the order of table and label, which is that of their ARNs; at most `limit`, beginning behind
  // `after`; of one table or of all.
  struct Name {
    std::string table;
    std::string label;
    friend auto operator<=>(const Name&, const Name&) = default;
  };
  struct Page {
    std::vector<StreamPtr> streams;
    bool more = false;
  };
  Page List(std::optional<std::string_view> table, const Name& after, size_t limit) const;
  std::vector<StreamPtr> All() const;

  ChangeFeed& feed() { return feed_; }

  // What the writers of a table append to: nullptr when its stream is not enabled. `stream` is the
  // one that it enabled last.
  std::unique_ptr<const ChangeLog> LogOf(const TableDefinition& table, const StreamPtr& stream);

  // A stream as it will be when the commit has succeeded; nullptr: none changes. Gives the table's
  // new stream its id and label. `before`: nullptr for a new table.
  StreamPtr StageTable(const TableDefinition* before, TableDefinition& after,
                       storage::Snapshot& snapshot, IdSource& ids,
                       storage::WriteBatch& batch) const;
  // The same of a table that is dropped, and of one whose shards are rolled.
  StreamPtr StageDrop(const TableDefinition& table, Time now, storage::Snapshot& snapshot,
                      storage::WriteBatch& batch) const;
  StreamPtr StageRoll(const TableDefinition& table, Time now, storage::Snapshot& snapshot,
                      IdSource& ids, storage::WriteBatch& batch) const;
  // The same of one that forgets shards, closed and empty. A stream without any is gone: its
  // definition has none left, and is erased rather than published.
  StreamPtr StageForget(const StreamDefinition& stream, absl::Span<const uint32_t> shards,
                        storage::WriteBatch& batch) const;

  void Publish(const StreamPtr& stream);

  // Reads every row; what was there is exchanged by Replace. Errors: kCorruption.
  using Rows = std::map<Name, StreamPtr>;
  absl::StatusOr<Rows> ReadRows(storage::Snapshot& snapshot);
  void Replace(Rows rows);

 private:
  void Erase(const StreamDefinition& stream);
  absl::Status RestartFeed(storage::Snapshot& snapshot, const StreamDefinition& stream);
  std::string NewLabel(std::string_view table, Time& created) const;

  const uint32_t shards_per_stream_;
  ChangeFeed feed_;
  mutable absl::Mutex mutex_;
  Rows streams_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace stator::engine
