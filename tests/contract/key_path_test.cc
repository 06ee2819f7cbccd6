// Document paths that lead into attributes of keys, which are scalars: what reads refuse, and where
// such a path just leads nowhere. What an update may change of keys is in update_item_error_test.cc
// and index_write_test.cc.
#include <string>
#include <vector>

#include "tests/contract/index_fixture.h"

namespace stator::testing {
namespace {

// "Key: p" of the table's key; "IndexKey: d" of an index's.
const std::vector<std::pair<std::string, std::string>> kPathsIntoKeys = {
    {"p.a", "Key: p"},      {"p[0]", "Key: p"},      {"s.a.b", "Key: s"},
    {"d.a", "IndexKey: d"}, {"e[1]", "IndexKey: e"}, {"g.a", "IndexKey: g"},
    {"n.a", "IndexKey: n"}, {"h[0]", "IndexKey: h"}, {"#t.a", "IndexKey: t"}};

std::string NotScalar(const std::string& key) {
  return "Key attributes must be scalars; list random access '[]' and map lookup '.' are not "
         "allowed: " +
         key;
}

class KeyPath : public IndexTest {
 protected:
  static std::optional<AttributeNames> NamesIn(const std::string& path) {
    if (path.find('#') == path.npos) return std::nullopt;
    return AttributeNames{{"#t", "t"}};
  }

  static ScanRequest Filtered(const std::string& filter) {
    const bool has_value = filter.find(":v") != filter.npos;
    return {
        .table_name = "games",
        .filter_expression = filter,
        .expression_attribute_names = NamesIn(filter),
        .expression_attribute_values = has_value ? std::optional(Item{{":v", "x"}}) : std::nullopt};
  }
  static QueryRequest QueryOfBest() {
    return {.table_name = "games",
            .index_name = "best",
            .key_condition_expression = "g = :g",
            .expression_attribute_values = Item{{":g", "x"}}};
  }
};
INSTANTIATE_FOR_EVERY_DOOR(KeyPath);

TEST_P(KeyPath, IsRefusedInAProjection) {
  for (const auto& [path, key] : kPathsIntoKeys) {
    const auto refused = IsInvalid(NotScalar(key));
    const std::string projection = "x, " + path;
    const auto names = NamesIn(path);
    EXPECT_THAT(db().GetItem({.table_name = "games",
                              .key = Key("1"),
                              .projection_expression = projection,
                              .expression_attribute_names = names}),
                refused)
        << path;
    EXPECT_THAT(db().Scan({.table_name = "games",
                           .projection_expression = projection,
                           .expression_attribute_names = names}),
                refused)
        << path;
    EXPECT_THAT(db().Query({.table_name = "games",
                            .projection_expression = projection,
                            .key_condition_expression = "p = :p",
                            .expression_attribute_names = names,
                            .expression_attribute_values = Item{{":p", "x"}}}),
                refused)
        << path;
    EXPECT_THAT(db().BatchGetItem({.request_items = {{{"games",
                                                       {.keys = {{Key("1")}},
                                                        .projection_expression = projection,
                                                        .expression_attribute_names = names}}}}}),
                refused)
        << path;
  }
}

TEST_P(KeyPath, IsAReasonToCancelAReadTransaction) {
  const auto read = db().TransactGetItems(
      {.transact_items = {
           {{.get = TransactGet{.key = Key("1"), .table_name = "games"}},
            {.get = TransactGet{
                 .key = Key("2"), .table_name = "games", .projection_expression = "d.a"}}}}});
  ASSERT_THAT(read, IsErrorCode(ErrorCode::kTransactionCanceled));
  const Error error = ErrorOf(read.status());
  ASSERT_EQ(error.cancellation_reasons.size(), 2);
  EXPECT_EQ(error.cancellation_reasons[0].code, "None");
  EXPECT_EQ(error.cancellation_reasons[1].code, "ValidationError");
  EXPECT_EQ(error.cancellation_reasons[1].message, NotScalar("IndexKey: d"));
}

TEST_P(KeyPath, IsRefusedInAFilterWhereverItStands) {
  for (const auto& [path, key] : kPathsIntoKeys) {
    for (const std::string& filter :
         {path + " = :v", "attribute_exists(" + path + ")", "NOT contains(" + path + ", :v)",
          "size(x) < size(" + path + ")", "x = :v OR :v IN (x, " + path + ")"}) {
      EXPECT_THAT(db().Scan(Filtered(filter)), IsInvalid(NotScalar(key))) << filter;
    }
  }
}

TEST_P(KeyPath, OfTheTableIsRefusedBehindAnIndexToo) {
  QueryRequest query = QueryOfBest();
  query.filter_expression = "s.a = :g";
  EXPECT_THAT(db().Query(query), IsInvalid(NotScalar("Key: s")));
  query.filter_expression = "attribute_exists(d.a)";
  EXPECT_THAT(db().Query(query), IsInvalid(NotScalar("IndexKey: d")));
}

TEST_P(KeyPath, TheFirstInTheTextIsTold) {
  EXPECT_THAT(db().Scan(Filtered("n.a = :v AND s.a = :v AND p.a = :v")),
              IsInvalid(NotScalar("IndexKey: n")));
}

TEST_P(KeyPath, IsToldBehindStartingKeysAndSelectAndBeforeWhatIsNotProjected) {
  ScanRequest scan = Filtered("p.a = :v AND y = :v");
  scan.index_name = "best";
  EXPECT_THAT(db().Scan(scan), IsInvalid(NotScalar("Key: p")));
  scan.select = Select::kAllAttributes;
  EXPECT_THAT(db().Scan(scan),
              IsInvalid("One or more parameter values were invalid: Select type ALL_ATTRIBUTES is "
                        "not supported for global secondary index best because its projection type "
                        "is not ALL"));
  scan.select.reset();
  scan.exclusive_start_key = Item{{"x", "a"}};
  EXPECT_THAT(db().Scan(scan), IsInvalid("The provided starting key is invalid"));
  QueryRequest query = QueryOfBest();
  query.filter_expression = "p.a = :g AND g.a = :g";
  EXPECT_THAT(db().Query(query), IsInvalid("Filter Expression can only contain non-primary key "
                                           "attributes: Primary key attribute: g"));
  query.projection_expression = "p.a";
  EXPECT_THAT(db().Query(query), IsInvalid(NotScalar("Key: p"))) << "a projection before a filter";
}

TEST_P(KeyPath, IsRefusedInTheOperandsOfAnUpdate) {
  for (const auto& [path, key] : kPathsIntoKeys) {
    for (const std::string& update : {"SET x = " + path, "SET x = if_not_exists(" + path + ", :v)",
                                      "REMOVE y SET x = :v + " + path}) {
      const bool has_value = update.find(":v") != update.npos;
      EXPECT_THAT(db().UpdateItem({.table_name = "games",
                                   .key = Key("1"),
                                   .update_expression = update,
                                   .expression_attribute_names = NamesIn(path),
                                   .expression_attribute_values =
                                       has_value ? std::optional(Item{{":v", 1}}) : std::nullopt}),
                  IsInvalid(NotScalar(key)))
          << update;
    }
  }
}

TEST_P(KeyPath, LeadsNowhereInConditionsAndStatements) {
  Put(Item{{"p", "a"}, {"s", "1"}, {"d", 1}});
  for (const std::string path : {"p.a", "s[0]", "d.a"}) {
    EXPECT_THAT(db().DeleteItem({.table_name = "games",
                                 .key = Key("1"),
                                 .condition_expression = "attribute_exists(" + path + ")"}),
                IsErrorCode(ErrorCode::kConditionalCheckFailed))
        << path;
    const auto found = db().ExecuteStatement(
        {.statement = "SELECT " + path + " FROM games WHERE " + path + " = 'x'"});
    ASSERT_THAT(found, IsOk()) << path;
    EXPECT_TRUE(found->items->empty());
  }
}

TEST_P(KeyPath, OfAnAttributeThatIsNoKeyIsAPathAsAny) {
  Put(Item{{"p", "a"}, {"s", "1"}, {"x", Map{{"p", 1}}}});
  const auto got =
      db().GetItem({.table_name = "games", .key = Key("1"), .projection_expression = "p, x.p"});
  ASSERT_THAT(got, IsOk());
  EXPECT_EQ(got->item, (Item{{"p", "a"}, {"x", Map{{"p", 1}}}}));
}

}  // namespace
}  // namespace stator::testing
