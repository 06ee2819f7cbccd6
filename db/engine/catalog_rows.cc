#include "db/engine/catalog_rows.h"

#include "db/base/bytes.h"
#include "db/base/check.h"
#include "db/base/status_macros.h"

namespace stator::engine {
namespace {

using storage::Space;

constexpr std::string_view kDroppedPrefix = "d/";
constexpr std::string_view kDroppedEnd = "d0";
constexpr std::string_view kProgressPrefix = "b/";
constexpr std::string_view kNextTableId = "next_table_id";
constexpr size_t kIdBytes = 4;

std::string BigEndian(TableId id) {
  std::string bytes;
  AppendBig<TableId>(id, bytes);
  return bytes;
}

TableId IdIn(std::string_view row) {
  STATOR_CHECK(row.size() >= kIdBytes);
  return LoadBig<TableId>(row.data());
}

std::string DroppedKey(TableId id) { return std::string(kDroppedPrefix) + BigEndian(id); }

}  // namespace

std::string TableRowKey(std::string_view name) { return std::string(kTablePrefix).append(name); }

std::string ProgressRowKey(TableId index) {
  return std::string(kProgressPrefix) + BigEndian(index);
}

absl::StatusOr<std::optional<Dropped>> FirstDropped(storage::Snapshot& snapshot) {
  std::optional<Dropped> first;
  STATOR_RETURN_IF_ERROR(snapshot.Scan(
      {.space = Space::kCatalog, .begin = kDroppedPrefix, .end = kDroppedEnd, .row_hint = 1},
      [&](std::string_view, std::string_view value) {
        first = Dropped{.id = IdIn(value)};
        if (value.size() > kIdBytes) {
          first->space = static_cast<Space>(value[kIdBytes]);
          first->expiry_attribute = value.substr(kIdBytes + 1);
        }
        return storage::Visit::kStop;
      }));
  return first;
}

absl::StatusOr<std::optional<Dropped>> FirstDropped(storage::Store& store) {
  std::optional<Dropped> first;
  STATOR_RETURN_IF_ERROR(store.View([&](storage::Snapshot& snapshot) {
    auto found = FirstDropped(snapshot);
    if (found.ok()) first = *std::move(found);
    return found.status();
  }));
  return first;
}

void PutDropped(const Dropped& dropped, storage::WriteBatch& batch) {
  std::string value = BigEndian(dropped.id);
  value.push_back(static_cast<char>(dropped.space));
  value += dropped.expiry_attribute;
  storage::Arena& arena = batch.arena();
  batch.Put(Space::kCatalog, arena.Copy(DroppedKey(dropped.id)), arena.Copy(value));
}

void EraseDropped(TableId id, storage::WriteBatch& batch) {
  batch.Erase(Space::kCatalog, batch.arena().Copy(DroppedKey(id)));
}

absl::StatusOr<IdSource> IdSource::Of(storage::Snapshot& snapshot) {
  TableId next = 1;
  STATOR_RETURN_IF_ERROR(snapshot.Get(Space::kMeta, {&kNextTableId, 1},
                                      [&](size_t, std::optional<std::string_view> value) {
                                        if (value) next = IdIn(*value);
                                      }));
  return IdSource(next);
}

void IdSource::Store(storage::WriteBatch& batch) const {
  if (next_ == first_) return;
  batch.Put(Space::kMeta, kNextTableId, batch.arena().Copy(BigEndian(next_)));
}

}  // namespace stator::engine
