// From a key condition to a range of store keys: which sort values each condition admits.
#include "db/plan/query.h"

#include <string>
#include <vector>

#include "db/plan/key_check.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::plan {
namespace {

using ::stator::testing::IsInvalid;
using ::stator::testing::IsOk;
using ::testing::ElementsAre;

const TableSchema kQueried{
    .id = 3,
    .name = "ts",
    .key = {.partition = {{"p", Type::kString}}, .sort = {{"s", Type::kNumber}}}};
const DigestSecret kQuerySecret;

QueryRequest QueryFor(const std::string& condition) {
  return {.table_name = "ts",
          .key_condition_expression = Expression(condition),
          .expression_attribute_values = Item{{":p", "a"}}};
}

// Which of the sort values -2 to 4 lie in the range of the query.
std::vector<int> Admitted(const QueryRequest& request) {
  expression::Cache cache;
  const auto range = CheckRange(request, cache);
  EXPECT_THAT(range, IsOk());
  const auto read = PlanRange(*range, request, kQueried, kQuerySecret);
  EXPECT_THAT(read, IsOk());
  std::vector<int> admitted;
  for (int s = -2; s <= 4; ++s) {
    const auto at = AddressOfKey(kQueried, kQuerySecret, Item{{"p", "a"}, {"s", s}});
    const std::string_view key = at->store_key.bytes();
    if (read->begin.bytes() <= key && key < read->end.bytes()) admitted.push_back(s);
  }
  return admitted;
}

std::vector<int> Admitted(const std::string& condition, int v, int w = 0) {
  QueryRequest request = QueryFor("p = :p AND " + condition);
  request.expression_attribute_values->Set(":v", v);
  if (condition.find(":w") != std::string::npos) request.expression_attribute_values->Set(":w", w);
  return Admitted(request);
}

TEST(PlanQuery, CutsThePartitionByTheSortCondition) {
  EXPECT_THAT(Admitted(QueryFor("p = :p")), ElementsAre(-2, -1, 0, 1, 2, 3, 4));
  EXPECT_THAT(Admitted("s = :v", 1), ElementsAre(1));
  EXPECT_THAT(Admitted("s < :v", 1), ElementsAre(-2, -1, 0));
  EXPECT_THAT(Admitted("s <= :v", 1), ElementsAre(-2, -1, 0, 1));
  EXPECT_THAT(Admitted("s > :v", 1), ElementsAre(2, 3, 4));
  EXPECT_THAT(Admitted("s >= :v", 1), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(Admitted("s BETWEEN :v AND :w", -1, 2), ElementsAre(-1, 0, 1, 2));
}

TEST(PlanQuery, StartsBehindTheStartKeyInEitherDirection) {
  QueryRequest request = QueryFor("p = :p");
  request.exclusive_start_key = Item{{"p", "a"}, {"s", 1}};
  EXPECT_THAT(Admitted(request), ElementsAre(2, 3, 4));
  request.scan_index_forward = false;
  EXPECT_THAT(Admitted(request), ElementsAre(-2, -1, 0));
}

absl::Status PlanOf(const QueryRequest& request) {
  expression::Cache cache;
  const auto range = CheckRange(request, cache);
  if (!range.ok()) return range.status();
  return PlanRange(*range, request, kQueried, kQuerySecret).status();
}

TEST(PlanQuery, RefusesStartKeysThatTheQueryCannotHaveReached) {
  QueryRequest request = QueryFor("p = :p AND s > :v");
  request.expression_attribute_values->Set(":v", 1);
  request.exclusive_start_key = Item{{"p", "a"}};
  EXPECT_THAT(PlanOf(request), IsInvalid("The provided starting key is invalid"));
  request.exclusive_start_key = Item{{"p", "a"}, {"s", "1"}};
  EXPECT_THAT(PlanOf(request),
              IsInvalid("The provided starting key is invalid: The provided key element does not "
                        "match the schema"));
  request.key_condition_expression = "p > :p AND s > :v";
  EXPECT_THAT(PlanOf(request), IsInvalid("Query key condition not supported"))
      << "types of the start key come behind the key condition";
  request.key_condition_expression = "p = :p AND s > :v";
  request.exclusive_start_key = Item{{"p", "b"}, {"s", 2}};
  EXPECT_THAT(PlanOf(request),
              IsInvalid("The query can return at most one row and cannot be restarted"));
  request.exclusive_start_key = Item{{"p", "b"}, {"s", 1}};
  EXPECT_THAT(PlanOf(request),
              IsInvalid("The provided starting key does not match the range key predicate"));
  request.exclusive_start_key = Item{{"p", "a"}, {"s", 1}};
  EXPECT_THAT(PlanOf(request),
              IsInvalid("The provided starting key does not match the range key predicate"));
}

TEST(PlanQuery, RefusesAFilterOnTheKey) {
  QueryRequest request = QueryFor("p = :p");
  request.filter_expression = "attribute_exists(x) AND NOT (y = :p OR s = :p)";
  EXPECT_THAT(PlanOf(request), IsInvalid("Filter Expression can only contain non-primary key "
                                         "attributes: Primary key attribute: s"));
}

// The contract tests have all of it; these are the three kinds of expressions.
TEST(PlanQuery, RefusesPathsIntoKeys) {
  const std::string scalars =
      "Key attributes must be scalars; list random access '[]' and map lookup '.' are not "
      "allowed: ";
  TableSchema schema = kQueried;
  schema.indexes.push_back({.id = 4,
                            .name = "byG",
                            .key = {.partition = {{"g", Type::kString}}, .sort = {}},
                            .projects_all = true});
  const auto plan = [&](const ScanRequest& request) {
    expression::Cache cache;
    const auto range = CheckRange(request, cache);
    EXPECT_THAT(range, IsOk());
    return PlanRange(*range, request, schema, kQuerySecret).status();
  };
  ScanRequest request{.table_name = "ts", .filter_expression = "attribute_exists(x) OR s.a = x"};
  EXPECT_THAT(plan(request), IsInvalid(scalars + "Key: s"));
  request.filter_expression = "size(x) < size(g[0])";
  EXPECT_THAT(plan(request), IsInvalid(scalars + "IndexKey: g"));
  request.filter_expression = "g = s AND x.g = x.s";
  EXPECT_THAT(plan(request), IsOk());
  request.projection_expression = "x, p.a";
  EXPECT_THAT(plan(request), IsInvalid(scalars + "Key: p"));
  request.index_name = "byG";
  EXPECT_THAT(plan(request), IsInvalid(scalars + "Key: p"));
}

}  // namespace
}  // namespace stator::plan
