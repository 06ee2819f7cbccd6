#include "db/wire/base64.h"

#include <string>

#include "gtest/gtest.h"

namespace stator::wire {
namespace {

std::string InBase64(std::string_view bytes) {
  std::string text(Base64Size(bytes.size()), '?');
  EncodeBase64(bytes, text.data());
  return text;
}

// The vectors of RFC 4648, section 10, and bytes that use the last letters.
TEST(Base64, Vectors) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"", ""},
      {"f", "Zg=="},
      {"fo", "Zm8="},
      {"foo", "Zm9v"},
      {"foob", "Zm9vYg=="},
      {"fooba", "Zm9vYmE="},
      {"foobar", "Zm9vYmFy"},
      {"\xFB\xFF\xBF", "+/+/"},
      {std::string_view("\0\0\0\0", 4), "AAAAAA=="},
  };
  for (const auto& [bytes, text] : cases) {
    EXPECT_EQ(InBase64(bytes), text);
    std::string decoded;
    EXPECT_TRUE(DecodeBase64(text, decoded)) << text;
    EXPECT_EQ(decoded, bytes);
  }
}

TEST(Base64, AppendsToWhatIsThere) {
  std::string decoded = "before";
  EXPECT_TRUE(DecodeBase64("Zg==", decoded));
  EXPECT_EQ(decoded, "beforef");
}

TEST(Base64, RefusesWhatIsNotCanonical) {
  for (const std::string_view text :
       {"A", "AA", "AAA", "A===", "====", "AB==", "AAB=", "!!!!", "AQ==AQ==", "A Q=", "AQ=A",
        "=AAA", "A=AA", "_-__", "AQ==\n", "AAAAA", "AAAAA===", "Zm9vYg=a", "\xC3\xA9=="}) {
    std::string decoded;
    EXPECT_FALSE(DecodeBase64(text, decoded)) << text;
  }
}

TEST(Base64, EveryByteComesBack) {
  std::string bytes;
  for (int i = 0; i < 600; ++i) {
    std::string decoded;
    EXPECT_TRUE(DecodeBase64(InBase64(bytes), decoded));
    EXPECT_EQ(decoded, bytes);
    bytes.push_back(static_cast<char>(i * 7));
  }
}

}  // namespace
}  // namespace stator::wire
