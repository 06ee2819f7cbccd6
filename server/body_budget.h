// How much memory the requests in flight may hold together, over all connections.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace stator::server {

// Thread-safe. A request that finds the budget spent is refused at once (503) instead of waiting:
// a waiting one would hold its connection and what it has sent already, clients of the API repeat
// a 503 by themselves, and small requests, which are not counted, go on being served.
class BodyBudget {
 public:
  static constexpr size_t kDefaultBytes = size_t{256} << 20;

  explicit BodyBudget(size_t bytes = kDefaultBytes) : left_(static_cast<int64_t>(bytes)) {}

  // False, and nothing taken, if fewer than `bytes` are left.
  bool Take(size_t bytes) {
    const auto wanted = static_cast<int64_t>(bytes);
    if (left_.fetch_sub(wanted, std::memory_order_relaxed) >= wanted) return true;
    left_.fetch_add(wanted, std::memory_order_relaxed);
    return false;
  }

  void Return(size_t bytes) {
    left_.fetch_add(static_cast<int64_t>(bytes), std::memory_order_relaxed);
  }

  int64_t left() const { return left_.load(std::memory_order_relaxed); }

 private:
  std::atomic<int64_t> left_;
};

}  // namespace stator::server
