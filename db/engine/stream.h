// A stream: a row of the catalog over a change log. The log holds every change of a table while the
// stream is enabled; the stream says what its readers see of them, and into which shards they fall.
//
// A stream outlives the setting that enabled it, and its table too, until its last record has been
// trimmed. Enabling makes a new one each time, with a log of its own.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "db/model/log_key.h"
#include "db/model/sequence.h"
#include "stator/clock.h"
#include "stator/request/key_schema.h"
#include "stator/request/stream_specification.h"

namespace stator::engine {

// The changes of the items whose digests lie in one of the equal ranges into which their space is
// cut. A shard that is rolled is closed, and has one child, of the same range.
struct ShardDefinition {
  uint32_t number = 0;  // An id of the database, so that those of one log are in order of opening.
  std::optional<uint32_t> parent{};
  uint32_t segment = 0;  // The range: Digest::SegmentOf(segments).
  uint32_t segments = 1;
  Time opened{};
  Sequence first{};  // Every record has a greater one.
  std::optional<Time> closed{};
  std::optional<Sequence> last{};  // Of a closed shard: every record has a lesser one.

  bool IsOpen() const { return !closed.has_value(); }
};

// A value.
struct StreamDefinition {
  LogId log = 0;
  std::string table{};
  std::string label{};  // "2026-11-26T10:14:00.123": unique among the streams of its table's name.
  StreamViewType view = StreamViewType::kKeysOnly;
  std::vector<KeySchemaElement> key_schema{};
  Time created{};
  std::optional<Time> disabled{};
  std::vector<ShardDefinition> shards{};  // By number. Those that were forgotten are gone.

  bool IsEnabled() const { return !disabled.has_value(); }
  // nullptr when there is none, or no more.
  const ShardDefinition* FindShard(uint32_t number) const;
};

// Immutable and shared, as tables are.
using StreamPtr = std::shared_ptr<const StreamDefinition>;

// What a table knows of the stream that was enabled last.
struct TableStream {
  LogId log = 0;  // 0: the catalog's to give, with the label.
  std::string label{};
  StreamViewType view = StreamViewType::kKeysOnly;
  Time enabled{};
  std::optional<Time> disabled{};

  bool IsEnabled() const { return !disabled.has_value(); }
};

}  // namespace stator::engine
