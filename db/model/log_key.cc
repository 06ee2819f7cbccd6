#include "db/model/log_key.h"

#include <algorithm>

#include "db/base/bytes.h"

namespace stator {
namespace {

constexpr size_t kSequenceBytes = 10;

void WriteSequence(Sequence sequence, char* to) {
  StoreBig<uint64_t>(sequence.stamp, to);
  StoreBig<uint16_t>(sequence.ordinal, to + 8);
}

std::string ShardPrefix(uint64_t log_and_shard) {
  std::string key(LogKey::kShardBytes, '\0');
  StoreBig<uint64_t>(log_and_shard, key.data());
  return key;
}

// An end beyond the last number is the end of the space.
std::string EndAt(uint64_t log_and_shard) {
  return log_and_shard == 0 ? std::string() : ShardPrefix(log_and_shard);
}

}  // namespace

LogKey::LogKey(LogId log, uint32_t shard, Sequence sequence) {
  StoreBig<LogId>(log, bytes_.data());
  StoreBig<uint32_t>(shard, bytes_.data() + 4);
  WriteSequence(sequence, bytes_.data() + kShardBytes);
}

std::string LogKey::OfTrimMark(LogId log, uint32_t shard) {
  return ShardPrefix(uint64_t{log} << 32 | shard);
}

std::string LogKey::EndOfShard(LogId log, uint32_t shard) {
  return EndAt((uint64_t{log} << 32 | shard) + 1);
}

std::string LogKey::EndOfLog(LogId log) { return EndAt((uint64_t{log} + 1) << 32); }

std::optional<Sequence> LogKey::SequenceOf(std::string_view key) {
  if (key.size() != kBytes) return std::nullopt;
  return DecodeSequence(key.substr(kShardBytes));
}

std::string EncodeSequence(Sequence sequence) {
  std::string bytes(kSequenceBytes, '\0');
  WriteSequence(sequence, bytes.data());
  return bytes;
}

std::optional<Sequence> DecodeSequence(std::string_view bytes) {
  if (bytes.size() != kSequenceBytes) return std::nullopt;
  return Sequence{LoadBig<uint64_t>(bytes.data()), LoadBig<uint16_t>(bytes.data() + 8)};
}

}  // namespace stator
