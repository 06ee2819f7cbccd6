// How large pages, segments, statements and their lists may be asked for: each bound with the words
// of the service.
#include <string>
#include <vector>

#include "tests/support/door.h"

namespace stator::testing {
namespace {

// "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must ..."
std::string Fails(const std::string& value, const std::string& member, const std::string& bound) {
  return "1 validation error detected: Value '" + value + "' at '" + member +
         "' failed to satisfy constraint: Member must have " + bound;
}

// A list of `count` elements that are printed alike.
std::string ListOf(size_t count, const std::string& printed) {
  std::string list = "[" + printed;
  for (size_t i = 1; i < count; ++i) list += ", " + printed;
  return list + "]";
}

class PagingLimit : public DoorTest {
 protected:
  void SetUp() override { CreatePlain(); }

  absl::Status Scan(std::optional<int32_t> segment, std::optional<int32_t> total) {
    return db().Scan({.table_name = "plain", .total_segments = total, .segment = segment}).status();
  }
  absl::Status Execute(ExecuteStatementRequest request) {
    request.statement = "SELECT * FROM plain";
    return db().ExecuteStatement(request).status();
  }
};
INSTANTIATE_FOR_EVERY_DOOR(PagingLimit);

TEST_P(PagingLimit, APageIsOfOneItemAtLeast) {
  const std::string bound = "value greater than or equal to 1";
  for (const int32_t limit : {0, -1}) {
    const std::string value = std::to_string(limit);
    EXPECT_THAT(db().Query({.table_name = "plain",
                            .limit = limit,
                            .key_condition_expression = "p = :p",
                            .expression_attribute_values = Item{{":p", "a"}}}),
                IsInvalid("1 validation error detected: Value at 'Limit' failed to satisfy "
                          "constraint: Member must have " +
                          bound));
    EXPECT_THAT(db().Scan({.table_name = "plain", .limit = limit}),
                IsInvalid(Fails(value, "limit", bound)));
    EXPECT_THAT(Execute({.limit = limit}), IsInvalid(Fails(value, "limit", bound)));
  }
}

TEST_P(PagingLimit, AScanHasUpToAMillionSegments) {
  EXPECT_THAT(Scan(999'999, 1'000'000), IsOk());
  EXPECT_THAT(Scan(0, 0), IsInvalid(Fails("0", "totalSegments",
                                          "value greater than or equal to "
                                          "1")));
  EXPECT_THAT(Scan(0, 1'000'001),
              IsInvalid(Fails("1000001", "totalSegments", "value less than or equal to 1000000")));
  EXPECT_THAT(Scan(-1, 4), IsInvalid(Fails("-1", "segment", "value greater than or equal to 0")));
  EXPECT_THAT(Scan(1'000'000, 1'000'000),
              IsInvalid("The Segment parameter is zero-based and must be less than parameter "
                        "TotalSegments: Segment: 1000000 is not less than TotalSegments: "
                        "1000000"));
}

TEST_P(PagingLimit, ATokenOfAPageIsOfUpTo32768Characters) {
  EXPECT_THAT(Execute({.next_token = ""}),
              IsInvalid(Fails("", "nextToken", "length greater than or equal to 1")));
  const std::string longest(32768, 'x');
  EXPECT_THAT(Execute({.next_token = longest}), IsInvalid("Invalid NextToken"));
  EXPECT_THAT(Execute({.next_token = longest + "x"}),
              IsInvalid(Fails(longest + "x", "nextToken", "length less than or equal to 32768")));
}

TEST_P(PagingLimit, ABatchIsOfUpTo25Statements) {
  const auto batch = [&](size_t count) {
    const BatchStatementRequest one{.statement = "x"};
    return db()
        .BatchExecuteStatement({.statements = std::vector<BatchStatementRequest>(count, one)})
        .status();
  };
  const std::string printed =
      "BatchStatementRequest(statement=x, parameters=, consistentRead=, "
      "returnValuesOnConditionCheckFailure=)";
  EXPECT_THAT(batch(25), IsOk());
  EXPECT_THAT(batch(26), IsInvalid(Fails(ListOf(26, printed), "statements",
                                         "length less than or equal to 25")));
}

TEST_P(PagingLimit, ATransactionIsOfUpTo100Statements) {
  const auto transaction = [&](size_t count) {
    const ParameterizedStatement one{.statement = "x"};
    return db()
        .ExecuteTransaction(
            {.transact_statements = std::vector<ParameterizedStatement>(count, one)})
        .status();
  };
  const std::string printed =
      "ParameterizedStatement(statement=x, parameters=, returnValuesOnConditionCheckFailure=)";
  EXPECT_THAT(transaction(0),
              IsInvalid(Fails("[]", "transactStatements", "length greater than or equal to 1")));
  EXPECT_THAT(transaction(101), IsInvalid(Fails(ListOf(101, printed), "transactStatements",
                                                "length less than or equal to 100")));
}

}  // namespace
}  // namespace stator::testing
