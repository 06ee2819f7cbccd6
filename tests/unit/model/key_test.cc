#include "db/model/key.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "tests/unit/model/counting_secret.h"
#include "tests/unit/model/printing.h"

namespace stator {
namespace {

Digest DigestOf(const std::vector<Value>& values) {
  std::vector<ValueView> views(values.begin(), values.end());
  return Digest::Of(CountingSecret(), views);
}

Digest FilledDigest(uint8_t byte) {
  std::array<uint8_t, Digest::kBytes> bytes;
  bytes.fill(byte);
  return Digest(bytes);
}

// The digest before, in the order of the space. REQUIRES: not the first.
Digest Before(const Digest& digest) {
  std::array<uint8_t, Digest::kBytes> bytes;
  std::copy(digest.bytes().begin(), digest.bytes().end(), bytes.begin());
  for (size_t i = bytes.size(); i > 0; --i) {
    if (bytes[i - 1]-- != 0) break;
  }
  return Digest(bytes);
}

TEST(DigestTest, IsSipHashOfTheEncodedValues) {
  // The first two of the vectors that the authors of SipHash publish (an empty message, and 00).
  EXPECT_EQ(Hex(DigestOf({}).bytes()), "a3817f04ba25a8e66df67214c7550293");
  const ValueView zero_byte{std::string_view("\0", 1)};
  EXPECT_EQ(Hex(Digest::Of(CountingSecret(), {&zero_byte, 1}).bytes()),
            "da87c1d86b99af44347659119b22fc45");
}

TEST(DigestTest, TellsTypesOrderAndBoundariesApart) {
  const std::vector<std::vector<Value>> keys = {
      {"42"}, {42}, {Binary("42")}, {"a", "b"}, {"b", "a"}, {"ab"}, {"ab", ""}, {"", "ab"}, {""}};
  std::set<std::string> digests;
  for (const std::vector<Value>& key : keys) digests.emplace(DigestOf(key).bytes());
  EXPECT_EQ(digests.size(), keys.size());
}

TEST(DigestTest, DependsOnTheSecret) {
  const Value value("a");
  const ValueView view = value;
  EXPECT_NE(Digest::Of(DigestSecret{}, {&view, 1}), Digest::Of(CountingSecret(), {&view, 1}));
  EXPECT_EQ(Digest::Of(CountingSecret(), {&view, 1}), DigestOf({"a"}));
}

void ExpectBoundary(uint32_t segment, uint32_t total) {
  const std::optional<Digest> start = Digest::SegmentStart(segment, total);
  ASSERT_TRUE(start.has_value());
  ASSERT_EQ(start->SegmentOf(total), segment) << total;
  if (segment > 0) {
    ASSERT_EQ(Before(*start).SegmentOf(total), segment - 1) << total;
  }
}

TEST(SegmentTest, StartsAreExactForEveryTotal) {
  for (uint32_t total = 1; total <= 1'000'000; ++total) {
    ExpectBoundary(total / 2, total);
    ExpectBoundary(total - 1, total);
    if (HasFatalFailure()) return;
  }
}

TEST(SegmentTest, StartsAreExactForEverySegment) {
  for (const uint32_t total : {1u, 2u, 3u, 7u, 64u, 1000u, 65'537u, 999'983u, 1'000'000u}) {
    for (uint32_t segment = 0; segment < total; ++segment) {
      ExpectBoundary(segment, total);
      if (HasFatalFailure()) return;
    }
    EXPECT_EQ(Digest::SegmentStart(total, total), std::nullopt);
    EXPECT_EQ(Digest::SegmentStart(0, total), FilledDigest(0x00));
    EXPECT_EQ(FilledDigest(0x00).SegmentOf(total), 0u);
    EXPECT_EQ(FilledDigest(0xFF).SegmentOf(total), total - 1);
  }
}

TEST(SegmentTest, QuartersAreWhereTheyShouldBe) {
  EXPECT_EQ(Hex(Digest::SegmentStart(1, 4)->bytes()), "40000000000000000000000000000000");
  EXPECT_EQ(Hex(Digest::SegmentStart(1, 3)->bytes()), "55555555555555555555555555555556");
}

TEST(StoreKeyTest, HasTableDigestAndSortKey) {
  const Digest digest = FilledDigest(0xAB);
  const StoreKey key = StoreKey::Item(0x01020304, digest, Value("sort"));
  EXPECT_EQ(Hex(key.bytes()), "01020304" + Hex(digest.bytes()) + Hex("sort"));
  EXPECT_EQ(StoreKey::TableOf(key.bytes()), 0x01020304u);
  EXPECT_EQ(StoreKey::DigestOf(key.bytes()), digest.bytes());
  EXPECT_EQ(StoreKey::SortOf(key.bytes()), "sort");
  EXPECT_EQ(StoreKey::Item(1, digest, std::nullopt), StoreKey::Partition(1, digest));
  EXPECT_EQ(StoreKey::WithSortBytes(0x01020304, digest, "sort"), key);
  EXPECT_EQ(Hex(StoreKey::Table(7).bytes()), "00000007");
  const StoreKey number = StoreKey::Item(1, digest, Value(42));
  EXPECT_EQ(Hex(StoreKey::SortOf(number.bytes())), "c154");
}

TEST(StoreKeyTest, LongSortKeysAreWhole) {
  const std::string sort(1024, 's');
  const StoreKey key = StoreKey::Item(1, FilledDigest(1), Value(sort));
  EXPECT_EQ(StoreKey::SortOf(key.bytes()), sort);
  const StoreKey copy = key;
  EXPECT_EQ(copy, key);
}

TEST(StoreKeyTest, OrderOfKeysIsOrderOfSortValues) {
  const std::vector<std::vector<Value>> sorted = {
      {"", "A", "AA", "B", "a", "é", "\xF0\x9F\x98\x80"},
      {Binary(""), Binary(std::string_view("\0", 1)), Binary("\x01"), Binary("\xFF")},
      {-100, -1.5, -1, 0, 0.5, 1, 9, 10, 11, 100, 1e20}};
  for (const std::vector<Value>& values : sorted) {
    for (size_t i = 0; i + 1 < values.size(); ++i) {
      EXPECT_LT(StoreKey::Item(1, FilledDigest(1), values[i]).bytes(),
                StoreKey::Item(1, FilledDigest(1), values[i + 1]).bytes())
          << Text(values[i]) << " " << Text(values[i + 1]);
    }
  }
}

TEST(StoreKeyTest, AdvancesBeyondEveryKeyOfItsPrefix) {
  StoreKey table = StoreKey::Table(7);
  const StoreKey last = StoreKey::WithSortBytes(7, FilledDigest(0xFF), std::string(50, '\xFF'));
  ASSERT_TRUE(table.AdvanceBeyondPrefix());
  EXPECT_GT(table.bytes(), last.bytes());
  EXPECT_EQ(table, StoreKey::Table(8));

  StoreKey partition = StoreKey::Partition(7, FilledDigest(0xFF));
  ASSERT_TRUE(partition.AdvanceBeyondPrefix());
  EXPECT_EQ(partition, StoreKey::Table(8));

  StoreKey text = StoreKey::WithSortBytes(7, FilledDigest(1), "a\x7F");
  ASSERT_TRUE(text.AdvanceBeyondPrefix());
  EXPECT_EQ(StoreKey::SortOf(text.bytes()), "a\x80");

  StoreKey end = StoreKey::WithSortBytes(0xFFFFFFFF, FilledDigest(0xFF), "\xFF");
  EXPECT_FALSE(end.AdvanceBeyondPrefix());
}

TEST(StoreKeyTest, DescribesAnyBytes) {
  const Digest digest = FilledDigest(0x1F);
  const std::string hex = Hex(digest.bytes());
  EXPECT_EQ(StoreKey::Describe(StoreKey::Item(7, digest, Value("abc")).bytes()),
            "table 7, digest " + hex + ", sort 'abc'");
  EXPECT_EQ(StoreKey::Describe(StoreKey::WithSortBytes(7, digest, "\x01'").bytes()),
            "table 7, digest " + hex + ", sort '\\x01\\''");
  EXPECT_EQ(StoreKey::Describe(StoreKey::Table(7).bytes()), "table 7");
  EXPECT_EQ(StoreKey::Describe("\x01\x02"), "bytes 0102");
  EXPECT_EQ(StoreKey::Describe(std::string_view("\0\0\0\x07\xAA", 5)), "table 7, bytes aa");
}

}  // namespace
}  // namespace stator
