// A veto of a function in the transaction of a write leaves nothing of that write anywhere,
// whichever operation it came by: not in the item, not in an index, not in the stream.
#include <string>
#include <vector>

#include "tests/trigger/trigger_fixture.h"

namespace stator::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr auto kHash = KeyType::kHash;
constexpr auto kRange = KeyType::kRange;

class Veto : public TriggerTest, public ::testing::WithParamInterface<Storage> {
 protected:
  Veto() : TriggerTest(GetParam()) {
    const Projection all{ProjectionType::kAll};
    EXPECT_THAT(
        db_->CreateTable(
            {.attribute_definitions = {{{"p", ScalarAttributeType::kS},
                                        {"s", ScalarAttributeType::kS},
                                        {"color", ScalarAttributeType::kS},
                                        {"tier", ScalarAttributeType::kS}}},
             .table_name = "things",
             .key_schema = {{{"p", kHash}, {"s", kRange}}},
             .billing_mode = BillingMode::kPayPerRequest,
             .local_secondary_indexes = {{{"by_tier", {{{"p", kHash}, {"tier", kRange}}}, all}}},
             .global_secondary_indexes = {{{"by_color", {{{"color", kHash}}}, all}}},
             .stream_specification = StreamSpecification{true, StreamViewType::kNewAndOldImages}}),
        IsOk());
    auto subscription =
        triggers().OnWrite("things", [](const StagedWrite& write) -> absl::StatusOr<ExtraWrites> {
          if (write.after && write.after->Find("tier")->AsString() == "xxl") {
            return absl::FailedPreconditionError("too large");
          }
          if (!write.after && write.before->Find("tier")->AsString() == "m") {
            return absl::FailedPreconditionError("m is kept");
          }
          return ExtraWrites();
        });
    EXPECT_THAT(subscription, IsOk());
    subscription_ = *std::move(subscription);
    EXPECT_THAT(db_->Put("things", Thing("there", "m")), IsOk());
    Remember();
    Map({.event_source_arn = StreamOf("things")});
    EXPECT_EQ(Drain().records, 1);
    calls_.clear();
  }
  ~Veto() override { subscription_.reset(); }

  static Item Thing(const std::string& s, const std::string& tier,
                    const std::string& color = "red") {
    return Item{{"p", "a"}, {"s", s}, {"tier", tier}, {"color", color}};
  }

  // Nothing has changed since it was made.
  void ExpectUntouched() {
    const Item thing = Thing("there", "m");
    EXPECT_THAT(Items(db_->Scan({.table_name = "things"})), ElementsAre(thing));
    EXPECT_THAT(Items(db_->Scan({.table_name = "things", .index_name = "by_tier"})),
                ElementsAre(thing));
    EXPECT_THAT(Items(db_->Scan({.table_name = "things", .index_name = "by_color"})),
                ElementsAre(thing));
    EXPECT_THAT(Items(db_->Scan({.table_name = "out"})), IsEmpty());
    Drain();
    EXPECT_THAT(calls_, IsEmpty());
  }

  std::unique_ptr<WriteSubscription> subscription_;

 private:
  static std::vector<Item> Items(const absl::StatusOr<ScanResult>& page) {
    EXPECT_THAT(page, IsOk());
    std::vector<Item> items;
    for (const ItemView item : *page->items) items.emplace_back(item);
    return items;
  }
};
INSTANTIATE_TEST_SUITE_P(InMemoryAndOnDisk, Veto,
                         ::testing::Values(Storage::kMemory, Storage::kDisk), [](const auto& of) {
                           return of.param == Storage::kDisk ? "Disk" : "Memory";
                         });

TEST_P(Veto, OfAPutThatReplaces) {
  EXPECT_THAT(db_->Put("things", Thing("there", "xxl", "blue")),
              IsErrorWith(ErrorCode::kConditionalCheckFailed, "too large"));
  ExpectUntouched();
}

TEST_P(Veto, OfAnUpdate) {
  EXPECT_THAT(
      db_->UpdateItem({.table_name = "things",
                       .key = Item{{"p", "a"}, {"s", "there"}},
                       .update_expression = "SET tier = :tier, color = :blue",
                       .expression_attribute_values = Item{{":tier", "xxl"}, {":blue", "blue"}}}),
      IsErrorWith(ErrorCode::kConditionalCheckFailed, "too large"));
  ExpectUntouched();
}

TEST_P(Veto, OfADelete) {
  EXPECT_THAT(db_->Delete("things", Item{{"p", "a"}, {"s", "there"}}),
              IsErrorWith(ErrorCode::kConditionalCheckFailed, "m is kept"));
  ExpectUntouched();
}

TEST_P(Veto, OfOneWriteOfATransaction) {
  const auto written = db_->TransactWriteItems(
      {.transact_items = {{
           {.put = TransactPut{.item = Thing("new", "s"), .table_name = "things"}},
           {.put = TransactPut{.item = Item{{"p", "other"}}, .table_name = "out"}},
           {.put = TransactPut{.item = Thing("huge", "xxl"), .table_name = "things"}},
       }}});
  EXPECT_THAT(written, IsErrorCode(ErrorCode::kTransactionCanceled));
  EXPECT_THAT(std::string(written.status().message()),
              HasSubstr("[None, None, ConditionalCheckFailed]"));
  ExpectUntouched();
}

TEST_P(Veto, OfOneWriteOfABatch) {
  std::vector<WriteRequest> writes(3);
  writes[0].put_request = PutRequest{Thing("new", "s")};
  writes[1].put_request = PutRequest{Thing("huge", "xxl")};
  writes[2].delete_request = DeleteRequest{Item{{"p", "a"}, {"s", "nothing"}}};
  EXPECT_THAT(db_->BatchWriteItem({.request_items = {{{"things", writes}}}}),
              IsErrorWith(ErrorCode::kConditionalCheckFailed, "too large"));
  ExpectUntouched();
}

TEST_P(Veto, OfAStatement) {
  EXPECT_THAT(db_->ExecuteStatement(
                  {.statement = "UPDATE things SET tier = 'xxl' WHERE p = 'a' AND s = 'there'"}),
              IsErrorWith(ErrorCode::kConditionalCheckFailed, "too large"));
  ExpectUntouched();
}

}  // namespace
}  // namespace stator::testing
