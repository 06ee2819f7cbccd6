// Values of every size, and what is left of them.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/storage/lmdb_fixture.h"

namespace stator::storage {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

std::string Pattern(size_t bytes, char salt = 0) {
  std::string value(bytes, '\0');
  for (size_t i = 0; i < bytes; ++i) value[i] = static_cast<char>(i * 31 + i / 4000 + salt);
  return value;
}

class LmdbValue : public LmdbFixture {
 protected:
  LmdbValue() { Open(); }
};

TEST_F(LmdbValue, ValuesAroundTheSizeOfAChunkAreKept) {
  const size_t sizes[] = {0, 1, 2000, 2040, 3999, 4000, 4001, 7999, 8000, 8001, 12000, 400 * 1024};
  for (const size_t size : sizes) {
    ASSERT_TRUE(Committed(Put("k" + std::to_string(size), Pattern(size))));
  }
  Reopen();
  for (const size_t size : sizes) EXPECT_EQ(Get("k" + std::to_string(size)), Pattern(size));
  EXPECT_THAT(Scan(), SizeIs(std::size(sizes)));
}

TEST_F(LmdbValue, TheLargestValueIsEightMegabytes) {
  ASSERT_TRUE(Committed(Put("k", Pattern(8 << 20))));
  EXPECT_EQ(Get("k"), Pattern(8 << 20));
  const Outcome outcome = Put("k", Pattern((8 << 20) + 1));
  EXPECT_EQ(outcome.kind, Outcome::Kind::kFailed);
  EXPECT_EQ(Get("k"), Pattern(8 << 20));
}

TEST_F(LmdbValue, ShrinkingAndErasingLeaveNoChunk) {
  ASSERT_TRUE(Committed(Put("k", Pattern(400 * 1024))));
  EXPECT_THAT(Raw("chunks"), SizeIs(103));
  Open();
  ASSERT_TRUE(Committed(Put("k", Pattern(9000))));
  EXPECT_THAT(Raw("chunks"), SizeIs(3));
  Open();
  EXPECT_EQ(Get("k"), Pattern(9000));
  ASSERT_TRUE(Committed(Put("k", Pattern(100))));
  EXPECT_THAT(Raw("chunks"), IsEmpty());
  Open();
  ASSERT_TRUE(Committed(Put("k", Pattern(20000))));
  ASSERT_TRUE(Committed(Erase("k")));
  EXPECT_THAT(Raw("chunks"), IsEmpty());
}

TEST_F(LmdbValue, AStampIsWrittenIntoALargeValue) {
  const std::string value = Pattern(50000);
  const Outcome outcome = store_->Update([&](Snapshot&, WriteBatch& batch) {
    batch.PutStampedValue(Space::kItems, "k", value, 3996);
    return Decision::kCommit;
  });
  ASSERT_TRUE(Committed(outcome));
  std::string expected = value;
  for (int i = 0; i < 8; ++i) expected[3996 + i] = static_cast<char>(outcome.stamp >> (56 - 8 * i));
  EXPECT_EQ(Get("k"), expected);
}

TEST_F(LmdbValue, LargeValuesMayBeReadInsideTheVisitOfAnother) {
  for (const char salt : {0, 1, 2}) {
    ASSERT_TRUE(
        Committed(Put(std::string(1, static_cast<char>('a' + salt)), Pattern(30000, salt))));
  }
  int seen = 0;
  const absl::Status read = store_->View([&](Snapshot& snapshot) {
    return snapshot.Scan(
        {Space::kItems, {}, {}}, [&](std::string_view key, std::string_view outer) {
          const std::string_view other = "b";
          EXPECT_TRUE(snapshot
                          .Get(Space::kItems, {&other, 1},
                               [&](size_t, auto inner) { EXPECT_EQ(inner, Pattern(30000, 1)); })
                          .ok());
          EXPECT_EQ(outer, Pattern(30000, static_cast<char>(key[0] - 'a')));
          ++seen;
          return Visit::kContinue;
        });
  });
  EXPECT_TRUE(read.ok()) << read;
  EXPECT_EQ(seen, 3);
}

// The reason for chunks: adjacent pages are hard to find in a file full of holes, single ones are
// not, so the file need not grow.
TEST_F(LmdbValue, LargeValuesFillTheHolesOfAFragmentedFile) {
  for (int i = 0; i < 4000; i += 100) {
    store_->Update([&](Snapshot&, WriteBatch& batch) {
      for (int n = i; n < i + 100; ++n) {
        batch.Put(Space::kItems, batch.arena().Copy("k" + std::to_string(100000 + n)),
                  batch.arena().Copy(Pattern(3000)));
      }
      return Decision::kCommit;
    });
  }
  for (int i = 0; i < 4000; ++i) {
    if (i % 10 == 0) continue;
    ASSERT_TRUE(Committed(Erase("k" + std::to_string(100000 + i))));
  }
  const uint64_t before = store_->stats().bytes_used;
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(Committed(Put("large" + std::to_string(i), Pattern(400 * 1024))));
  }
  EXPECT_EQ(store_->stats().bytes_used, before);
}

}  // namespace
}  // namespace stator::storage
