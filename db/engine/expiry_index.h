// The expiry index: the items of tables with time to live, in the order in which they expire. One
// consequence of a change, written in its commit; the sweep (background/expiry_sweep) follows it.
//
//   key    when the item expires, in seconds since 1970 (8, big-endian) · item key
//   value  nothing
//
// An item key begins with the id of its table. An entry whose item no longer says so (an orphan, as
// is left when time to live goes on by another attribute while entries of the first are still being
// erased) deletes nothing: it is dropped when the sweep meets it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "db/engine/time_to_live.h"
#include "db/model/change.h"
#include "db/storage/write_batch.h"

namespace stator::engine {

// When an item expires by `attribute`: its value, if that is a number, rounded up. nullopt: never.
// Negative numbers and those beyond what a Time can say never come due, and have no entry.
std::optional<int64_t> ExpiryOf(ItemView item, std::string_view attribute);

struct ExpiryEntry {
  int64_t seconds;
  StoreKey item;
};
std::string ExpiryKey(int64_t seconds, std::string_view item_key);
// nullopt: the bytes are no key of the index.
std::optional<ExpiryEntry> ParseExpiryKey(std::string_view key);

// The first moment at which an item that expires at `seconds` has.
inline Time ExpiredFrom(int64_t seconds) {
  return Time(std::chrono::seconds(seconds)) + std::chrono::microseconds(1);
}

// Brings the entry of the changed item up to date. REQUIRES: time_to_live.indexed().
void UpdateExpiryIndex(const TimeToLive& time_to_live, const Change& change,
                       storage::WriteBatch& batch);

}  // namespace stator::engine
