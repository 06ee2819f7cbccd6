// Statements by their text, so that a text is parsed once and not once a request.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <string_view>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "db/partiql/statement.h"

namespace stator::partiql {

// Holds at most `capacity` statements, and forgets the one that was not asked for the longest when
// it is full. Thread-safe.
class Cache {
 public:
  static constexpr size_t kDefaultCapacity = 512;

  explicit Cache(size_t capacity = kDefaultCapacity) : capacity_(capacity) {}
  Cache(const Cache&) = delete;
  Cache& operator=(const Cache&) = delete;

  // The statement of `text`, parsed now if need be. Errors are those of Parse, and are not
  // remembered.
  absl::StatusOr<std::shared_ptr<const Statement>> Get(std::string_view text);

  // Statements held now.
  size_t size() const;

 private:
  struct Entry {
    std::string text;
    std::shared_ptr<const Statement> statement;
  };
  using Entries = std::list<Entry>;

  const size_t capacity_;
  mutable absl::Mutex mutex_;
  Entries entries_ ABSL_GUARDED_BY(mutex_);  // The one asked for last comes first.
  // The keys point into the entries.
  absl::flat_hash_map<absl::string_view, Entries::iterator> index_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace stator::partiql
