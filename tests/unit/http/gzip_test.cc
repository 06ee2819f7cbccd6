#include "http/gzip.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace stator::http {
namespace {

constexpr size_t kMax = 1 << 20;

std::string RandomBytes(size_t size, uint32_t seed) {
  std::mt19937 random(seed);
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

TEST(Gzip, ComesBackAsItWas) {
  for (const size_t size : {0, 1, 100, 16 * 1024 - 1, 16 * 1024, 16 * 1024 + 1, 1 << 20}) {
    for (const std::string& plain : {std::string(size, 'a'), RandomBytes(size, 7)}) {
      std::string out = "before ";
      ASSERT_EQ(Gunzip(Gzip(plain), kMax, out), Inflated::kOk) << size;
      EXPECT_EQ(out, "before " + plain);
    }
  }
}

TEST(Gzip, MakesRepetitionSmall) { EXPECT_LT(Gzip(std::string(100'000, 'a')).size(), 1000u); }

TEST(Gzip, MembersBehindEachOtherAreOneBody) {
  std::string out;
  ASSERT_EQ(Gunzip(Gzip("one ") + Gzip("") + Gzip("two"), kMax, out), Inflated::kOk);
  EXPECT_EQ(out, "one two");
}

TEST(Gzip, GivesNoMoreThanIsAllowed) {
  const std::string bomb = Gzip(std::string(50'000'000, '\0'));
  std::string out;
  EXPECT_EQ(Gunzip(bomb, kMax, out), Inflated::kTooLarge);
  EXPECT_LE(out.capacity(), 4 * kMax);

  const std::string exact = Gzip(std::string(1000, 'a'));
  out.clear();
  EXPECT_EQ(Gunzip(exact, 1000, out), Inflated::kOk);
  out.clear();
  EXPECT_EQ(Gunzip(exact, 999, out), Inflated::kTooLarge);
  out.clear();
  EXPECT_EQ(Gunzip(exact + exact, 1999, out), Inflated::kTooLarge);
}

TEST(Gzip, RefusesWhatIsCutShort) {
  const std::string whole = Gzip(RandomBytes(1000, 3));
  for (size_t size = 0; size < whole.size(); ++size) {
    std::string out;
    ASSERT_EQ(Gunzip(whole.substr(0, size), kMax, out), Inflated::kMalformed) << size;
  }
}

TEST(Gzip, RefusesWhatIsDamaged) {
  const std::string whole = Gzip("a text that is long enough to be compressed, long enough");
  for (size_t at = whole.size() - 8; at < whole.size(); ++at) {  // Its checksum and its length.
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    std::string out;
    EXPECT_EQ(Gunzip(damaged, kMax, out), Inflated::kMalformed) << at;
  }
  for (const std::string& text :
       {std::string("plain"), whole + "more", whole + std::string(5, 0)}) {
    std::string out;
    EXPECT_EQ(Gunzip(text, kMax, out), Inflated::kMalformed);
  }
}

}  // namespace
}  // namespace stator::http
