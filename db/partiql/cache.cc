#include "db/partiql/cache.h"

#include "db/base/status_macros.h"
#include "db/partiql/parser.h"

namespace stator::partiql {

absl::StatusOr<std::shared_ptr<const Statement>> Cache::Get(std::string_view text) {
  const absl::string_view key(text.data(), text.size());
  {
    absl::MutexLock lock(&mutex_);
    if (const auto found = index_.find(key); found != index_.end()) {
      entries_.splice(entries_.begin(), entries_, found->second);
      return found->second->statement;
    }
  }
  STATOR_ASSIGN_OR_RETURN(std::shared_ptr<const Statement> statement, Parse(text));
  absl::MutexLock lock(&mutex_);
  if (index_.contains(key)) return statement;  // Another thread was first.
  if (entries_.size() == capacity_) {
    index_.erase(entries_.back().text);
    entries_.pop_back();
  }
  entries_.push_front({std::string(text), statement});
  index_.emplace(entries_.front().text, entries_.begin());
  return statement;
}

size_t Cache::size() const {
  absl::MutexLock lock(&mutex_);
  return entries_.size();
}

}  // namespace stator::partiql
