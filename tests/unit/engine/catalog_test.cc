// The catalog over a store: names, the fence, what is found again after a restart.
#include "db/engine/catalog.h"

#include <memory>
#include <string>

#include "db/engine/catalog_rows.h"
#include "db/engine/error.h"
#include "db/storage/faulty.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::engine {
namespace {

using ::stator::testing::IsErrorWith;
using ::stator::testing::IsOk;
using ::testing::ElementsAre;

TableDefinition Definition(const std::string& name) {
  TableDefinition definition;
  definition.name = name;
  definition.uuid = "u-" + name;
  definition.attribute_definitions = {{"p", ScalarAttributeType::kS}};
  definition.key_schema = {{"p", KeyType::kHash}};
  return definition;
}

absl::Status Anyway(const TableDefinition&) { return absl::OkStatus(); }

class CatalogTest : public ::testing::Test {
 protected:
  std::unique_ptr<storage::Store> store_ = storage::OpenMemory();
  Catalog catalog_{*store_};
};

TEST_F(CatalogTest, FindsWhatWasCreated) {
  const auto created = catalog_.Create(Definition("abc"));
  ASSERT_THAT(created, IsOk());
  EXPECT_EQ(catalog_.Find("abc"), *created);
  EXPECT_EQ(catalog_.Find("abd"), nullptr);
  EXPECT_EQ((*created)->schema().key.partition[0], (KeyAttribute{"p", Type::kString}));
}

TEST_F(CatalogTest, RefusesANameTwice) {
  ASSERT_THAT(catalog_.Create(Definition("abc")), IsOk());
  EXPECT_THAT(catalog_.Create(Definition("abc")),
              IsErrorWith(ErrorCode::kResourceInUse, "Table already exists: abc"));
}

TEST_F(CatalogTest, NeverGivesAnIdTwice) {
  const TableId first = (*catalog_.Create(Definition("abc")))->schema().id;
  ASSERT_THAT(catalog_.Drop("abc", Anyway, Time()), IsOk());
  const TableId second = (*catalog_.Create(Definition("abc")))->schema().id;
  EXPECT_NE(first, second);
}

TEST_F(CatalogTest, RetiresATableThatIsReplacedOrDropped) {
  const TablePtr first = *catalog_.Create(Definition("abc"));
  ASSERT_TRUE(first->IsCurrent());
  const TablePtr second = *catalog_.Update("abc", [](const TableDefinition& current) {
    TableDefinition edited = current;
    edited.deletion_protection = true;
    return absl::StatusOr<TableDefinition>(edited);
  });
  EXPECT_FALSE(first->IsCurrent());
  EXPECT_TRUE(second->IsCurrent());
  EXPECT_TRUE(catalog_.Find("abc")->definition().deletion_protection);
  ASSERT_THAT(catalog_.Drop("abc", Anyway, Time()), IsOk());
  EXPECT_FALSE(second->IsCurrent());
}

TEST_F(CatalogTest, LeavesATableAloneThatItMayNotChange) {
  const TablePtr table = *catalog_.Create(Definition("abc"));
  EXPECT_THAT(catalog_.Drop(
                  "abc", [](const auto&) { return error::DeletionProtected(); }, Time()),
              stator::testing::IsErrorCode(ErrorCode::kValidation));
  EXPECT_TRUE(table->IsCurrent());
  EXPECT_EQ(catalog_.Find("abc"), table);
  EXPECT_THAT(catalog_.Drop("nope", Anyway, Time()),
              IsErrorWith(ErrorCode::kResourceNotFound,
                          "Requested resource not found: Table: nope not found"));
}

TEST_F(CatalogTest, ListsNamesInPages) {
  for (const char* name : {"ccc", "aaa", "bbb"}) {
    ASSERT_THAT(catalog_.Create(Definition(name)), IsOk());
  }
  const auto first = catalog_.Names("", 2);
  EXPECT_THAT(first.names, ElementsAre("aaa", "bbb"));
  EXPECT_TRUE(first.more);
  const auto second = catalog_.Names("bbb", 2);
  EXPECT_THAT(second.names, ElementsAre("ccc"));
  EXPECT_FALSE(second.more);
  EXPECT_FALSE(catalog_.Names("", 3).more);
}

TEST_F(CatalogTest, LoadsFromItsRows) {
  ASSERT_THAT(catalog_.Create(Definition("abc")), IsOk());
  ASSERT_THAT(catalog_.Create(Definition("gone")), IsOk());
  const TableId gone = (*catalog_.Drop("gone", Anyway, Time()))->schema().id;
  Catalog again(*store_);
  ASSERT_THAT(again.Load(), IsOk());
  EXPECT_THAT(again.Names("", 10).names, ElementsAre("abc"));
  EXPECT_EQ((*FirstDropped(*store_))->id, gone);
}

TEST(CatalogOverFaults, KeepsMapAndRowsAlikeWhenAnswersAreLost) {
  const auto store = storage::MakeFaulty(
      storage::OpenMemory(),
      {.seed = 5, .repeat = 200, .replan = 200, .unknown_done = 200, .unknown_not_done = 200});
  Catalog catalog(*store);
  for (int i = 0; i < 200; ++i) {
    const std::string name = "table" + std::to_string(i % 7);
    (void)catalog.Create(Definition(name));
    if (i % 3 == 0) (void)catalog.Drop(name, Anyway, Time());
  }
  Catalog reloaded(*store);
  ASSERT_THAT(reloaded.Load(), IsOk());
  EXPECT_EQ(catalog.Names("", 100).names, reloaded.Names("", 100).names);
}

TEST_F(CatalogTest, HoldsTwoThousandFiveHundredTables) {
  for (int i = 0; i < 2500; ++i) {
    ASSERT_THAT(catalog_.Create(Definition("table" + std::to_string(i))), IsOk());
  }
  EXPECT_THAT(catalog_.Create(Definition("one-more")),
              IsErrorWith(ErrorCode::kLimitExceeded,
                          "Subscriber limit exceeded: There is a limit of 2500 tables per "
                          "subscriber"));
  ASSERT_THAT(catalog_.Drop("table7", Anyway, Time()), IsOk());
  EXPECT_THAT(catalog_.Create(Definition("one-more")), IsOk());
}

TEST_F(CatalogTest, GivesIndexesIdsAndLeavesThoseThatGoToThePurge) {
  TableDefinition definition = Definition("abc");
  definition.indexes.resize(2);
  for (IndexDefinition& index : definition.indexes) {
    index.name = &index == definition.indexes.data() ? "one" : "two";
    index.key_schema = {{"p", KeyType::kHash}};
    index.projection = {ProjectionType::kAll};
  }
  const TablePtr table = *catalog_.Create(definition);
  const TableId one = table->schema().indexes.at(0).id;
  const TableId two = table->schema().indexes.at(1).id;
  EXPECT_TRUE(table->schema().id != one && one != two && two != 0);
  ASSERT_THAT(catalog_.Update("abc",
                              [](TableDefinition d) -> absl::StatusOr<TableDefinition> {
                                d.indexes.erase(d.indexes.begin());
                                return d;
                              }),
              IsOk());
  const auto dropped = FirstDropped(*store_);
  ASSERT_THAT(dropped, IsOk());
  EXPECT_EQ((*dropped)->id, one);
  EXPECT_EQ((*dropped)->space, storage::Space::kIndexes);
  EXPECT_EQ(catalog_.Find("abc")->schema().indexes.at(0).id, two);
}

}  // namespace
}  // namespace stator::engine
