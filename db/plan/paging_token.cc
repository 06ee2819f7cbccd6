// format (1) · digest of the request (16) · number of the range (4, big-endian) · the key, where
// there is one (the encoding of an M) · digest of all before it (16), in base64 for URLs. Digests
// are keyed by the database's secret, so nobody else can make one.
#include "db/plan/paging_token.h"

#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "db/base/bytes.h"
#include "db/plan/error.h"

namespace stator::plan {
namespace {

constexpr char kFormat = 1;
constexpr size_t kFixedBytes = 1 + Digest::kBytes + 4;

absl::string_view ToAbsl(std::string_view text) { return {text.data(), text.size()}; }

Digest DigestOfRequest(const DigestSecret& secret, std::string_view statement,
                       absl::Span<const Value> parameters) {
  const Value text = statement;
  std::vector<ValueView> values{text};
  for (const Value& parameter : parameters) values.push_back(parameter);
  return Digest::Of(secret, values);
}

}  // namespace

PagingToken::PagingToken(const DigestSecret& secret, std::string_view statement,
                         absl::Span<const Value> parameters)
    : secret_(secret), request_(DigestOfRequest(secret, statement, parameters)) {}

Digest PagingToken::SealOf(std::string_view payload) const {
  const Value bytes = Binary(payload);
  const ValueView view = bytes;
  return Digest::Of(secret_, {&view, 1});
}

std::string PagingToken::Seal(const Position& position) const {
  std::string bytes(1, kFormat);
  bytes += request_.bytes();
  AppendBig<uint32_t>(position.range, bytes);
  if (position.start) bytes += position.start->encoded();
  bytes += SealOf(bytes).bytes();
  return absl::WebSafeBase64Escape(bytes);
}

absl::StatusOr<Position> PagingToken::Open(std::string_view token) const {
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(ToAbsl(token), &bytes) ||
      bytes.size() < kFixedBytes + Digest::kBytes || bytes[0] != kFormat) {
    return error::InvalidNextToken();
  }
  const std::string_view payload(bytes.data(), bytes.size() - Digest::kBytes);
  if (SealOf(payload).bytes() != std::string_view(bytes).substr(payload.size())) {
    return error::InvalidNextToken();
  }
  if (payload.substr(1, Digest::kBytes) != request_.bytes()) return error::NextTokenOfOther();
  Position position;
  position.range = LoadBig<uint32_t>(payload.data() + kFixedBytes - 4);
  const std::string_view key = payload.substr(kFixedBytes);
  if (!key.empty()) position.start = Item::FromEncoded(std::string(key));
  return position;
}

}  // namespace stator::plan
