// format (1) · log (4, big-endian like all numbers) · shard (4) · stamp (8) · ordinal (2) ·
// made (8) · epoch (8) · label, "/", table · digest of all before it (16), in base64 for URLs. The
// digest is keyed by the database's secret.
#include "db/operation/shard_iterator.h"

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "db/base/bytes.h"
#include "db/operation/stream_error.h"
#include "stator/value.h"

namespace stator::operation {
namespace {

constexpr char kFormat = 1;
constexpr size_t kFixedBytes = 1 + 4 + 4 + 8 + 2 + 8 + 8;
constexpr char kSeparator = '/';  // In neither a label nor a table's name.

Digest SealOfIterator(const DigestSecret& secret, std::string_view payload) {
  const Value bytes = Binary(payload);
  const ValueView view = bytes;
  return Digest::Of(secret, {&view, 1});
}

}  // namespace

std::string ShardIterator::Seal(const DigestSecret& secret) const {
  std::string bytes(1, kFormat);
  AppendBig<LogId>(log, bytes);
  AppendBig<uint32_t>(shard, bytes);
  AppendBig<uint64_t>(after.stamp, bytes);
  AppendBig<uint16_t>(after.ordinal, bytes);
  AppendBig<uint64_t>(made.time_since_epoch().count(), bytes);
  AppendBig<uint64_t>(epoch, bytes);
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
  iterator.log = TakeBig<LogId>(payload);
  iterator.shard = TakeBig<uint32_t>(payload);
  iterator.after.stamp = TakeBig<uint64_t>(payload);
  iterator.after.ordinal = TakeBig<uint16_t>(payload);
  iterator.made = Time(std::chrono::microseconds(static_cast<int64_t>(TakeBig<uint64_t>(payload))));
  iterator.epoch = TakeBig<uint64_t>(payload);
  const size_t separator = payload.find(kSeparator);
  iterator.label = payload.substr(0, separator);
  iterator.table = payload.substr(separator + 1);
  return iterator;
}

}  // namespace stator::operation
