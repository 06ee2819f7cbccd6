// Plain ASCII is skipped eight bytes at a time; the rest follows the table of well-formed sequences
// in the Unicode standard (table 3-7).
#include "db/base/utf8.h"

#include <cstdint>
#include <cstring>

namespace stator {
namespace {

const char* SkipAscii(const char* at, const char* end) {
  while (end - at >= 8) {
    uint64_t word;
    std::memcpy(&word, at, 8);
    if ((word & 0x8080808080808080u) != 0) break;
    at += 8;
  }
  while (at != end && static_cast<uint8_t>(*at) < 0x80) ++at;
  return at;
}

bool InRange(char byte, uint8_t low, uint8_t high) {
  const auto b = static_cast<uint8_t>(byte);
  return b >= low && b <= high;
}

// Length of the well-formed sequence of two to four bytes at `at`; 0 when there is none.
int SequenceLength(const char* at, const char* end) {
  const auto lead = static_cast<uint8_t>(*at);
  const int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || end - at < length) return 0;
  // The second byte is narrower after some leads: overlong forms, surrogates, above U+10FFFF.
  const uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (!InRange(at[1], low, high)) return 0;
  for (int i = 2; i < length; ++i) {
    if (!InRange(at[i], 0x80, 0xBF)) return 0;
  }
  return length;
}

}  // namespace

bool IsValidUtf8(std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  while ((at = SkipAscii(at, end)) != end) {
    const int length = SequenceLength(at, end);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

size_t CharacterCount(std::string_view utf8) {
  size_t count = 0;
  for (const char c : utf8) count += (static_cast<uint8_t>(c) & 0xC0) != 0x80;
  return count;
}

}  // namespace stator
