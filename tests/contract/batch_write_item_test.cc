// BatchWriteItem: what it writes, what it costs, what it refuses.
#include <map>
#include <string>
#include <vector>

#include "tests/contract/plain_key.h"

namespace stator::testing {
namespace {

using Writes = std::map<std::string, std::vector<WriteRequest>, std::less<>>;

WriteRequest PutOf(const Item& item) { return {.put_request = PutRequest{.item = item}}; }
WriteRequest DeleteOf(const Item& key) { return {.delete_request = DeleteRequest{.key = key}}; }

class BatchWriteItem : public DoorTest {
 protected:
  void SetUp() override {
    CreatePlain();
    CreateSorted(ScalarAttributeType::kN);
  }

  absl::StatusOr<BatchWriteItemResult> Write(Writes requests) {
    return db().BatchWriteItem({.request_items = std::move(requests)});
  }
  absl::StatusOr<BatchWriteItemResult> WritePlain(std::vector<WriteRequest> writes) {
    return Write({{"plain", std::move(writes)}});
  }
};
INSTANTIATE_FOR_EVERY_DOOR(BatchWriteItem);

TEST_P(BatchWriteItem, PutsAndDeletesInSeveralTables) {
  Put("plain", Item{{"p", "old"}, {"v", 1}});
  Put("plain", Item{{"p", "gone"}});
  const auto written = Write(
      {{"plain",
        {PutOf(Item{{"p", "old"}, {"w", 2}}), DeleteOf(Key("gone")), DeleteOf(Key("never was"))}},
       {"sorted", {PutOf(Item{{"p", "a"}, {"s", 1}})}}});
  ASSERT_THAT(written, IsOk());
  EXPECT_TRUE(written->unprocessed_items->empty());
  EXPECT_FALSE(written->consumed_capacity.has_value());
  EXPECT_EQ(Get("plain", Key("old")), (Item{{"p", "old"}, {"w", 2}}));
  EXPECT_EQ(Get("plain", Key("gone")), Item());
  EXPECT_EQ(Get("sorted", Item{{"p", "a"}, {"s", 1}}), (Item{{"p", "a"}, {"s", 1}}));
}

TEST_P(BatchWriteItem, CountsWhatItWrites) {
  ASSERT_THAT(WritePlain({PutOf(Key("a")), PutOf(Key("b"))}), IsOk());
  ASSERT_THAT(WritePlain({DeleteOf(Key("a")), PutOf(Key("c"))}), IsOk());
  EXPECT_EQ(db().DescribeTable({.table_name = "plain"})->table->item_count, 2);
}

TEST_P(BatchWriteItem, CostsWhatItsWritesCost) {
  Put("plain", Item{{"p", "gone"}, {"v", std::string(2000, 'x')}});
  const auto written = db().BatchWriteItem(
      {.request_items = Writes{{"plain",
                                {PutOf(Item{{"p", "a"}, {"v", std::string(2500, 'x')}}),
                                 DeleteOf(Key("gone")), DeleteOf(Key("none"))}},
                               {"sorted", {PutOf(Item{{"p", "a"}, {"s", 1}})}}},
       .return_consumed_capacity = ReturnConsumedCapacity::kIndexes,
       .return_item_collection_metrics = ReturnItemCollectionMetrics::kSize});
  ASSERT_THAT(written, IsOk());
  ASSERT_EQ(written->consumed_capacity->size(), 2u);
  const ConsumedCapacity& plain = (*written->consumed_capacity)[0];
  EXPECT_EQ(plain.table_name, "plain");
  EXPECT_EQ(plain.capacity_units, 6);
  EXPECT_EQ(plain.table->capacity_units, 6);
  EXPECT_FALSE(plain.write_capacity_units.has_value());
  EXPECT_EQ((*written->consumed_capacity)[1].capacity_units, 1);
}

TEST_P(BatchWriteItem, RequiresRequests) {
  EXPECT_THAT(db().BatchWriteItem(BatchWriteItemRequest{}),
              IsInvalid("1 validation error detected: Value null at 'requestItems' failed to "
                        "satisfy constraint: Member must not be null"));
  EXPECT_THAT(Write({}), IsInvalid("The requestItems parameter is required for BatchWriteItem"));
  EXPECT_THAT(WritePlain({}),
              IsInvalid("1 validation error detected: Value at 'requestItems.plain.member' failed "
                        "to satisfy constraint: Member must have length greater than or equal to "
                        "1"));
}

TEST_P(BatchWriteItem, RequiresAnItemOrAKeyInEachRequest) {
  EXPECT_THAT(WritePlain({{.put_request = PutRequest{}}}),
              IsInvalid("1 validation error detected: Value null at "
                        "'requestItems.plain.member.1.member.putRequest.item' failed to satisfy "
                        "constraint: Member must not be null"));
  EXPECT_THAT(WritePlain({PutOf(Key("a")), {.delete_request = DeleteRequest{}}}),
              IsInvalid("1 validation error detected: Value null at "
                        "'requestItems.plain.member.2.member.deleteRequest.key' failed to satisfy "
                        "constraint: Member must not be null"));
}

TEST_P(BatchWriteItem, TakesExactlyOneOfPutAndDelete) {
  const std::string refusal =
      "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the "
      "supported datatypes";
  EXPECT_THAT(WritePlain({{}}), IsInvalid(refusal));
  EXPECT_THAT(WritePlain({{.put_request = PutRequest{.item = Key("a")},
                           .delete_request = DeleteRequest{.key = Key("b")}}}),
              IsInvalid(refusal));
  EXPECT_EQ(Get("plain", Key("a")), Item());
}

TEST_P(BatchWriteItem, Takes25WritesAndNoMore) {
  std::vector<WriteRequest> writes;
  for (int i = 0; i < 25; ++i) writes.push_back(PutOf(Key(std::to_string(i))));
  EXPECT_THAT(WritePlain(writes), IsOk());
  writes.push_back(DeleteOf(Key("25")));
  const auto refused = WritePlain(writes);
  ASSERT_THAT(refused, IsErrorCode(ErrorCode::kValidation));
  EXPECT_THAT(ErrorOf(refused.status()).message,
              ::testing::AllOf(
                  ::testing::StartsWith("1 validation error detected: Value '{plain=["),
                  ::testing::EndsWith("]}' at 'requestItems' failed to satisfy constraint: Map "
                                      "value must satisfy constraint: [Member must have length "
                                      "less than or equal to 25, Member must have length greater "
                                      "than or equal to 1]")));
  writes.resize(13);
  EXPECT_THAT(Write({{"plain", writes}, {"sorted", writes}}),
              IsInvalid("Too many items requested for the BatchWriteItem call"));
}

TEST_P(BatchWriteItem, NeedsItsTables) {
  EXPECT_THAT(Write({{"nosuch", {PutOf(Key("a"))}}, {"plain", {PutOf(Key("a"))}}}),
              IsErrorWith(ErrorCode::kResourceNotFound, "Requested resource not found"));
  EXPECT_EQ(Get("plain", Key("a")), Item());
  EXPECT_THAT(Write({{"a b", {PutOf(Key("a"))}}}),
              IsInvalid("1 validation error detected: Value 'a b' at 'tableName' failed to satisfy "
                        "constraint: Member must satisfy regular expression pattern: "
                        "[a-zA-Z0-9_.-]+"));
}

TEST_P(BatchWriteItem, RefusesTwoWritesOfOneItem) {
  const std::string duplicates = "Provided list of item keys contains duplicates";
  EXPECT_THAT(WritePlain({PutOf(Key("a")), PutOf(Item{{"p", "a"}, {"v", 1}})}),
              IsInvalid(duplicates));
  EXPECT_THAT(WritePlain({PutOf(Key("a")), DeleteOf(Key("a"))}), IsInvalid(duplicates));
  EXPECT_THAT(WritePlain({DeleteOf(Key("a")), DeleteOf(Key("a"))}), IsInvalid(duplicates));
  EXPECT_THAT(Write({{"nosuch", {PutOf(Key("a")), PutOf(Key("a"))}}}),
              IsErrorCode(ErrorCode::kResourceNotFound));
  EXPECT_THAT(
      Write({{"sorted", {PutOf(Item{{"p", "a"}, {"s", 1}}), PutOf(Item{{"p", "a"}, {"s", 2}})}}}),
      IsOk());
}

TEST_P(BatchWriteItem, RefusesAllForOneKeyThatDoesNotFit) {
  const std::string mismatch = "The provided key element does not match the schema";
  EXPECT_THAT(WritePlain({PutOf(Key("a")), PutOf(Item{{"v", 1}})}),
              IsInvalid("One or more parameter values were invalid: Missing the key p in the "
                        "item"));
  EXPECT_EQ(Get("plain", Key("a")), Item());
  EXPECT_THAT(WritePlain({PutOf(Item{{"p", 1}})}), IsInvalid(mismatch));
  EXPECT_THAT(WritePlain({DeleteOf(Item{{"p", 1}})}), IsInvalid(mismatch));
  EXPECT_THAT(WritePlain({DeleteOf(Item{{"p", "a"}, {"v", 1}})}), IsInvalid(mismatch));
  EXPECT_THAT(WritePlain({DeleteOf(Item())}), IsInvalid(mismatch));
  const std::string empty =
      "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
      "contain an empty string value. Key: p";
  EXPECT_THAT(WritePlain({PutOf(Key(""))}), IsInvalid(empty));
  EXPECT_THAT(WritePlain({DeleteOf(Key(""))}), IsInvalid(empty));
}

TEST_P(BatchWriteItem, RefusesItemsBeyond400Kilobytes) {
  const size_t room = 400 * 1024 - 3;  // Beside "p", "a" and "v".
  EXPECT_THAT(WritePlain({PutOf(Item{{"p", "a"}, {"v", std::string(room, 'x')}})}), IsOk());
  EXPECT_THAT(WritePlain({PutOf(Item{{"p", "a"}, {"v", std::string(room + 1, 'x')}})}),
              IsInvalid("Item size has exceeded the maximum allowed size"));
}

TEST_P(BatchWriteItem, RefusesBadValues) {
  EXPECT_THAT(WritePlain({PutOf(Item{{"p", "a"}, {"v", StringSet{}}})}),
              IsInvalid("One or more parameter values were invalid: An string set  may not be "
                        "empty"));
}

}  // namespace
}  // namespace stator::testing
