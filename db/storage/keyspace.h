// The catalogue of every space of the store, with the shape of its keys and values. A space is an
// ordered map of its own from bytes to bytes. Numbers in keys are big-endian, so that memcmp is
// their order. `docs/format.md` has the grammar of what is named here.
#pragma once

#include <cstdint>
#include <string_view>

namespace stator::storage {

// These numbers stand on disk: never change or reuse one.
enum class Space : uint8_t {
  // name → bytes. Counters that only grow (the next table id) and other facts of the database that
  // a rewind must not restore: this is the one space that marks leave out.
  kMeta = 0,
  // "t/" table name → description of the table (a versioned item encoding, engine/catalog);
  // "s/" table name "/" label → description of a stream (likewise, engine/stream_codec);
  // "d/" id (4) → id (4) · space (1) · attribute of its time to live: what a dropped table or index
  // left in that space for the purge;
  // "b/" index id (4) → key of the items space: how far the backfill of an index has come.
  kCatalog = 1,
  // table id (4) · digest (16) · sort key → item record                         (db/model/key.h)
  kItems = 2,
  // index id (4) · digest (16) · sort attributes · digest of the table key → item record;
  // table id (4) · digest (16) → size of an item collection (8)         (engine/item_collection.h)
  kIndexes = 3,
  // log id (4) · shard (4) · stamp (8) · ordinal (2) → change record         (db/model/log_key.h)
  // log id (4) · shard (4) → the last sequence that was trimmed
  kLog = 4,
  // seconds since 1970 (8) · item key, which begins with the table id → nothing
  kExpiry = 5,
  // table, index or log id (4) · counter (1) → signed 64-bit sum, written by Add only
  kStatistics = 6,
  // "m" UUID of a mapping → its definition (a versioned item encoding, trigger/mapping.h)
  kTriggers = 7,
  // "t" client request token → digest of the transaction (16) · time (8);
  // "x" time (8) · token → nothing: by time, to find those that have expired (engine/idempotency.h)
  kTokens = 8,
};
inline constexpr int kSpaces = 9;

std::string_view SpaceName(Space space);

}  // namespace stator::storage
