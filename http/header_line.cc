// A line is walked once: the name through a table of token characters up to the colon, the value
// eight bytes at a time for control characters.
#include "http/header_line.h"

#include <array>
#include <cstring>

namespace stator::http {
namespace {

constexpr bool IsTokenCharacter(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c != 0 &&
          std::string_view("!#$%&'*+-.^_`|~").find(static_cast<char>(c)) != std::string_view::npos);
}

constexpr std::array<bool, 256> MakeTokenTable() {
  std::array<bool, 256> table{};
  for (int c = 0; c < 256; ++c) table[c] = IsTokenCharacter(static_cast<unsigned char>(c));
  return table;
}
constexpr std::array<bool, 256> kToken = MakeTokenTable();

// True if the bytes may stand in a header's value: visible characters, space, tab, and the bytes
// beyond ASCII, which RFC 9110 calls obs-text.
bool IsFieldValue(std::string_view value) {
  constexpr uint64_t kOnes = 0x0101010101010101, kHighs = 0x8080808080808080;
  const char* p = value.data();
  size_t left = value.size();
  for (; left >= 8; p += 8, left -= 8) {
    uint64_t word;
    std::memcpy(&word, p, 8);
    // A byte below 0x20, or one that is 0x7f; exact when no byte is found, which is all we need.
    const uint64_t below = (word - kOnes * 0x20) & ~word & kHighs;
    const uint64_t deleted = word ^ (kOnes * 0x7f);
    if ((below | ((deleted - kOnes) & ~deleted & kHighs)) != 0) break;
  }
  for (; left > 0; ++p, --left) {
    const auto byte = static_cast<unsigned char>(*p);
    if ((byte < 0x20 && byte != '\t') || byte == 0x7f) return false;
  }
  return true;
}

bool IsSpace(char c) { return c == ' ' || c == '\t'; }

}  // namespace

size_t TokenLength(std::string_view text) {
  size_t n = 0;
  while (n < text.size() && kToken[static_cast<unsigned char>(text[n])]) ++n;
  return n;
}

std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  return text;
}

std::optional<HeaderLine> ParseHeaderLine(std::string_view line) {
  const size_t name_size = TokenLength(line);
  // This also refuses a line that continues the one before: it begins with white space.
  if (name_size == 0 || name_size == line.size() || line[name_size] != ':') return std::nullopt;
  const std::string_view value = Trim(line.substr(name_size + 1));
  if (!IsFieldValue(value)) return std::nullopt;
  return HeaderLine{.name = line.substr(0, name_size), .value = value};
}

std::optional<uint64_t> ParseLength(std::string_view text) {
  if (text.empty() || text.size() > 19) return std::nullopt;
  uint64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<uint64_t>(c - '0');
  }
  return value;
}

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  for (size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

}  // namespace stator::http
