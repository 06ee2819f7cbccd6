#include "db/model/log_key.h"

#include <algorithm>

namespace stator {
namespace {

constexpr size_t kSequenceBytes = 10;

void WriteBigEndian(uint64_t number, size_t bytes, char* to) {
  for (size_t i = bytes; i > 0; --i, number >>= 8) to[i - 1] = static_cast<char>(number);
}

uint64_t ReadBigEndian(std::string_view bytes) {
  uint64_t number = 0;
  for (const char c : bytes) number = number << 8 | static_cast<uint8_t>(c);
  return number;
}

void WriteSequence(Sequence sequence, char* to) {
  WriteBigEndian(sequence.stamp, 8, to);
  WriteBigEndian(sequence.ordinal, 2, to + 8);
}

std::string ShardPrefix(uint64_t log_and_shard) {
  std::string key(LogKey::kShardBytes, '\0');
  WriteBigEndian(log_and_shard, key.size(), key.data());
  return key;
}

// An end beyond the last number is the end of the space.
std::string EndAt(uint64_t log_and_shard) {
  return log_and_shard == 0 ? std::string() : ShardPrefix(log_and_shard);
}

}  // namespace

LogKey::LogKey(LogId log, uint32_t shard, Sequence sequence) {
  WriteBigEndian(log, 4, bytes_.data());
  WriteBigEndian(shard, 4, bytes_.data() + 4);
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
  return Sequence{ReadBigEndian(bytes.substr(0, 8)),
                  static_cast<uint16_t>(ReadBigEndian(bytes.substr(8)))};
}

}  // namespace stator
