// The contract of Mark, Rewind and Release.
#pragma once

#include <map>
#include <string>
#include <thread>
#include <utility>

#include "gmock/gmock.h"
#include "tests/unit/storage/contract_fixture.h"
#include "tests/unit/storage/contract_history.h"

namespace stator::storage {

class StoreMarks : public StoreContract {
 protected:
  MarkId Mark() {
    const auto mark = store_->Mark();
    EXPECT_TRUE(mark.ok()) << mark.status();
    return mark.value_or(MarkId{0});
  }
  absl::Status Rewind(MarkId mark) {
    return store_->Rewind(mark, [] {});
  }
  bool IsGone(MarkId mark) {
    const absl::Status rewound =
        store_->Rewind(mark, [] { ADD_FAILURE() << "There was nothing to rewind to."; });
    EXPECT_THAT(store_->Marks(), testing::Not(testing::Contains(mark)));
    return rewound.code() == absl::StatusCode::kNotFound;
  }
};

TEST_P(StoreMarks, TheMarksThatThereAreAreTold) {
  EXPECT_THAT(store_->Marks(), testing::IsEmpty());
  const MarkId first = Mark(), second = Mark(), third = Mark();
  EXPECT_THAT(store_->Marks(), testing::ElementsAre(first, second, third));
  store_->Release(first);
  EXPECT_EQ(Rewind(second), absl::OkStatus());
  EXPECT_THAT(store_->Marks(), testing::ElementsAre(second));
}

TEST_P(StoreMarks, ARewindPutsEverythingBack) {
  PutAll({"a", "b", "c"});
  Put("t/x", "1", Space::kCatalog);
  Add("n", 5);
  const MarkId mark = Mark();
  Put("a", "new");
  Erase("b");
  PutAll({"d"});
  Erase("t/x", Space::kCatalog);
  Put("x", "1", Space::kTokens);
  Add("n", 7);
  Add("m", 1);
  EXPECT_EQ(Rewind(mark), absl::OkStatus());
  EXPECT_EQ(Contents(), "a=v:a b=v:b c=v:c");
  EXPECT_EQ(Contents(Space::kCatalog), "t/x=1");
  EXPECT_EQ(Contents(Space::kTokens), "");
  EXPECT_EQ(Counter("n"), 5);
  EXPECT_EQ(Get("m", Space::kStatistics), std::nullopt);
}

TEST_P(StoreMarks, ARewindLeavesMetaAsItIs) {
  Put("next id", "1", Space::kMeta);
  const MarkId mark = Mark();
  Put("next id", "2", Space::kMeta);
  Put("more", "1", Space::kMeta);
  PutAll({"a"});
  EXPECT_EQ(Rewind(mark), absl::OkStatus());
  EXPECT_EQ(Contents(), "");
  EXPECT_EQ(Get("next id", Space::kMeta), "2");
  EXPECT_EQ(Get("more", Space::kMeta), "1");
}

TEST_P(StoreMarks, StampsNeverGoBack) {
  const MarkId mark = Mark();
  const uint64_t before = Put("a", "1").stamp;
  EXPECT_EQ(Rewind(mark), absl::OkStatus());
  EXPECT_GE(Stamp(), before);
  EXPECT_GT(Put("a", "1").stamp, before);
}

TEST_P(StoreMarks, EachRewindIsANewGeneration) {
  const uint64_t before = store_->generation();
  const MarkId mark = Mark();
  PutAll({"a"});
  EXPECT_EQ(store_->generation(), before);
  EXPECT_EQ(Rewind(mark), absl::OkStatus());
  EXPECT_EQ(store_->generation(), before + 1);
  EXPECT_EQ(Rewind(mark), absl::OkStatus());
  EXPECT_EQ(store_->generation(), before + 2);
}

TEST_P(StoreMarks, ARewindTellsWhenItHasCommitted) {
  const MarkId mark = Mark();
  PutAll({"a"});
  int calls = 0;
  EXPECT_EQ(store_->Rewind(mark, [&] { ++calls; }), absl::OkStatus());
  EXPECT_EQ(calls, 1);
}

TEST_P(StoreMarks, ARewindTellsThatItBeginsBeforeItCanBeSeen) {
  Put("a", "old");
  const MarkId mark = Mark();
  Put("a", "new");
  std::optional<std::string> seen;
  const auto look = [&] {
    const absl::Status read = store_->View([&](Snapshot& snapshot) {
      seen = GetFrom(snapshot, "a");
      return absl::OkStatus();
    });
    EXPECT_TRUE(read.ok()) << read;
  };
  bool begun = false;
  const auto begin = [&] {
    begun = true;
    look();
    EXPECT_EQ(seen, "new");
  };
  EXPECT_EQ(store_->Rewind(mark, begin, look), absl::OkStatus());
  EXPECT_TRUE(begun);
  EXPECT_EQ(seen, "old");
  const auto never = [] { ADD_FAILURE() << "There was nothing to rewind to."; };
  store_->Release(mark);
  EXPECT_FALSE(store_->Rewind(mark, never, never).ok());
}

TEST_P(StoreMarks, AMarkTellsWhatItIsCalled) {
  MarkId told{0};
  const auto mark = store_->Mark([&](MarkId id) { told = id; });
  ASSERT_TRUE(mark.ok()) << mark.status();
  EXPECT_EQ(told, *mark);
}

TEST_P(StoreMarks, AMarkCanBeRewoundToAgain) {
  PutAll({"a"});
  const MarkId mark = Mark();
  for (int i = 0; i < 10; ++i) {
    Put("a", std::to_string(i));
    PutAll({"b"});
    ASSERT_EQ(Rewind(mark), absl::OkStatus());
    ASSERT_EQ(Contents(), "a=v:a");
    if (i % 2 == 0) {
      ASSERT_EQ(Rewind(mark), absl::OkStatus()) << "with nothing written since";
    }
    ASSERT_EQ(Contents(), "a=v:a");
  }
}

TEST_P(StoreMarks, MarksMadeLaterThanTheOneRewoundToAreGone) {
  Put("a", "1");
  const MarkId first = Mark();
  Put("a", "2");
  const MarkId second = Mark();
  Put("a", "3");
  const MarkId third = Mark();
  Put("a", "4");
  EXPECT_EQ(Rewind(second), absl::OkStatus());
  EXPECT_EQ(Contents(), "a=2");
  EXPECT_TRUE(IsGone(third));
  EXPECT_EQ(Contents(), "a=2");
  EXPECT_EQ(Rewind(first), absl::OkStatus());
  EXPECT_EQ(Contents(), "a=1");
  EXPECT_TRUE(IsGone(second));
}

TEST_P(StoreMarks, MarksOfOneMomentAreOrderedToo) {
  Put("a", "1");
  const MarkId first = Mark();
  const MarkId second = Mark();
  Put("a", "2");
  EXPECT_EQ(Rewind(second), absl::OkStatus());
  EXPECT_EQ(Rewind(first), absl::OkStatus());
  EXPECT_EQ(Contents(), "a=1");
  EXPECT_TRUE(IsGone(second));
}

TEST_P(StoreMarks, AReleasedMarkIsGoneAndTheOthersStay) {
  Put("a", "1");
  const MarkId first = Mark();
  Put("a", "2");
  const MarkId second = Mark();
  Put("a", "3");
  const MarkId third = Mark();
  Put("a", "4");
  store_->Release(second);
  EXPECT_TRUE(IsGone(second));
  EXPECT_EQ(Rewind(third), absl::OkStatus());
  EXPECT_EQ(Contents(), "a=3");
  EXPECT_EQ(Rewind(first), absl::OkStatus());
  EXPECT_EQ(Contents(), "a=1");
}

TEST_P(StoreMarks, WhatWasNeverAMarkIsNotFound) {
  EXPECT_TRUE(IsGone(MarkId{0}));
  const MarkId mark = Mark();
  EXPECT_TRUE(IsGone(MarkId{static_cast<uint64_t>(mark) + 1}));
  store_->Release(MarkId{static_cast<uint64_t>(mark) + 1});  // Nothing happens.
  EXPECT_EQ(Rewind(mark), absl::OkStatus());
}

TEST_P(StoreMarks, AMarkMayBeReleasedInsideAnUpdate) {
  Put("a", "1");
  const MarkId first = Mark();
  const MarkId second = Mark();
  Put("a", "2");
  const Outcome outcome = store_->UpdateAlone(
      [](Snapshot&, WriteBatch& batch) {
        batch.Put(Space::kItems, "a", "3");
        return Decision::kCommit;
      },
      [&] { store_->Release(first); });
  EXPECT_TRUE(Committed(outcome));
  EXPECT_TRUE(IsGone(first));
  EXPECT_EQ(Rewind(second), absl::OkStatus());
  EXPECT_EQ(Contents(), "a=1");
}

TEST_P(StoreMarks, AViewBegunBeforeARewindSeesItsMoment) {
  PutAll({"a"});
  const MarkId mark = Mark();
  PutAll({"b", "c"});
  Erase("a");
  const absl::Status viewed = store_->View([&](Snapshot& snapshot) {
    std::thread([&] {
      EXPECT_EQ(Rewind(mark), absl::OkStatus());
      for (int i = 0; i < 300; ++i) Put("d", std::to_string(i));
    }).join();
    EXPECT_EQ(ContentsOf(snapshot), "b=v:b c=v:c");
    return absl::OkStatus();
  });
  EXPECT_TRUE(viewed.ok()) << viewed;
  EXPECT_EQ(Contents(), "a=v:a d=299");
}

TEST_P(StoreMarks, LongKeysAndLargeValuesAreRewoundToo) {
  const std::string long_key(3000, 'k');
  const std::string large(300000, 'v');
  Put(long_key, large);
  Put(long_key + "1", "small");
  const MarkId mark = Mark();
  Put(long_key, "small");
  Put(long_key + "1", large);
  Put(long_key + "2", large);
  EXPECT_EQ(Rewind(mark), absl::OkStatus());
  EXPECT_THAT(Scan(), testing::ElementsAre(long_key, long_key + "1"));
  EXPECT_TRUE(Get(long_key) == large);
  EXPECT_EQ(Get(long_key + "1"), "small");
}

// Marks, rewinds and releases at random within a long history, against full copies.
TEST_P(StoreMarks, LongHistoriesAreRewoundExactly) {
  const uint64_t seed = SeedOr(20);
  SCOPED_TRACE("STATOR_SEED=" + std::to_string(seed));
  History history(*store_, seed);
  struct Copy {
    MarkId id;
    History::Model model;
  };
  std::vector<Copy> marks;  // Oldest first.
  for (int step = 0; step < 400 / kSlowdown; ++step) {
    const int writes = static_cast<int>(history.Below(40));
    for (int i = 0; i < writes; ++i) ASSERT_TRUE(history.Write());
    const uint64_t what = history.Below(10);
    const size_t which = marks.empty() ? 0 : history.Below(marks.size());
    if (what < 3 || marks.empty()) {
      marks.push_back({Mark(), history.model()});
    } else if (what < 7) {
      ASSERT_EQ(Rewind(marks[which].id), absl::OkStatus());
      history.Become(marks[which].model);
      for (size_t i = which + 1; i < marks.size(); ++i) ASSERT_TRUE(IsGone(marks[i].id));
      marks.resize(which + 1);
    } else if (what == 7) {
      store_->Release(marks[which].id);
      marks.erase(marks.begin() + which);
    }
    ASSERT_EQ(history.FirstDifference(), "") << "at step " << step;
  }
}

}  // namespace stator::storage
