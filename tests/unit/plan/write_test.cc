// The request gate of writes: what the service puts behind "1 validation error detected: " and what
// it does not, and what is checked before what.
#include "db/plan/write.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::plan {
namespace {

using ::stator::testing::IsInvalid;
using ::stator::testing::IsOk;

template <typename Request>
absl::Status Check(const Request& request) {
  expression::Cache cache;
  return CheckWrite(request, cache).status();
}

TEST(CheckWrite, PutsExpressionFaultsOfPutAndUpdateBehindThePrefix) {
  const std::string fault =
      "Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: name";
  EXPECT_THAT(Check(PutItemRequest{.table_name = "t",
                                   .item = Item{{"p", "a"}},
                                   .condition_expression = "attribute_exists(name)"}),
              IsInvalid("1 validation error detected: " + fault));
  EXPECT_THAT(Check(UpdateItemRequest{.table_name = "t",
                                      .key = Item{{"p", "a"}},
                                      .condition_expression = "attribute_exists(name)"}),
              IsInvalid("1 validation error detected: " + fault));
  EXPECT_THAT(Check(DeleteItemRequest{.table_name = "t",
                                      .key = Item{{"p", "a"}},
                                      .condition_expression = "attribute_exists(name)"}),
              IsInvalid(fault));
}

TEST(CheckWrite, RefusesReturnValuesThatOnlyUpdatesHave) {
  EXPECT_THAT(
      Check(PutItemRequest{
          .table_name = "t", .item = Item{{"p", "a"}}, .return_values = ReturnValues::kAllNew}),
      IsInvalid("1 validation error detected: ReturnValues can only be ALL_OLD or NONE"));
  EXPECT_THAT(
      Check(DeleteItemRequest{
          .table_name = "t", .key = Item{{"p", "a"}}, .return_values = ReturnValues::kUpdatedNew}),
      IsInvalid("1 validation error detected: Value 'UPDATED_NEW' at 'returnValues' failed to "
                "satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]"));
  EXPECT_THAT(
      Check(UpdateItemRequest{
          .table_name = "t", .key = Item{{"p", "a"}}, .return_values = ReturnValues::kUpdatedNew}),
      IsOk());
}

TEST(CheckWrite, RefusesNamesAndValuesThatNoExpressionUses) {
  EXPECT_THAT(Check(PutItemRequest{.table_name = "t",
                                   .item = Item{{"p", "a"}},
                                   .expression_attribute_names = AttributeNames{{"#a", "a"}}}),
              IsInvalid("ExpressionAttributeNames can only be specified when using expressions"));
  EXPECT_THAT(Check(UpdateItemRequest{.table_name = "t",
                                      .key = Item{{"p", "a"}},
                                      .expression_attribute_values = Item{{":v", 1}}}),
              IsInvalid("1 validation error detected: ExpressionAttributeValues can only be "
                        "specified when using expressions: UpdateExpression is null and "
                        "ConditionExpression is null"));
  EXPECT_THAT(Check(PutItemRequest{.table_name = "t",
                                   .item = Item{{"p", "a"}},
                                   .condition_expression = "a = :v",
                                   .expression_attribute_values = Item{{":v", 1}, {":w", 1}}}),
              IsInvalid("Value provided in ExpressionAttributeValues unused in expressions: keys: "
                        "{:w}"));
}

TEST(CheckWrite, MeasuresThePutItemBeforeItsExpressions) {
  const std::string text(400 * 1024 - 2, 'x');
  EXPECT_THAT(Check(PutItemRequest{.table_name = "t", .item = Item{{"p", text.substr(1)}}}),
              IsOk());
  EXPECT_THAT(
      Check(PutItemRequest{
          .table_name = "t", .item = Item{{"p", text + "xx"}}, .condition_expression = "("}),
      IsInvalid("Item size has exceeded the maximum allowed size"));
}

TEST(PlanWrite, RefusesToChangeTheKey) {
  const TableSchema schema{
      .id = 1, .name = "t", .key = {.partition = {{"p", Type::kString}}, .sort = {}}};
  const UpdateItemRequest request{.table_name = "t",
                                  .key = Item{{"p", "a"}},
                                  .update_expression = "SET x = :v REMOVE p",
                                  .expression_attribute_values = Item{{":v", 1}}};
  expression::Cache cache;
  const auto checked = CheckWrite(request, cache);
  ASSERT_THAT(checked, IsOk());
  EXPECT_THAT(PlanWrite(*checked, schema, DigestSecret()),
              IsInvalid("One or more parameter values were invalid: Cannot update attribute p. "
                        "This attribute is part of the key"));
}

TEST(PlanWrite, RefusesOperandsWithAPathIntoTheKey) {
  const TableSchema schema{
      .id = 1, .name = "t", .key = {.partition = {{"p", Type::kString}}, .sort = {}}};
  UpdateItemRequest request{.table_name = "t",
                            .key = Item{{"p", "a"}},
                            .update_expression = "REMOVE y SET x = if_not_exists(p.a, :v)",
                            .expression_attribute_values = Item{{":v", 1}}};
  expression::Cache cache;
  const auto nested = CheckWrite(request, cache);
  ASSERT_THAT(nested, IsOk());
  EXPECT_THAT(PlanWrite(*nested, schema, DigestSecret()),
              IsInvalid("Key attributes must be scalars; list random access '[]' and map lookup "
                        "'.' are not allowed: Key: p"));
  request.update_expression = "REMOVE y SET x = if_not_exists(p, :v)";
  const auto whole = CheckWrite(request, cache);
  ASSERT_THAT(whole, IsOk());
  EXPECT_THAT(PlanWrite(*whole, schema, DigestSecret()), IsOk());
}

}  // namespace
}  // namespace stator::plan
