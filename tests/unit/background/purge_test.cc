#include "db/background/purge.h"

#include <memory>
#include <string>

#include "db/engine/table_stats.h"
#include "db/model/key.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::background {
namespace {

using ::stator::testing::IsOk;
using storage::Decision;
using storage::Space;

class PurgeTest : public ::testing::Test {
 protected:
  TableId Create(const std::string& name, int items, size_t bytes) {
    engine::TableDefinition d;
    d.name = name;
    d.attribute_definitions = {{"p", ScalarAttributeType::kS}};
    d.key_schema = {{"p", KeyType::kHash}};
    const TableId id = (*catalog_.Create(d))->schema().id;
    const std::string value(bytes, 'v');
    for (int i = 0; i < items; ++i) {
      (void)store_->Update([&](storage::Snapshot&, storage::WriteBatch& batch) {
        const std::string key = std::string(StoreKey::Table(id).bytes()) + std::to_string(i);
        batch.Put(Space::kItems, batch.arena().Copy(key), value);
        return Decision::kCommit;
      });
    }
    return id;
  }

  int Rows(Space space = Space::kItems) {
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

  int StepsUntilDone() {
    int steps = 0;
    while (purge_.NextDue()) {
      EXPECT_THAT(purge_.RunOnce(Time()), IsOk());
      ++steps;
    }
    return steps;
  }

  std::unique_ptr<storage::Store> store_ = storage::OpenMemory();
  engine::Catalog catalog_{*store_};
  Purge purge_{*store_, catalog_};
};

TEST_F(PurgeTest, ErasesADroppedTableInStepsAndNoOther) {
  Create("kept", 10, 10);
  Create("gone", 200, 10);
  EXPECT_FALSE(purge_.NextDue().has_value());
  ASSERT_THAT(catalog_.Drop(
                  "gone", [](const auto&) { return absl::OkStatus(); }, Time()),
              IsOk());
  EXPECT_EQ(Rows(), 210);
  EXPECT_EQ(StepsUntilDone(), 4);  // 64 items in a step.
  EXPECT_EQ(Rows(), 10);
}

TEST_F(PurgeTest, ErasesTheSizesOfItemCollectionsBehindTheItems) {
  const TableId id = Create("gone", 60, 10);
  for (const TableId of : {id, id + 1}) {
    for (int i = 0; i < 70; ++i) {
      (void)store_->Update([&](storage::Snapshot&, storage::WriteBatch& batch) {
        const std::string key = std::string(StoreKey::Table(of).bytes()) + std::to_string(i);
        batch.Put(Space::kIndexes, batch.arena().Copy(key), "12345678");
        return Decision::kCommit;
      });
    }
  }
  ASSERT_THAT(catalog_.Drop(
                  "gone", [](const auto&) { return absl::OkStatus(); }, Time()),
              IsOk());
  EXPECT_EQ(Rows(Space::kIndexes), 140);
  EXPECT_EQ(StepsUntilDone(), 3);  // 60 items and 4 sizes, 64 sizes, the last 2.
  EXPECT_EQ(Rows(), 0);
  EXPECT_EQ(Rows(Space::kIndexes), 70);
}

TEST_F(PurgeTest, TakesFewerLargeItemsInAStep) {
  Create("gone", 20, 100'000);
  ASSERT_THAT(catalog_.Drop(
                  "gone", [](const auto&) { return absl::OkStatus(); }, Time()),
              IsOk());
  EXPECT_EQ(StepsUntilDone(), 7);  // Three of them go beyond 256 KB.
  EXPECT_EQ(Rows(), 0);
}

}  // namespace
}  // namespace stator::background
