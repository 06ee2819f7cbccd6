#include "db/engine/expiry_index.h"

#include <charconv>

#include "db/base/bytes.h"

namespace stator::engine {
namespace {

using storage::Space;

constexpr size_t kTimeBytes = 8;

// The last second whose microseconds a Time can count, less one to round up to.
constexpr int64_t kSecondsMax =
    std::chrono::duration_cast<std::chrono::seconds>(Time::max().time_since_epoch()).count() - 1;

}  // namespace

std::optional<int64_t> ExpiryOf(ItemView item, std::string_view attribute) {
  const std::optional<ValueView> value = item.Find(attribute);
  if (!value || value->type() != Type::kNumber) return std::nullopt;
  std::optional<int64_t> seconds = value->AsNumber().ToInt64();
  if (!seconds) {
    // Of plain notation, what stands before the point is the number rounded towards zero.
    const std::string text = value->AsNumber().ToString();
    int64_t whole = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
    if (error != std::errc() || text[0] == '-') return std::nullopt;
    seconds = whole + (whole < kSecondsMax ? 1 : 0);
  }
  return *seconds >= 0 && *seconds <= kSecondsMax ? seconds : std::nullopt;
}

std::string ExpiryKey(int64_t seconds, std::string_view item_key) {
  std::string key;
  AppendBig<uint64_t>(seconds, key);
  return key.append(item_key);
}

std::optional<ExpiryEntry> ParseExpiryKey(std::string_view key) {
  if (key.size() < kTimeBytes) return std::nullopt;
  const auto seconds = LoadBig<uint64_t>(key.data());
  std::optional<StoreKey> item = StoreKey::ParseItem(key.substr(kTimeBytes));
  if (seconds > uint64_t{kSecondsMax} || !item) return std::nullopt;
  return ExpiryEntry{.seconds = static_cast<int64_t>(seconds), .item = *std::move(item)};
}

void UpdateExpiryIndex(const TimeToLive& time_to_live, const Change& change,
                       storage::WriteBatch& batch) {
  const auto expiry = [&](const std::optional<ItemView>& item) {
    return item ? ExpiryOf(*item, time_to_live.attribute) : std::nullopt;
  };
  const std::optional<int64_t> before = expiry(change.before);
  const std::optional<int64_t> after = expiry(change.after);
  // True also while the index is being filled or purged: that comes, or came, to the item anyway.
  if (before == after) return;
  const auto key = [&](int64_t seconds) {
    return batch.arena().Copy(ExpiryKey(seconds, change.key->bytes()));
  };
  if (before) batch.Erase(Space::kExpiry, key(*before));
  if (after && time_to_live.enabled()) batch.Put(Space::kExpiry, key(*after), {});
}

}  // namespace stator::engine
