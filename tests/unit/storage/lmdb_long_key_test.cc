// Keys of any length, at and around the places where they are cut: against a map in memory.
#include <map>
#include <random>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/storage/lmdb_fixture.h"

namespace stator::storage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// The first cut is at 500 bytes; each further one 479 bytes on, since 21 of the 500 are a tag.
constexpr size_t kFirstCut = 500;
constexpr size_t kNextCut = 479;

class LmdbLongKey : public LmdbFixture {
 protected:
  using Model = std::map<std::string, std::string>;

  LmdbLongKey() { Open(); }

  void ExpectSame(const Model& model, const std::string& begin = {}, const std::string& end = {}) {
    const auto from = model.lower_bound(begin);
    const auto to = end.empty() ? model.end() : model.lower_bound(end);
    Pairs expected;
    if (end.empty() || begin < end) expected.assign(from, to);
    ASSERT_EQ(Scan(begin, end), expected);
    std::reverse(expected.begin(), expected.end());
    ASSERT_EQ(Scan(begin, end, Direction::kBackward), expected);
  }
};

TEST_F(LmdbLongKey, KeysOfEveryLengthNearTheCutsAreFoundAndOrdered) {
  Model model;
  for (const size_t cut : {kFirstCut, kFirstCut + kNextCut, kFirstCut + 2 * kNextCut,
                           kFirstCut + 5 * kNextCut, size_t{3200}}) {
    for (size_t length = cut - 2; length <= cut + 2; ++length) {
      for (const char last : {'\x00', 'a', '\xFE', '\xFF'}) {
        std::string key(length, 'k');
        key.back() = last;
        model[key] = std::to_string(length) + last;
      }
    }
  }
  for (const auto& [key, value] : model) ASSERT_TRUE(Committed(Put(key, value)));
  for (const auto& [key, value] : model) ASSERT_EQ(Get(key), value) << key.size();
  ExpectSame(model);
  // Ranges that begin or end at each key, and just beside it.
  for (const auto& [key, value] : model) {
    ExpectSame(model, key);
    ExpectSame(model, {}, key);
    ExpectSame(model, key + '\0', {});
    ExpectSame(model, key.substr(0, key.size() - 1), key + '\xFF');
  }
}

TEST_F(LmdbLongKey, ByteFFAfterTheCutIsNoLink) {
  const std::string head(kFirstCut, 'h');
  Model model;
  for (const std::string& tail :
       {std::string(), std::string(1, '\0'), std::string("\xFF"), std::string("\xFF\xFF"),
        std::string("\xFF\0", 2), std::string(700, '\xFF'), std::string(700, '\0')}) {
    model[head + tail] = "v" + std::to_string(tail.size());
    ASSERT_TRUE(Committed(Put(head + tail, model[head + tail])));
  }
  // Neighbours that share all but the last byte in front of the cut.
  for (const char last : {'g', 'i', '\xFF', '\0'}) {
    std::string key(kFirstCut, 'h');
    key.back() = last;
    model[key] = last;
    model[key + "long"] = "l";
    ASSERT_TRUE(Committed(Put(key, model[key])));
    ASSERT_TRUE(Committed(Put(key + "long", "l")));
  }
  ExpectSame(model);
  ExpectSame(model, head, head + "\xFF\xFF");
  ExpectSame(model, head + '\0', head + '\xFF');
  ExpectSame(model, std::string(kFirstCut, '\xFF'), {});
}

TEST_F(LmdbLongKey, AGetOfWhatIsNotThereFindsNothing) {
  ASSERT_TRUE(Committed(Put(std::string(1000, 'k'), "v")));
  EXPECT_EQ(Get(std::string(999, 'k')), std::nullopt);
  EXPECT_EQ(Get(std::string(1001, 'k')), std::nullopt);
  EXPECT_EQ(Get(std::string(500, 'k')), std::nullopt);
  EXPECT_EQ(Get(std::string(501, 'k')), std::nullopt);
  EXPECT_EQ(Get(std::string(500, 'k') + '\xFF'), std::nullopt) << "This is how a link is stored.";
}

TEST_F(LmdbLongKey, TheSameKeyInTwoSpacesIsTwoKeys) {
  const std::string key(1200, 'k');
  ASSERT_TRUE(Committed(Put(key, "item")));
  ASSERT_TRUE(Committed(Put(key, "index", Space::kIndexes)));
  ASSERT_TRUE(Committed(Erase(key, Space::kIndexes)));
  EXPECT_EQ(Get(key), "item");
}

TEST_F(LmdbLongKey, LinksAreThoseThatAreNeeded) {
  const std::string head(1200, 'k');
  ASSERT_TRUE(Committed(Put(head + "a", "1")));
  ASSERT_TRUE(Committed(Put(head + "b", "2")));
  EXPECT_THAT(Raw("items"), SizeIs(1));         // One link.
  EXPECT_THAT(Raw("segments"), SizeIs(1 + 2));  // Another, and two leaves.
  Open();
  ASSERT_TRUE(Committed(Erase(head + "a")));
  EXPECT_THAT(Raw("segments"), SizeIs(1 + 1));
  Open();
  ASSERT_TRUE(Committed(Erase(head + "c")));
  ASSERT_TRUE(Committed(Erase(head + "b")));
  EXPECT_THAT(Raw("items"), IsEmpty());
  EXPECT_THAT(Raw("segments"), IsEmpty());
}

// Keys of few letters and of lengths near the cuts, so that they share heads of every length.
class KeyMaker {
 public:
  explicit KeyMaker(uint64_t seed) : random_(seed) {}

  std::string operator()() {
    static constexpr size_t kLengths[] = {1,   20,  499, 500, 501,  502,
                                          700, 978, 979, 980, 1044, 3200};
    const size_t length = kLengths[random_() % std::size(kLengths)] + random_() % 2;
    std::string key(length, 'm');
    // A few bytes differ from the common run, mostly next to a cut.
    for (size_t changes = random_() % 3; changes-- > 0;) {
      static constexpr size_t kPlaces[] = {0, 3, 498, 499, 500, 501, 977, 978, 979, 980};
      const size_t place = kPlaces[random_() % std::size(kPlaces)];
      static constexpr char kBytes[] = {'\0', 'l', 'n', '\xFF'};
      if (place < length) key[place] = kBytes[random_() % std::size(kBytes)];
    }
    if (random_() % 4 == 0) key.back() = static_cast<char>(random_());
    return key;
  }
  uint64_t Random() { return random_(); }

 private:
  std::mt19937_64 random_;
};

TEST_F(LmdbLongKey, RandomOperationsAgreeWithAMap) {
  const uint64_t seed = SeedOr(20261);
  SCOPED_TRACE("STATOR_SEED=" + std::to_string(seed));
  KeyMaker make(seed);
  Model model;
  const int operations = 6000 / kSlowdown;
  for (int n = 0; n < operations; ++n) {
    const std::string key = make();
    if (make.Random() % 5 < 3) {
      // Some values are large, so that chunks of long keys are met, too.
      const size_t bytes =
          make.Random() % 20 == 0 ? 3990 + make.Random() % 9000 : make.Random() % 50;
      const std::string value(bytes, static_cast<char>('a' + make.Random() % 26));
      ASSERT_TRUE(Committed(Put(key, value)));
      model[key] = value;
    } else {
      ASSERT_TRUE(Committed(Erase(key)));
      model.erase(key);
    }
    if (n % 10 == 0) {
      const std::string other = make();
      const auto found = model.find(other);
      ASSERT_EQ(Get(other), found == model.end() ? std::nullopt : std::optional(found->second));
    }
    if (n % 100 == 0) {
      ASSERT_NO_FATAL_FAILURE(ExpectSame(model, make(), make()));
    }
    if (n % 1000 == 0) {
      ASSERT_NO_FATAL_FAILURE(ExpectSame(model));
    }
  }
  ASSERT_NO_FATAL_FAILURE(ExpectSame(model));
  for (const auto& [key, value] : model) ASSERT_TRUE(Committed(Erase(key)));
  EXPECT_THAT(Scan(), IsEmpty());
  EXPECT_THAT(Raw("items"), IsEmpty());
  EXPECT_THAT(Raw("segments"), IsEmpty()) << "No link is left behind.";
  EXPECT_THAT(Raw("chunks"), IsEmpty()) << "No chunk is left behind.";
}

TEST_F(LmdbLongKey, AScanMayStopAndNestAmongLongKeys) {
  for (int i = 0; i < 9; ++i) {
    ASSERT_TRUE(Committed(Put(std::string(900, 'k') + std::to_string(i), std::to_string(i))));
  }
  std::string seen;
  const absl::Status read = store_->View([&](Snapshot& snapshot) {
    return snapshot.Scan(
        {Space::kItems, {}, {}}, [&](std::string_view key, std::string_view value) {
          seen += value;
          const std::string outer(key);
          EXPECT_TRUE(snapshot
                          .Scan({Space::kItems, outer, {}, Direction::kForward, 1},
                                [&](std::string_view inner, std::string_view) {
                                  EXPECT_EQ(inner, outer);
                                  return Visit::kStop;
                                })
                          .ok());
          EXPECT_EQ(key, outer) << "The scan inside leaves the one around it alone.";
          return value == "4" ? Visit::kStop : Visit::kContinue;
        });
  });
  EXPECT_TRUE(read.ok()) << read;
  EXPECT_EQ(seen, "01234");
}

}  // namespace
}  // namespace stator::storage
