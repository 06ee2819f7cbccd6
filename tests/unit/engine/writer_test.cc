// Deciding and applying, on a store: what a decision writes, and that it leaves no trace else.
#include "db/engine/writer.h"

#include <memory>

#include "db/engine/reader.h"
#include "db/engine/table_stats.h"
#include "db/plan/write.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::engine {
namespace {

using ::stator::testing::IsOk;
using storage::Decision;
using Kind = storage::Outcome::Kind;

class WriterTest : public ::testing::Test {
 protected:
  template <typename Request>
  Kind Run(const Request& request) {
    const auto checked = plan::CheckWrite(request, cache_);
    EXPECT_THAT(checked, IsOk());
    const auto mutation = plan::PlanWrite(*checked, table_->schema(), secret_);
    EXPECT_THAT(mutation, IsOk());
    return store_
        ->Update([&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
          return DecideWrite(*table_, *mutation, snapshot, batch, result_);
        })
        .kind;
  }
  Kind Put(const Item& item) { return Run(PutItemRequest{.table_name = "t", .item = item}); }

  static TableDefinition Definition() {
    TableDefinition d;
    d.id = 9;
    d.name = "t";
    d.attribute_definitions = {{"p", ScalarAttributeType::kS}};
    d.key_schema = {{"p", KeyType::kHash}};
    return d;
  }

  std::unique_ptr<storage::Store> store_ = storage::OpenMemory();
  TablePtr table_ = std::make_shared<const Table>(Definition());
  DigestSecret secret_;
  expression::Cache cache_;
  WriteResult result_;
};

TEST_F(WriterTest, CountsItemsAndBytesExactly) {
  EXPECT_EQ(Put(Item{{"p", "a"}, {"x", "12345"}}), Kind::kCommitted);  // 1+1 + 1+5
  EXPECT_EQ(Put(Item{{"p", "b"}}), Kind::kCommitted);                  // 1+1
  EXPECT_EQ(Put(Item{{"p", "a"}}), Kind::kCommitted);
  TableStats stats = *ReadTableStats(*store_, 9);
  EXPECT_EQ(stats.item_count, 2);
  EXPECT_EQ(stats.size_bytes, 4);
  EXPECT_EQ(Run(DeleteItemRequest{.table_name = "t", .key = Item{{"p", "a"}}}), Kind::kCommitted);
  EXPECT_EQ(Run(DeleteItemRequest{.table_name = "t", .key = Item{{"p", "a"}}}), Kind::kCommitted);
  stats = *ReadTableStats(*store_, 9);
  EXPECT_EQ(stats.item_count, 1);
  EXPECT_EQ(stats.size_bytes, 2);
}

TEST_F(WriterTest, WritesNothingWhenTheConditionIsFalse) {
  ASSERT_EQ(Put(Item{{"p", "a"}, {"n", 1}}), Kind::kCommitted);
  const PutItemRequest request{
      .table_name = "t",
      .item = Item{{"p", "a"}, {"n", 2}},
      .condition_expression = "attribute_not_exists(p)",
      .return_values_on_condition_check_failure = ReturnValuesOnConditionCheckFailure::kAllOld};
  EXPECT_EQ(Run(request), Kind::kRefused);
  EXPECT_TRUE(result_.condition_failed);
  EXPECT_EQ(result_.attributes, (Item{{"p", "a"}, {"n", 1}}));
  EXPECT_EQ(ReadTableStats(*store_, 9)->item_count, 1);
}

TEST_F(WriterTest, AsksForANewPlanWhenTheTableIsOutOfDate) {
  table_->Retire();
  EXPECT_EQ(Put(Item{{"p", "a"}}), Kind::kReplan);
  EXPECT_EQ(ReadTableStats(*store_, 9)->item_count, 0);
}

TEST_F(WriterTest, MakesNoItemByAnUpdateThatOnlyRemoves) {
  EXPECT_EQ(Run(UpdateItemRequest{
                .table_name = "t", .key = Item{{"p", "a"}}, .update_expression = "REMOVE x"}),
            Kind::kCommitted);
  EXPECT_EQ(ReadTableStats(*store_, 9)->item_count, 0);
  EXPECT_EQ(Run(UpdateItemRequest{.table_name = "t", .key = Item{{"p", "a"}}}), Kind::kCommitted);
  EXPECT_EQ(ReadTableStats(*store_, 9)->item_count, 1);
}

TEST_F(WriterTest, RefusesToGiveAnItemThatIsNotOfItsKey) {
  const Item stray{{"p", "other"}};
  const Item key{{"p", "a"}};
  const auto address = plan::AddressOfKey(table_->schema(), secret_, key);
  ASSERT_THAT(address, IsOk());
  (void)store_->Update([&](storage::Snapshot&, storage::WriteBatch& batch) {
    std::string record(ItemRecord::BytesFor(stray), '\0');
    ItemRecord::Write(stray, stray.view().SizeAsItem(), "p", record.data());
    batch.Put(storage::Space::kItems, batch.arena().Copy(address->store_key.bytes()),
              batch.arena().Copy(record));
    return Decision::kCommit;
  });
  const absl::Status read = store_->View([&](storage::Snapshot& snapshot) {
    return ReadItem(snapshot, *address, [](const auto&) { ADD_FAILURE(); });
  });
  EXPECT_TRUE(IsError(read, ErrorCode::kCorruption));
}

}  // namespace
}  // namespace stator::engine
