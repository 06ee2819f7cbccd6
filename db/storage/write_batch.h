// What an Update wants to write: filled while it decides, applied by the store when it has decided
// to commit. A batch holds views, not copies; what it is given must stay where it is until the
// Update returns: in the request, or in the batch's own arena, never in the snapshot.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "db/storage/keyspace.h"

namespace stator::storage {

// Memory that lives as long as its batch. Not thread-safe.
class Arena {
 public:
  // Uninitialised, unaligned bytes.
  char* Allocate(size_t bytes);
  std::string_view Copy(std::string_view bytes);
  void Reset();  // Keeps one block for the next use.

 private:
  static constexpr size_t kBlockBytes = 4096;
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* at_ = nullptr;
  size_t left_ = 0;
};

// Not thread-safe; owned by the store, which hands it to the UpdateFn empty.
class WriteBatch {
 public:
  enum class Kind : uint8_t { kPut, kErase, kPutStampedKey, kPutStampedValue, kAdd };
  struct Entry {
    Kind kind;
    Space space;
    uint32_t stamp_offset;  // kPutStamped*: where the eight bytes stand.
    std::string_view key;
    std::string_view value;
    int64_t delta;  // kAdd
  };

  // Inserts or replaces. Keys are 1 to 3,200 bytes, values at most 8 MB.
  void Put(Space space, std::string_view key, std::string_view value);
  // Erasing what is not there is no error.
  void Erase(Space space, std::string_view key);
  // As Put, with the stamp of the commit written big-endian over the eight bytes at `offset` of the
  // key or of the value. The bytes given are left as they are.
  void PutStampedKey(Space space, std::string_view key, size_t offset, std::string_view value);
  void PutStampedValue(Space space, std::string_view key, std::string_view value, size_t offset);
  // Adds to a signed 64-bit counter, which starts at zero; read it with ReadCounter. Never a
  // conflict between two Updates.
  void Add(Space space, std::string_view key, int64_t delta);

  Arena& arena() { return arena_; }
  const std::vector<Entry>& entries() const { return entries_; }
  bool empty() const { return entries_.empty(); }
  size_t bytes() const { return bytes_; }  // Of keys and values so far.
  void Clear();

 private:
  std::vector<Entry> entries_;
  size_t bytes_ = 0;
  Arena arena_;
};

// The value of a counter as Add keeps it (8 bytes, little-endian). 0 for an empty view.
int64_t ReadCounter(std::string_view value);

}  // namespace stator::storage
