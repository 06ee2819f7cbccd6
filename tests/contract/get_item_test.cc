// GetItem: what it returns, of what it returns a part, and what it refuses.
#include <string>
#include <string_view>

#include "tests/contract/sample.h"
#include "tests/support/door.h"

namespace stator::testing {
namespace {

class GetItem : public DoorTest {
 protected:
  void SetUp() override {
    CreatePlain();
    Put("plain", Sample());
  }

  absl::StatusOr<GetItemResult> Project(std::string_view projection) {
    return db().GetItem({.table_name = "plain",
                         .key = SampleKey(),
                         .projection_expression = projection,
                         .expression_attribute_names = NamesFor({projection})});
  }
  Item Projected(std::string_view projection) {
    const auto got = Project(projection);
    EXPECT_THAT(got, IsOk()) << projection;
    EXPECT_TRUE(!got.ok() || got->item.has_value()) << projection;
    return got.ok() ? got->item.value_or(Item{{"there is", "no item"}}) : Item();
  }
  absl::StatusOr<GetItemResult> GetFrom(const std::string& table, const Item& key) {
    return db().GetItem({.table_name = table, .key = key});
  }
};
INSTANTIATE_FOR_EVERY_DOOR(GetItem);

TEST_P(GetItem, ReturnsTheItem) {
  const auto got = GetFrom("plain", SampleKey());
  ASSERT_THAT(got, IsOk());
  EXPECT_EQ(got->item, Sample());
  EXPECT_EQ(got->consumed_capacity, std::nullopt);
}

TEST_P(GetItem, ReturnsNothingForAMissingKey) {
  const auto got = GetFrom("plain", Item{{"p", "zz"}});
  ASSERT_THAT(got, IsOk());
  EXPECT_EQ(got->item, std::nullopt);
}

TEST_P(GetItem, ReturnsNothingForAMissingKeyWithAProjectionEither) {
  const auto got =
      db().GetItem({.table_name = "plain", .key = Item{{"p", "zz"}}, .projection_expression = "s"});
  ASSERT_THAT(got, IsOk());
  EXPECT_EQ(got->item, std::nullopt);
}

TEST_P(GetItem, ReadsTheSameConsistentlyOrNot) {
  for (const bool consistent : {false, true}) {
    const auto got =
        db().GetItem({.table_name = "plain", .key = SampleKey(), .consistent_read = consistent});
    ASSERT_THAT(got, IsOk());
    EXPECT_EQ(got->item, Sample());
  }
}

TEST_P(GetItem, TellsItemsWithTheSamePartitionKeyApart) {
  CreateSorted();
  for (const char* sort : {"1", "2"}) Put("sorted", Item{{"p", "a"}, {"s", sort}, {"v", sort}});
  EXPECT_EQ(Get("sorted", Item{{"p", "a"}, {"s", "2"}}),
            (Item{{"p", "a"}, {"s", "2"}, {"v", "2"}}));
  EXPECT_EQ(Get("sorted", Item{{"p", "a"}, {"s", "3"}}), Item());
}

TEST_P(GetItem, FindsANumberHoweverItWasWritten) {
  ASSERT_THAT(db().CreateTable("numbers", {"p", ScalarAttributeType::kN}), IsOk());
  Put("numbers", Item{{"p", *Number::Parse("1.50")}, {"v", 1}});
  EXPECT_NE(Get("numbers", Item{{"p", *Number::Parse("15E-1")}}), Item());
  EXPECT_NE(Get("numbers", Item{{"p", 1.5}}), Item());
}

TEST_P(GetItem, ProjectsTopLevelAttributes) {
  EXPECT_EQ(Projected("s"), (Item{{"s", "str"}}));
  EXPECT_EQ(Projected("p, n, ss"), (Item{{"n", 5}, {"p", "a"}, {"ss", StringSet{"a", "b"}}}));
  EXPECT_EQ(Projected(" s ,\n n "), (Item{{"s", "str"}, {"n", 5}}));
}

TEST_P(GetItem, ProjectsPartsOfMapsInTheirMaps) {
  EXPECT_EQ(Projected("m.k"), (Item{{"m", Map{{"k", "v"}}}}));
  EXPECT_EQ(Projected("m.z, m.k"), (Item{{"m", Map{{"k", "v"}, {"z", 1}}}}));
  EXPECT_EQ(Projected("m . k"), (Item{{"m", Map{{"k", "v"}}}}));
}

TEST_P(GetItem, PacksProjectedElementsInTheOrderOfTheList) {
  EXPECT_EQ(Projected("l[0]"), (Item{{"l", List{1}}}));
  EXPECT_EQ(Projected("l[1], l[0]"), (Item{{"l", List{1, "x"}}}));
  EXPECT_EQ(Projected("l[2]"), (Item{{"l", List{Map{{"k", 1}}}}}));
  EXPECT_EQ(Projected("l[2].k"), (Item{{"l", List{Map{{"k", 1}}}}}));
  EXPECT_EQ(Projected("l[2].k, l[0]"), (Item{{"l", List{1, Map{{"k", 1}}}}}));
  EXPECT_EQ(Projected("l[0], m.z"), (Item{{"l", List{1}}, {"m", Map{{"z", 1}}}}));
}

TEST_P(GetItem, ProjectsNothingOfWhatIsNotThere) {
  for (const std::string_view projection :
       {"zz", "m.zz", "l[9]", "s.k", "n[0]", "m.k.x", "m[0]", "l.k", "ss.a", "l[0].k"}) {
    EXPECT_EQ(Projected(projection), Item()) << projection;
  }
  EXPECT_EQ(Projected("zz, s, m.zz"), (Item{{"s", "str"}}));
}

TEST_P(GetItem, ProjectsByNamesThatStandForAttributes) {
  EXPECT_EQ(Projected("#dot"), (Item{{"x.y", "dotted"}}));
  EXPECT_EQ(Projected("#reserved"), (Item{{"name", "reserved"}}));
  EXPECT_EQ(Projected("#m.#k"), (Item{{"m", Map{{"k", "v"}}}}));
}

TEST_P(GetItem, RefusesProjectionsThatOverlapOrConflict) {
  const std::string invalid = "Invalid ProjectionExpression: Two document paths ";
  const std::string overlap =
      invalid + "overlap with each other; must remove or rewrite one of these paths; path one: ";
  EXPECT_THAT(Project("s, s"), IsInvalid(overlap + "[s], path two: [s]"));
  EXPECT_THAT(Project("m, m.k"), IsInvalid(overlap + "[m], path two: [m, k]"));
  EXPECT_THAT(Project("m.k, m"), IsInvalid(overlap + "[m, k], path two: [m]"));
  EXPECT_THAT(Project("l[0], s, l"), IsInvalid(overlap + "[l, [0]], path two: [l]"));
  EXPECT_THAT(Project("#n, n"), IsInvalid(overlap + "[n], path two: [n]"));
  const std::string conflict =
      invalid + "conflict with each other; must remove or rewrite one of these paths; path one: ";
  EXPECT_THAT(Project("m.k, m[0]"), IsInvalid(conflict + "[m, k], path two: [m, [0]]"));
}

TEST_P(GetItem, RefusesProjectionsThatAreNone) {
  const std::string invalid = "Invalid ProjectionExpression: ";
  EXPECT_THAT(Project(""), IsInvalid(invalid + "The expression can not be empty;"));
  EXPECT_THAT(Project("s n"), IsInvalid(invalid + "Syntax error; token: \"n\", near: \"s n\""));
  EXPECT_THAT(Project("s,"), IsInvalid(invalid + "Syntax error; token: \"<EOF>\", near: \",\""));
  EXPECT_THAT(Project("size(s)"), IsErrorCode(ErrorCode::kValidation));
  EXPECT_THAT(Project("name"), IsInvalid(invalid + "Attribute name is a reserved keyword; "
                                                   "reserved keyword: name"));
  EXPECT_THAT(Project("#undefined"),
              IsInvalid(invalid + "An expression attribute name used in the document path is not "
                                  "defined; attribute name: #undefined"));
}

TEST_P(GetItem, HoldsNamesToTheirRules) {
  GetItemRequest request{.table_name = "plain",
                         .key = SampleKey(),
                         .expression_attribute_names = AttributeNames{{"#a", "a"}}};
  EXPECT_THAT(db().GetItem(request),
              IsInvalid("ExpressionAttributeNames can only be specified when using expressions"));
  request.projection_expression = "s";
  EXPECT_THAT(db().GetItem(request),
              IsInvalid("Value provided in ExpressionAttributeNames unused in expressions: keys: "
                        "{#a}"));
  request.expression_attribute_names = AttributeNames{};
  EXPECT_THAT(db().GetItem(request), IsInvalid("ExpressionAttributeNames must not be empty"));
  request.expression_attribute_names = AttributeNames{{"a", "a"}};
  EXPECT_THAT(db().GetItem(request),
              IsInvalid("ExpressionAttributeNames contains invalid key: Syntax error; key: \"a\""));
}

TEST_P(GetItem, RequiresTableNameAndKey) {
  const std::string null = "failed to satisfy constraint: Member must not be null";
  EXPECT_THAT(db().GetItem(GetItemRequest{}),
              IsInvalid("2 validation errors detected: Value null at 'key' " + null +
                        "; Value null at 'tableName' " + null));
  EXPECT_THAT(db().GetItem({.table_name = "plain"}),
              IsInvalid("1 validation error detected: Value null at 'key' " + null));
  EXPECT_THAT(db().GetItem({.key = SampleKey()}),
              IsInvalid("1 validation error detected: Value null at 'tableName' " + null));
}

TEST_P(GetItem, NeedsATable) {
  EXPECT_THAT(GetFrom("nosuch", SampleKey()),
              IsErrorWith(ErrorCode::kResourceNotFound, "Requested resource not found"));
}

// The same rules for a key in GetItem, UpdateItem and DeleteItem.
class Key : public DoorTest {
 protected:
  void SetUp() override {
    CreatePlain();
    CreateSorted();
    ASSERT_THAT(db().CreateTable("binaries", {"p", ScalarAttributeType::kB}), IsOk());
  }

  void ExpectRefused(const std::string& table, const Item& key, const std::string& message) {
    EXPECT_THAT(db().GetItem({.table_name = table, .key = key}), IsInvalid(message)) << key;
    EXPECT_THAT(db().UpdateItem({.table_name = table, .key = key}), IsInvalid(message)) << key;
    EXPECT_THAT(db().DeleteItem({.table_name = table, .key = key}), IsInvalid(message)) << key;
  }
};
INSTANTIATE_FOR_EVERY_DOOR(Key);

TEST_P(Key, IsExactlyTheKeyAttributesOfTheirTypes) {
  const std::string message = "The provided key element does not match the schema";
  for (const Item& key :
       {Item(), Item{{"x", "a"}}, Item{{"p", 1}}, Item{{"p", true}}, Item{{"p", StringSet{"a"}}},
        Item{{"p", nullptr}}, Item{{"p", Map{}}}, Item{{"p", "a"}, {"x", "a"}}}) {
    ExpectRefused("plain", key, message);
  }
  for (const Item& key : {Item{{"p", "a"}}, Item{{"s", "a"}}, Item{{"p", "a"}, {"s", 1}},
                          Item{{"p", "a"}, {"x", "a"}}, Item{{"p", "a"}, {"s", "a"}, {"x", "a"}}}) {
    ExpectRefused("sorted", key, message);
  }
}

TEST_P(Key, IsNotEmpty) {
  const std::string message =
      "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
      "contain an empty ";
  ExpectRefused("plain", Item{{"p", ""}}, message + "string value. Key: p");
  ExpectRefused("sorted", Item{{"p", "a"}, {"s", ""}}, message + "string value. Key: s");
  ExpectRefused("binaries", Item{{"p", Binary("")}}, message + "binary value. Key: p");
}

TEST_P(Key, IsNotTooLong) {
  ExpectRefused("plain", Item{{"p", std::string(2049, 'p')}},
                "One or more parameter values were invalid: Size of hashkey has exceeded the "
                "maximum size limit of2048 bytes");
  ExpectRefused("sorted", Item{{"p", "a"}, {"s", std::string(1025, 's')}},
                "One or more parameter values were invalid: Aggregated size of all range keys has "
                "exceeded the size limit of 1024 bytes");
}

TEST_P(Key, MayBeOfTheLongestLengths) {
  const Item key{{"p", std::string(2048, 'p')}, {"s", std::string(1024, 's')}};
  Put("sorted", key);
  EXPECT_EQ(Get("sorted", key), key);
  EXPECT_THAT(db().Delete("sorted", key), IsOk());
  EXPECT_EQ(Get("sorted", key), Item());
}

}  // namespace
}  // namespace stator::testing
