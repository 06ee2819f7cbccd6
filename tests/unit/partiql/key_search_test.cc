#include "db/partiql/key_search.h"

#include <sstream>
#include <string>
#include <vector>

#include "db/partiql/parser.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::partiql {
namespace {

using ::stator::testing::IsInvalid;
using ::stator::testing::IsOk;

const KeySchema kPlain{.partition = {{"p", Type::kString}}, .sort = {}};
const KeySchema kSorted{.partition = {{"p", Type::kString}}, .sort = {{"s", Type::kNumber}}};

std::string Print(const expression::KeyTerms& range) {
  constexpr const char* kTests[] = {"=", "<", "<=", ">", ">=", "between", "begins"};
  std::ostringstream out;
  for (const expression::KeyTerm& term : range) {
    if (&term != &range.front()) out << " ";
    out << term.attribute << kTests[static_cast<int>(term.test)] << term.value;
    if (term.test == expression::KeyTest::kBetween) out << ".." << term.upper;
  }
  return out.str();
}

// "scan", or the ranges; what is left for the filter is counted.
std::string Found(const KeySchema& key, const std::string& condition) {
  const auto statement = *Parse("SELECT * FROM t WHERE " + condition);
  Constants constants(*statement, {});
  auto keys = FindReadKeys(*statement, constants, key);
  EXPECT_THAT(keys, IsOk()) << condition;
  if (!keys.ok()) return {};
  std::string text = keys->is_scan ? "scan" : "";
  for (const auto& range : keys->ranges) text += (text.empty() ? "" : "; ") + Print(range);
  if (!keys->rest.empty()) text += " +" + std::to_string(keys->rest.size());
  return text;
}

TEST(PartiqlKeySearch, FindsThePartition) {
  EXPECT_EQ(Found(kPlain, "p='a'"), R"(p={"S": "a"})");
  EXPECT_EQ(Found(kPlain, "'a'=p AND n=1"), R"(p={"S": "a"} +1)");
  EXPECT_EQ(Found(kPlain, "p IN ['a','b','a']"), R"(p={"S": "a"}; p={"S": "b"})");
  EXPECT_EQ(Found(kPlain, "p='a' OR p='b'"), R"(p={"S": "a"}; p={"S": "b"} +1)");
  EXPECT_EQ(Found(kPlain, "(p='a' AND n=1) OR (p='b' AND n=2)"),
            R"(p={"S": "a"}; p={"S": "b"} +1)");
  EXPECT_EQ(Found(kPlain, "p IN ['a','b'] AND p='b'"), R"(p={"S": "b"})");
  EXPECT_EQ(Found(kPlain, "p='a' AND p='b'"), "");
}

TEST(PartiqlKeySearch, ScansWhereNoPartitionIsFixed) {
  EXPECT_EQ(Found(kPlain, "n=1"), "scan +1");
  EXPECT_EQ(Found(kPlain, "p>'a'"), "scan +1");
  EXPECT_EQ(Found(kPlain, "p<>'a'"), "scan +1");
  EXPECT_EQ(Found(kPlain, "NOT p='a'"), "scan +1");
  EXPECT_EQ(Found(kPlain, "p='a' OR n=1"), "scan +1");
  EXPECT_EQ(Found(kPlain, "p.x='a' AND n=1"), "scan +2");
  EXPECT_EQ(Found(kPlain, "p=n"), "scan +1");
  EXPECT_EQ(Found(kPlain, "begins_with(p,'a')"), "scan +1");
}

TEST(PartiqlKeySearch, BoundsTheSortKey) {
  EXPECT_EQ(Found(kSorted, "p='a' AND s>2"), R"(p={"S": "a"} s>{"N": "2"})");
  EXPECT_EQ(Found(kSorted, "p='a' AND 2>=s AND n=1"), R"(p={"S": "a"} s<={"N": "2"} +1)");
  EXPECT_EQ(Found(kSorted, "p='a' AND s>2 AND s<5"), R"(p={"S": "a"} s>{"N": "2"} +1)");
  EXPECT_EQ(Found(kSorted, "p='a' AND s>2 AND s=5"), R"(p={"S": "a"} s={"N": "5"} +1)");
  EXPECT_EQ(Found(kSorted, "p='a' AND s BETWEEN 1 AND 2"),
            R"(p={"S": "a"} sbetween{"N": "1"}..{"N": "2"})");
  EXPECT_EQ(Found(kSorted, "p='a' AND begins_with(s, 'x')"), R"(p={"S": "a"} sbegins{"S": "x"})");
  EXPECT_EQ(Found(kSorted, "p='a' AND s<>2"), R"(p={"S": "a"} +1)");
  EXPECT_EQ(Found(kSorted, "p='a' AND s IN [2,1]"),
            R"(p={"S": "a"} s={"N": "2"}; p={"S": "a"} s={"N": "1"})");
  EXPECT_EQ(Found(kSorted, "p='a' AND (s=1 OR s=2)"),
            R"(p={"S": "a"} s={"N": "1"}; p={"S": "a"} s={"N": "2"} +1)");
  EXPECT_EQ(Found(kSorted, "p IN ['a','b'] AND s=1"),
            R"(p={"S": "a"} s={"N": "1"}; p={"S": "b"} s={"N": "1"})");
}

TEST(PartiqlKeySearch, BoundsListsOfPartitions) {
  std::string list;
  for (int i = 0; i < 51; ++i) list += (i > 0 ? ",'" : "'") + std::to_string(i) + "'";
  const auto statement = *Parse("SELECT * FROM t WHERE p IN [" + list + "]");
  Constants constants(*statement, {});
  EXPECT_THAT(FindReadKeys(*statement, constants, kPlain),
              IsInvalid("The IN operator is provided with too many hash key values; number of "
                        "values: 51"));
}

absl::StatusOr<std::string> WriteKeyOf(const std::string& condition) {
  const auto statement = *Parse("DELETE FROM t" + (condition.empty() ? "" : " WHERE " + condition));
  Constants constants(*statement, {});
  const auto found = FindWriteKey(*statement, constants, kSorted);
  if (!found.ok()) return found.status();
  std::ostringstream out;
  out << found->key << " +" << found->rest.size();
  return out.str();
}

TEST(PartiqlKeySearch, NeedsTheWholeKeyOfAWrite) {
  EXPECT_EQ(*WriteKeyOf("s=1 AND n=2 AND p='a'"), R"({"p": {"S": "a"}, "s": {"N": "1"}} +1)");
  EXPECT_EQ(*WriteKeyOf("s=1 AND p='a' AND s=1"), R"({"p": {"S": "a"}, "s": {"N": "1"}} +1)");
  for (const char* const condition :
       {"", "p='a'", "p='a' AND s>1", "p='a' AND s IN [1]", "p='a' OR s=1", "NOT p='a' AND s=1"}) {
    EXPECT_THAT(WriteKeyOf(condition),
                IsInvalid("Where clause does not contain a mandatory equality on all key "
                          "attributes"))
        << condition;
  }
}

absl::StatusOr<std::string> Ordered(const std::string& text) {
  const auto statement = *Parse("SELECT * FROM t " + text);
  Constants constants(*statement, {});
  auto keys = FindReadKeys(*statement, constants, kSorted);
  if (!keys.ok()) return keys.status();
  bool forward;
  absl::Status status = ApplyOrder(*statement, kSorted, *keys, &forward);
  if (!status.ok()) return status;
  std::string printed = forward ? "forward" : "backward";
  for (const auto& range : keys->ranges) printed += "; " + Print(range);
  return printed;
}

TEST(PartiqlKeySearch, OrdersByTheKey) {
  EXPECT_EQ(*Ordered("WHERE p='a'"), R"(forward; p={"S": "a"})");
  EXPECT_EQ(*Ordered("WHERE p='a' ORDER BY s DESC"), R"(backward; p={"S": "a"})");
  EXPECT_EQ(*Ordered("WHERE p='a' ORDER BY p DESC, s"), R"(forward; p={"S": "a"})");
  EXPECT_EQ(*Ordered("WHERE p IN ['b','a'] ORDER BY p"), R"(forward; p={"S": "a"}; p={"S": "b"})");
  EXPECT_EQ(*Ordered("WHERE p IN ['a','b'] ORDER BY p DESC, s DESC"),
            R"(backward; p={"S": "b"}; p={"S": "a"})");
  EXPECT_EQ(*Ordered("WHERE p='a' AND s IN [1,3,2] ORDER BY s DESC"),
            R"(backward; p={"S": "a"} s={"N": "3"}; p={"S": "a"} s={"N": "2"}; )"
            R"(p={"S": "a"} s={"N": "1"})");
}

TEST(PartiqlKeySearch, OrdersByNothingElse) {
  EXPECT_THAT(Ordered("ORDER BY s"),
              IsInvalid("Must have WHERE clause in the statement when using ORDER BY clause."));
  EXPECT_THAT(Ordered("WHERE n=1 ORDER BY s"),
              IsInvalid("Must have at least one non-optional hash key condition in WHERE clause "
                        "when using ORDER BY clause."));
  EXPECT_THAT(Ordered("WHERE p='a' ORDER BY n"),
              IsInvalid("Variable reference n in ORDER BY clause must be part of the primary key"));
  EXPECT_THAT(Ordered("WHERE p IN ['a','b'] ORDER BY s"),
              IsInvalid("Must have hash key specified in ORDER BY clause when more than one hash "
                        "key condition specified in WHERE clause."));
}

}  // namespace
}  // namespace stator::partiql
