// What the suites of TransactWriteItems share: actions in one line each.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/support/door.h"

namespace stator::testing {

inline const std::string kCancelled =
    "Transaction cancelled, please refer cancellation reasons for specific reasons ";

inline Item KeyOf(const std::string& p) { return Item{{"p", p}}; }

inline TransactWriteItem PutOf(const Item& item, std::optional<Expression> condition = std::nullopt,
                               const std::string& table = "plain") {
  return {.put = TransactPut{
              .item = item, .table_name = table, .condition_expression = std::move(condition)}};
}
inline TransactWriteItem DeleteOf(const Item& key,
                                  std::optional<Expression> condition = std::nullopt) {
  return {.delete_ = TransactDelete{
              .key = key, .table_name = "plain", .condition_expression = std::move(condition)}};
}
inline TransactWriteItem CheckOf(const Item& key, Expression condition) {
  return {.condition_check = ConditionCheck{
              .key = key, .table_name = "plain", .condition_expression = std::move(condition)}};
}
inline TransactWriteItem UpdateOf(const Item& key, Expression update,
                                  std::optional<Item> values = std::nullopt,
                                  std::optional<Expression> condition = std::nullopt) {
  return {.update = TransactUpdate{.key = key,
                                   .update_expression = std::move(update),
                                   .table_name = "plain",
                                   .condition_expression = std::move(condition),
                                   .expression_attribute_values = std::move(values)}};
}

class TransactionTest : public DoorTest {
 protected:
  void SetUp() override {
    CreatePlain();
    CreateSorted(ScalarAttributeType::kN);
  }

  absl::StatusOr<TransactWriteItemsResult> Write(std::vector<TransactWriteItem> items) {
    return db().TransactWriteItems({.transact_items = std::move(items)});
  }

  // Expects that the transaction is cancelled for these reasons, as "Code: message" or "None".
  static void ExpectCancelled(const absl::StatusOr<TransactWriteItemsResult>& result,
                              const std::vector<std::string>& expected) {
    ASSERT_THAT(result, IsErrorCode(ErrorCode::kTransactionCanceled));
    const Error error = ErrorOf(result.status());
    std::string codes;
    std::vector<std::string> reasons;
    for (const CancellationReason& reason : error.cancellation_reasons) {
      codes += (codes.empty() ? "" : ", ") + reason.code;
      reasons.push_back(reason.message ? reason.code + ": " + *reason.message : reason.code);
    }
    EXPECT_EQ(reasons, expected);
    EXPECT_EQ(error.message, kCancelled + "[" + codes + "]");
  }
};

}  // namespace stator::testing
