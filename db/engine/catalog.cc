// Every change of the catalog is an Update of its own (Store::UpdateAlone): it decides by the map
// in memory, which no other change can have made stale, and exchanges the map's entry when its
// commit has succeeded and before any other write is decided. That is what makes Table::IsCurrent
// a fence.
#include "db/engine/catalog.h"

#include <algorithm>
#include <utility>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/engine/catalog_rows.h"
#include "db/engine/error.h"
#include "db/engine/index_edit.h"
#include "db/engine/outcome.h"
#include "db/engine/table_codec.h"

namespace stator::engine {
namespace {

using storage::Decision;
using storage::Space;

const IndexDefinition* FindIndex(const TableDefinition& table, TableId id) {
  for (const IndexDefinition& index : table.indexes) {
    if (index.id == id && !index.deleted) return &index;
  }
  return nullptr;
}

// What of `before` writers no longer maintain in `after` (nullptr: the table is gone) is left to
// the purge; of backfills that have ended, or will not, the progress goes.
void LetGo(const TableDefinition& before, const TableDefinition* after,
           storage::WriteBatch& batch) {
  if (after == nullptr) {
    const bool expires = before.time_to_live && before.time_to_live->indexed();
    PutDropped({.id = before.id,
                .space = Space::kItems,
                .expiry_attribute = expires ? before.time_to_live->attribute : ""},
               batch);
  }
  for (const IndexDefinition& index : before.indexes) {
    if (index.deleted) continue;
    const IndexDefinition* still = after == nullptr ? nullptr : FindIndex(*after, index.id);
    if (still == nullptr) PutDropped({.id = index.id, .space = Space::kIndexes}, batch);
    if (index.is_backfilling && (still == nullptr || !still->is_backfilling)) {
      batch.Erase(Space::kCatalog, batch.arena().Copy(ProgressRowKey(index.id)));
    }
  }
}

}  // namespace

TablePtr Catalog::MakeTable(TableDefinition definition, const StreamPtr& stream) {
  auto log = streams_.LogOf(definition, stream);
  return std::make_shared<const Table>(std::move(definition), options_.item_collection_bytes_max,
                                       std::move(log), &hooks_);
}

StreamPtr Catalog::StreamOf(const TableDefinition& definition) const {
  return definition.stream ? streams_.Find(definition.name, definition.stream->label) : nullptr;
}

absl::StatusOr<StreamPtr> Catalog::WriteRow(const TableDefinition* before, TableDefinition& after,
                                            storage::Snapshot& snapshot,
                                            storage::WriteBatch& batch) const {
  STATOR_ASSIGN_OR_RETURN(IdSource ids, IdSource::Of(snapshot));
  if (after.id == 0) after.id = ids.Next();
  for (IndexDefinition& index : after.indexes) {
    if (index.id == 0) index.id = ids.Next();
  }
  StreamPtr stream = streams_.StageTable(before, after, snapshot, ids, batch);
  ids.Store(batch);
  storage::Arena& arena = batch.arena();
  batch.Put(Space::kCatalog, arena.Copy(TableRowKey(after.name)), arena.Copy(EncodeTable(after)));
  return stream;
}

// In the commit that makes `after` of `before`, either of which may be nullptr, when it has
// succeeded.
void Catalog::Publish(const TablePtr& before, const TablePtr& after, const StreamPtr& stream) {
  streams_.Publish(stream);
  tables_.Exchange(before, after);
}

absl::Status Catalog::Load() {
  TableMap::Tables tables;
  StreamCatalog::Rows streams;
  STATOR_RETURN_IF_ERROR(store_.View([&](storage::Snapshot& snapshot) -> absl::Status {
    STATOR_ASSIGN_OR_RETURN(streams, streams_.ReadRows(snapshot));
    return ReadRows(snapshot, streams, tables);
  }));
  ExchangeAll(std::move(tables), std::move(streams));
  return absl::OkStatus();
}

void Catalog::Resume() {
  tables_.Resume([this](const TableDefinition& definition) {
    return MakeTable(definition, StreamOf(definition));
  });
}

absl::Status Catalog::Reload() {
  absl::Status loaded = Load();
  if (!loaded.ok()) ExchangeAll({}, {});
  return loaded;
}

void Catalog::ExchangeAll(TableMap::Tables tables, StreamCatalog::Rows streams) {
  tables_.ExchangeAll(std::move(tables));
  // Last: whom it tells may go on with the tables.
  streams_.Replace(std::move(streams));
}

absl::Status Catalog::ReadRows(storage::Snapshot& snapshot, const StreamCatalog::Rows& streams,
                               TableMap::Tables& tables) {
  absl::Status damage;
  const absl::Status scanned = snapshot.Scan(
      {.space = Space::kCatalog, .begin = kTablePrefix, .end = kTableEnd},
      [&](std::string_view key, std::string_view value) {
        auto definition = DecodeTable(value);
        const auto stream = definition && definition->stream
                                ? streams.find({definition->name, definition->stream->label})
                                : streams.end();
        const bool lacks_stream = definition && definition->stream &&
                                  definition->stream->IsEnabled() && stream == streams.end();
        if (!definition || lacks_stream) {
          damage = error::DamagedCatalogRow(key.substr(kTablePrefix.size()));
          return storage::Visit::kStop;
        }
        std::string name = definition->name;
        tables[std::move(name)] =
            MakeTable(*std::move(definition), stream == streams.end() ? nullptr : stream->second);
        return storage::Visit::kContinue;
      });
  STATOR_RETURN_IF_ERROR(scanned);
  return damage;
}

absl::Status Catalog::CheckNew(std::string_view name) const {
  if (Find(name) != nullptr) return error::TableExists(name);
  return tables_.size() < limits::kTablesMax ? absl::OkStatus() : error::TooManyTables();
}

// A replan needs no new plan here, since every decision looks at the catalog itself. When the
// answer was lost, the rows say what happened.
storage::Outcome Catalog::Commit(storage::UpdateFn decide, absl::FunctionRef<void()> committed) {
  storage::Outcome outcome;
  do {
    outcome = store_.UpdateAlone(decide, committed);
  } while (outcome.kind == storage::Outcome::Kind::kReplan);
  if (outcome.kind == storage::Outcome::Kind::kUnknown) Load().IgnoreError();
  return outcome;
}

absl::StatusOr<TablePtr> Catalog::Create(TableDefinition definition) {
  absl::Status refusal;
  TablePtr created;
  StreamPtr stream;
  const storage::Outcome outcome = Commit(
      [&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
        TableDefinition row = definition;
        refusal = CheckNew(row.name);
        if (!refusal.ok()) return Decision::kRefuse;
        auto written = WriteRow(nullptr, row, snapshot, batch);
        refusal = written.status();
        if (!refusal.ok()) return Decision::kRefuse;
        stream = *std::move(written);
        created = MakeTable(std::move(row), stream);
        return Decision::kCommit;
      },
      [&] { Publish(nullptr, created, stream); });
  STATOR_RETURN_IF_ERROR(StatusOf(outcome, refusal));
  return created;
}

absl::StatusOr<TablePtr> Catalog::Update(std::string_view name, Edit edit) {
  absl::Status refusal;
  TablePtr before;
  TablePtr after;
  StreamPtr stream;
  const storage::Outcome outcome = Commit(
      [&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
        before = Find(name);
        absl::StatusOr<TableDefinition> edited =
            before == nullptr ? error::TableNotFound(name) : edit(before->definition());
        refusal = edited.status();
        if (!refusal.ok()) return Decision::kRefuse;
        auto written = WriteRow(&before->definition(), *edited, snapshot, batch);
        refusal = written.status();
        if (!refusal.ok()) return Decision::kRefuse;
        LetGo(before->definition(), &*edited, batch);
        stream = *std::move(written);
        const StreamPtr latest = stream != nullptr ? stream : StreamOf(*edited);
        after = MakeTable(*std::move(edited), latest);
        return Decision::kCommit;
      },
      [&] { Publish(before, after, stream); });
  STATOR_RETURN_IF_ERROR(StatusOf(outcome, refusal));
  return after;
}

absl::StatusOr<TablePtr> Catalog::Drop(std::string_view name, Check check, Time now) {
  absl::Status refusal;
  TablePtr dropped;
  StreamPtr stream;
  const storage::Outcome outcome = Commit(
      [&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
        dropped = Find(name);
        refusal = dropped == nullptr ? error::TableNotFound(name) : check(dropped->definition());
        if (!refusal.ok()) return Decision::kRefuse;
        batch.Erase(Space::kCatalog, batch.arena().Copy(TableRowKey(name)));
        LetGo(dropped->definition(), nullptr, batch);
        stream = streams_.StageDrop(dropped->definition(), now, snapshot, batch);
        return Decision::kCommit;
      },
      [&] { Publish(dropped, nullptr, stream); });
  STATOR_RETURN_IF_ERROR(StatusOf(outcome, refusal));
  return dropped;
}

absl::Status Catalog::RollShards(std::string_view name, Time now) {
  absl::Status refusal;
  TablePtr before;
  TablePtr after;
  StreamPtr stream;
  const storage::Outcome outcome = Commit(
      [&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
        auto ids = IdSource::Of(snapshot);
        before = Find(name);
        stream = before == nullptr || !ids.ok()
                     ? nullptr
                     : streams_.StageRoll(before->definition(), now, snapshot, *ids, batch);
        refusal = !ids.ok()           ? ids.status()
                  : stream == nullptr ? error::TableNotFound(name)
                                      : absl::OkStatus();
        if (!refusal.ok()) return Decision::kRefuse;
        ids->Store(batch);
        after = MakeTable(before->definition(), stream);
        return Decision::kCommit;
      },
      [&] { Publish(before, after, stream); });
  return StatusOf(outcome, refusal);
}

absl::Status Catalog::ForgetShards(const StreamDefinition& stream,
                                   absl::Span<const uint32_t> shards) {
  StreamPtr forgotten;
  const storage::Outcome outcome = Commit(
      [&](storage::Snapshot&, storage::WriteBatch& batch) {
        forgotten = streams_.StageForget(stream, shards, batch);
        return Decision::kCommit;
      },
      [&] { streams_.Publish(forgotten); });
  return StatusOf(outcome, absl::OkStatus());
}

absl::Status Catalog::Settle(Moment moment) {
  const auto gone = [&](const TableDefinition& table) { return IsOver(table.deleted, moment); };
  const auto unsettled = [&](const TableDefinition& table) {
    return gone(table) || std::any_of(table.indexes.begin(), table.indexes.end(),
                                      [&](const auto& i) { return IsOver(i.deleted, moment); });
  };
  while (const TablePtr table = FindIf(unsettled)) {
    // Another thread may have been faster: then the table is another one, or not there.
    const std::string& name = table->schema().name;
    const auto drop = [&](const TableDefinition& now) {
      return gone(now) ? absl::OkStatus() : error::TableNotFound(name);
    };
    const auto edit = [&](TableDefinition now) -> absl::StatusOr<TableDefinition> {
      if (!RemoveDeletedIndexes(now, moment)) return error::TableNotFound(name);
      return now;
    };
    const absl::Status settled = gone(table->definition()) ? Drop(name, drop, moment.now).status()
                                                           : Update(name, edit).status();
    if (!settled.ok() && !absl::IsNotFound(settled)) return settled;
  }
  return absl::OkStatus();
}

}  // namespace stator::engine
