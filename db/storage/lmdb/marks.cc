#include "db/storage/lmdb/marks.h"

#include <iterator>

#include "db/base/status_macros.h"
#include "db/storage/error.h"

namespace stator::storage::lmdb {

absl::StatusOr<MarkId> Marks::Make() {
  STATOR_ASSIGN_OR_RETURN(ReadTransaction* const pin, pool_.Acquire());
  absl::MutexLock lock(&mutex_);
  const MarkId id{++last_id_};
  marks_.emplace(id, Mark{pin, {}, 0, 0});
  any_.store(true, std::memory_order_release);
  return id;
}

Marks::Map::iterator Marks::Drop(Map::iterator mark) {
  pool_.Release(mark->second.pin);
  mark = marks_.erase(mark);
  any_.store(!marks_.empty(), std::memory_order_release);
  return mark;
}

void Marks::Release(MarkId id) {
  absl::MutexLock lock(&mutex_);
  if (const auto mark = marks_.find(id); mark != marks_.end()) Drop(mark);
}

std::vector<MarkId> Marks::Ids() const {
  absl::MutexLock lock(&mutex_);
  std::vector<MarkId> ids;
  ids.reserve(marks_.size());
  for (const auto& [id, mark] : marks_) ids.push_back(id);
  return ids;
}

void Marks::DropAll() {
  absl::MutexLock lock(&mutex_);
  for (auto mark = marks_.begin(); mark != marks_.end();) mark = Drop(mark);
}

void Marks::Note(const std::vector<SpacedKey>& keys, uint64_t page_bytes) {
  absl::MutexLock lock(&mutex_);
  for (auto at = marks_.begin(); at != marks_.end();) {
    Mark& mark = at->second;
    mark.page_bytes += page_bytes;
    for (const SpacedKey& key : keys) {
      if (key[0] == static_cast<char>(Space::kMeta)) continue;  // Marks leave it out.
      if (mark.keys.insert(key).second) mark.key_bytes += key.size();
    }
    at = mark.page_bytes + mark.key_bytes > bytes_max_ ? Drop(at) : std::next(at);
  }
}

absl::Status Marks::Fill(MarkId id, WriteBatch& batch) {
  absl::MutexLock lock(&mutex_);
  const auto found = marks_.find(id);
  if (found == marks_.end()) return error::MarkGone();
  for (const SpacedKey& spaced : found->second.keys) {
    const Space space = static_cast<Space>(spaced[0]);
    const std::string_view key = batch.arena().Copy(std::string_view(spaced).substr(1));
    STATOR_RETURN_IF_ERROR(found->second.pin->Get(
        space, {&key, 1}, [&](size_t, std::optional<std::string_view> value) {
          if (value) {
            batch.Put(space, key, batch.arena().Copy(*value));
          } else {
            batch.Erase(space, key);
          }
        }));
  }
  return absl::OkStatus();
}

void Marks::Rewound(MarkId id) {
  absl::MutexLock lock(&mutex_);
  if (const auto found = marks_.find(id); found != marks_.end()) {
    Mark& mark = found->second;
    mark.keys.clear();
    mark.key_bytes = 0;
    // The present is what the mark was, and a pin on it holds no pages back. Where there is none to
    // be had, the old one holds back what it did, and its pages go on counting.
    if (const auto fresh = pool_.Acquire(); fresh.ok()) {
      pool_.Release(mark.pin);
      mark.pin = *fresh;
      mark.page_bytes = 0;
    }
  }
  for (auto later = marks_.upper_bound(id); later != marks_.end();) later = Drop(later);
}

}  // namespace stator::storage::lmdb
