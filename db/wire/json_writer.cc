#include "db/wire/json_writer.h"

#include <array>
#include <charconv>

#include "db/wire/base64.h"

namespace stator::wire {
namespace {

constexpr uint64_t kOnes = 0x0101010101010101u;
constexpr uint64_t kHighs = 0x8080808080808080u;

// Eight bytes at once: whether one of them is a control character, a quote or a backslash. (The
// bytes of a larger code point have the high bit set, and pass.)
bool NeedsEscape(uint64_t word) {
  const auto zero_byte = [](uint64_t w) { return (w - kOnes) & ~w & kHighs; };
  const uint64_t control = (word - kOnes * 0x20) & ~word & kHighs;
  return (control | zero_byte(word ^ kOnes * '"') | zero_byte(word ^ kOnes * '\\')) != 0;
}

bool NeedsEscape(char c) { return static_cast<uint8_t>(c) < 0x20 || c == '"' || c == '\\'; }

// Copies until something must be escaped; returns how much.
size_t CopyPlain(const char* from, size_t size, char* to) {
  size_t i = 0;
  for (; i + 8 <= size; i += 8) {
    uint64_t word;
    std::memcpy(&word, from + i, 8);
    if (NeedsEscape(word)) break;
    std::memcpy(to + i, &word, 8);
  }
  for (; i < size && !NeedsEscape(from[i]); ++i) to[i] = from[i];
  return i;
}

constexpr size_t kEscapeBytesMax = 6;

// Writes the escape of a character; returns its length.
size_t WriteEscape(char c, char* to) {
  const auto pair = [to](char escaped) {
    to[0] = '\\';
    to[1] = escaped;
    return size_t{2};
  };
  switch (c) {
    case '"':
    case '\\':
      return pair(c);
    case '\b':
      return pair('b');
    case '\f':
      return pair('f');
    case '\n':
      return pair('n');
    case '\r':
      return pair('r');
    case '\t':
      return pair('t');
    default:
      break;
  }
  constexpr char kHex[] = "0123456789abcdef";
  std::memcpy(to, "\\u00", 4);
  to[4] = kHex[static_cast<uint8_t>(c) >> 4];
  to[5] = kHex[c & 0xF];
  return kEscapeBytesMax;
}

// Escapes into `to`, which has room for size * kEscapeBytesMax; returns how much.
size_t Escape(const char* from, size_t size, char* to) {
  char* const begin = to;
  for (size_t i = 0; i < size;) {
    const size_t plain = CopyPlain(from + i, size - i, to);
    i += plain;
    to += plain;
    if (i < size) to += WriteEscape(from[i++], to);
  }
  return static_cast<size_t>(to - begin);
}

}  // namespace

void JsonWriter::RawLong(std::string_view json) {
  Flush();
  out_.append(json);
}

void JsonWriter::String(std::string_view utf8) {
  Raw("\"");
  if (utf8.size() * kEscapeBytesMax <= sizeof buffer_ - used_) [[likely]] {
    used_ += Escape(utf8.data(), utf8.size(), buffer_ + used_);
  } else {
    EscapedLong(utf8);
  }
  Raw("\"");
}

// In pieces that fit the emptied buffer whatever they hold.
void JsonWriter::EscapedLong(std::string_view utf8) {
  constexpr size_t kPiece = sizeof buffer_ / kEscapeBytesMax;
  while (!utf8.empty()) {
    Flush();
    const size_t size = std::min(utf8.size(), kPiece);
    used_ += Escape(utf8.data(), size, buffer_);
    utf8.remove_prefix(size);
  }
}

void JsonWriter::Base64(std::string_view bytes) {
  constexpr size_t kPiece = sizeof buffer_ / 4 * 3 - 3;  // A multiple of three, but for the last.
  Raw("\"");
  while (!bytes.empty()) {
    const std::string_view piece = bytes.substr(0, kPiece);
    if (Base64Size(piece.size()) > sizeof buffer_ - used_) Flush();
    EncodeBase64(piece, buffer_ + used_);
    used_ += Base64Size(piece.size());
    bytes.remove_prefix(piece.size());
  }
  Raw("\"");
}

void JsonWriter::Integer(int64_t value) {
  std::array<char, 20> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  Raw({text.data(), static_cast<size_t>(end - text.data())});
}

void JsonWriter::Double(double value) {
  std::array<char, 32> text;  // The shortest form of a double has at most 24 characters.
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  const std::string_view digits(text.data(), static_cast<size_t>(end - text.data()));
  Raw(digits);
  if (digits.find_first_of(".e") == digits.npos) Raw(".0");
}

}  // namespace stator::wire
