// Keys of the log space:
//
//   record     log id (4) · shard (4) · stamp (8) · ordinal (2)      the stamp filled in by the
//   store trim mark  log id (4) · shard (4)                                before the records of
//   its shard
//
// all big-endian: within a shard, records lie in the order in which they were committed.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "db/model/schema.h"
#include "db/model/sequence.h"

namespace stator {

// Drawn from the same source as the ids of tables and indexes.
using LogId = TableId;

class LogKey {
 public:
  static constexpr size_t kShardBytes = 8;
  static constexpr size_t kBytes = 18;
  static constexpr size_t kStampOffset = kShardBytes;

  LogKey(LogId log, uint32_t shard, Sequence sequence);
  std::string_view bytes() const { return {bytes_.data(), kBytes}; }

  // The key of a shard's trim mark, the first key of the shard.
  static std::string OfTrimMark(LogId log, uint32_t shard);
  // The first key behind all of the shard; of the log. Empty: none.
  static std::string EndOfShard(LogId log, uint32_t shard);
  static std::string EndOfLog(LogId log);

  // nullopt when the bytes are no key of a record.
  static std::optional<Sequence> SequenceOf(std::string_view key);

 private:
  std::array<char, kBytes> bytes_;
};

// The value of a trim mark and back: the last sequence that was trimmed.
std::string EncodeSequence(Sequence sequence);
std::optional<Sequence> DecodeSequence(std::string_view bytes);

}  // namespace stator
