// What the suites of statements share: tables "plain" and "sorted" with some items, and a statement
// that is one text.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/support/door.h"

namespace stator::testing {

class StatementTest : public DoorTest {
 protected:
  StatementTest() {
    CreatePlain();
    CreateSorted(ScalarAttributeType::kN);
    Put("plain", One());
    Put("plain", Item{{"p", "two"}, {"n", 2}});
    for (int s = 1; s <= 5; ++s) Put("sorted", Item{{"p", "a"}, {"s", s}, {"n", 10 * s}});
    for (int s = 1; s <= 2; ++s) Put("sorted", Item{{"p", "b"}, {"s", s}, {"n", s}});
  }

  static Item One() {
    return Item{{"p", "one"},           {"n", 1},
                {"t", "hello"},         {"l", List{1, "x"}},
                {"m", Map{{"k", "v"}}}, {"ss", StringSet{"a", "b"}},
                {"u", nullptr}};
  }

  static ExecuteStatementRequest RequestOf(const std::string& statement,
                                           const std::vector<Value>& parameters = {}) {
    ExecuteStatementRequest request{.statement = statement};
    if (!parameters.empty()) request.parameters = parameters;
    return request;
  }
  absl::StatusOr<ExecuteStatementResult> Execute(const std::string& statement,
                                                 const std::vector<Value>& parameters = {}) {
    return db().ExecuteStatement(RequestOf(statement, parameters));
  }

  // The rows of a statement that succeeds.
  std::vector<Item> Rows(const std::string& statement, const std::vector<Value>& parameters = {}) {
    return RowsOf(Execute(statement, parameters), statement);
  }
  static std::vector<Item> RowsOf(const absl::StatusOr<ExecuteStatementResult>& result,
                                  const std::string& statement = "") {
    EXPECT_THAT(result, IsOk()) << statement;
    std::vector<Item> rows;
    if (!result.ok() || !result->items) return rows;
    for (const ItemView row : *result->items) rows.emplace_back(row);
    return rows;
  }
  // Of each row the number "s".
  std::vector<int> Sorts(const std::string& statement, const std::vector<Value>& parameters = {}) {
    std::vector<int> sorts;
    for (const Item& row : Rows(statement, parameters)) {
      sorts.push_back(std::stoi(row.Find("s")->AsNumber().ToString()));
    }
    return sorts;
  }

  void ExpectInvalid(const std::string& statement, const std::string& message) {
    EXPECT_THAT(Execute(statement), IsInvalid(message)) << statement;
  }
};

inline std::string Malformed(const std::string& what) {
  return "Statement wasn't well formed, can't be processed: " + what;
}

}  // namespace stator::testing
