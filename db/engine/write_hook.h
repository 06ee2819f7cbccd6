// Functions in the transaction of a write: what a change of a table's item wants to be written
// beside it, or a veto.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "db/model/change.h"
#include "db/plan/mutation.h"

namespace stator::engine {

class Table;
using TablePtr = std::shared_ptr<const Table>;

// Planned writes with what they borrow.
class HookedWrites {
 public:
  virtual ~HookedWrites() = default;
  std::vector<std::pair<TablePtr, plan::Mutation>> writes;
};

class WriteHook {
 public:
  virtual ~WriteHook() = default;

  // Called while a write is decided, as often as it is. Errors: the answer to whoever writes.
  virtual absl::StatusOr<std::unique_ptr<HookedWrites>> Call(const Change& change) = 0;
};

// The hooks of a database, by the name of a table. Thread-safe.
class WriteHooks {
 public:
  // True when there are some, of whatever table. Costs next to nothing.
  bool any() const { return any_.load(std::memory_order_relaxed); }

  void Add(const std::string& table, std::shared_ptr<WriteHook> hook);
  // A decision that is under way may call it once more.
  void Remove(const std::string& table, const WriteHook* hook);
  // In the order in which they were added.
  std::vector<std::shared_ptr<WriteHook>> Of(std::string_view table) const;

 private:
  std::atomic<bool> any_ = false;
  mutable std::shared_mutex mutex_;
  std::map<std::string, std::vector<std::shared_ptr<WriteHook>>, std::less<>> hooks_;
};

}  // namespace stator::engine
