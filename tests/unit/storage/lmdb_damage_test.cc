// Bytes that rotted on the disk are reported, not returned.
#include <random>
#include <set>
#include <string>

#include "db/storage/lmdb/record.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/storage/lmdb_fixture.h"

namespace stator::storage {
namespace {

// Text that occurs once in a file.
std::string Unique(size_t bytes, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::string text(bytes, '\0');
  for (char& byte : text) byte = static_cast<char>(random());
  return text;
}

class LmdbDamage : public LmdbFixture {
 protected:
  LmdbDamage() {
    Open();
    EXPECT_TRUE(Committed(Put("before", "intact")));
    EXPECT_TRUE(Committed(Put("zafter", "intact")));
  }

  // Where a record's value begins in the file, once the store is closed.
  size_t PlaceOf(const std::string& value) {
    Close();
    file_ = ReadFile();
    const size_t place = file_.find(value);
    EXPECT_NE(place, std::string::npos);
    EXPECT_EQ(file_.find(value, place + 1), std::string::npos);
    return place;
  }
  // Opens the file with one bit turned, and it alone.
  void Flip(size_t place, int bit) {
    Close();
    std::string damaged = file_;
    damaged[place] = static_cast<char>(damaged[place] ^ (1 << bit));
    WriteFile(damaged);
    Open();
  }
  void ExpectReported(const std::string& key) {
    absl::Status status;
    EXPECT_EQ(Get(key, &status), std::nullopt);
    EXPECT_TRUE(IsError(status, ErrorCode::kCorruption)) << status;
    EXPECT_EQ(Get("before"), "intact");
    EXPECT_EQ(Get("zafter"), "intact");
  }

  std::string file_;
};

TEST_F(LmdbDamage, AnyBitOfARecordIsMissed) {
  const std::string value = Unique(300, 1);
  ASSERT_TRUE(Committed(Put("key", value)));
  const size_t begin = PlaceOf(value) - lmdb::kFrameBytes;
  std::mt19937_64 random(SeedOr(7));
  std::set<size_t> places = {0, 7, 8, 9, lmdb::kFrameBytes + 299};
  for (int i = 0; i < 60; ++i) places.insert(random() % (lmdb::kFrameBytes + 300));
  for (const size_t place : places) {
    Flip(begin + place, static_cast<int>(random() % 8));
    SCOPED_TRACE("byte " + std::to_string(place) + " of the record");
    ExpectReported("key");
  }
}

TEST_F(LmdbDamage, AnyBitOfAChunkIsMissed) {
  const std::string value = Unique(30000, 2);
  ASSERT_TRUE(Committed(Put("key", value)));
  for (const size_t offset : {0, 3999, 4000, 17000, 29999}) {
    const size_t place = PlaceOf(value.substr(offset / 4000 * 4000, 1000)) + offset % 4000;
    Flip(place, 5);
    SCOPED_TRACE("byte " + std::to_string(offset) + " of the value");
    ExpectReported("key");
    WriteFile(file_);
  }
}

TEST_F(LmdbDamage, ARecordUnderAnotherKeyIsNotItsOwn) {
  const std::string first = Unique(64, 3), second = Unique(64, 4);
  ASSERT_TRUE(Committed(store_->Update([&](Snapshot&, WriteBatch& batch) {
    batch.Put(Space::kItems, "key1", first);
    batch.Put(Space::kItems, "key2", second);
    return Decision::kCommit;
  })));
  const size_t bytes = lmdb::kFrameBytes + 64;
  const size_t one = PlaceOf(first) - lmdb::kFrameBytes;
  const size_t two = PlaceOf(second) - lmdb::kFrameBytes;
  // Both records are whole, but each lies where the other should.
  std::string swapped = file_;
  std::swap_ranges(swapped.begin() + one, swapped.begin() + one + bytes, swapped.begin() + two);
  WriteFile(swapped);
  Open();
  ExpectReported("key1");
  ExpectReported("key2");
}

TEST_F(LmdbDamage, ALongKeyIsVouchedForToo) {
  const std::string value = Unique(200, 5), key(1300, 'k');
  ASSERT_TRUE(Committed(Put(key, value)));
  const size_t place = PlaceOf(value);
  Flip(place + 100, 0);
  ExpectReported(key);
}

TEST_F(LmdbDamage, ScansReportItWhenAskedTo) {
  const std::string value = Unique(300, 6);
  ASSERT_TRUE(Committed(Put("key", value)));
  const size_t place = PlaceOf(value);
  Flip(place + 10, 3);
  absl::Status status;
  EXPECT_EQ(Scan({}, {}, Direction::kForward, &status).size(), 3u);
  EXPECT_TRUE(status.ok()) << "Unasked, a scan trusts what it finds.";
  options_.verify_scans = true;
  Reopen();
  for (const Direction direction : {Direction::kForward, Direction::kBackward}) {
    EXPECT_EQ(Scan({}, {}, direction, &status).size(), 1u) << "Up to the damaged one.";
    EXPECT_TRUE(IsError(status, ErrorCode::kCorruption)) << status;
  }
}

TEST_F(LmdbDamage, ScansReportADamagedLinkWhenAskedTo) {
  const std::string key = Unique(600, 10);
  ASSERT_TRUE(Committed(Put(key, "value")));
  // The link is where the head of the key stands.
  const size_t place = PlaceOf(key.substr(0, 500));
  options_.verify_scans = true;
  Flip(place + 400, 2);
  absl::Status status;
  Scan({}, {}, Direction::kForward, &status);
  EXPECT_TRUE(IsError(status, ErrorCode::kCorruption)) << status;
  EXPECT_EQ(Get(key), "value") << "A get does not need the link.";
}

TEST_F(LmdbDamage, WritingOverADamagedRecordRepairsIt) {
  const std::string value = Unique(300, 8);
  ASSERT_TRUE(Committed(Put("key", value)));
  Flip(PlaceOf(value), 1);
  ExpectReported("key");
  ASSERT_TRUE(Committed(Put("key", "new")));
  EXPECT_EQ(Get("key"), "new");
}

TEST_F(LmdbDamage, AnUpdateIsToldOfItAndTheOthersAreNot) {
  const std::string value = Unique(300, 9);
  ASSERT_TRUE(Committed(Put("key", value)));
  Flip(PlaceOf(value), 1);
  absl::Status read;
  const Outcome outcome = store_->Update([&](Snapshot& snapshot, WriteBatch&) {
    const std::string_view key = "key";
    read = snapshot.Get(Space::kItems, {&key, 1}, [](size_t, auto) { ADD_FAILURE(); });
    return Decision::kRefuse;
  });
  EXPECT_EQ(outcome.kind, Outcome::Kind::kRefused);
  EXPECT_TRUE(IsError(read, ErrorCode::kCorruption));
  EXPECT_TRUE(Committed(Put("other", "1")));
}

}  // namespace
}  // namespace stator::storage
