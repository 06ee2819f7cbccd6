#include "db/engine/stream_catalog.h"

#include <algorithm>

#include "db/base/check.h"
#include "db/base/status_macros.h"
#include "db/engine/catalog_rows.h"
#include "db/engine/error.h"
#include "db/engine/log_reader.h"
#include "db/engine/stream_codec.h"
#include "db/engine/stream_edit.h"
#include "db/engine/table_stats.h"

namespace stator::engine {
namespace {

using storage::Space;

// The stamp of the commit that is being decided.
uint64_t StampToCome(const storage::Snapshot& snapshot) { return snapshot.stamp() + 1; }

StreamPtr PutRow(StreamDefinition stream, storage::WriteBatch& batch) {
  storage::Arena& arena = batch.arena();
  batch.Put(Space::kCatalog, arena.Copy(StreamRowKey(stream.table, stream.label)),
            arena.Copy(EncodeStream(stream)));
  return std::make_shared<const StreamDefinition>(std::move(stream));
}

bool HasEnabledStream(const TableDefinition& table) {
  return table.stream && table.stream->IsEnabled();
}

}  // namespace

StreamPtr StreamCatalog::Find(std::string_view table, std::string_view label) const {
  absl::ReaderMutexLock lock(&mutex_);
  const auto found = streams_.find({std::string(table), std::string(label)});
  return found == streams_.end() ? nullptr : found->second;
}

StreamCatalog::Page StreamCatalog::List(std::optional<std::string_view> table, const Name& after,
                                        size_t limit) const {
  Page page;
  const Name begin = table ? std::max(after, Name{std::string(*table), ""}) : after;
  absl::ReaderMutexLock lock(&mutex_);
  for (auto it = streams_.upper_bound(begin); it != streams_.end(); ++it) {
    if (table && it->first.table != *table) break;
    page.more = page.streams.size() == limit;
    if (page.more) break;
    page.streams.push_back(it->second);
  }
  return page;
}

std::vector<StreamPtr> StreamCatalog::All() const {
  return List(std::nullopt, {}, SIZE_MAX).streams;
}

std::unique_ptr<const ChangeLog> StreamCatalog::LogOf(const TableDefinition& table,
                                                      const StreamPtr& stream) {
  if (!HasEnabledStream(table)) return nullptr;
  STATOR_CHECK(stream != nullptr);
  std::vector<uint32_t> open;
  for (const ShardDefinition& shard : stream->shards) {
    if (!shard.IsOpen()) continue;
    open.resize(shard.segments);
    open[shard.segment] = shard.number;
  }
  return std::make_unique<const ChangeLog>(stream->log, std::move(open), feed_.Of(stream->log));
}

// Two streams of one name made within a millisecond would have the same label: the later one is
// said to be later.
std::string StreamCatalog::NewLabel(std::string_view table, Time& created) const {
  std::string label = StreamLabelOf(created);
  while (Find(table, label) != nullptr) {
    created += std::chrono::milliseconds(1);
    label = StreamLabelOf(created);
  }
  return label;
}

StreamPtr StreamCatalog::StageTable(const TableDefinition* before, TableDefinition& after,
                                    storage::Snapshot& snapshot, IdSource& ids,
                                    storage::WriteBatch& batch) const {
  if (!after.stream) return nullptr;
  TableStream& stream = *after.stream;
  if (stream.log == 0) {
    stream.log = ids.Next();
    stream.label = NewLabel(after.name, stream.enabled);
    return PutRow(NewStream(after, shards_per_stream_, StampToCome(snapshot), ids), batch);
  }
  const bool disables = stream.disabled && before != nullptr && HasEnabledStream(*before);
  return disables ? StageDrop(*before, *stream.disabled, snapshot, batch) : nullptr;
}

StreamPtr StreamCatalog::StageDrop(const TableDefinition& table, Time now,
                                   storage::Snapshot& snapshot, storage::WriteBatch& batch) const {
  if (!HasEnabledStream(table)) return nullptr;
  StreamDefinition stream = *Find(table.name, table.stream->label);
  DisableStream(stream, now, StampToCome(snapshot));
  return PutRow(std::move(stream), batch);
}

StreamPtr StreamCatalog::StageRoll(const TableDefinition& table, Time now,
                                   storage::Snapshot& snapshot, IdSource& ids,
                                   storage::WriteBatch& batch) const {
  if (!HasEnabledStream(table)) return nullptr;
  StreamDefinition stream = *Find(table.name, table.stream->label);
  RollShards(stream, now, StampToCome(snapshot), ids);
  return PutRow(std::move(stream), batch);
}

StreamPtr StreamCatalog::StageForget(const StreamDefinition& stream,
                                     absl::Span<const uint32_t> shards,
                                     storage::WriteBatch& batch) const {
  // Another one: rolled meanwhile, or of another moment, in which the shards may have records.
  const StreamPtr current = Find(stream.table, stream.label);
  if (current.get() != &stream) return nullptr;
  StreamDefinition edited = *current;
  std::erase_if(edited.shards, [&](const ShardDefinition& shard) {
    return !shard.IsOpen() && std::find(shards.begin(), shards.end(), shard.number) != shards.end();
  });
  for (const uint32_t shard : shards) {
    batch.Erase(Space::kLog, batch.arena().Copy(LogKey::OfTrimMark(stream.log, shard)));
  }
  if (!edited.shards.empty()) return PutRow(std::move(edited), batch);
  EraseTableStats(stream.log, batch);
  batch.Erase(Space::kCatalog, batch.arena().Copy(StreamRowKey(stream.table, stream.label)));
  return std::make_shared<const StreamDefinition>(std::move(edited));
}

void StreamCatalog::Publish(const StreamPtr& stream) {
  if (stream == nullptr) return;
  if (stream->shards.empty()) return Erase(*stream);
  {
    absl::MutexLock lock(&mutex_);
    streams_[{stream->table, stream->label}] = stream;
  }
  feed_.Tell(stream->log);
}

void StreamCatalog::Erase(const StreamDefinition& stream) {
  {
    absl::MutexLock lock(&mutex_);
    streams_.erase({stream.table, stream.label});
  }
  feed_.Forget(stream.log);
}

absl::StatusOr<StreamCatalog::Rows> StreamCatalog::ReadRows(storage::Snapshot& snapshot) {
  Rows rows;
  absl::Status damage;
  STATOR_RETURN_IF_ERROR(snapshot.Scan(
      {.space = Space::kCatalog, .begin = kStreamPrefix, .end = kStreamEnd},
      [&](std::string_view key, std::string_view value) {
        auto stream = DecodeStream(value);
        if (!stream) {
          damage = error::DamagedCatalogRow(key.substr(kStreamPrefix.size()));
          return storage::Visit::kStop;
        }
        Name name{stream->table, stream->label};
        rows[std::move(name)] = std::make_shared<const StreamDefinition>(*std::move(stream));
        return storage::Visit::kContinue;
      }));
  STATOR_RETURN_IF_ERROR(damage);
  for (const auto& [name, stream] : rows) {
    STATOR_RETURN_IF_ERROR(RestartFeed(snapshot, *stream));
  }
  return rows;
}

absl::Status StreamCatalog::RestartFeed(storage::Snapshot& snapshot,
                                        const StreamDefinition& stream) {
  std::optional<Time> newest;
  for (const ShardDefinition& shard : stream.shards) {
    STATOR_ASSIGN_OR_RETURN(const auto entry, NewestOf(snapshot, {stream.log, shard.number}));
    if (entry && (!newest || entry->time > *newest)) newest = entry->time;
  }
  feed_.Of(stream.log)->Restart(newest);
  return absl::OkStatus();
}

void StreamCatalog::Replace(Rows rows) {
  {
    absl::MutexLock lock(&mutex_);
    streams_ = std::move(rows);
  }
  feed_.TellAll();
}

}  // namespace stator::engine
