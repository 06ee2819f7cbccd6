// The bytes that a connection has received and not yet done with: one block of memory, which grows
// for a large request and is given back after it.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <span>

#include "server/body_budget.h"

namespace stator::server {

class ReadBuffer {
 public:
  static constexpr size_t kInitialBytes = 4 * 1024;
  // Up to this size a buffer is neither counted nor given back: it is what a connection costs.
  static constexpr size_t kUncountedBytes = 16 * 1024;

  // `budget` may be null, which counts nothing; else it outlives the buffer.
  explicit ReadBuffer(BodyBudget* budget) : budget_(budget) {}
  ReadBuffer(const ReadBuffer&) = delete;
  ReadBuffer& operator=(const ReadBuffer&) = delete;
  ~ReadBuffer() { Uncount(); }

  char* begin() { return bytes_.get() + begin_; }
  const char* begin() const { return bytes_.get() + begin_; }
  size_t size() const { return end_ - begin_; }

  // Where the next bytes may be written; they join the others by Append.
  std::span<char> Space() { return {bytes_.get() + end_, capacity_ - end_}; }
  void Append(size_t bytes) { end_ += bytes; }

  // Drops bytes at the front. Once nothing is left, a large block is given back.
  void Consume(size_t bytes);
  // Drops bytes at the end.
  void Truncate(size_t size) { end_ = begin_ + size; }

  // Makes at least `bytes` of space, moving what is there if need be. False if memory or the budget
  // do not suffice; then nothing has changed.
  [[nodiscard]] bool Reserve(size_t bytes);

 private:
  struct Free {
    void operator()(char* bytes) const { std::free(bytes); }
  };

  bool Grow(size_t capacity);
  void Uncount();
  // What a block of this size takes of the budget. Counted double: a growing block may exist twice
  // while it moves, and what is read is decoded into something of about its size.
  static size_t Cost(size_t capacity) { return capacity > kUncountedBytes ? 2 * capacity : 0; }

  BodyBudget* budget_;
  std::unique_ptr<char[], Free> bytes_;
  size_t capacity_ = 0;  // Without the padding that follows it.
  size_t begin_ = 0;
  size_t end_ = 0;
};

}  // namespace stator::server
