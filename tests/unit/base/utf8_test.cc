#include "db/base/utf8.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace stator {
namespace {

// The code point in UTF-8's scheme, whether it may be or not.
std::string Spread(uint32_t point, int bytes) {
  std::string text(bytes, '\0');
  for (int i = bytes - 1; i > 0; --i, point >>= 6) {
    text[i] = static_cast<char>(0x80 | (point & 0x3F));
  }
  const uint32_t lead = bytes == 1 ? 0 : bytes == 2 ? 0xC0 : bytes == 3 ? 0xE0 : 0xF0;
  text[0] = static_cast<char>(lead | point);
  return text;
}

int ShortestForm(uint32_t point) {
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}

TEST(Utf8Test, TakesEveryCodePointInItsShortestFormOnly) {
  for (uint32_t point = 0; point < 0x200000; ++point) {
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    const bool expected = point <= 0x10FFFF && !surrogate;
    const int shortest = ShortestForm(point);
    ASSERT_EQ(IsValidUtf8(Spread(point, shortest)), expected) << point;
    if (shortest < 4) {
      ASSERT_FALSE(IsValidUtf8(Spread(point, shortest + 1))) << point;
    }
  }
}

TEST(Utf8Test, RefusesWhatIsCutShort) {
  for (const std::string_view text : {"\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"}) {
    EXPECT_TRUE(IsValidUtf8(text));
    for (size_t cut = 1; cut < text.size(); ++cut) {
      EXPECT_FALSE(IsValidUtf8(text.substr(0, cut)));
      EXPECT_FALSE(IsValidUtf8(text.substr(cut)));
      EXPECT_FALSE(IsValidUtf8(std::string(text.substr(0, cut)) + "a long tail of ASCII"));
    }
  }
}

TEST(Utf8Test, RefusesBytesThatNeverOccur) {
  for (int byte = 0x80; byte <= 0xFF; ++byte) {
    EXPECT_FALSE(IsValidUtf8(std::string(1, static_cast<char>(byte)))) << byte;
  }
  EXPECT_TRUE(IsValidUtf8(""));
  EXPECT_TRUE(IsValidUtf8(std::string(3, '\0')));
}

TEST(Utf8Test, FindsABadByteAtEveryOffset) {
  for (size_t size = 1; size < 40; ++size) {
    for (size_t at = 0; at < size; ++at) {
      std::string text(size, 'a');
      EXPECT_TRUE(IsValidUtf8(text));
      text[at] = '\xFF';
      EXPECT_FALSE(IsValidUtf8(text)) << size << " " << at;
    }
  }
}

TEST(Utf8Test, CountsCharactersByTheirFirstBytes) {
  EXPECT_EQ(CharacterCount(""), 0U);
  EXPECT_EQ(CharacterCount("abc"), 3U);
  EXPECT_EQ(CharacterCount("a\u00e4\u20ac\U0001f600"), 4U);
}

}  // namespace
}  // namespace stator
