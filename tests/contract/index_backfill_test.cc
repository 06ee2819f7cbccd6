// An index that is added to a table while many threads write to it.
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/door.h"

namespace stator::testing {
namespace {

constexpr int kFillWriters = 4;
constexpr int kFillItems = 1200;  // More than the call itself fills.

class IndexBackfill : public DoorTest {
 protected:
  IndexBackfill() {
    EXPECT_THAT(db().CreateTable("visits", "p"), IsOk());
    for (int i = 0; i < kFillItems; ++i) Put("visits", Valued(i, i));
  }

  static Item Valued(int key, int value) {
    return Item{{"p", std::to_string(key)}, {"v", "v" + std::to_string(value % 10)}, {"n", value}};
  }
  absl::Status Update(const GlobalSecondaryIndexUpdate& update) {
    return db()
        .UpdateTable({.attribute_definitions = {{{"v", ScalarAttributeType::kS}}},
                      .table_name = "visits",
                      .global_secondary_index_updates = {{update}}})
        .status();
  }
  absl::Status Create() {
    return Update({.create = {{.index_name = "by_v",
                               .key_schema = {{{"v", KeyType::kHash}}},
                               .projection = Projection{ProjectionType::kAll}}}});
  }
  std::optional<GlobalSecondaryIndexDescription> Index() {
    const auto described = db().DescribeTable({.table_name = "visits"});
    EXPECT_THAT(described, IsOk());
    const auto& indexes = described->table->global_secondary_indexes;
    return indexes ? std::optional((*indexes)[0]) : std::nullopt;
  }
  void AwaitActive() {
    while (Index()->index_status != IndexStatus::kActive) std::this_thread::yield();
  }
  // What a Scan of the table, or of the index, finds by key.
  std::map<std::string, std::string> Scanned(std::optional<std::string> index) {
    std::map<std::string, std::string> items;
    ScanRequest request{.table_name = "visits", .index_name = std::move(index)};
    for (;;) {
      const auto page = db().Scan(request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) return items;
      for (const ItemView item : *page->items) {
        items.emplace(item.Find("p")->AsString(), item.encoded());
      }
      if (!page->last_evaluated_key) return items;
      request.exclusive_start_key = page->last_evaluated_key;
    }
  }
  // Writes of one thread to items of its own: changed, deleted, made anew, without the attribute.
  void WriteSome(int thread) {
    for (int round = 0; round < 3; ++round) {
      for (int key = thread; key < kFillItems; key += 4 * kFillWriters) {
        const Item item = Valued(key, key + round);
        switch ((key + round) % 3) {
          case 0:
            ASSERT_THAT(db().Put("visits", item), IsOk());
            break;
          case 1:
            ASSERT_THAT(db().Delete("visits", Item{{"p", std::to_string(key)}}), IsOk());
            break;
          default:
            ASSERT_THAT(db().Put("visits", Item{{"p", std::to_string(key)}}), IsOk());
        }
      }
    }
  }
};
INSTANTIATE_FOR_EVERY_DOOR(IndexBackfill);

TEST_P(IndexBackfill, EndsWithExactlyTheEntriesOfTheItems) {
  std::vector<std::thread> writers;
  for (int i = 0; i < kFillWriters; ++i) writers.emplace_back([this, i] { WriteSome(i); });
  EXPECT_THAT(Create(), IsOk());
  AwaitActive();
  for (std::thread& writer : writers) writer.join();
  std::map<std::string, std::string> expected = Scanned(std::nullopt);
  std::erase_if(expected, [](const auto& entry) {
    return !ItemView(std::string_view(entry.second)).Find("v");
  });
  EXPECT_EQ(Scanned("by_v"), expected);
  EXPECT_EQ(Index()->item_count, static_cast<int64_t>(expected.size()));
}

TEST_P(IndexBackfill, CanBeGivenUp) {
  ASSERT_THAT(Create(), IsOk());
  ASSERT_THAT(Update({.delete_ = {{"by_v"}}}), IsOk());
  EXPECT_FALSE(Index().has_value());
  ASSERT_THAT(Create(), IsOk());
  AwaitActive();
  EXPECT_EQ(Index()->item_count, kFillItems);
}

}  // namespace
}  // namespace stator::testing
