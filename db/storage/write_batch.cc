// The first block of an arena has always the usual size, so that it is the one that Reset keeps;
// what does not fit a block gets one of its own behind it.
#include "db/storage/write_batch.h"

#include <cstring>

#include "db/base/bytes.h"
#include "db/base/check.h"

namespace stator::storage {

char* Arena::Allocate(size_t bytes) {
  if (bytes > left_) {
    if (blocks_.empty() || bytes <= kBlockBytes) {
      blocks_.emplace_back(new char[kBlockBytes]);
      at_ = blocks_.back().get();
      left_ = kBlockBytes;
    }
    if (bytes > kBlockBytes) {
      blocks_.emplace_back(new char[bytes]);
      return blocks_.back().get();
    }
  }
  char* result = at_;
  at_ += bytes;
  left_ -= bytes;
  return result;
}

std::string_view Arena::Copy(std::string_view bytes) {
  if (bytes.empty()) return {};
  char* copy = Allocate(bytes.size());
  std::memcpy(copy, bytes.data(), bytes.size());
  return {copy, bytes.size()};
}

void Arena::Reset() {
  if (blocks_.empty()) return;
  blocks_.resize(1);
  at_ = blocks_.front().get();
  left_ = kBlockBytes;
}

void WriteBatch::Put(Space space, std::string_view key, std::string_view value) {
  STATOR_CHECK(!key.empty());
  entries_.push_back({Kind::kPut, space, 0, key, value, 0});
  bytes_ += key.size() + value.size();
}

void WriteBatch::Erase(Space space, std::string_view key) {
  STATOR_CHECK(!key.empty());
  entries_.push_back({Kind::kErase, space, 0, key, {}, 0});
  bytes_ += key.size();
}

void WriteBatch::PutStampedKey(Space space, std::string_view key, size_t offset,
                               std::string_view value) {
  STATOR_CHECK(offset + 8 <= key.size());
  entries_.push_back({Kind::kPutStampedKey, space, static_cast<uint32_t>(offset), key, value, 0});
  bytes_ += key.size() + value.size();
}

void WriteBatch::PutStampedValue(Space space, std::string_view key, std::string_view value,
                                 size_t offset) {
  STATOR_CHECK(!key.empty() && offset + 8 <= value.size());
  entries_.push_back({Kind::kPutStampedValue, space, static_cast<uint32_t>(offset), key, value, 0});
  bytes_ += key.size() + value.size();
}

void WriteBatch::Add(Space space, std::string_view key, int64_t delta) {
  STATOR_CHECK(!key.empty());
  entries_.push_back({Kind::kAdd, space, 0, key, {}, delta});
  bytes_ += key.size() + sizeof delta;
}

void WriteBatch::Clear() {
  entries_.clear();
  bytes_ = 0;
  arena_.Reset();
}

int64_t ReadCounter(std::string_view value) {
  if (value.empty()) return 0;
  STATOR_CHECK(value.size() == 8);
  return static_cast<int64_t>(LoadLittle<uint64_t>(value.data()));
}

}  // namespace stator::storage
