// A Change is what one Mutation did to one item: every consequence of a write (indexes, the change
// log, expiry, statistics) is computed from it, and from nothing else.
#pragma once

#include <cstdint>
#include <optional>

#include "db/model/cause.h"
#include "db/model/key.h"
#include "stator/item.h"

namespace stator {

// Who asked for a change: a caller of the API, or the service itself, whose deletions of expired
// items are no user's.
enum class Actor : uint8_t { kUser, kTimeToLive };

struct Change {
  const TableSchema* schema;       // Outlives the change.
  const StoreKey* key;             // Of the item. Borrowed.
  const DigestSecret* secret;      // Keys the digests of what is derived. Borrowed.
  std::optional<ItemView> before;  // nullopt: there was none.
  std::optional<ItemView> after;   // nullopt: it is gone.
  uint32_t size_before = 0;        // As DynamoDB counts; 0 where there is none.
  uint32_t size_after = 0;
  Actor actor = Actor::kUser;
  const Cause* cause = nullptr;  // Borrowed; nullptr: none.

  bool IsNoOp() const { return before.has_value() == after.has_value() && before == after; }
};

}  // namespace stator
