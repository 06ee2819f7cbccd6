// AttributesToGet of GetItem, BatchGetItem, Query and Scan.
#include <map>
#include <string>
#include <vector>

#include "tests/contract/legacy_fixture.h"

namespace stator::testing {
namespace {

using Names = std::vector<std::string>;
using BatchRequests = std::map<std::string, KeysAndAttributes, std::less<>>;

class AttributesToGet : public LegacyTest {
 protected:
  absl::StatusOr<GetItemResult> Get(const Names& names) {
    return db().GetItem({.table_name = "plain", .key = Key(), .attributes_to_get = names});
  }
  absl::StatusOr<BatchGetItemResult> BatchGet(const KeysAndAttributes& gets) {
    return db().BatchGetItem({.request_items = BatchRequests{{"plain", gets}}});
  }
  absl::StatusOr<BatchGetItemResult> BatchGet(const Names& names) {
    return BatchGet({.keys = {{Key()}}, .attributes_to_get = names});
  }
  absl::StatusOr<QueryResult> Query(const Names& names,
                                    std::optional<Select> select = std::nullopt) {
    return db().Query({.table_name = "plain",
                       .select = select,
                       .attributes_to_get = names,
                       .key_conditions = Conditions{{"p", Is(kEq, {"key"})}}});
  }
  absl::StatusOr<ScanResult> Scan(const Names& names, std::optional<Select> select = std::nullopt) {
    return db().Scan({.table_name = "plain", .select = select, .attributes_to_get = names});
  }

  void ExpectGets(const Names& names, const Item& expected) {
    const auto got = Get(names);
    ASSERT_THAT(got, IsOk());
    EXPECT_EQ(got->item, expected);
    const auto batch = BatchGet(names);
    ASSERT_THAT(batch, IsOk());
    ASSERT_EQ(batch->responses->at("plain").size(), 1u);
    EXPECT_EQ(Item(batch->responses->at("plain")[0]), expected);
    EXPECT_EQ(First(Query(names)), expected);
    EXPECT_EQ(First(Scan(names)), expected);
  }
  void ExpectRefused(const Names& names, const std::string& message) {
    EXPECT_THAT(Get(names), IsInvalid(message));
    EXPECT_THAT(Query(names), IsInvalid(message));
    EXPECT_THAT(Scan(names), IsInvalid(message));
  }
};
INSTANTIATE_FOR_EVERY_DOOR(AttributesToGet);

TEST_P(AttributesToGet, GetsThoseThatAreThere) {
  ExpectGets({"N", "S"}, Item{{"S", "a"}, {"N", 1}});
  ExpectGets({"p"}, Key());
  ExpectGets({"M", "nothing"}, Item{{"M", Map{{"k", "v"}}}});
  ExpectGets({"nothing"}, Item());
}

TEST_P(AttributesToGet, TellsAnEmptyItemFromNone) {
  EXPECT_EQ(Get({"nothing"})->item, Item());
  EXPECT_EQ(db().GetItem({.table_name = "plain",
                          .key = Item{{"p", "none"}},
                          .attributes_to_get = Names{"nothing"}})
                ->item,
            std::nullopt);
}

TEST_P(AttributesToGet, TakesNamesAndNoPaths) {
  ExpectGets({"M.k", "L[0]", "#n"}, Item());
  Item item = Everything();
  item.Set("M.k", 1);
  item.Set("L[0]", 2);
  Put("plain", item);
  ExpectGets({"M.k"}, Item{{"M.k", 1}});
  ExpectGets({"L[0]", ""}, Item{{"L[0]", 2}});
}

TEST_P(AttributesToGet, TakesReservedWords) { ExpectGets({"name", "S"}, Item{{"S", "a"}}); }

TEST_P(AttributesToGet, RefusesANameThatComesTwice) {
  const std::string message = std::string(kInvalid) + "Duplicate value in attribute name: ";
  ExpectRefused({"a", "a"}, message + "a");
  ExpectRefused({"b", "a", "c", "a", "b"}, message + "a");
  EXPECT_THAT(BatchGet({"b", "a", "c", "a", "b"}), IsInvalid(message + "a"));
}

TEST_P(AttributesToGet, TakesOneTo255Names) {
  ExpectRefused({},
                "1 validation error detected: Value '[]' at 'attributesToGet' failed to satisfy "
                "constraint: Member must have length greater than or equal to 1");
  Names names{"S"};
  while (names.size() < 255) names.push_back("a" + std::to_string(names.size()));
  ExpectGets(names, Item{{"S", "a"}});
  names.push_back("one more");
  std::string printed = "[S";
  for (size_t i = 1; i < names.size(); ++i) printed += ", " + names[i];
  ExpectRefused(names, "1 validation error detected: Value '" + printed +
                           "]' at 'attributesToGet' failed to satisfy constraint: Member must "
                           "have length less than or equal to 255");
}

TEST_P(AttributesToGet, TakesOneTo255NamesOfABatch) {
  Names names{"S"};
  while (names.size() < 255) names.push_back("a" + std::to_string(names.size()));
  EXPECT_THAT(BatchGet(names), IsOk());
  names.push_back("one more");
  const std::string violation =
      "1 validation error detected: Value at 'RequestItems.plain.member.AttributesToGet' failed to "
      "satisfy constraint: Member must have length less than or equal to 255";
  EXPECT_THAT(BatchGet(names), IsInvalid(violation));
  EXPECT_THAT(BatchGet(Names()),
              IsInvalid("1 validation error detected: Value at "
                        "'requestItems.plain.member.attributesToGet' failed to satisfy "
                        "constraint: Member must have length greater than or equal to 1"));
}

TEST_P(AttributesToGet, IsForNoSelectButSpecificAttributes) {
  for (const auto& [select, what] :
       {std::pair(Select::kAllAttributes, "ALL_ATTRIBUTES"),
        std::pair(Select::kAllProjectedAttributes, "ALL_PROJECTED_ATTRIBUTES"),
        std::pair(Select::kCount, "only the Count")}) {
    const std::string message =
        std::string("Cannot specify the AttributesToGet when choosing to get ") + what;
    EXPECT_THAT(Query({"S"}, select), IsInvalid(message));
    EXPECT_THAT(Scan({"S"}, select), IsInvalid(message));
  }
  EXPECT_EQ(First(Query({"S"}, Select::kSpecificAttributes)), (Item{{"S", "a"}}));
  EXPECT_EQ(First(Scan({"S"}, Select::kSpecificAttributes)), (Item{{"S", "a"}}));
}

TEST_P(AttributesToGet, LeavesPagesToGoOnByTheKey) {
  Put("plain", Item{{"p", "another"}, {"S", "b"}});
  const auto page = db().Scan({.table_name = "plain", .limit = 1, .attributes_to_get = Names{"S"}});
  ASSERT_THAT(page, IsOk());
  ASSERT_NE(page->last_evaluated_key, std::nullopt);
  EXPECT_NE(page->last_evaluated_key->Find("p"), std::nullopt);
}

TEST_P(AttributesToGet, ComesBeforeTheKeyAndTheTable) {
  const std::string message = std::string(kInvalid) + "Duplicate value in attribute name: a";
  EXPECT_THAT(
      db().GetItem({.table_name = "nosuch", .key = Item(), .attributes_to_get = Names{"a", "a"}}),
      IsInvalid(message));
  EXPECT_THAT(
      db().Scan({.table_name = "nosuch", .segment = 1, .attributes_to_get = Names{"a", "a"}}),
      IsInvalid(message));
}

TEST_P(AttributesToGet, HasNoUseForPlaceholders) {
  EXPECT_THAT(db().GetItem({.table_name = "plain",
                            .key = Key(),
                            .expression_attribute_names = AttributeNames{{"#a", "a"}},
                            .attributes_to_get = Names{"a"}}),
              IsInvalid("ExpressionAttributeNames can only be specified when using expressions"));
  EXPECT_THAT(BatchGet({.keys = {{Key()}},
                        .expression_attribute_names = AttributeNames{{"#a", "a"}},
                        .attributes_to_get = Names{"a"}}),
              IsInvalid("ExpressionAttributeNames can only be specified when using expressions"));
}

TEST_P(AttributesToGet, OfABatchComesBeforeKeysAndTables) {
  EXPECT_THAT(BatchGet({.keys = {{Key(), Key()}}, .attributes_to_get = Names{"a", "a"}}),
              IsInvalid(std::string(kInvalid) + "Duplicate value in attribute name: a"));
}

}  // namespace
}  // namespace stator::testing
