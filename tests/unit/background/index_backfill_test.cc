// The backfill of an index over a store: its steps, what writers do meanwhile, restarts.
#include "db/background/index_backfill.h"

#include <map>
#include <memory>
#include <string>

#include "db/background/purge.h"
#include "db/engine/catalog_rows.h"
#include "db/engine/table_stats.h"
#include "db/engine/writer.h"
#include "db/model/record.h"
#include "db/plan/write.h"
#include "db/storage/faulty.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace stator::background {
namespace {

using ::stator::testing::IsOk;
using storage::Decision;
using storage::Space;

class BackfillTest : public ::testing::Test {
 protected:
  BackfillTest() : BackfillTest(storage::OpenMemory()) {}
  explicit BackfillTest(std::unique_ptr<storage::Store> store) : store_(std::move(store)) {
    engine::TableDefinition d;
    d.name = "items";
    d.attribute_definitions = {{"p", ScalarAttributeType::kS}};
    d.key_schema = {{"p", KeyType::kHash}};
    while (catalog_.Find("items") == nullptr) (void)catalog_.Create(d);
  }

  // Writes as the engine does: with a table that may become stale, again until it is done.
  template <typename Request>
  void Run(const Request& request) {
    const auto checked = plan::CheckWrite(request, cache_);
    ASSERT_THAT(checked, IsOk());
    for (;;) {
      const engine::TablePtr table = catalog_.Find("items");
      const auto mutation = plan::PlanWrite(*checked, table->schema(), secret_);
      ASSERT_THAT(mutation, IsOk());
      engine::WriteResult result;
      const storage::Outcome outcome =
          store_->Update([&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
            return engine::DecideWrite(*table, *mutation, snapshot, batch, result);
          });
      if (outcome.kind == storage::Outcome::Kind::kCommitted) return;
    }
  }
  void Write(const std::string& key, const std::optional<Item>& item) {
    if (item) {
      Run(PutItemRequest{.table_name = "items", .item = *item});
    } else {
      Run(DeleteItemRequest{.table_name = "items", .key = Item{{"p", key}}});
    }
    if (item) {
      items_.insert_or_assign(key, *item);
    } else {
      items_.erase(key);
    }
  }

  static absl::StatusOr<engine::TableDefinition> WithIndex(engine::TableDefinition table) {
    engine::IndexDefinition index;
    index.name = "by_v";
    index.key_schema = {{"v", KeyType::kHash}};
    index.projection = {ProjectionType::kAll};
    index.added = Time();
    index.is_backfilling = true;
    table.attribute_definitions.push_back({"v", ScalarAttributeType::kN});
    table.indexes.push_back(index);
    return table;
  }
  void AddIndex() {
    while (catalog_.Find("items")->definition().indexes.empty()) {
      (void)catalog_.Update("items", WithIndex);
    }
  }
  TableId IndexId() { return catalog_.Find("items")->definition().indexes.at(0).id; }
  bool IsFilling() { return catalog_.Find("items")->definition().indexes.at(0).is_backfilling; }

  static Item Valued(const std::string& key, int value) { return Item{{"p", key}, {"v", value}}; }

  int Rows(Space space) {
    int rows = 0;
    EXPECT_THAT(store_->View([&](storage::Snapshot& snapshot) {
      return snapshot.Scan({.space = space, .begin = {}, .end = {}}, [&](auto, auto) {
        ++rows;
        return storage::Visit::kContinue;
      });
    }),
                IsOk());
    return rows;
  }

  // Each item that has a number has one entry, that of the item as it is; the statistics agree.
  void ExpectExactEntries() {
    std::map<std::string, std::string> expected;
    int64_t bytes = 0;
    for (const auto& [key, item] : items_) {
      const auto value = item.Find("v");
      if (!value || value->type() != Type::kNumber) continue;
      expected[key] = item.encoded();
      bytes += static_cast<int64_t>(ItemView(item).SizeAsItem());
    }
    std::map<std::string, std::string> found;
    EXPECT_THAT(store_->View([&](storage::Snapshot& snapshot) {
      return snapshot.Scan(
          {.space = Space::kIndexes, .begin = {}, .end = {}},
          [&](std::string_view, std::string_view row) {
            const auto record = ItemRecord::Read(row);
            const std::string key(record->item().Find("p")->AsString());
            EXPECT_TRUE(found.emplace(key, std::string(record->item().encoded())).second);
            return storage::Visit::kContinue;
          });
    }),
                IsOk());
    EXPECT_EQ(found, expected);
    const auto stats = engine::ReadTableStats(*store_, IndexId());
    ASSERT_THAT(stats, IsOk());
    EXPECT_EQ(stats->item_count, static_cast<int64_t>(expected.size()));
    EXPECT_EQ(stats->size_bytes, bytes);
  }

  void FillAll() {
    while (backfill_.NextDue()) ASSERT_THAT(backfill_.RunOnce(Time()), IsOk());
  }

  const DigestSecret secret_{};
  expression::Cache cache_;
  std::unique_ptr<storage::Store> store_;
  engine::Catalog catalog_{*store_};
  IndexBackfill backfill_{*store_, catalog_, secret_};
  Purge purge_{*store_, catalog_};
  std::map<std::string, Item> items_;
};

TEST_F(BackfillTest, FillsInStepsAndThenMakesTheIndexReadable) {
  for (int i = 0; i < 150; ++i) Write(std::to_string(i), Valued(std::to_string(i), i % 7));
  EXPECT_FALSE(backfill_.NextDue().has_value());
  AddIndex();
  for (const int rows : {64, 128}) {
    ASSERT_TRUE(backfill_.NextDue().has_value());
    ASSERT_THAT(backfill_.RunOnce(Time()), IsOk());
    EXPECT_EQ(Rows(Space::kIndexes), rows);
    EXPECT_TRUE(IsFilling());
  }
  ASSERT_THAT(backfill_.RunOnce(Time()), IsOk());
  EXPECT_FALSE(IsFilling());
  EXPECT_FALSE(backfill_.NextDue().has_value());
  ExpectExactEntries();
  EXPECT_EQ(Rows(Space::kCatalog), 1);  // The progress is gone.
}

TEST_F(BackfillTest, TakesFewerLargeItemsInAStep) {
  for (int i = 0; i < 6; ++i) {
    Item item = Valued(std::to_string(i), i);
    item.Set("w", std::string(100'000, 'w'));
    Write(std::to_string(i), item);
  }
  AddIndex();
  ASSERT_THAT(backfill_.RunOnce(Time()), IsOk());
  EXPECT_EQ(Rows(Space::kIndexes), 3);  // Which go beyond 256 KB.
}

TEST_F(BackfillTest, FinishesAnEmptyTableInOneStep) {
  AddIndex();
  ASSERT_THAT(backfill_.RunOnce(Time()), IsOk());
  EXPECT_FALSE(IsFilling());
}

TEST_F(BackfillTest, PassesOverItemsWithoutAKeyOrWithOneOfAnotherType) {
  Write("a", Valued("a", 1));
  Write("b", Item{{"p", "b"}});
  Write("c", Item{{"p", "c"}, {"v", "text"}});
  AddIndex();
  FillAll();
  EXPECT_EQ(Rows(Space::kIndexes), 1);
  ExpectExactEntries();
}

TEST_F(BackfillTest, GoesOnWhereItWasWhenTheDatabaseIsOpenedAgain) {
  for (int i = 0; i < 200; ++i) Write(std::to_string(i), Valued(std::to_string(i), i));
  AddIndex();
  ASSERT_THAT(backfill_.RunOnce(Time()), IsOk());
  engine::Catalog reopened(*store_);
  ASSERT_THAT(reopened.Load(), IsOk());
  IndexBackfill backfill(*store_, reopened, secret_);
  int steps = 0;
  while (backfill.NextDue()) {
    ASSERT_THAT(backfill.RunOnce(Time()), IsOk());
    ++steps;
  }
  EXPECT_EQ(steps, 3);  // Of four in all.
  ExpectExactEntries();
}

TEST_F(BackfillTest, AnIndexThatIsDeletedMeanwhileLeavesNothingBehind) {
  for (int i = 0; i < 200; ++i) Write(std::to_string(i), Valued(std::to_string(i), i));
  AddIndex();
  const TableId id = IndexId();
  ASSERT_THAT(backfill_.RunOnce(Time()), IsOk());
  ASSERT_THAT(
      catalog_.Update("items",
                      [](engine::TableDefinition d) -> absl::StatusOr<engine::TableDefinition> {
                        d.indexes.clear();
                        return d;
                      }),
      IsOk());
  EXPECT_FALSE(backfill_.NextDue().has_value());
  ASSERT_THAT(backfill_.RunOnce(Time()), IsOk());
  Write("1", Valued("1", 5));
  while (purge_.NextDue()) ASSERT_THAT(purge_.RunOnce(Time()), IsOk());
  EXPECT_EQ(Rows(Space::kIndexes), 0);
  EXPECT_EQ(Rows(Space::kCatalog), 1);  // The table.
  EXPECT_EQ(engine::ReadTableStats(*store_, id)->item_count, 0);
  EXPECT_EQ(Rows(Space::kItems), 200);
}

TEST_F(BackfillTest, ADroppedTableTakesItsIndexesAlong) {
  for (int i = 0; i < 100; ++i) Write(std::to_string(i), Valued(std::to_string(i), i));
  AddIndex();
  ASSERT_THAT(backfill_.RunOnce(Time()), IsOk());
  ASSERT_THAT(catalog_.Drop(
                  "items", [](const auto&) { return absl::OkStatus(); }, Time()),
              IsOk());
  while (purge_.NextDue()) ASSERT_THAT(purge_.RunOnce(Time()), IsOk());
  for (const Space space : {Space::kItems, Space::kIndexes, Space::kCatalog, Space::kStatistics}) {
    EXPECT_EQ(Rows(space), 0) << storage::SpaceName(space);
  }
}

TEST_F(BackfillTest, WaitsForThePreparationsOfTheService) {
  AddIndex();
  IndexBackfill backfill(*store_, catalog_, secret_, std::chrono::seconds(5));
  EXPECT_EQ(backfill.NextDue(), Time(std::chrono::seconds(5)));
  ASSERT_THAT(backfill.RunOnce(Time(std::chrono::seconds(4))), IsOk());
  EXPECT_TRUE(IsFilling());
  ASSERT_THAT(backfill.RunOnce(Time(std::chrono::seconds(5))), IsOk());
  EXPECT_FALSE(IsFilling());
}

// Also over a store that decides twice, replans, fails, loses answers, and hands out views that die
// with their visit.
struct StoreKind {
  const char* name;
  bool on_disk;
  bool faulty;
};

std::unique_ptr<storage::Store> OpenKind(const StoreKind& kind, const std::string& directory) {
  auto store =
      kind.on_disk ? *storage::OpenLmdb(directory, {.sync = false}) : storage::OpenMemory();
  if (!kind.faulty) return store;
  return storage::MakeFaulty(std::move(store), {.seed = 7,
                                                .repeat = 300,
                                                .replan = 100,
                                                .unknown_done = 100,
                                                .unknown_not_done = 100,
                                                .fail = 100});
}

struct Directory {
  const testing::TempDir dir;
};

class BackfillOnEveryStore : private Directory,
                             public BackfillTest,
                             public ::testing::WithParamInterface<StoreKind> {
 protected:
  BackfillOnEveryStore() : BackfillTest(OpenKind(GetParam(), dir.path())) {}
};
INSTANTIATE_TEST_SUITE_P(, BackfillOnEveryStore,
                         ::testing::Values(StoreKind{"Memory", false, false},
                                           StoreKind{"Disk", true, false},
                                           StoreKind{"FaultyMemory", false, true},
                                           StoreKind{"FaultyDisk", true, true}),
                         [](const auto& info) { return std::string(info.param.name); });

TEST_P(BackfillOnEveryStore, IsExactWhateverIsWrittenBetweenItsSteps) {
  for (int i = 0; i < 200; ++i) Write(std::to_string(i), Valued(std::to_string(i), i));
  AddIndex();
  for (int round = 0; backfill_.NextDue(); ++round) {
    // Behind and before where the backfill stands: changed, deleted, made, and left unchanged.
    for (int i = round; i < 220; i += 5) {
      const std::string key = std::to_string(i);
      Write(key, i % 3 == 0 ? std::nullopt : std::optional(Valued(key, i + 1000 * round)));
      if (i % 4 == 0) Write(key, Item{{"p", key}});
    }
    (void)backfill_.RunOnce(Time());  // What failed is tried again.
  }
  ExpectExactEntries();
}

}  // namespace
}  // namespace stator::background
