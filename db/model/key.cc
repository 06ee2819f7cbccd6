#include "db/model/key.h"

#include <sodium/crypto_shorthash_siphash24.h>

#include <algorithm>
#include <cstring>

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "db/base/bytes.h"
#include "db/base/check.h"
#include "db/base/error.h"

namespace stator {
namespace {

constexpr size_t kTableBytes = 4;
constexpr size_t kPrefixBytes = kTableBytes + Digest::kBytes;

Digest Hash(const DigestSecret& secret, std::string_view message) {
  static_assert(crypto_shorthash_siphashx24_BYTES == Digest::kBytes);
  static_assert(crypto_shorthash_siphashx24_KEYBYTES == sizeof(DigestSecret));
  std::array<uint8_t, Digest::kBytes> out;
  crypto_shorthash_siphashx24(out.data(), reinterpret_cast<const uint8_t*>(message.data()),
                              message.size(), secret.bytes.data());
  return Digest(out);
}

}  // namespace

// Digest -----------------------------------------------------------------------------------------

// Type and length-prefixed value of each attribute: that is its encoding.
Digest Digest::Of(const DigestSecret& secret, absl::Span<const ValueView> partition_values) {
  if (partition_values.size() == 1) return Hash(secret, partition_values[0].encoded());
  absl::InlinedVector<char, 256> message;
  for (const ValueView value : partition_values) {
    message.insert(message.end(), value.encoded().begin(), value.encoded().end());
  }
  return Hash(secret, {message.data(), message.size()});
}

// The least d with d * total / 2^128 >= segment: segment * 2^128 / total, rounded up. Divided on
// paper, 32 bits at a time: the first figure is the segment itself, and leaves it as the remainder.
std::optional<Digest> Digest::SegmentStart(uint32_t segment, uint32_t total) {
  STATOR_CHECK(total > 0 && segment <= total);
  if (segment == total) return std::nullopt;
  std::array<uint8_t, kBytes> bytes;
  uint64_t remainder = segment;
  for (size_t i = 0; i < kBytes; i += 4) {
    remainder <<= 32;
    StoreBig<uint32_t>(remainder / total, reinterpret_cast<char*>(bytes.data() + i));
    remainder %= total;
  }
  // Rounding up cannot run over: the quotient is below 2^128 - 2^128 / total.
  for (size_t i = kBytes; remainder != 0 && i > 0; --i) {
    if (++bytes[i - 1] != 0) break;
  }
  return Digest(bytes);
}

// The digest times the total, without its lower 128 bits.
uint32_t Digest::SegmentOf(uint32_t total) const {
  __extension__ using Wide = unsigned __int128;
  const auto high = LoadBig<uint64_t>(bytes().data());
  const auto low = LoadBig<uint64_t>(bytes().data() + 8);
  const Wide carried = Wide{low} * total >> 64;
  return static_cast<uint32_t>((Wide{high} * total + carried) >> 64);
}

// StoreKey ---------------------------------------------------------------------------------------

StoreKey StoreKey::Table(TableId table) {
  StoreKey key;
  key.bytes_.resize(kTableBytes);
  StoreBig<TableId>(table, key.bytes_.data());
  return key;
}

StoreKey StoreKey::Partition(TableId table, const Digest& digest) {
  return WithSortBytes(table, digest, {});
}

StoreKey StoreKey::Item(TableId table, const Digest& digest, std::optional<ValueView> sort) {
  return WithSortBytes(table, digest, sort.has_value() ? sort->ScalarBytes() : std::string_view());
}

StoreKey StoreKey::WithSortBytes(TableId table, const Digest& digest, std::string_view sort_bytes) {
  StoreKey key;
  key.bytes_.resize(kPrefixBytes + sort_bytes.size());
  char* const out = key.bytes_.data();
  StoreBig<TableId>(table, out);
  std::memcpy(out + kTableBytes, digest.bytes().data(), Digest::kBytes);
  std::copy(sort_bytes.begin(), sort_bytes.end(), out + kPrefixBytes);
  return key;
}

std::optional<StoreKey> StoreKey::ParseItem(std::string_view item_key) {
  if (item_key.size() < kPrefixBytes) return std::nullopt;
  StoreKey key;
  key.bytes_.assign(item_key.begin(), item_key.end());
  return key;
}

bool StoreKey::AdvanceBeyondPrefix() {
  while (!bytes_.empty() && static_cast<uint8_t>(bytes_.back()) == 0xFF) bytes_.pop_back();
  if (bytes_.empty()) return false;
  ++bytes_.back();
  return true;
}

TableId StoreKey::TableOf(std::string_view item_key) {
  STATOR_CHECK(item_key.size() >= kTableBytes);
  return LoadBig<TableId>(item_key.data());
}

std::string_view StoreKey::DigestOf(std::string_view item_key) {
  STATOR_CHECK(item_key.size() >= kPrefixBytes);
  return item_key.substr(kTableBytes, Digest::kBytes);
}

std::string_view StoreKey::SortOf(std::string_view item_key) {
  STATOR_CHECK(item_key.size() >= kPrefixBytes);
  return item_key.substr(kPrefixBytes);
}

std::string StoreKey::Describe(std::string_view item_key) {
  const auto hex = [](std::string_view bytes) {
    return absl::BytesToHexString(absl::string_view(bytes.data(), bytes.size()));
  };
  if (item_key.size() < kTableBytes) return error::Concat({"bytes ", hex(item_key)});
  const std::string table = std::to_string(TableOf(item_key));
  if (item_key.size() < kPrefixBytes) {
    const std::string_view rest = item_key.substr(kTableBytes);
    return rest.empty() ? error::Concat({"table ", table})
                        : error::Concat({"table ", table, ", bytes ", hex(rest)});
  }
  const std::string_view sort = SortOf(item_key);
  const std::string escaped = absl::CHexEscape(absl::string_view(sort.data(), sort.size()));
  return error::Concat(
      {"table ", table, ", digest ", hex(DigestOf(item_key)), ", sort '", escaped, "'"});
}

}  // namespace stator
