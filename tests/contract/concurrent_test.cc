// Many threads on one database: nothing is lost, nothing is done twice, nothing is seen half done.
// Also run under the thread sanitizer.
#include <algorithm>
#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "absl/synchronization/blocking_counter.h"
#include "tests/support/door.h"

namespace stator::testing {
namespace {

#if defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
constexpr int kSlowdown = 5;
#else
constexpr int kSlowdown = 1;
#endif
#elif defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr int kSlowdown = 5;
#else
constexpr int kSlowdown = 1;
#endif

constexpr int kThreads = 16;
constexpr int kReaders = 2;
constexpr int kEach = 100 / kSlowdown;

class Concurrent : public DoorTest {
 protected:
  void SetUp() override { CreatePlain(); }

  static void InThreads(int count, const std::function<void(int)>& run) {
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) threads.emplace_back(run, i);
    for (std::thread& thread : threads) thread.join();
  }

  // Runs `write` on many threads, and `read` on some others until they are done.
  static void WhileReading(const std::function<void(int)>& write,
                           const std::function<void()>& read) {
    std::atomic<int> writing{kThreads};
    InThreads(kThreads + kReaders, [&](int i) {
      if (i < kThreads) {
        write(i);
        --writing;
        return;
      }
      while (writing > 0) read();
    });
  }

  int64_t NumberAt(const Item& key) {
    const Item item = Get("plain", key);
    return item.empty() ? 0 : item.Find("n")->AsNumber().ToInt64().value_or(-1);
  }

  const Item hot_{{"p", "hot"}};
};
INSTANTIATE_FOR_EVERY_DOOR(Concurrent);

TEST_P(Concurrent, AddsAreAllCounted) {
  InThreads(kThreads, [&](int thread) {
    const Item own{{"p", "own" + std::to_string(thread % 4)}};
    for (int i = 0; i < kEach; ++i) {
      ASSERT_THAT(db().Add("plain", hot_, "n", 1), IsOk());
      ASSERT_THAT(db().Add("plain", own, "n", thread), IsOk());
    }
  });
  EXPECT_EQ(NumberAt(hot_), kThreads * kEach);
  int64_t sum = 0;
  for (int i = 0; i < 4; ++i) sum += NumberAt(Item{{"p", "own" + std::to_string(i)}});
  EXPECT_EQ(sum, kThreads * (kThreads - 1) / 2 * kEach);
}

TEST_P(Concurrent, EveryAddReturnsASumOfItsOwn) {
  std::vector<std::vector<int64_t>> sums(kThreads);
  InThreads(kThreads, [&](int thread) {
    for (int i = 0; i < kEach; ++i) {
      sums[thread].push_back(db().Add("plain", hot_, "n", 1)->ToInt64().value());
    }
  });
  std::vector<int64_t> all;
  for (const auto& own : sums) {
    EXPECT_TRUE(std::is_sorted(own.begin(), own.end()));
    all.insert(all.end(), own.begin(), own.end());
  }
  std::sort(all.begin(), all.end());
  for (size_t i = 0; i < all.size(); ++i) ASSERT_EQ(all[i], static_cast<int64_t>(i) + 1);
}

TEST_P(Concurrent, CompareAndSetNeverLosesAnUpdate) {
  ASSERT_THAT(db().Put("plain", Item{{"p", "hot"}, {"n", 0}}), IsOk());
  std::atomic<int> done{0};
  InThreads(kThreads, [&](int) {
    for (int i = 0; i < kEach; ++i) {
      const int64_t seen = NumberAt(hot_);
      const auto set = db().CompareAndSet("plain", hot_, "n", Value(seen), seen + 1);
      ASSERT_THAT(set, IsOk());
      if (*set) ++done;
    }
  });
  EXPECT_EQ(NumberAt(hot_), done.load());
  EXPECT_GE(done.load(), kEach) << "Someone always succeeds.";
}

TEST_P(Concurrent, PutIfAbsentHasOneWinner) {
  std::vector<std::atomic<int>> winners(kEach);
  InThreads(kThreads, [&](int thread) {
    for (int i = 0; i < kEach; ++i) {
      const auto put =
          db().PutIfAbsent("plain", Item{{"p", "seat" + std::to_string(i)}, {"n", thread}});
      ASSERT_THAT(put, IsOk());
      if (*put) winners[i] += 1000 + thread;
    }
  });
  for (int i = 0; i < kEach; ++i) {
    EXPECT_EQ(winners[i].load(), 1000 + NumberAt(Item{{"p", "seat" + std::to_string(i)}}));
  }
}

TEST_P(Concurrent, ReadersSeeItemsWhole) {
  CreateSorted(ScalarAttributeType::kN);
  const auto check = [](ItemView item) {
    const auto left = item.Find("left"), right = item.Find("right");
    ASSERT_TRUE(left && right);
    EXPECT_TRUE(*left == *right) << item;
  };
  WhileReading(
      [&](int thread) {
        for (int i = 0; i < kEach; ++i) {
          const std::string text(i % 7 * 900, static_cast<char>('a' + i % 26));
          Put("sorted",
              Item{{"p", "a"}, {"s", (thread + i) % 20}, {"left", text}, {"right", text}});
        }
      },
      [&] {
        const auto got = db().Get("sorted", Item{{"p", "a"}, {"s", 3}});
        ASSERT_THAT(got, IsOk());
        if (*got) check(**got);
        const auto queried = db().Query({.table_name = "sorted",
                                         .key_condition_expression = "p = :p",
                                         .expression_attribute_values = Item{{":p", "a"}}});
        ASSERT_THAT(queried, IsOk());
        for (const ItemView item : *queried->items) check(item);
        const auto scanned = db().Scan({.table_name = "sorted"});
        ASSERT_THAT(scanned, IsOk());
        for (const ItemView item : *scanned->items) check(item);
      });
}

TEST_P(Concurrent, AQuerySeesOneMoment) {
  // Each thread adds to the left, then to the right: at no moment is there more on the right.
  CreateSorted();
  const Item left{{"p", "a"}, {"s", "left"}}, right{{"p", "a"}, {"s", "right"}};
  WhileReading(
      [&](int) {
        for (int i = 0; i < kEach / 4; ++i) {
          ASSERT_THAT(db().Add("sorted", left, "n", 1), IsOk());
          ASSERT_THAT(db().Add("sorted", right, "n", 1), IsOk());
        }
      },
      [&] {
        const auto both = db().Query({.table_name = "sorted",
                                      .key_condition_expression = "p = :p",
                                      .expression_attribute_values = Item{{":p", "a"}}});
        ASSERT_THAT(both, IsOk());
        if (both->count < 2) return;
        const Number ahead = (*both->items)[0].Find("n")->AsNumber();
        const Number behind = (*both->items)[1].Find("n")->AsNumber();
        EXPECT_GE(ahead, behind);
      });
  EXPECT_EQ(db().Get("sorted", left)->value().Find("n")->AsNumber(), kThreads * (kEach / 4));
}

TEST_P(Concurrent, CountsOfATableAgreeWithItsItems) {
  InThreads(kThreads, [&](int thread) {
    for (int i = 0; i < kEach; ++i) {
      const std::string key = std::to_string((thread * 7 + i) % 50);
      if (i % 3 == 0) {
        ASSERT_THAT(db().Delete("plain", Item{{"p", key}}), IsOk());
      } else {
        Put("plain", Item{{"p", key}, {"v", std::string(i, 'x')}});
      }
    }
  });
  const auto scanned = db().Scan({.table_name = "plain"});
  ASSERT_THAT(scanned, IsOk());
  int64_t bytes = 0;
  for (const ItemView item : *scanned->items) bytes += static_cast<int64_t>(item.SizeAsItem());
  const auto described = db().DescribeTable({.table_name = "plain"});
  ASSERT_THAT(described, IsOk());
  EXPECT_EQ(described->table->item_count, scanned->count);
  EXPECT_EQ(described->table->table_size_bytes, bytes);
}

TEST_P(Concurrent, OneOfManyCreatesATableAndOneDeletesIt) {
  for (int round = 0; round < 10; ++round) {
    std::atomic<int> created{0}, deleted{0};
    InThreads(kThreads, [&](int) {
      const absl::Status status = db().CreateTable("fleeting", "p");
      if (status.ok()) {
        ++created;
      } else {
        EXPECT_THAT(status, IsErrorCode(ErrorCode::kResourceInUse));
      }
    });
    EXPECT_EQ(created.load(), 1);
    InThreads(kThreads, [&](int) {
      const auto dropped = db().DeleteTable({.table_name = "fleeting"});
      if (dropped.ok()) {
        ++deleted;
      } else {
        EXPECT_THAT(dropped, IsErrorCode(ErrorCode::kResourceNotFound));
      }
    });
    EXPECT_EQ(deleted.load(), 1);
  }
}

TEST_P(Concurrent, ATableMayGoWhileItIsWritten) {
  std::atomic<bool> stop{false};
  std::atomic<int> written{0};
  std::thread churn([&] {
    for (int round = 0; round < 20 / kSlowdown; ++round) {
      EXPECT_THAT(db().CreateTable("fleeting", "p"), IsOk());
      const int before = written;
      while (written < before + 20) std::this_thread::yield();
      EXPECT_THAT(db().DeleteTable({.table_name = "fleeting"}), IsOk());
    }
    stop = true;
  });
  InThreads(4, [&](int thread) {
    for (int i = 0; !stop; ++i) {
      const Item key{{"p", std::to_string(thread)}};
      const auto sum = db().Add("fleeting", key, "n", 1);
      if (sum.ok()) {
        ++written;
        EXPECT_GT(*sum, 0);
      } else {
        EXPECT_THAT(sum, IsErrorCode(ErrorCode::kResourceNotFound));
      }
      const auto scanned = db().Scan({.table_name = "fleeting"});
      if (scanned.ok()) {
        EXPECT_LE(scanned->count, 4) << "What an older table held is not seen.";
      } else {
        EXPECT_THAT(scanned, IsErrorCode(ErrorCode::kResourceNotFound));
      }
    }
  });
  churn.join();
}

TEST_P(Concurrent, ATableMayChangeWhileItIsWritten) {
  std::thread changes([&] {
    for (int i = 0; i < 20; ++i) {
      EXPECT_THAT(
          db().UpdateTable({.table_name = "plain", .deletion_protection_enabled = i % 2 == 0}),
          IsOk());
    }
  });
  InThreads(kThreads, [&](int) {
    for (int i = 0; i < kEach; ++i) ASSERT_THAT(db().Add("plain", hot_, "n", 1), IsOk());
  });
  changes.join();
  EXPECT_EQ(NumberAt(hot_), kThreads * kEach);
}

TEST_P(Concurrent, CompletingAndBlockingWritesAddUp) {
  absl::BlockingCounter completions(kThreads / 2 * kEach);
  const UpdateItemRequest add{.table_name = "plain",
                              .key = hot_,
                              .update_expression = "ADD n :n",
                              .expression_attribute_values = Item{{":n", 1}}};
  InThreads(kThreads, [&](int thread) {
    for (int i = 0; i < kEach; ++i) {
      if (thread % 2 == 0) {
        ASSERT_THAT(db().UpdateItem(add), IsOk());
        continue;
      }
      db().UpdateItem(add, [&](absl::StatusOr<UpdateItemResult> result) {
        EXPECT_THAT(result, IsOk());
        completions.DecrementCount();
      });
    }
  });
  completions.Wait();
  EXPECT_EQ(NumberAt(hot_), kThreads * kEach);
}

TEST_P(Concurrent, ExpressionsAreSharedByAllThreads) {
  const auto prepared = db().Prepare(ExpressionKind::kUpdate, "ADD #n :by");
  ASSERT_THAT(prepared, IsOk());
  InThreads(kThreads, [&](int thread) {
    for (int i = 0; i < kEach; ++i) {
      // A text of its own now and then, so that the cache of parsed texts is written, too.
      const std::string text = "ADD #n :by" + std::string(i % 10, ' ');
      ASSERT_THAT(
          db().UpdateItem({.table_name = "plain",
                           .key = hot_,
                           .update_expression = thread % 2 == 0 ? *prepared : Expression(text),
                           .expression_attribute_names = AttributeNames{{"#n", "n"}},
                           .expression_attribute_values = Item{{":by", 1}}}),
          IsOk());
    }
  });
  EXPECT_EQ(NumberAt(hot_), kThreads * kEach);
}

TEST_P(Concurrent, ManyMayBeTheFirstToUseATextOfAQuery) {
  Put("plain", hot_);
  InThreads(kThreads, [&](int) {
    for (int i = 0; i < kEach; ++i) {
      const std::string spaces(i, ' ');
      const auto found = db().Query({.table_name = "plain",
                                     .projection_expression = "p" + spaces,
                                     .filter_expression = "attribute_not_exists(zz)" + spaces,
                                     .key_condition_expression = "p = :p" + spaces,
                                     .expression_attribute_values = Item{{":p", "hot"}}});
      ASSERT_THAT(found, IsOk());
      ASSERT_EQ(found->count, 1);
    }
  });
}

}  // namespace
}  // namespace stator::testing
