// Many threads on a table with secondary indexes: at every moment an index has one entry for each
// item, and what it says is what the item says.
#include <atomic>
#include <functional>
#include <set>
#include <thread>
#include <vector>

#include "tests/contract/index_fixture.h"

namespace stator::testing {
namespace {

constexpr int kIndexWriters = 8;
constexpr int kIndexReaders = 2;
constexpr int kIndexItems = 20;
constexpr int kIndexWritesEach = 60;

class IndexConcurrent : public IndexTest {
 protected:
  // Runs `write` on some threads, and `read` on others until they are done.
  static void WhileReading(const std::function<void(int)>& write,
                           const std::function<void()>& read) {
    std::atomic<int> writing{kIndexWriters};
    std::vector<std::thread> threads;
    for (int i = 0; i < kIndexWriters + kIndexReaders; ++i) {
      threads.emplace_back([&, i] {
        if (i < kIndexWriters) {
          write(i);
          --writing;
          return;
        }
        while (writing > 0) read();
      });
    }
    for (std::thread& thread : threads) thread.join();
  }

  static std::string GroupOf(int number) { return "G" + std::to_string(number % 4); }
};
INSTANTIATE_FOR_EVERY_DOOR(IndexConcurrent);

TEST_P(IndexConcurrent, AScanSeesEachItemOnceWhileItMoves) {
  for (int i = 0; i < kIndexItems; ++i) Put(With(Key(std::to_string(i)), {{"g", "G0"}, {"d", 0}}));
  WhileReading(
      [&](int thread) {
        for (int i = 0; i < kIndexWritesEach; ++i) {
          const Item key = Key(std::to_string((thread * 7 + i) % kIndexItems));
          ASSERT_THAT(Update(key, "SET g = :g, d = :d",
                             Item{{":g", GroupOf(thread + i)}, {":d", (thread + i) % 4}}),
                      IsOk());
        }
      },
      [&] {
        std::set<std::string> seen;
        for (const Item& entry : ScanOf("every")) {
          EXPECT_TRUE(seen.emplace(entry.Find("s")->AsString()).second) << "twice: " << entry;
        }
        EXPECT_EQ(seen.size(), static_cast<size_t>(kIndexItems));
      });
  EXPECT_EQ(ScanOf("every").size(), static_cast<size_t>(kIndexItems));
  const auto described = db().DescribeTable({.table_name = "games"});
  for (const auto& index : *described->table->global_secondary_indexes) {
    if (index.index_name != "every") continue;
    EXPECT_EQ(index.item_count, kIndexItems);
  }
}

TEST_P(IndexConcurrent, AnItemThatIsFetchedIsThatOfItsEntry) {
  WhileReading(
      [&](int thread) {
        for (int i = 0; i < kIndexWritesEach; ++i) {
          const Item key = Key(std::to_string((thread + i) % kIndexItems));
          if (i % 5 == 4) {
            ASSERT_THAT(db().DeleteItem({.table_name = "games", .key = key}), IsOk());
          } else {
            Put(With(key, {{"d", i % 3}, {"copy", i % 3}}));
          }
        }
      },
      [&] {
        QueryRequest request =
            RequestOf("recent", "p = :p AND d = :d", Item{{":p", "a"}, {":d", 1}});
        request.select = Select::kAllAttributes;
        for (const Item& item : QueryOf(request)) {
          EXPECT_EQ(item.Find("d"), item.Find("copy"));
          EXPECT_EQ(item.Find("d")->AsNumber(), Number(1));
        }
      });
}

}  // namespace
}  // namespace stator::testing
