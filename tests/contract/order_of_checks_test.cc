// Two faults in one request: which of them is answered. DynamoDB checks in an order, and programs
// see it.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/contract/sample.h"
#include "tests/support/door.h"

namespace stator::testing {
namespace {

const char kNoTable[] = "nosuch";

class OrderOfChecks : public DoorTest {
 protected:
  void SetUp() override {
    CreatePlain();
    Put("plain", Sample());
  }

  // A substring is enough to tell which fault was found.
  template <typename Result>
  void ExpectFault(const absl::StatusOr<Result>& result, const std::string& part) {
    ASSERT_FALSE(result.ok());
    EXPECT_THAT(ErrorOf(result.status()).message, ::testing::HasSubstr(part));
  }
};
INSTANTIATE_FOR_EVERY_DOOR(OrderOfChecks);

// Each request below has the faults that its title names, all but one of them mended step by step.

TEST_P(OrderOfChecks, OfPutItem) {
  PutItemRequest request{
      .item = Item{{"p", 1}, {"v", StringSet{}}, {"w", std::string(500'000, 'x')}},
      .return_values = ReturnValues::kAllNew,
      .condition_expression = "n = = :v",
      .expression_attribute_names = AttributeNames{{"b", "b"}},
      .expression_attribute_values = Item{{":v", 1}, {":w", 1}}};
  ExpectFault(db().PutItem(request), "'tableName'");
  request.table_name = kNoTable;
  ExpectFault(db().PutItem(request), "An string set  may not be empty");
  request.item->Remove("v");
  ExpectFault(db().PutItem(request), "ReturnValues can only be");
  request.return_values.reset();
  ExpectFault(db().PutItem(request), "Item size has exceeded");
  request.item->Remove("w");
  ExpectFault(db().PutItem(request), "ExpressionAttributeNames contains invalid key");
  request.expression_attribute_names = AttributeNames{{"#b", "b"}};
  ExpectFault(db().PutItem(request), "Syntax error");
  request.condition_expression = "n = :undefined";
  ExpectFault(db().PutItem(request), "is not defined; attribute value: :undefined");
  request.condition_expression = "n = :v";
  ExpectFault(db().PutItem(request), "ExpressionAttributeNames unused");
  request.expression_attribute_names.reset();
  ExpectFault(db().PutItem(request), "ExpressionAttributeValues unused");
  request.expression_attribute_values->Remove(":w");
  ExpectFault(db().PutItem(request), "Requested resource not found");
  request.table_name = "plain";
  ExpectFault(db().PutItem(request), "Type mismatch for key p");
  request.item->Set("p", "");
  ExpectFault(db().PutItem(request), "cannot contain an empty string value");
  request.item->Set("p", "a");
  ExpectFault(db().PutItem(request), "The conditional request failed");
  request.expression_attribute_values->Set(":v", 5);
  EXPECT_THAT(db().PutItem(request), IsOk());
}

TEST_P(OrderOfChecks, OfGetItem) {
  GetItemRequest request{.key = Item{{"p", 1}, {"v", StringSet{}}},
                         .projection_expression = "a a",
                         .expression_attribute_names = AttributeNames{{"b", "b"}}};
  ExpectFault(db().GetItem(request), "'tableName'");
  request.table_name = kNoTable;
  ExpectFault(db().GetItem(request), "An string set  may not be empty");
  request.key->Remove("v");
  ExpectFault(db().GetItem(request), "ExpressionAttributeNames contains invalid key");
  request.expression_attribute_names = AttributeNames{{"#b", "b"}};
  ExpectFault(db().GetItem(request), "Syntax error");
  request.projection_expression = "#undefined";
  ExpectFault(db().GetItem(request), "is not defined; attribute name: #undefined");
  request.projection_expression = "a";
  ExpectFault(db().GetItem(request), "ExpressionAttributeNames unused");
  request.expression_attribute_names.reset();
  ExpectFault(db().GetItem(request), "Requested resource not found");
  request.table_name = "plain";
  ExpectFault(db().GetItem(request), "The provided key element does not match the schema");
  request.key = Item{{"p", ""}};
  ExpectFault(db().GetItem(request), "cannot contain an empty string value");
  request.key = Item{{"p", "a"}};
  EXPECT_THAT(db().GetItem(request), IsOk());
}

TEST_P(OrderOfChecks, OfUpdateItem) {
  UpdateItemRequest request{.key = Item{{"p", 1}, {"v", StringSet{}}},
                            .update_expression = "SET n = = :v",
                            .condition_expression = "n = = :v",
                            .expression_attribute_names = AttributeNames{{"b", "b"}},
                            .expression_attribute_values = Item{{":v", "x"}, {":w", 1}}};
  ExpectFault(db().UpdateItem(request), "'tableName'");
  request.table_name = kNoTable;
  ExpectFault(db().UpdateItem(request), "An string set  may not be empty");
  request.key->Remove("v");
  ExpectFault(db().UpdateItem(request), "ExpressionAttributeNames contains invalid key");
  request.expression_attribute_names = AttributeNames{{"#b", "b"}};
  ExpectFault(db().UpdateItem(request), "Invalid UpdateExpression: Syntax error");
  request.update_expression = "SET n = :undefined, p = :v, zz.k = :v";
  ExpectFault(db().UpdateItem(request), "is not defined; attribute value: :undefined");
  request.update_expression = "SET n = :v + :v, p = :v, p.k = :v";
  ExpectFault(db().UpdateItem(request), "Two document paths overlap");
  request.update_expression = "SET n = :v + :v, p = :v, zz.k = :v";
  ExpectFault(db().UpdateItem(request), "Incorrect operand type");
  request.update_expression = "SET n = :v, p = :v, zz.k = :v";
  ExpectFault(db().UpdateItem(request), "Invalid ConditionExpression: Syntax error");
  request.condition_expression = "n = :v";
  ExpectFault(db().UpdateItem(request), "ExpressionAttributeNames unused");
  request.expression_attribute_names.reset();
  ExpectFault(db().UpdateItem(request), "ExpressionAttributeValues unused");
  request.expression_attribute_values->Remove(":w");
  ExpectFault(db().UpdateItem(request), "Requested resource not found");
  request.table_name = "plain";
  ExpectFault(db().UpdateItem(request), "The provided key element does not match the schema");
  request.key = Item{{"p", ""}};
  ExpectFault(db().UpdateItem(request), "cannot contain an empty string value");
  request.key = Item{{"p", "a"}};
  ExpectFault(db().UpdateItem(request), "Cannot update attribute p");
  request.update_expression = "SET n = :v, zz.k = :v";
  ExpectFault(db().UpdateItem(request), "The conditional request failed");
  request.condition_expression = "n <> :v";
  ExpectFault(db().UpdateItem(request), "is invalid for update");
  request.update_expression = "SET n = :v";
  EXPECT_THAT(db().UpdateItem(request), IsOk());
}

TEST_P(OrderOfChecks, OfDeleteItem) {
  DeleteItemRequest request{.key = Item{{"p", 1}},
                            .return_values = ReturnValues::kAllNew,
                            .condition_expression = "n = = :v",
                            .expression_attribute_names = AttributeNames{{"b", "b"}},
                            .expression_attribute_values = Item{{":v", 1}, {":w", 1}}};
  ExpectFault(db().DeleteItem(request), "'tableName'");
  request.table_name = kNoTable;
  ExpectFault(db().DeleteItem(request), "ExpressionAttributeNames contains invalid key");
  request.expression_attribute_names.reset();
  ExpectFault(db().DeleteItem(request), "Syntax error");
  request.condition_expression = "n = :v";
  ExpectFault(db().DeleteItem(request), "at 'returnValues' failed to satisfy");
  request.return_values.reset();
  ExpectFault(db().DeleteItem(request), "ExpressionAttributeValues unused");
  request.expression_attribute_values->Remove(":w");
  ExpectFault(db().DeleteItem(request), "Requested resource not found");
  request.table_name = "plain";
  ExpectFault(db().DeleteItem(request), "The provided key element does not match the schema");
  request.key = Item{{"p", "a"}};
  ExpectFault(db().DeleteItem(request), "The conditional request failed");
}

TEST_P(OrderOfChecks, OfQuery) {
  QueryRequest request{.select = Select::kCount,
                       .limit = 0,
                       .exclusive_start_key = Item{{"p", "b"}, {"x", 1}},
                       .projection_expression = "a a",
                       .filter_expression = "p = = :v",
                       .key_condition_expression = "p = = :v",
                       .expression_attribute_values = Item{{":v", 1}, {":w", 1}}};
  ExpectFault(db().Query(request), "2 validation errors detected: Value null at 'tableName'");
  request.table_name = kNoTable;
  ExpectFault(db().Query(request), "'Limit'");
  request.limit = 1;
  ExpectFault(db().Query(request), "Invalid KeyConditionExpression: Syntax error");
  request.key_condition_expression = "q < :v";
  ExpectFault(db().Query(request), "Invalid FilterExpression: Syntax error");
  request.filter_expression = "p = :v";
  ExpectFault(db().Query(request), "Invalid ProjectionExpression: Syntax error");
  request.projection_expression = "a";
  ExpectFault(db().Query(request), "when choosing to get only the Count");
  request.select.reset();
  ExpectFault(db().Query(request), "ExpressionAttributeValues unused");
  request.expression_attribute_values->Remove(":w");
  ExpectFault(db().Query(request), "Requested resource not found");
  request.table_name = "plain";
  ExpectFault(db().Query(request), "The provided starting key is invalid");
  request.exclusive_start_key = Item{{"p", "b"}};
  ExpectFault(db().Query(request), "Query condition missed key schema element: p");
  request.key_condition_expression = "p < :v";
  ExpectFault(db().Query(request), "Condition parameter type does not match schema type");
  request.expression_attribute_values->Set(":v", "a");
  ExpectFault(db().Query(request), "Query key condition not supported");
  request.key_condition_expression = "p = :v";
  ExpectFault(db().Query(request), "outside query boundaries");
  request.exclusive_start_key.reset();
  ExpectFault(db().Query(request), "Filter Expression can only contain non-primary key attributes");
  request.filter_expression.reset();
  EXPECT_THAT(db().Query(request), IsOk());
}

TEST_P(OrderOfChecks, OfScan) {
  ScanRequest request{.limit = 0,
                      .exclusive_start_key = Item{{"x", 1}},
                      .total_segments = 2,
                      .segment = 2,
                      .projection_expression = "a a",
                      .filter_expression = "n = = :v",
                      .expression_attribute_values = Item{{":v", 1}, {":w", 1}}};
  ExpectFault(db().Scan(request), "2 validation errors detected: Value null at 'tableName'");
  request.table_name = kNoTable;
  ExpectFault(db().Scan(request), "'limit'");
  request.limit.reset();
  ExpectFault(db().Scan(request), "Segment: 2 is not less than TotalSegments: 2");
  request.segment = 1;
  request.select = Select::kCount;
  ExpectFault(db().Scan(request), "Invalid FilterExpression: Syntax error");
  request.filter_expression = "n = :v";
  ExpectFault(db().Scan(request), "Invalid ProjectionExpression: Syntax error");
  request.projection_expression = "a";
  ExpectFault(db().Scan(request), "when choosing to get only the Count");
  request.select.reset();
  ExpectFault(db().Scan(request), "ExpressionAttributeValues unused");
  request.expression_attribute_values->Remove(":w");
  ExpectFault(db().Scan(request), "Requested resource not found");
  request.table_name = "plain";
  ExpectFault(db().Scan(request), "The provided starting key is invalid");
  request.exclusive_start_key.reset();
  EXPECT_THAT(db().Scan(request), IsOk());
}

// What stands in ExpressionAttributeValues is looked at behind which parameters go with which, and
// before what expressions say.
class OrderOfExpressionValues : public OrderOfChecks {
 protected:
  static constexpr char kEmptySet[] =
      "ExpressionAttributeValues contains invalid value: One or more parameter values were "
      "invalid: An string set  may not be empty for key :v";

  // `expression` is the member that all requests below have one of.
  template <typename Request, typename Send>
  void ExpectOrder(Request request, std::optional<Expression> Request::*expression, Send send) {
    request.table_name = kNoTable;
    request.expression_attribute_values = Item{{":v", StringSet{}}, {"w", 1}};
    request.expression_attribute_names = AttributeNames();
    ExpectFault(send(request), "ExpressionAttributeNames can only be specified");
    request.expression_attribute_names.reset();
    ExpectFault(send(request), "ExpressionAttributeValues can only be specified");
    request.*expression = "((";
    request.expression_attribute_names = AttributeNames();
    ExpectFault(send(request), "ExpressionAttributeNames must not be empty");
    request.expression_attribute_names = AttributeNames{{"b", "b"}};
    ExpectFault(send(request), "ExpressionAttributeNames contains invalid key");
    request.expression_attribute_names.reset();
    ExpectFault(send(request), "ExpressionAttributeValues contains invalid key");
    request.expression_attribute_values->Remove("w");
    ExpectFault(send(request), kEmptySet);
    Value deep(1);
    for (int i = 0; i < 33; ++i) deep = List{deep};
    request.expression_attribute_values = Item{{":v", deep}};
    ExpectFault(send(request), "Nesting Levels have exceeded supported limits");
    request.expression_attribute_values->Set(":v", 1);
    ExpectFault(send(request), "Syntax error");
  }
};
INSTANTIATE_FOR_EVERY_DOOR(OrderOfExpressionValues);

TEST_P(OrderOfExpressionValues, OfWrites) {
  ExpectOrder(PutItemRequest{.item = Item{{"p", "a"}}}, &PutItemRequest::condition_expression,
              [&](const auto& request) { return db().PutItem(request); });
  ExpectOrder(DeleteItemRequest{.key = Item{{"p", "a"}}}, &DeleteItemRequest::condition_expression,
              [&](const auto& request) { return db().DeleteItem(request); });
  ExpectOrder(UpdateItemRequest{.key = Item{{"p", "a"}}}, &UpdateItemRequest::update_expression,
              [&](const auto& request) { return db().UpdateItem(request); });
}

TEST_P(OrderOfExpressionValues, OfReads) {
  ExpectOrder(QueryRequest{}, &QueryRequest::key_condition_expression,
              [&](const auto& request) { return db().Query(request); });
  ExpectOrder(ScanRequest{}, &ScanRequest::filter_expression,
              [&](const auto& request) { return db().Scan(request); });
}

TEST_P(OrderOfExpressionValues, ComesBehindTheMixOfOldAndNew) {
  ExpectFault(db().DeleteItem({.table_name = kNoTable,
                               .key = Item{{"p", "a"}},
                               .condition_expression = "((",
                               .expression_attribute_values = Item{{":v", StringSet{}}},
                               .conditional_operator = ConditionalOperator::kAnd}),
              "Can not use both expression and non-expression parameters");
}

// They are a fault of the item itself, whatever the table.
TEST_P(OrderOfChecks, OfItemsThatAreTooLarge) {
  const Item large{{"v", std::string(500'000, 'x')}};
  const std::string message = "Item size has exceeded the maximum allowed size";
  EXPECT_THAT(db().PutItem({.table_name = kNoTable, .item = large}), IsInvalid(message));
  EXPECT_THAT(
      db().BatchWriteItem({.request_items =
                               std::map<std::string, std::vector<WriteRequest>, std::less<>>{
                                   {kNoTable, {{.put_request = PutRequest{.item = large}}}}}}),
      IsInvalid(message));
  EXPECT_THAT(
      db().TransactWriteItems(
          {.transact_items = {{{.put = TransactPut{.item = large, .table_name = kNoTable}}}}}),
      IsInvalid(message));
}

}  // namespace
}  // namespace stator::testing
