// ReturnItemCollectionMetrics, and the limit of an item collection: of tables with local secondary
// indexes.
#include <map>
#include <string>
#include <vector>

#include "tests/contract/index_fixture.h"
#include "tests/support/door_options.h"

namespace stator::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

constexpr auto kSize = ReturnItemCollectionMetrics::kSize;
using Writes = std::map<std::string, std::vector<WriteRequest>, std::less<>>;

WriteRequest PutOf(const Item& item) { return {.put_request = PutRequest{.item = item}}; }
WriteRequest DeleteOf(const Item& key) { return {.delete_request = DeleteRequest{.key = key}}; }

void ExpectSmall(const std::optional<ItemCollectionMetrics>& metrics, const std::string& p) {
  ASSERT_TRUE(metrics.has_value());
  EXPECT_EQ(metrics->item_collection_key, (Item{{"p", p}}));
  EXPECT_THAT(*metrics->size_estimate_range_gb, ElementsAre(0, 1));
}

class ItemCollections : public IndexTest {};
INSTANTIATE_FOR_EVERY_DOOR(ItemCollections);

TEST_P(ItemCollections, AreToldOfToEachWriteThatAsks) {
  const auto put = db().PutItem(
      {.table_name = "games", .item = Key("1"), .return_item_collection_metrics = kSize});
  ASSERT_THAT(put, IsOk());
  ExpectSmall(put->item_collection_metrics, "a");
  const auto update = db().UpdateItem(
      {.table_name = "games", .key = Key("2", "b"), .return_item_collection_metrics = kSize});
  ASSERT_THAT(update, IsOk());
  ExpectSmall(update->item_collection_metrics, "b");
  const auto removed = db().DeleteItem(
      {.table_name = "games", .key = Key("none", "c"), .return_item_collection_metrics = kSize});
  ASSERT_THAT(removed, IsOk());
  ExpectSmall(removed->item_collection_metrics, "c");
}

TEST_P(ItemCollections, AreNotToldOfUnasked) {
  const auto put = db().PutItem({.table_name = "games", .item = Key("1")});
  ASSERT_THAT(put, IsOk());
  EXPECT_FALSE(put->item_collection_metrics.has_value());
  const auto none =
      db().PutItem({.table_name = "games",
                    .item = Key("1"),
                    .return_item_collection_metrics = ReturnItemCollectionMetrics::kNone});
  ASSERT_THAT(none, IsOk());
  EXPECT_FALSE(none->item_collection_metrics.has_value());
}

TEST_P(ItemCollections, AreOfTablesWithLocalIndexesOnly) {
  CreatePlain();
  const auto put = db().PutItem(
      {.table_name = "plain", .item = Item{{"p", "a"}}, .return_item_collection_metrics = kSize});
  ASSERT_THAT(put, IsOk());
  EXPECT_FALSE(put->item_collection_metrics.has_value());
  const auto batch =
      db().BatchWriteItem({.request_items = Writes{{"plain", {PutOf(Item{{"p", "a"}})}}},
                           .return_item_collection_metrics = kSize});
  ASSERT_THAT(batch, IsOk());
  EXPECT_FALSE(batch->item_collection_metrics.has_value());
}

TEST_P(ItemCollections, AreToldOfOnceByABatch) {
  CreatePlain();
  const auto batch = db().BatchWriteItem(
      {.request_items =
           Writes{{"games", {PutOf(Key("1", "b")), PutOf(Key("1", "a")), DeleteOf(Key("2", "b"))}},
                  {"plain", {PutOf(Item{{"p", "a"}})}}},
       .return_item_collection_metrics = kSize});
  ASSERT_THAT(batch, IsOk());
  ASSERT_THAT(*batch->item_collection_metrics, ElementsAre(::testing::Key("games")));
  const auto& metrics = batch->item_collection_metrics->at("games");
  ASSERT_THAT(metrics, SizeIs(2));
  ExpectSmall(metrics[0], "b");
  ExpectSmall(metrics[1], "a");
}

TEST_P(ItemCollections, AreToldOfByATransactionThatWritesToThem) {
  const std::string arn = "arn:aws:dynamodb:us-east-1:000000000000:table/games";
  TransactWriteItem put{.put = TransactPut{.item = Key("1"), .table_name = arn}};
  TransactWriteItem check{.condition_check =
                              ConditionCheck{.key = Key("1", "c"),
                                             .table_name = "games",
                                             .condition_expression = "attribute_not_exists(p)"}};
  const auto written = db().TransactWriteItems({.transact_items = {{put, check}},
                                                .return_item_collection_metrics = kSize,
                                                .client_request_token = "once"});
  ASSERT_THAT(written, IsOk());
  ASSERT_THAT(*written->item_collection_metrics, ElementsAre(::testing::Key(arn)));
  ASSERT_THAT(written->item_collection_metrics->at(arn), SizeIs(1));
  ExpectSmall(written->item_collection_metrics->at(arn)[0], "a");
}

// The table "games" in a database whose collections have at most 2,000 bytes. An item of Of(s, n)
// has n bytes; in "whole" it has an entry of as many if it has an `e`, which is part of them.
class SmallItemCollections : public ::testing::TestWithParam<DoorKind> {
 protected:
  SmallItemCollections() : door_(OpenDoor(GetParam(), {.item_collection_bytes_max = 2000})) {}
  void SetUp() override { ASSERT_THAT(db().CreateTable(Tables::Games()), IsOk()); }

  struct Tables : IndexTest {
    using IndexTest::Games;
  };

  Database& db() { return door_->db(); }

  static Item KeyOf(const std::string& s, const std::string& p = "a") {
    return Item{{"p", p}, {"s", s}};
  }
  static Item Of(const std::string& s, size_t bytes, const std::string& p = "a") {
    return Item{{"p", p}, {"s", s}, {"v", std::string(bytes - 5, 'x')}};
  }
  static Item Indexed(const std::string& s, size_t bytes) {
    return Item{{"p", "a"}, {"s", s}, {"e", Binary("e")}, {"v", std::string(bytes - 7, 'x')}};
  }
  static auto IsTooLarge() {
    return IsErrorWith(ErrorCode::kItemCollectionSizeLimitExceeded, "Collection size exceeded.");
  }
  absl::Status Put(const Item& item) { return db().Put("games", item); }
  absl::Status Update(const std::string& s, const std::string& text, const Item& values) {
    return db()
        .UpdateItem(
            {.table_name = "games",
             .key = KeyOf(s),
             .update_expression = text,
             .expression_attribute_values = values.empty() ? std::nullopt : std::optional(values)})
        .status();
  }
  size_t Count() { return db().Scan({.table_name = "games"})->scanned_count; }

 private:
  std::unique_ptr<Door> door_;
};
INSTANTIATE_FOR_EVERY_DOOR(SmallItemCollections);

TEST_P(SmallItemCollections, AreFullWithTheLastByte) {
  ASSERT_THAT(Put(Of("1", 1000)), IsOk());
  ASSERT_THAT(Put(Of("2", 1000)), IsOk());
  EXPECT_THAT(Put(KeyOf("3")), IsTooLarge());
  EXPECT_THAT(Put(Of("2", 1001)), IsTooLarge());
  EXPECT_THAT(Update("2", "SET w = :w", Item{{":w", ""}}), IsTooLarge());
  EXPECT_EQ(Count(), 2u);
  EXPECT_THAT(Put(Of("1", 1000, "b")), IsOk()) << "another collection";
}

TEST_P(SmallItemCollections, TakeWhatShrinksThem) {
  ASSERT_THAT(Put(Of("1", 1000)), IsOk());
  ASSERT_THAT(Put(Of("2", 1000)), IsOk());
  EXPECT_THAT(Put(Of("2", 1000)), IsOk());
  EXPECT_THAT(Update("2", "SET v = :v", Item{{":v", "x"}}), IsOk());
  EXPECT_THAT(Put(Of("3", 900)), IsOk());
  EXPECT_THAT(Put(Of("4", 900)), IsTooLarge());
  ASSERT_THAT(db().Delete("games", KeyOf("1")), IsOk());
  EXPECT_THAT(Put(Of("4", 900)), IsOk());
}

TEST_P(SmallItemCollections, CountTheEntriesOfLocalIndexes) {
  ASSERT_THAT(Put(Indexed("1", 500)), IsOk());
  EXPECT_THAT(Put(Indexed("2", 501)), IsTooLarge());
  ASSERT_THAT(Put(Indexed("2", 500)), IsOk());
  ASSERT_THAT(Update("2", "REMOVE e", {}), IsOk());
  EXPECT_THAT(Put(Of("3", 502)), IsOk());
  EXPECT_THAT(Put(KeyOf("4")), IsTooLarge());
}

TEST_P(SmallItemCollections, DoNotCountTheEntriesOfGlobalIndexes) {
  Item item = Of("1", 1900);
  item.Set("g", "G");
  EXPECT_THAT(Put(item), IsOk());
}

TEST_P(SmallItemCollections, BoundWhatABatchAddsTogether) {
  EXPECT_THAT(
      db().BatchWriteItem(
          {.request_items = Writes{{"games", {PutOf(Of("1", 1200)), PutOf(Of("2", 801))}}}}),
      IsTooLarge());
  EXPECT_EQ(Count(), 0u);
  EXPECT_THAT(
      db().BatchWriteItem(
          {.request_items = Writes{{"games", {PutOf(Of("1", 1200)), PutOf(Of("2", 800))}}}}),
      IsOk());
  EXPECT_THAT(Put(KeyOf("3")), IsTooLarge());
}

TEST_P(SmallItemCollections, AreAReasonToCancelATransaction) {
  const auto written = db().TransactWriteItems(
      {.transact_items = {
           {{.put = TransactPut{.item = Of("1", 1200), .table_name = "games"}},
            {.put = TransactPut{.item = Of("2", 801), .table_name = "games"}},
            {.put = TransactPut{.item = Of("1", 1000, "b"), .table_name = "games"}}}}});
  ASSERT_THAT(written, IsErrorWith(ErrorCode::kTransactionCanceled,
                                   "Transaction cancelled, please refer cancellation reasons for "
                                   "specific reasons [None, ItemCollectionSizeLimitExceeded, "
                                   "None]"));
  const std::vector<CancellationReason> reasons = ErrorOf(written.status()).cancellation_reasons;
  ASSERT_THAT(reasons, SizeIs(3));
  EXPECT_EQ(reasons[1].message, "Collection size exceeded.");
  EXPECT_EQ(Count(), 0u);
}

TEST_P(SmallItemCollections, RefuseEachStatementOfABatchByItself) {
  ASSERT_THAT(Put(Of("1", 1900)), IsOk());
  const auto insert = [](const std::string& s, size_t bytes) {
    return BatchStatementRequest{.statement = "INSERT INTO games VALUE {'p': 'a', 's': '" + s +
                                              "', 'v': '" + std::string(bytes - 5, 'x') + "'}"};
  };
  const auto batch =
      db().BatchExecuteStatement({.statements = {{insert("2", 101), insert("3", 100)}}});
  ASSERT_THAT(batch, IsOk());
  ASSERT_TRUE((*batch->responses)[0].error.has_value());
  EXPECT_EQ((*batch->responses)[0].error->code, "ItemCollectionSizeLimitExceeded");
  EXPECT_EQ((*batch->responses)[0].error->message, "Collection size exceeded.");
  EXPECT_FALSE((*batch->responses)[1].error.has_value());
  EXPECT_EQ(Count(), 2u);
}

TEST_P(SmallItemCollections, AreNoneOfTablesWithoutLocalIndexes) {
  ASSERT_THAT(db().CreateTable("sorted", "p", "s"), IsOk());
  EXPECT_THAT(db().Put("sorted", Of("1", 3000)), IsOk());
}

TEST_P(SmallItemCollections, BeginAnewWithANewTable) {
  ASSERT_THAT(Put(Of("1", 2000)), IsOk());
  ASSERT_THAT(db().DeleteTable({.table_name = "games"}), IsOk());
  ASSERT_THAT(db().CreateTable(Tables::Games()), IsOk());
  EXPECT_THAT(Put(Of("1", 2000)), IsOk());
}

}  // namespace
}  // namespace stator::testing
