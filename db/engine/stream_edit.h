// What becomes of streams: pure functions of a definition and the moment. `stamp` is that of the
// commit that makes the change, which writes no records itself; so every record lies on one side of
// it.
#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "db/engine/stream.h"
#include "db/engine/table.h"
#include "stator/clock.h"

namespace stator::engine {

class IdSource;

// How long records stay to be read, and streams and shards that get no more (AWS: 24 hours).
inline constexpr std::chrono::hours kStreamRetention{24};
// Whether what was written, or closed, then is to be read no more.
inline bool IsPast(Time then, Time now) { return then + kStreamRetention < now; }

// What UpdateTable makes of a table's stream. Errors: ValidationException, when there is one to be
// enabled and already one, or one to be disabled and none.
absl::Status EditStream(TableDefinition& table, const StreamSpecification& specification, Time now);

// "2026-11-26T10:14:00.123".
std::string StreamLabelOf(Time time);

// The stream of a table whose own `stream` is filled in, with so many open shards. Shards get ids
// of the database for their numbers, which a rewind does not give out again: a consumer keeps what
// it knows of a shard by its ShardId.
StreamDefinition NewStream(const TableDefinition& table, uint32_t shards, uint64_t stamp,
                           IdSource& ids);

// Closes every open shard and disables it.
void DisableStream(StreamDefinition& stream, Time now, uint64_t stamp);

// Closes every open shard and opens a child of each.
void RollShards(StreamDefinition& stream, Time now, uint64_t stamp, IdSource& ids);

}  // namespace stator::engine
