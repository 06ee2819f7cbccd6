// Where a request names a table that exists, its ARN may stand.
#include <map>
#include <string>
#include <vector>

#include "tests/support/door.h"

namespace stator::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::Key;
using ::testing::SizeIs;

constexpr auto kTotal = ReturnConsumedCapacity::kTotal;

class TableArns : public DoorTest {
 protected:
  static inline const std::string kPrefix = "arn:aws:dynamodb:us-east-1:000000000000:table/";
  static inline const std::string kPlain = kPrefix + "plain";
  static inline const std::string kOthers = "arn:aws:dynamodb:us-east-1:123456789012:table/plain";

  using Writes = std::map<std::string, std::vector<WriteRequest>, std::less<>>;
  using Gets = std::map<std::string, KeysAndAttributes, std::less<>>;

  static WriteRequest PutOf(const std::string& p) {
    return {.put_request = PutRequest{.item = Item{{"p", p}}}};
  }
  static KeysAndAttributes KeysOf(const std::string& p) {
    return {.keys = std::vector<Item>{Item{{"p", p}}}};
  }
  static auto IsInvalidArn(const std::string& arn) {
    return IsInvalid("Invalid TableArn: Invalid ResourceArn provided as input " + arn);
  }
  static auto IsDenied(const std::string& action) {
    return IsErrorWith(ErrorCode::kAccessDenied,
                       "User: arn:aws:iam::000000000000:root is not authorized to perform: "
                       "dynamodb:" +
                           action + " on resource: " + kOthers);
  }
  static auto IsMissing() {
    return IsErrorWith(ErrorCode::kResourceNotFound, "Requested resource not found");
  }
  static auto IsMissing(const std::string& name) {
    return IsErrorWith(ErrorCode::kResourceNotFound,
                       "Requested resource not found: Table: " + name + " not found");
  }
};
INSTANTIATE_FOR_EVERY_DOOR(TableArns);

TEST_P(TableArns, StandForTheTableInOperationsOnItemsAndAreSaidBack) {
  CreatePlain();
  const auto put = db().PutItem({.table_name = kPlain,
                                 .item = Item{{"p", "a"}, {"n", 1}},
                                 .return_consumed_capacity = kTotal});
  ASSERT_THAT(put, IsOk());
  EXPECT_EQ(put->consumed_capacity->table_name, kPlain);
  const auto update = db().UpdateItem({.table_name = kPlain,
                                       .key = Item{{"p", "a"}},
                                       .return_consumed_capacity = kTotal,
                                       .update_expression = "SET n = n + :one",
                                       .expression_attribute_values = Item{{":one", 1}}});
  ASSERT_THAT(update, IsOk());
  EXPECT_EQ(update->consumed_capacity->table_name, kPlain);
  EXPECT_EQ(Get("plain", Item{{"p", "a"}}), (Item{{"p", "a"}, {"n", 2}}));
  const auto get = db().GetItem(
      {.table_name = kPlain, .key = Item{{"p", "a"}}, .return_consumed_capacity = kTotal});
  ASSERT_THAT(get, IsOk());
  EXPECT_EQ(get->item, (Item{{"p", "a"}, {"n", 2}}));
  EXPECT_EQ(get->consumed_capacity->table_name, kPlain);
  const auto query = db().Query({.table_name = kPlain,
                                 .return_consumed_capacity = kTotal,
                                 .key_condition_expression = "p = :p",
                                 .expression_attribute_values = Item{{":p", "a"}}});
  ASSERT_THAT(query, IsOk());
  EXPECT_EQ(query->count, 1);
  EXPECT_EQ(query->consumed_capacity->table_name, kPlain);
  const auto scan = db().Scan({.table_name = kPlain, .return_consumed_capacity = kTotal});
  ASSERT_THAT(scan, IsOk());
  EXPECT_EQ(scan->count, 1);
  EXPECT_EQ(scan->consumed_capacity->table_name, kPlain);
  const auto removed = db().DeleteItem(
      {.table_name = kPlain, .key = Item{{"p", "a"}}, .return_consumed_capacity = kTotal});
  ASSERT_THAT(removed, IsOk());
  EXPECT_EQ(removed->consumed_capacity->table_name, kPlain);
  EXPECT_EQ(Get("plain", Item{{"p", "a"}}), Item());
}

TEST_P(TableArns, AreTheKeysOfWhatABatchAnswers) {
  CreatePlain();
  const auto written =
      db().BatchWriteItem({.request_items = Writes{{kPlain, {PutOf("a")}}, {"plain", {PutOf("b")}}},
                           .return_consumed_capacity = kTotal});
  ASSERT_THAT(written, IsOk());
  ASSERT_THAT(*written->consumed_capacity, SizeIs(2));
  EXPECT_EQ((*written->consumed_capacity)[0].table_name, kPlain);
  EXPECT_EQ((*written->consumed_capacity)[1].table_name, "plain");

  const auto read =
      db().BatchGetItem({.request_items = Gets{{kPlain, KeysOf("a")}, {"plain", KeysOf("b")}},
                         .return_consumed_capacity = kTotal});
  ASSERT_THAT(read, IsOk());
  ASSERT_THAT(*read->responses, ElementsAre(Key(kPlain), Key("plain")));
  EXPECT_EQ(Item(read->responses->at(kPlain)[0]), (Item{{"p", "a"}}));
  EXPECT_EQ(Item(read->responses->at("plain")[0]), (Item{{"p", "b"}}));
  EXPECT_EQ((*read->consumed_capacity)[0].table_name, kPlain);
  EXPECT_EQ((*read->consumed_capacity)[1].table_name, "plain");
}

TEST_P(TableArns, AreTheKeysOfWhatABatchLeaves) {
  CreatePlain();
  const std::string text(350'000, 'x');
  KeysAndAttributes keys{.keys = std::vector<Item>()};
  for (int i = 0; i < 50; ++i) {
    const std::string key = std::to_string(i);
    Put("plain", Item{{"p", key}, {"text", text}});
    keys.keys->push_back(Item{{"p", key}});
  }
  const auto read = db().BatchGetItem({.request_items = Gets{{kPlain, keys}}});
  ASSERT_THAT(read, IsOk());
  EXPECT_THAT(*read->unprocessed_keys, ElementsAre(Key(kPlain)));
}

TEST_P(TableArns, DoNotHideThatABatchNamesAKeyTwice) {
  CreatePlain();
  const auto twice = IsInvalid("Provided list of item keys contains duplicates");
  EXPECT_THAT(db().BatchWriteItem(
                  {.request_items = Writes{{kPlain, {PutOf("a")}}, {"plain", {PutOf("a")}}}}),
              twice);
  EXPECT_THAT(
      db().BatchGetItem({.request_items = Gets{{kPlain, KeysOf("a")}, {"plain", KeysOf("a")}}}),
      twice);
}

TEST_P(TableArns, StandForTheTableInTransactions) {
  CreatePlain();
  const auto written = db().TransactWriteItems(
      {.transact_items = {{{.put = TransactPut{.item = Item{{"p", "a"}}, .table_name = kPlain}}}},
       .return_consumed_capacity = kTotal});
  ASSERT_THAT(written, IsOk());
  EXPECT_EQ((*written->consumed_capacity)[0].table_name, kPlain);
  const auto read = db().TransactGetItems(
      {.transact_items = {{{.get = TransactGet{.key = Item{{"p", "a"}}, .table_name = kPlain}}}},
       .return_consumed_capacity = kTotal});
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ((*read->responses)[0].item, (Item{{"p", "a"}}));
  EXPECT_EQ((*read->consumed_capacity)[0].table_name, kPlain);

  EXPECT_THAT(
      db().TransactWriteItems(
          {.transact_items = {{{.put = TransactPut{.item = Item{{"p", "a"}}, .table_name = kPlain}},
                               {.delete_ = TransactDelete{.key = Item{{"p", "a"}},
                                                          .table_name = "plain"}}}}}),
      IsInvalid("Transaction request cannot include multiple operations on one item"));
}

TEST_P(TableArns, StandForTheTableInOperationsOnTablesWhichAnswerWithNames) {
  CreatePlain();
  const auto described = db().DescribeTable({.table_name = kPlain});
  ASSERT_THAT(described, IsOk());
  EXPECT_EQ(described->table->table_name, "plain");
  EXPECT_EQ(described->table->table_arn, kPlain);
  const auto updated =
      db().UpdateTable({.table_name = kPlain, .deletion_protection_enabled = false});
  ASSERT_THAT(updated, IsOk());
  EXPECT_EQ(updated->table_description->table_name, "plain");
  ASSERT_THAT(db().UpdateTimeToLive(
                  {.table_name = kPlain,
                   .time_to_live_specification =
                       TimeToLiveSpecification{.enabled = true, .attribute_name = "until"}}),
              IsOk());
  const auto time_to_live = db().DescribeTimeToLive({.table_name = kPlain});
  ASSERT_THAT(time_to_live, IsOk());
  EXPECT_EQ(time_to_live->time_to_live_description->attribute_name, "until");
  EXPECT_THAT(db().DescribeContinuousBackups({.table_name = kPlain}), IsOk());
  EXPECT_THAT(db().ListBackups({.table_name = kPlain}), IsOk());
  EXPECT_THAT(db().ListContributorInsights({.table_name = kPlain}), IsOk());
  const auto insights = db().DescribeContributorInsights({.table_name = kPlain});
  ASSERT_THAT(insights, IsOk());
  EXPECT_EQ(insights->table_name, "plain");
  const auto kinesis = db().DescribeKinesisStreamingDestination({.table_name = kPlain});
  ASSERT_THAT(kinesis, IsOk());
  EXPECT_EQ(kinesis->table_name, "plain");
  const auto scaling = db().DescribeTableReplicaAutoScaling({.table_name = kPlain});
  ASSERT_THAT(scaling, IsOk());
  EXPECT_EQ(scaling->table_auto_scaling_description->table_name, "plain");
  const auto deleted = db().DeleteTable({.table_name = kPlain});
  ASSERT_THAT(deleted, IsOk());
  EXPECT_EQ(deleted->table_description->table_name, "plain");
  EXPECT_THAT(db().DescribeTable({.table_name = kPlain}), IsMissing("plain"));
}

TEST_P(TableArns, OfNoTableFindNone) {
  const std::string arn = kPrefix + "none";
  EXPECT_THAT(db().GetItem({.table_name = arn, .key = Item{{"p", "a"}}}), IsMissing());
  EXPECT_THAT(db().Scan({.table_name = arn}), IsMissing());
  EXPECT_THAT(db().BatchGetItem({.request_items = Gets{{arn, KeysOf("a")}}}), IsMissing());
  EXPECT_THAT(db().UpdateTable({.table_name = arn, .deletion_protection_enabled = true}),
              IsMissing("none"));
  EXPECT_THAT(db().DeleteTable({.table_name = arn}), IsMissing("none"));
  EXPECT_THAT(db().DescribeTimeToLive({.table_name = arn}), IsMissing("none"));
  EXPECT_THAT(db().DescribeTableReplicaAutoScaling({.table_name = arn}), IsMissing("none"));
  EXPECT_THAT(db().DescribeContinuousBackups({.table_name = arn}),
              IsErrorWith(ErrorCode::kTableNotFound, "Table not found: none"));
}

TEST_P(TableArns, AreOfTablesOfThisAccountAndRegion) {
  CreatePlain();
  for (const std::string arn :
       {"arn:", "arn:aws:s3:::bucket", "arn:aws:dynamodb:us-east-1:000000000000:plain",
        "arn:aws:dynamodb:us-east-1:000000000000:table/ab",
        "arn:aws:dynamodb:us-east-1:000000000000:table/plain/index/i",
        "arn:aws:dynamodb:us-east-1:000000000000:table/plain/stream/s",
        "arn:aws:dynamodb:eu-west-1:000000000000:table/plain"}) {
    EXPECT_THAT(db().GetItem({.table_name = arn, .key = Item{{"p", "a"}}}), IsInvalidArn(arn));
    EXPECT_THAT(db().Scan({.table_name = arn}), IsInvalidArn(arn));
    EXPECT_THAT(db().BatchGetItem({.request_items = Gets{{arn, KeysOf("a")}}}), IsInvalidArn(arn));
    EXPECT_THAT(db().DescribeTable({.table_name = arn}), IsInvalidArn(arn));
  }
}

TEST_P(TableArns, OfAnotherAccountAreDeniedForTheActionThatWasAskedFor) {
  CreatePlain();
  const Item key{{"p", "a"}};
  EXPECT_THAT(db().PutItem({.table_name = kOthers, .item = key}), IsDenied("PutItem"));
  EXPECT_THAT(db().UpdateItem({.table_name = kOthers, .key = key}), IsDenied("UpdateItem"));
  EXPECT_THAT(db().Query({.table_name = kOthers}), IsDenied("Query"));
  EXPECT_THAT(db().BatchWriteItem({.request_items = Writes{{kOthers, {PutOf("a")}}}}),
              IsDenied("BatchWriteItem"));
  EXPECT_THAT(db().TransactGetItems(
                  {.transact_items = {{{.get = TransactGet{.key = key, .table_name = kOthers}}}}}),
              IsDenied("GetItem"));
  EXPECT_THAT(db().TransactWriteItems(
                  {.transact_items = {{{.condition_check = {{.key = key,
                                                             .table_name = kOthers,
                                                             .condition_expression =
                                                                 "attribute_exists(p)"}}}}}}),
              IsDenied("ConditionCheckItem"));
  EXPECT_THAT(
      db().TransactWriteItems(
          {.transact_items = {{{.delete_ = TransactDelete{.key = key, .table_name = kOthers}}}}}),
      IsDenied("DeleteItem"));
  EXPECT_THAT(db().DeleteTable({.table_name = kOthers}), IsDenied("DeleteTable"));
}

TEST_P(TableArns, AreCheckedBehindMembersAndBeforeExpressions) {
  EXPECT_THAT(db().GetItem({.table_name = kOthers}),
              IsInvalid("1 validation error detected: Value null at 'key' failed to satisfy "
                        "constraint: Member must not be null"));
  EXPECT_THAT(
      db().GetItem({.table_name = kOthers, .key = Item{{"p", "a"}}, .projection_expression = "!"}),
      IsDenied("GetItem"));
  const std::string longest = kPrefix + std::string(1024 - kPrefix.size(), 'a');
  EXPECT_THAT(db().Scan({.table_name = longest}), IsInvalidArn(longest));
  const std::string longer = longest + "a";
  EXPECT_THAT(db().Scan({.table_name = longer}),
              IsInvalid("1 validation error detected: Value '" + longer +
                        "' at 'tableName' failed to satisfy constraint: Member must have length "
                        "less than or equal to 1024"));
}

TEST_P(TableArns, MakeNoTable) {
  EXPECT_THAT(db().CreateTable(kPlain, "p"),
              IsInvalid("1 validation error detected: Value '" + kPlain +
                        "' at 'tableName' failed to satisfy constraint: Member must satisfy "
                        "regular expression pattern: [a-zA-Z0-9_.-]+"));
}

TEST_P(TableArns, AreNoNamesInStatements) {
  CreatePlain();
  EXPECT_THAT(db().ExecuteStatement({.statement = "SELECT * FROM \"" + kPlain + "\""}),
              IsMissing());
}

}  // namespace
}  // namespace stator::testing
