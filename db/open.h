// How a database is put together over a store that is already open. Inside the library and its
// tests: users open a path, or memory (stator/database.h).
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "db/storage/store.h"
#include "stator/database.h"

namespace stator {

// A database over `store`, which it owns. Of `options` the clock, region and account count; what
// concerns the store was said when it was opened. Errors: those of reading the catalog.
absl::StatusOr<std::unique_ptr<EmbeddedDatabase>> OpenOver(std::unique_ptr<storage::Store> store,
                                                           const Options& options);

}  // namespace stator
