// The contract of Snapshot: gets, scans, and the moment that a view sees.
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "tests/unit/storage/contract_fixture.h"

namespace stator::storage {

using testing::ElementsAre;
using testing::IsEmpty;

class StoreReads : public StoreContract {};

TEST_P(StoreReads, AnEmptyStoreHasNothing) {
  for (int space = 0; space < kSpaces; ++space) {
    EXPECT_EQ(Get("a", static_cast<Space>(space)), std::nullopt);
  }
  EXPECT_THAT(Scan(), IsEmpty());
  EXPECT_THAT(ScanBackward(), IsEmpty());
}

TEST_P(StoreReads, GetVisitsEachKeyInTheOrderOfTheKeys) {
  PutAll({"a", "b"});
  const std::vector<std::string_view> keys = {"b", "none", "a", "b"};
  std::vector<std::string> seen;
  const absl::Status viewed = store_->View([&](Snapshot& snapshot) {
    return snapshot.Get(Space::kItems, keys, [&](size_t i, std::optional<std::string_view> value) {
      EXPECT_EQ(i, seen.size());
      seen.emplace_back(value.value_or("-"));
    });
  });
  EXPECT_TRUE(viewed.ok()) << viewed;
  EXPECT_THAT(seen, ElementsAre("v:b", "-", "v:a", "v:b"));
}

TEST_P(StoreReads, GetOfNoKeysVisitsNothing) {
  int visits = 0;
  const absl::Status viewed = store_->View([&](Snapshot& snapshot) {
    return snapshot.Get(Space::kItems, {}, [&](size_t, auto) { ++visits; });
  });
  EXPECT_TRUE(viewed.ok()) << viewed;
  EXPECT_EQ(visits, 0);
}

TEST_P(StoreReads, SpacesAreApart) {
  for (int space = 0; space < kSpaces; ++space) {
    Put("key", std::to_string(space), static_cast<Space>(space));
  }
  for (int space = 0; space < kSpaces; ++space) {
    EXPECT_EQ(Contents(static_cast<Space>(space)), "key=" + std::to_string(space));
  }
  Erase("key", Space::kLog);
  EXPECT_EQ(Contents(Space::kLog), "");
  EXPECT_EQ(Contents(Space::kExpiry), "key=5");
}

TEST_P(StoreReads, KeysAreInTheOrderOfMemcmp) {
  using std::string_literals::operator""s;
  const Keys ordered = {"\0"s,    "\0\0"s, "\0\1"s,   "\1"s,       "a"s,        "a\0"s,
                        "a\0\0"s, "a\0b"s, "aa"s,     "ab"s,       "b"s,        "\x7F"s,
                        "\x80"s,  "\xFF"s, "\xFF\0"s, "\xFF\xFE"s, "\xFF\xFF"s, "\xFF\xFF\0"s};
  Keys shuffled = ordered;
  std::reverse(shuffled.begin() + 3, shuffled.end());
  PutAll(shuffled);
  EXPECT_EQ(Scan(), ordered);
  EXPECT_EQ(ScanBackward(), Keys(ordered.rbegin(), ordered.rend()));
  for (const std::string& key : ordered) EXPECT_EQ(Get(key), "v:" + key);
}

TEST_P(StoreReads, ARangeHasItsBeginAndNotItsEnd) {
  PutAll({"a", "b", "c", "d"});
  EXPECT_THAT(Scan("b", "d"), ElementsAre("b", "c"));
  EXPECT_THAT(ScanBackward("b", "d"), ElementsAre("c", "b"));
}

TEST_P(StoreReads, AnEmptyEndIsTheEndOfTheSpace) {
  PutAll({"a", "b", "\xFF\xFF"});
  EXPECT_THAT(Scan("b", ""), ElementsAre("b", "\xFF\xFF"));
  EXPECT_THAT(ScanBackward("b", ""), ElementsAre("\xFF\xFF", "b"));
  EXPECT_THAT(Scan("", "b"), ElementsAre("a"));
  EXPECT_THAT(ScanBackward("", "b"), ElementsAre("a"));
}

TEST_P(StoreReads, TheBoundsOfARangeNeedNotExist) {
  PutAll({"b", "d", "f"});
  EXPECT_THAT(Scan("a", "e"), ElementsAre("b", "d"));
  EXPECT_THAT(ScanBackward("a", "e"), ElementsAre("d", "b"));
  EXPECT_THAT(Scan("c", "z"), ElementsAre("d", "f"));
  EXPECT_THAT(ScanBackward("c", "z"), ElementsAre("f", "d"));
}

TEST_P(StoreReads, ARangeWithNothingInItVisitsNothing) {
  PutAll({"a", "c", "e"});
  const std::pair<std::string, std::string> ranges[] = {{"c", "c"}, {"e", "c"}, {"f", ""},
                                                        {"", "a"},  {"b", "c"}, {"z", "b"}};
  for (const auto& [begin, end] : ranges) {
    EXPECT_THAT(Scan(begin, end), IsEmpty()) << begin << " to " << end;
    EXPECT_THAT(ScanBackward(begin, end), IsEmpty()) << begin << " to " << end;
  }
}

TEST_P(StoreReads, AScanHoldsWhateverTheRowHint) {
  PutAll({"a", "b", "c"});
  for (const uint32_t hint : {0u, 1u, 2u, 1000u}) {
    int visits = 0;
    const absl::Status viewed = store_->View([&](Snapshot& snapshot) {
      return snapshot.Scan({Space::kItems, {}, {}, Direction::kForward, hint}, [&](auto, auto) {
        ++visits;
        return Visit::kContinue;
      });
    });
    EXPECT_TRUE(viewed.ok()) << viewed;
    EXPECT_EQ(visits, 3);
  }
}

TEST_P(StoreReads, AVisitorStopsAScan) {
  PutAll({"a", "b", "c", "d"});
  for (const Direction direction : {Direction::kForward, Direction::kBackward}) {
    Keys seen;
    const absl::Status viewed = store_->View([&](Snapshot& snapshot) {
      return snapshot.Scan({Space::kItems, {}, {}, direction}, [&](auto key, auto) {
        seen.emplace_back(key);
        return seen.size() == 2 ? Visit::kStop : Visit::kContinue;
      });
    });
    EXPECT_TRUE(viewed.ok()) << viewed;
    EXPECT_EQ(seen, direction == Direction::kForward ? Keys({"a", "b"}) : Keys({"d", "c"}));
  }
}

TEST_P(StoreReads, AVisitorMayReadTheSameSnapshot) {
  PutAll({"a", "b", "c"});
  std::string seen;
  const absl::Status viewed = store_->View([&](Snapshot& snapshot) {
    return snapshot.Scan({Space::kItems, {}, {}}, [&](auto key, auto) {
      const std::string copy(key);
      seen += *GetFrom(snapshot, copy) + " " + ContentsOf(snapshot) + "\n";
      return Visit::kContinue;
    });
  });
  EXPECT_TRUE(viewed.ok()) << viewed;
  EXPECT_EQ(seen, "v:a a=v:a b=v:b c=v:c\nv:b a=v:a b=v:b c=v:c\nv:c a=v:a b=v:b c=v:c\n");
}

TEST_P(StoreReads, ManyKeysComeInOrderBothWays) {
  Keys ordered;
  for (int i = 0; i < 3000; ++i) {
    ordered.push_back("key " + std::string(i % 30, 'x') + std::to_string(i));
  }
  PutAll(ordered);
  std::sort(ordered.begin(), ordered.end());
  EXPECT_EQ(Scan(), ordered);
  EXPECT_EQ(ScanBackward(), Keys(ordered.rbegin(), ordered.rend()));
  EXPECT_EQ(Scan(ordered[1000], ordered[2000]), Keys(&ordered[1000], &ordered[2000]));
}

// Where a store cuts keys or values up, it does so at these lengths or next to them.
inline std::vector<std::string> KeysOfAllLengths() {
  std::vector<std::string> keys;
  for (const size_t length :
       {1,    2,    8,    499,  500,  501,  502,  503,  510,  511,  512,  513,  999,  1000,
        1001, 1002, 1003, 1023, 1024, 1025, 1499, 1500, 1501, 2047, 2048, 3071, 3199, 3200}) {
    for (const char last : {'\0', '\1', 'm', '\xFE', '\xFF'}) {
      for (const char fill : {'\0', 'm', '\xFF'}) {
        keys.push_back(std::string(length - 1, fill) + last);
      }
    }
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

TEST_P(StoreReads, KeysOfUpTo3200BytesAreKeysLikeOthers) {
  const Keys ordered = KeysOfAllLengths();
  for (size_t i = 0; i < ordered.size(); ++i) {
    const size_t shuffled = i * 59 % ordered.size();
    ASSERT_TRUE(Committed(Put(ordered[shuffled], std::to_string(shuffled))));
  }
  ASSERT_EQ(Scan(), ordered);
  ASSERT_EQ(ScanBackward(), Keys(ordered.rbegin(), ordered.rend()));
  for (size_t i = 0; i < ordered.size(); ++i) {
    ASSERT_EQ(Get(ordered[i]), std::to_string(i)) << "key " << i;
  }
}

TEST_P(StoreReads, ARangeMayBeginAndEndAtALongKey) {
  const Keys ordered = KeysOfAllLengths();
  Keys stored;  // Every other one: bounds are sometimes there and sometimes not.
  for (size_t i = 0; i < ordered.size(); i += 2) stored.push_back(ordered[i]);
  PutAll(stored);
  for (size_t i = 0; i + 7 < ordered.size(); i += 3) {
    const auto from = std::lower_bound(stored.begin(), stored.end(), ordered[i]);
    const auto to = std::lower_bound(stored.begin(), stored.end(), ordered[i + 7]);
    Keys expected(from, to);
    ASSERT_EQ(Scan(ordered[i], ordered[i + 7]), expected) << "from key " << i;
    std::reverse(expected.begin(), expected.end());
    ASSERT_EQ(ScanBackward(ordered[i], ordered[i + 7]), expected) << "from key " << i;
    ASSERT_EQ(Scan(ordered[i]), Keys(from, stored.end())) << "from key " << i;
    ASSERT_EQ(ScanBackward("", ordered[i]).size(), size_t(from - stored.begin())) << "to " << i;
  }
}

TEST_P(StoreReads, LongKeysThatDifferLateAreApart) {
  const std::string common(498, 'c');
  Keys ordered;
  for (const std::string end : {"", "c", "c\x01", "cc", "ccc", "cccc", "c\xFF", "c\xFF\xFF", "d"}) {
    ordered.push_back(common + end);
    ordered.push_back(common + end + std::string(600, 'z'));
    ordered.push_back(common + end + std::string(600, 'z') + "1");
    ordered.push_back(common + end + std::string(1300, 'z') + "2");
  }
  PutAll(ordered);
  std::sort(ordered.begin(), ordered.end());
  EXPECT_EQ(Scan(), ordered);
  while (!ordered.empty()) {
    const size_t i = ordered.size() * 7 / 11;
    ASSERT_TRUE(Committed(Erase(ordered[i])));
    ordered.erase(ordered.begin() + i);
    ASSERT_EQ(Scan(), ordered);
    ASSERT_EQ(ScanBackward(), Keys(ordered.rbegin(), ordered.rend()));
  }
}

// Bytes that tell where they belong, so that a chunk in a wrong place is seen.
inline std::string ValueOf(size_t bytes) {
  std::string value(bytes, '\0');
  for (size_t i = 0; i < bytes; ++i) value[i] = static_cast<char>(i * 31 + (i >> 12));
  return value;
}

TEST_P(StoreReads, ValuesHaveFromNoByteTo8Megabytes) {
  const size_t sizes[] = {0,    1,    100,  2000,  3990,   4000,    4001,   4008,
                          4072, 4096, 4097, 65536, 400000, 1 << 20, 8 << 20};
  for (const size_t size : sizes) {
    ASSERT_TRUE(Committed(Put("key" + std::to_string(size), ValueOf(size))));
  }
  for (const size_t size : sizes) {
    const auto value = Get("key" + std::to_string(size));
    ASSERT_TRUE(value.has_value()) << size;
    ASSERT_TRUE(*value == ValueOf(size)) << size;
  }
  for (const Direction direction : {Direction::kForward, Direction::kBackward}) {
    size_t visits = 0;
    const absl::Status viewed = store_->View([&](Snapshot& snapshot) {
      return snapshot.Scan({Space::kItems, {}, {}, direction}, [&](auto key, auto value) {
        EXPECT_TRUE(value == ValueOf(std::stoul(std::string(key.substr(3))))) << key;
        ++visits;
        return Visit::kContinue;
      });
    });
    EXPECT_TRUE(viewed.ok()) << viewed;
    EXPECT_EQ(visits, std::size(sizes));
  }
}

TEST_P(StoreReads, AViewSeesOneMoment) {
  PutAll({"a", "b"});
  const absl::Status viewed = store_->View([&](Snapshot& snapshot) {
    const uint64_t stamp = snapshot.stamp();
    std::thread([&] {
      EXPECT_TRUE(Committed(Put("a", "new")));
      EXPECT_TRUE(Committed(Put("c", "new")));
      EXPECT_TRUE(Committed(Erase("b")));
    }).join();
    EXPECT_EQ(ContentsOf(snapshot), "a=v:a b=v:b");
    EXPECT_EQ(GetFrom(snapshot, "a"), "v:a");
    EXPECT_EQ(snapshot.stamp(), stamp);
    return absl::OkStatus();
  });
  EXPECT_TRUE(viewed.ok()) << viewed;
  EXPECT_EQ(Contents(), "a=new c=new");
}

TEST_P(StoreReads, AViewMayBeOpenedInsideAView) {
  PutAll({"a"});
  const absl::Status viewed = store_->View([&](Snapshot& outer) {
    std::thread([&] { EXPECT_TRUE(Committed(Put("b", "new"))); }).join();
    EXPECT_EQ(Contents(), "a=v:a b=new");
    EXPECT_EQ(ContentsOf(outer), "a=v:a");
    return absl::OkStatus();
  });
  EXPECT_TRUE(viewed.ok()) << viewed;
}

TEST_P(StoreReads, AViewReturnsWhatItsFunctionReturns) {
  const absl::Status viewed =
      store_->View([](Snapshot&) { return absl::OutOfRangeError("no further"); });
  EXPECT_EQ(viewed, absl::OutOfRangeError("no further"));
}

TEST_P(StoreReads, TheStampOfASnapshotIsThatOfTheLastCommit) {
  const Outcome first = Put("a", "1");
  EXPECT_EQ(Stamp(), first.stamp);
  const Outcome second = Put("a", "2");
  EXPECT_EQ(Stamp(), second.stamp);
}

TEST_P(StoreReads, WhatAViewThrowsReachesItsCaller) {
  PutAll({"a", "b"});
  EXPECT_THROW((void)store_->View([](Snapshot&) -> absl::Status { throw std::runtime_error("x"); }),
               std::runtime_error);
  EXPECT_THROW((void)store_->View([](Snapshot& snapshot) {
    const std::string_view key = "a";
    return snapshot.Get(Space::kItems, {&key, 1}, [](size_t, auto) { throw 5; });
  }),
               int);
  EXPECT_THROW((void)store_->View([](Snapshot& snapshot) {
    return snapshot.Scan({Space::kItems, {}, {}}, [](auto, auto) -> Visit { throw 5; });
  }),
               int);
  // Nothing stays behind that a write would wait for or be refused by.
  EXPECT_TRUE(Committed(Put("c", "1")));
  EXPECT_EQ(Contents(), "a=v:a b=v:b c=1");
}

}  // namespace stator::storage
