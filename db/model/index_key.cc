#include "db/model/index_key.h"

#include <array>
#include <cstring>

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "db/base/error.h"

namespace stator {
namespace {

constexpr size_t kEntryPrefixBytes = 4 + Digest::kBytes;
constexpr char kEscape = '\x00';
constexpr char kEscapedZero = '\xFF';
constexpr char kEnd = '\x01';

using KeyBytes = absl::InlinedVector<char, 64>;

void AppendEscaped(std::string_view bytes, KeyBytes& out) {
  for (const char byte : bytes) {
    out.push_back(byte);
    if (byte == kEscape) out.push_back(kEscapedZero);
  }
}

KeyBytes Escaped(SortValues values) {
  KeyBytes out;
  for (const ValueView value : values) {
    AppendEscaped(value.ScalarBytes(), out);
    out.push_back(kEscape);
    out.push_back(kEnd);
  }
  return out;
}

StoreKey KeyOf(TableId index, const Digest& partition, const KeyBytes& rest) {
  return StoreKey::WithSortBytes(index, partition, {rest.data(), rest.size()});
}

// Takes one attribute off the front of `rest`; nullopt where none ends.
std::optional<std::string> TakeAttribute(std::string_view& rest) {
  std::string bytes;
  for (size_t i = 0; i + 1 < rest.size(); ++i) {
    if (rest[i] != kEscape) {
      bytes.push_back(rest[i]);
      continue;
    }
    const char mark = rest[++i];
    if (mark == kEnd) {
      rest.remove_prefix(i + 1);
      return bytes;
    }
    if (mark != kEscapedZero) return std::nullopt;
    bytes.push_back(kEscape);
  }
  return std::nullopt;
}

absl::string_view Abseil(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

StoreKey IndexEntryKey(TableId index, const Digest& partition, SortValues sort,
                       const Digest& table_key) {
  KeyBytes rest = Escaped(sort);
  rest.insert(rest.end(), table_key.bytes().begin(), table_key.bytes().end());
  return KeyOf(index, partition, rest);
}

StoreKey IndexPrefix(TableId index, const Digest& partition, SortValues leading) {
  return KeyOf(index, partition, Escaped(leading));
}

StoreKey IndexPrefix(TableId index, const Digest& partition, SortValues leading,
                     std::string_view beginning) {
  KeyBytes rest = Escaped(leading);
  AppendEscaped(beginning, rest);
  return KeyOf(index, partition, rest);
}

Digest DigestOfTableKey(const DigestSecret& secret, ValueView partition,
                        std::optional<ValueView> sort) {
  const ValueView values[] = {partition, sort.value_or(ValueView())};
  return Digest::Of(secret, absl::MakeConstSpan(values, sort ? 2 : 1));
}

StoreKey ItemKeyBehind(std::string_view entry_key, TableId table, std::optional<ValueView> sort) {
  std::array<uint8_t, Digest::kBytes> digest;
  std::memcpy(digest.data(), StoreKey::DigestOf(entry_key).data(), Digest::kBytes);
  return StoreKey::Item(table, Digest(digest), sort);
}

// Behind the attributes exactly the digest is left. Where another attribute follows, more is.
std::optional<IndexKeyParts> ParseIndexKey(std::string_view key) {
  if (key.size() < kEntryPrefixBytes + Digest::kBytes) return std::nullopt;
  IndexKeyParts parts{.index = StoreKey::TableOf(key), .digest = StoreKey::DigestOf(key)};
  std::string_view rest = StoreKey::SortOf(key);
  while (rest.size() != Digest::kBytes) {
    std::optional<std::string> attribute = TakeAttribute(rest);
    if (!attribute || rest.size() < Digest::kBytes) return std::nullopt;
    parts.sort.push_back(*std::move(attribute));
  }
  parts.table_key = rest;
  return parts;
}

std::string DescribeIndexKey(std::string_view key) {
  const auto hex = [](std::string_view bytes) { return absl::BytesToHexString(Abseil(bytes)); };
  const std::optional<IndexKeyParts> parts = ParseIndexKey(key);
  if (!parts) return error::Concat({"bytes ", hex(key)});
  std::string text =
      error::Concat({"index ", std::to_string(parts->index), ", digest ", hex(parts->digest)});
  for (const std::string& sort : parts->sort) {
    text += &sort == &parts->sort.front() ? ", sort '" : " '";
    text += absl::CHexEscape(Abseil(sort)) + "'";
  }
  return error::Concat({text, ", table key ", hex(parts->table_key)});
}

}  // namespace stator
