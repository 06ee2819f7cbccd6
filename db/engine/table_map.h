// The tables of the database by name: what of the catalog is asked by every request.
//
// Its lock is the standard library's: Debian builds Abseil's with a search for deadlocks, which
// costs several times what the lookup does.
#pragma once

#include <atomic>
#include <map>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "db/engine/table.h"

namespace stator::engine {

// Thread-safe.
class TableMap {
 public:
  // Ordered, for ListTables.
  using Tables = std::map<std::string, TablePtr, std::less<>>;

  // nullptr: there is no such table.
  TablePtr Find(std::string_view name) const;

  // A table of which `matches` is true, or nullptr. Looks at one after the other.
  using Matches = absl::FunctionRef<bool(const TableDefinition&)>;
  TablePtr FindIf(Matches matches) const;

  // Names in the order of their bytes, at most `limit`, beginning behind `after`; and whether there
  // are more.
  struct NamePage {
    std::vector<std::string> names;
    bool more = false;
  };
  NamePage Names(std::string_view after, size_t limit) const;
  size_t size() const;

  // `after` takes the place of `before`, which is retired. Either may be nullptr.
  void Exchange(const TablePtr& before, const TablePtr& after);
  // Retires all that there were.
  void ExchangeAll(Tables tables);

  // All will be exchanged soon: retires them now, and they can still be found. Then ExchangeAll, or
  // Resume, which makes each anew.
  void Suspend();
  void Resume(absl::FunctionRef<TablePtr(const TableDefinition&)> make);
  // Returns when no such exchange is to come.
  void AwaitExchange() const { suspended_.wait(true, std::memory_order_acquire); }

 private:
  void EndSuspension();

  mutable std::shared_mutex mutex_;
  Tables tables_;  // Guarded by mutex_.
  std::atomic<bool> suspended_ = false;
};

}  // namespace stator::engine
