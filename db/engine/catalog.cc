// Every change of the catalog is an Update of its own (Store::UpdateAlone): it decides by the map
// in memory, which no other change can have made stale, and exchanges the map's entry when its
// commit has succeeded and before any other write is decided. That is what makes Table::IsCurrent
// a fence.
#include "db/engine/catalog.h"

#include <utility>

#include "db/base/status_macros.h"
#include "db/engine/error.h"
#include "db/engine/outcome.h"
#include "db/engine/table_codec.h"

namespace stator::engine {
namespace {

using storage::Decision;
using storage::Space;

constexpr std::string_view kTablePrefix = "t/";
constexpr std::string_view kTableEnd = "t0";  // The first key behind those that begin with "t/".
constexpr std::string_view kDroppedPrefix = "d/";
constexpr std::string_view kDroppedEnd = "d0";
constexpr std::string_view kNextTableId = "next_table_id";
constexpr size_t kIdBytes = 4;

std::string RowKey(std::string_view name) { return std::string(kTablePrefix).append(name); }

std::string BigEndian(TableId id) {
  std::string bytes(kIdBytes, '\0');
  for (int i = 0; i < 4; ++i) bytes[i] = static_cast<char>(id >> (24 - 8 * i));
  return bytes;
}

TableId FromBigEndian(std::string_view bytes) {
  TableId id = 0;
  for (const char c : bytes) id = id << 8 | static_cast<uint8_t>(c);
  return id;
}

// What the purge must know of a table that is gone.
std::string DroppedRow(const TableDefinition& table) {
  const bool has_entries = table.time_to_live && table.time_to_live->indexed();
  return BigEndian(table.id).append(has_entries ? table.time_to_live->attribute : "");
}

std::string DroppedKey(TableId id) { return std::string(kDroppedPrefix) + BigEndian(id); }

absl::StatusOr<TableId> NextTableId(storage::Snapshot& snapshot) {
  TableId next = 1;
  const absl::Status read = snapshot.Get(Space::kMeta, {&kNextTableId, 1},
                                         [&](size_t, std::optional<std::string_view> value) {
                                           if (value) next = FromBigEndian(*value);
                                         });
  STATOR_RETURN_IF_ERROR(read);
  return next;
}

}  // namespace

absl::Status Catalog::Load() {
  std::map<std::string, TablePtr> tables;
  STATOR_RETURN_IF_ERROR(
      store_.View([&](storage::Snapshot& snapshot) { return ReadRows(snapshot, tables); }));
  absl::MutexLock lock(&mutex_);
  for (const auto& [name, table] : tables_) table->Retire();
  tables_.clear();
  for (auto& [name, table] : tables) tables_.emplace(name, std::move(table));
  return absl::OkStatus();
}

absl::Status Catalog::ReadRows(storage::Snapshot& snapshot,
                               std::map<std::string, TablePtr>& tables) const {
  absl::Status damage;
  const absl::Status scanned = snapshot.Scan(
      {.space = Space::kCatalog, .begin = kTablePrefix, .end = kTableEnd},
      [&](std::string_view key, std::string_view value) {
        auto definition = DecodeTable(value);
        if (!definition) {
          damage = error::DamagedCatalogRow(key.substr(kTablePrefix.size()));
          return storage::Visit::kStop;
        }
        std::string name = definition->name;
        tables[std::move(name)] = std::make_shared<const Table>(*std::move(definition));
        return storage::Visit::kContinue;
      });
  STATOR_RETURN_IF_ERROR(scanned);
  return damage;
}

TablePtr Catalog::FindLocked(std::string_view name) const {
  const auto found = tables_.find(name);
  return found == tables_.end() ? nullptr : found->second;
}

TablePtr Catalog::Find(std::string_view name) const {
  absl::ReaderMutexLock lock(&mutex_);
  return FindLocked(name);
}

TablePtr Catalog::FindIf(Matches matches) const {
  absl::ReaderMutexLock lock(&mutex_);
  for (const auto& [name, table] : tables_) {
    if (matches(table->definition())) return table;
  }
  return nullptr;
}

Catalog::NamePage Catalog::Names(std::string_view after, size_t limit) const {
  NamePage page;
  absl::ReaderMutexLock lock(&mutex_);
  for (auto it = tables_.upper_bound(after); it != tables_.end(); ++it) {
    if (page.names.size() == limit) {
      page.more = true;
      break;
    }
    page.names.push_back(it->first);
  }
  return page;
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
  const storage::Outcome outcome = Commit(
      [&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
        refusal = absl::OkStatus();
        if (Find(definition.name) != nullptr) {
          refusal = error::TableExists(definition.name);
          return Decision::kRefuse;
        }
        const absl::StatusOr<TableId> id = NextTableId(snapshot);
        if (!id.ok()) {
          refusal = id.status();
          return Decision::kRefuse;
        }
        TableDefinition row = definition;
        TableId next = *id;
        row.id = next++;
        for (IndexDefinition& index : row.indexes) index.id = next++;
        storage::Arena& arena = batch.arena();
        batch.Put(Space::kMeta, kNextTableId, arena.Copy(BigEndian(next)));
        batch.Put(Space::kCatalog, arena.Copy(RowKey(row.name)), arena.Copy(EncodeTable(row)));
        created = std::make_shared<const Table>(std::move(row));
        return Decision::kCommit;
      },
      [&] {
        absl::MutexLock lock(&mutex_);
        tables_[created->schema().name] = created;
      });
  STATOR_RETURN_IF_ERROR(StatusOf(outcome, refusal));
  return created;
}

absl::StatusOr<TablePtr> Catalog::Update(std::string_view name, Edit edit) {
  absl::Status refusal;
  TablePtr before;
  TablePtr after;
  const storage::Outcome outcome = Commit(
      [&](storage::Snapshot&, storage::WriteBatch& batch) {
        before = Find(name);
        absl::StatusOr<TableDefinition> edited =
            before == nullptr ? error::TableNotFound(name) : edit(before->definition());
        refusal = edited.status();
        if (!edited.ok()) return Decision::kRefuse;
        storage::Arena& arena = batch.arena();
        batch.Put(Space::kCatalog, arena.Copy(RowKey(name)), arena.Copy(EncodeTable(*edited)));
        after = std::make_shared<const Table>(*std::move(edited));
        return Decision::kCommit;
      },
      [&] {
        absl::MutexLock lock(&mutex_);
        tables_.find(name)->second = after;
        before->Retire();
      });
  STATOR_RETURN_IF_ERROR(StatusOf(outcome, refusal));
  return after;
}

absl::StatusOr<TablePtr> Catalog::Drop(std::string_view name, Check check) {
  absl::Status refusal;
  TablePtr dropped;
  const storage::Outcome outcome = Commit(
      [&](storage::Snapshot&, storage::WriteBatch& batch) {
        dropped = Find(name);
        refusal = dropped == nullptr ? error::TableNotFound(name) : check(dropped->definition());
        if (!refusal.ok()) return Decision::kRefuse;
        storage::Arena& arena = batch.arena();
        const TableId id = dropped->schema().id;
        batch.Erase(Space::kCatalog, arena.Copy(RowKey(name)));
        batch.Put(Space::kCatalog, arena.Copy(DroppedKey(id)),
                  arena.Copy(DroppedRow(dropped->definition())));
        return Decision::kCommit;
      },
      [&] {
        absl::MutexLock lock(&mutex_);
        tables_.erase(tables_.find(name));
        dropped->Retire();
      });
  STATOR_RETURN_IF_ERROR(StatusOf(outcome, refusal));
  return dropped;
}

absl::StatusOr<std::optional<Catalog::Dropped>> Catalog::NextDropped() const {
  std::optional<Dropped> dropped;
  STATOR_RETURN_IF_ERROR(store_.View([&](storage::Snapshot& snapshot) {
    return snapshot.Scan(
        {.space = Space::kCatalog, .begin = kDroppedPrefix, .end = kDroppedEnd, .row_hint = 1},
        [&](std::string_view, std::string_view value) {
          dropped = {FromBigEndian(value.substr(0, kIdBytes)), std::string(value.substr(kIdBytes))};
          return storage::Visit::kStop;
        });
  }));
  return dropped;
}

void Catalog::ForgetDropped(TableId id, storage::WriteBatch& batch) {
  batch.Erase(Space::kCatalog, batch.arena().Copy(DroppedKey(id)));
}

}  // namespace stator::engine
