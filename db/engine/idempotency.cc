// Two rows for each token (docs/format.md): by its text, to look it up, and by its time, to find
// what has expired. A token that is used anew after it expired has one row by text and, until the
// purge, two by time.
#include "db/engine/idempotency.h"

#include <cstring>
#include <vector>

#include "db/base/limits.h"
#include "db/base/status_macros.h"

namespace stator::engine {
namespace {

using storage::Space;
using storage::Visit;

constexpr std::chrono::minutes kLife{limits::kClientRequestTokenMinutes};
constexpr size_t kTimeBytes = 8;
constexpr size_t kErasedPerStep = 64;

// Big-endian with the sign flipped, so that bytes are in the order of time.
std::string TimeBytes(Time time) {
  const auto micros = static_cast<uint64_t>(time.time_since_epoch().count()) ^ (1ull << 63);
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(micros >> shift));
  return bytes;
}

// REQUIRES: kTimeBytes.
Time TimeIn(std::string_view bytes) {
  uint64_t micros = 0;
  for (const char c : bytes) micros = micros << 8 | static_cast<uint8_t>(c);
  return Time(std::chrono::microseconds(static_cast<int64_t>(micros ^ (1ull << 63))));
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
        if (value && value->size() == Digest::kBytes + kTimeBytes) row.emplace(*value);
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

absl::StatusOr<TokenUse> LookUpToken(const ClientToken& token, storage::Snapshot& snapshot) {
  STATOR_ASSIGN_OR_RETURN(const auto row, RowByText(token.text, snapshot));
  if (!row) return TokenUse::kFirst;
  const std::string_view value = *row;
  if (TimeIn(value.substr(Digest::kBytes)) + kLife <= token.now) return TokenUse::kFirst;
  return value.substr(0, Digest::kBytes) == token.parameters.bytes() ? TokenUse::kAgain
                                                                     : TokenUse::kMismatch;
}

void RecordToken(const ClientToken& token, storage::WriteBatch& batch) {
  const std::string time = TimeBytes(token.now);
  storage::Arena& arena = batch.arena();
  batch.Put(Space::kTokens, arena.Copy(KeyByText(token.text)),
            arena.Copy(std::string(token.parameters.bytes()) + time));
  batch.Put(Space::kTokens, arena.Copy(KeyByTime(time, token.text)), {});
}

absl::StatusOr<std::optional<Time>> FirstTokenExpiry(storage::Snapshot& snapshot) {
  std::optional<Time> first;
  STATOR_RETURN_IF_ERROR(snapshot.Scan(ByTime(), [&](std::string_view key, std::string_view) {
    if (key.size() > kTimeBytes) first = TimeIn(key.substr(1, kTimeBytes)) + kLife;
    return Visit::kStop;
  }));
  return first;
}

absl::Status EraseExpiredTokens(Time now, storage::Snapshot& snapshot, storage::WriteBatch& batch) {
  std::vector<std::string> expired;
  STATOR_RETURN_IF_ERROR(snapshot.Scan(ByTime(), [&](std::string_view key, std::string_view) {
    if (expired.size() == kErasedPerStep) return Visit::kStop;
    if (key.size() > kTimeBytes && TimeIn(key.substr(1, kTimeBytes)) + kLife > now) {
      return Visit::kStop;
    }
    expired.emplace_back(key);
    return Visit::kContinue;
  }));
  for (const std::string& key : expired) {
    batch.Erase(Space::kTokens, batch.arena().Copy(key));
    if (key.size() <= kTimeBytes) continue;
    const std::string_view time = std::string_view(key).substr(1, kTimeBytes);
    const std::string_view text = std::string_view(key).substr(1 + kTimeBytes);
    STATOR_ASSIGN_OR_RETURN(const auto row, RowByText(text, snapshot));
    // Used anew since: that row is of another time.
    if (!row || std::string_view(*row).substr(Digest::kBytes) != time) continue;
    batch.Erase(Space::kTokens, batch.arena().Copy(KeyByText(text)));
  }
  return absl::OkStatus();
}

}  // namespace stator::engine
