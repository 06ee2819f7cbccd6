// The block is made by realloc rather than new: the system moves a large one by renaming its pages,
// so a 16 MB body that arrives piece by piece is not copied at every doubling.
#include "server/read_buffer.h"

#include <algorithm>
#include <cstring>

#include "server/http_request.h"

namespace stator::server {

void ReadBuffer::Consume(size_t bytes) {
  begin_ += bytes;
  if (begin_ < end_) return;
  begin_ = end_ = 0;
  if (capacity_ <= kUncountedBytes) return;
  Uncount();
  bytes_.reset();
  capacity_ = 0;
}

bool ReadBuffer::Reserve(size_t bytes) {
  if (capacity_ - end_ >= bytes) return true;
  if (begin_ > 0) {
    std::memmove(bytes_.get(), begin(), size());
    end_ -= begin_;
    begin_ = 0;
    if (capacity_ - end_ >= bytes) return true;
  }
  return Grow(std::max({end_ + bytes, kInitialBytes}));
}

bool ReadBuffer::Grow(size_t capacity) {
  const size_t cost = Cost(capacity) - Cost(capacity_);
  if (budget_ != nullptr && cost > 0 && !budget_->Take(cost)) return false;
  void* grown = std::realloc(bytes_.get(), capacity + kBodyPaddingBytes);
  if (grown == nullptr) {
    if (budget_ != nullptr) budget_->Return(cost);
    return false;
  }
  static_cast<void>(bytes_.release());
  bytes_.reset(static_cast<char*>(grown));
  capacity_ = capacity;
  return true;
}

void ReadBuffer::Uncount() {
  if (budget_ != nullptr) budget_->Return(Cost(capacity_));
}

}  // namespace stator::server
