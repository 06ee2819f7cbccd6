// Two rows for each token (docs/format.md): by its text, to look it up, and by its time, to find
// what has expired. A token that is used anew after it expired has one row by text and, until the
// purge, two by time.
#include "db/engine/idempotency.h"

#include <cstring>
#include <vector>

#include "db/base/bytes.h"
#include "db/base/limits.h"
#include "db/base/status_macros.h"

namespace stator::engine {
namespace {

using storage::Space;
using storage::Visit;

constexpr std::chrono::minutes kLife{limits::kClientRequestTokenMinutes};
constexpr size_t kAcceptedBytes = 8;
constexpr size_t kHeadBytes = Digest::kBytes + kAcceptedBytes;
constexpr size_t kSizeBytes = 4;
constexpr size_t kErasedPerStep = 64;

// With the sign flipped, so that bytes are in the order of time.
std::string TimeBytes(Time time) {
  std::string bytes;
  AppendBig<uint64_t>(static_cast<uint64_t>(time.time_since_epoch().count()) ^ (1ull << 63), bytes);
  return bytes;
}

// REQUIRES: kAcceptedBytes.
Time TimeIn(std::string_view bytes) {
  const uint64_t micros = LoadBig<uint64_t>(bytes.data()) ^ (1ull << 63);
  return Time(std::chrono::microseconds(static_cast<int64_t>(micros)));
}

std::string KeyByText(std::string_view text) { return "t" + std::string(text); }
std::string KeyByTime(std::string_view time_bytes, std::string_view text) {
  return "x" + std::string(time_bytes) + std::string(text);
}

storage::Range ByTime() { return {.space = Space::kTokens, .begin = "x", .end = "y"}; }

absl::StatusOr<std::optional<std::string>> RowByText(std::string_view text,
                                                     storage::Snapshot& snapshot) {
  std::optional<std::string> row;
  const std::string key = KeyByText(text);
  const std::string_view view = key;
  STATOR_RETURN_IF_ERROR(
      snapshot.Get(Space::kTokens, {&view, 1}, [&](size_t, std::optional<std::string_view> value) {
        if (value && value->size() >= kHeadBytes) row.emplace(*value);
      }));
  return row;
}

}  // namespace

ClientToken MakeClientToken(const DigestSecret& secret, std::string_view text,
                            std::string_view parameters, Time now) {
  const Value bytes = Binary(parameters);
  const ValueView view = bytes;
  return {std::string(text), Digest::Of(secret, {&view, 1}), now};
}

absl::StatusOr<FoundToken> LookUpToken(const ClientToken& token, storage::Snapshot& snapshot) {
  STATOR_ASSIGN_OR_RETURN(const auto row, RowByText(token.text, snapshot));
  FoundToken found;
  if (!row) return found;
  const std::string_view value = *row;
  if (TimeIn(value.substr(Digest::kBytes, kAcceptedBytes)) + kLife <= token.now) return found;
  const bool same = value.substr(0, Digest::kBytes) == token.parameters.bytes();
  found.use = same ? TokenUse::kAgain : TokenUse::kMismatch;
  for (size_t at = kHeadBytes; same && at + kSizeBytes <= value.size(); at += kSizeBytes) {
    found.sizes.push_back(LoadBig<uint32_t>(value.data() + at));
  }
  return found;
}

void RecordToken(const ClientToken& token, absl::Span<const uint32_t> sizes,
                 storage::WriteBatch& batch) {
  const std::string time = TimeBytes(token.now);
  storage::Arena& arena = batch.arena();
  std::string value = std::string(token.parameters.bytes()) + time;
  for (const uint32_t size : sizes) AppendBig<uint32_t>(size, value);
  batch.Put(Space::kTokens, arena.Copy(KeyByText(token.text)), arena.Copy(value));
  batch.Put(Space::kTokens, arena.Copy(KeyByTime(time, token.text)), {});
}

absl::StatusOr<std::optional<Time>> FirstTokenExpiry(storage::Snapshot& snapshot) {
  std::optional<Time> first;
  STATOR_RETURN_IF_ERROR(snapshot.Scan(ByTime(), [&](std::string_view key, std::string_view) {
    if (key.size() > kAcceptedBytes) first = TimeIn(key.substr(1, kAcceptedBytes)) + kLife;
    return Visit::kStop;
  }));
  return first;
}

absl::Status EraseExpiredTokens(Time now, storage::Snapshot& snapshot, storage::WriteBatch& batch) {
  std::vector<std::string> expired;
  STATOR_RETURN_IF_ERROR(snapshot.Scan(ByTime(), [&](std::string_view key, std::string_view) {
    if (expired.size() == kErasedPerStep) return Visit::kStop;
    if (key.size() > kAcceptedBytes && TimeIn(key.substr(1, kAcceptedBytes)) + kLife > now) {
      return Visit::kStop;
    }
    expired.emplace_back(key);
    return Visit::kContinue;
  }));
  for (const std::string& key : expired) {
    batch.Erase(Space::kTokens, batch.arena().Copy(key));
    if (key.size() <= kAcceptedBytes) continue;
    const std::string_view time = std::string_view(key).substr(1, kAcceptedBytes);
    const std::string_view text = std::string_view(key).substr(1 + kAcceptedBytes);
    STATOR_ASSIGN_OR_RETURN(const auto row, RowByText(text, snapshot));
    // Used anew since: that row is of another time.
    if (!row || std::string_view(*row).substr(Digest::kBytes, kAcceptedBytes) != time) continue;
    batch.Erase(Space::kTokens, batch.arena().Copy(KeyByText(text)));
  }
  return absl::OkStatus();
}

}  // namespace stator::engine
