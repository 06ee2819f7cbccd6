#include "db/engine/write_hook.h"

#include <algorithm>
#include <mutex>

namespace stator::engine {

void WriteHooks::Add(const std::string& table, std::shared_ptr<WriteHook> hook) {
  const std::unique_lock lock(mutex_);
  hooks_[table].push_back(std::move(hook));
  any_ = true;
}

void WriteHooks::Remove(const std::string& table, const WriteHook* hook) {
  const std::unique_lock lock(mutex_);
  const auto found = hooks_.find(table);
  if (found == hooks_.end()) return;
  auto& hooks = found->second;
  hooks.erase(
      std::remove_if(hooks.begin(), hooks.end(), [&](const auto& h) { return h.get() == hook; }),
      hooks.end());
  if (hooks.empty()) hooks_.erase(found);
  any_ = !hooks_.empty();
}

std::vector<std::shared_ptr<WriteHook>> WriteHooks::Of(std::string_view table) const {
  const std::shared_lock lock(mutex_);
  const auto found = hooks_.find(table);
  return found == hooks_.end() ? std::vector<std::shared_ptr<WriteHook>>() : found->second;
}

}  // namespace stator::engine
