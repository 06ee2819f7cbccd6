#include "db/storage/keyspace.h"

#include "db/base/check.h"

namespace stator::storage {

std::string_view SpaceName(Space space) {
  // On disk these are the names of LMDB's databases: never change one.
  static constexpr std::string_view kNames[kSpaces] = {
      "meta", "catalog", "items", "indexes", "log", "expiry", "statistics", "triggers", "tokens"};
  STATOR_CHECK(static_cast<int>(space) < kSpaces);
  return kNames[static_cast<int>(space)];
}

}  // namespace stator::storage
