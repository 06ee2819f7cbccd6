#include "db/engine/table_map.h"

#include <mutex>
#include <utility>

namespace stator::engine {

TablePtr TableMap::Find(std::string_view name) const {
  const std::shared_lock lock(mutex_);
  const auto found = tables_.find(name);
  return found == tables_.end() ? nullptr : found->second;
}

TablePtr TableMap::FindIf(Matches matches) const {
  const std::shared_lock lock(mutex_);
  for (const auto& [name, table] : tables_) {
    if (matches(table->definition())) return table;
  }
  return nullptr;
}

TableMap::NamePage TableMap::Names(std::string_view after, size_t limit) const {
  NamePage page;
  const std::shared_lock lock(mutex_);
  for (auto it = tables_.upper_bound(after); it != tables_.end(); ++it) {
    page.more = page.names.size() == limit;
    if (page.more) break;
    page.names.push_back(it->first);
  }
  return page;
}

size_t TableMap::size() const {
  const std::shared_lock lock(mutex_);
  return tables_.size();
}

void TableMap::Exchange(const TablePtr& before, const TablePtr& after) {
  const std::lock_guard lock(mutex_);
  if (after != nullptr) {
    tables_[after->schema().name] = after;
  } else {
    tables_.erase(before->schema().name);
  }
  if (before != nullptr) before->Retire();
}

void TableMap::ExchangeAll(Tables tables) {
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [name, table] : tables_) table->Retire();
    tables_.swap(tables);
  }
  EndSuspension();
}

void TableMap::Suspend() {
  suspended_.store(true, std::memory_order_release);
  const std::shared_lock lock(mutex_);
  for (const auto& [name, table] : tables_) table->Retire();
}

void TableMap::Resume(absl::FunctionRef<TablePtr(const TableDefinition&)> make) {
  {
    const std::lock_guard lock(mutex_);
    for (auto& [name, table] : tables_) table = make(table->definition());
  }
  EndSuspension();
}

void TableMap::EndSuspension() {
  if (!suspended_.exchange(false, std::memory_order_acq_rel)) return;
  suspended_.notify_all();
}

}  // namespace stator::engine
