// format (1) · log (4, big-endian like all numbers) · shard (4) · stamp (8) · ordinal (2) ·
// made (8) · epoch (8) · label, "/", table · digest of all before it (16), in base64 for URLs. The
// digest is keyed by the database's secret.
#include "db/operation/shard_iterator.h"

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "db/operation/stream_error.h"
#include "stator/value.h"

namespace stator::operation {
namespace {

constexpr char kFormat = 1;
constexpr size_t kFixedBytes = 1 + 4 + 4 + 8 + 2 + 8 + 8;
constexpr char kSeparator = '/';  // In neither a label nor a table's name.

void AppendBigEndian(uint64_t value, int bytes, std::string& out) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    out += static_cast<char>(value >> shift);
  }
}

uint64_t TakeBigEndian(size_t bytes, std::string_view& in) {
  uint64_t value = 0;
  for (const char c : in.substr(0, bytes)) value = value << 8 | static_cast<uint8_t>(c);
  in.remove_prefix(bytes);
  return value;
}

Digest SealOfIterator(const DigestSecret& secret, std::string_view payload) {
  const Value bytes = Binary(payload);
  const ValueView view = bytes;
  return Digest::Of(secret, {&view, 1});
}

}  // namespace

std::string ShardIterator::Seal(const DigestSecret& secret) const {
  std::string bytes(1, kFormat);
  AppendBigEndian(log, 4, bytes);
  AppendBigEndian(shard, 4, bytes);
  AppendBigEndian(after.stamp, 8, bytes);
  AppendBigEndian(after.ordinal, 2, bytes);
  AppendBigEndian(static_cast<uint64_t>(made.time_since_epoch().count()), 8, bytes);
  AppendBigEndian(epoch, 8, bytes);
  bytes += label + kSeparator + table;
  bytes += SealOfIterator(secret, bytes).bytes();
  return absl::WebSafeBase64Escape(bytes);
}

absl::StatusOr<ShardIterator> ShardIterator::Open(const DigestSecret& secret,
                                                  std::string_view text) {
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(absl::string_view(text.data(), text.size()), &bytes) ||
      bytes.size() < kFixedBytes + Digest::kBytes || bytes[0] != kFormat) {
    return error::InvalidShardIterator();
  }
  std::string_view payload = std::string_view(bytes).substr(0, bytes.size() - Digest::kBytes);
  if (SealOfIterator(secret, payload).bytes() != std::string_view(bytes).substr(payload.size())) {
    return error::InvalidShardIterator();
  }
  payload.remove_prefix(1);
  ShardIterator iterator;
  iterator.log = static_cast<LogId>(TakeBigEndian(4, payload));
  iterator.shard = static_cast<uint32_t>(TakeBigEndian(4, payload));
  iterator.after.stamp = TakeBigEndian(8, payload);
  iterator.after.ordinal = static_cast<uint16_t>(TakeBigEndian(2, payload));
  iterator.made = Time(std::chrono::microseconds(static_cast<int64_t>(TakeBigEndian(8, payload))));
  iterator.epoch = TakeBigEndian(8, payload);
  const size_t separator = payload.find(kSeparator);
  iterator.label = payload.substr(0, separator);
  iterator.table = payload.substr(separator + 1);
  return iterator;
}

}  // namespace stator::operation
