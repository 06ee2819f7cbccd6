#include "stator/item.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/unit/model/printing.h"
#include "tests/unit/model/random_value.h"

namespace stator {
namespace {

TEST(ItemTest, LiteralsReadLikeTheItem) {
  const Item item{{"pk", "a"},          {"n", 1},
                  {"ok", true},         {"none", nullptr},
                  {"zero", 0},          {"list", List{1, "x"}},
                  {"m", Map{{"a", 1}}}, {"seen", StringSet{"ada"}}};
  EXPECT_EQ(Text(item),
            R"({"list": {"L": [{"N": "1"}, {"S": "x"}]}, "m": {"M": {"a": {"N": "1"}}}, )"
            R"("n": {"N": "1"}, "none": {"NULL": true}, "ok": {"BOOL": true}, "pk": {"S": "a"}, )"
            R"("seen": {"SS": ["ada"]}, "zero": {"N": "0"}})");
  EXPECT_EQ(item.size(), 8u);
  EXPECT_TRUE(CheckEncoded(item.encoded()));
}

TEST(ItemTest, TwoTextsAreOneAttribute) {
  EXPECT_EQ(Text(Item{{"pk", "a"}}), R"({"pk": {"S": "a"}})");
  EXPECT_EQ(Text(Item({{"pk", "a"}})), R"({"pk": {"S": "a"}})");
  EXPECT_EQ(Text(Item{{"pk", "a"}, {"sk", "b"}}), R"({"pk": {"S": "a"}, "sk": {"S": "b"}})");
}

TEST(ItemTest, OfEqualNamesTheLastCounts) {
  EXPECT_EQ((Item{{"b", 1}, {"a", 2}, {"b", 3}, {"b", 4}}), (Item{{"a", 2}, {"b", 4}}));
}

TEST(ItemTest, ComesFromAMapAndFromAView) {
  const Map map{{"b", 1}, {"a", "x"}};
  const Item item(map);
  EXPECT_EQ(item, (Item{{"a", "x"}, {"b", 1}}));
  EXPECT_EQ(Item(item.view()), item);
  EXPECT_EQ(Item::FromEncoded(item.encoded()), item);
  EXPECT_EQ(Item(ItemView()), Item());
}

TEST(ItemTest, AnEmptyItemIsWellFormed) {
  EXPECT_TRUE(Item().empty());
  EXPECT_TRUE(CheckEncoded(Item().encoded()));
  EXPECT_EQ(Text(Item()), "{}");
  EXPECT_EQ(Item(), Item{});
}

TEST(ItemTest, AMovedFromItemReadsAsEmpty) {
  Item item{{"a", 1}};
  const Item other = std::move(item);
  EXPECT_EQ(item.size(), 0u);  // NOLINT: what is left is the question.
  EXPECT_EQ(item.Find("a"), std::nullopt);
  EXPECT_EQ(Text(other), R"({"a": {"N": "1"}})");
}

TEST(ItemTest, SetAndRemoveKeepTheOrder) {
  Item item{{"b", 1}};
  item.Set("a", "first").Set("c", nullptr).Set("b", 2);
  EXPECT_EQ(item, (Item{{"a", "first"}, {"b", 2}, {"c", nullptr}}));
  EXPECT_TRUE(item.Remove("a"));
  EXPECT_FALSE(item.Remove("a"));
  EXPECT_TRUE(item.Remove("c"));
  EXPECT_EQ(item, (Item{{"b", 2}}));
  EXPECT_TRUE(item.Remove("b"));
  EXPECT_EQ(item, Item());
}

TEST(ItemTest, RandomEditsAreThoseOfAMap) {
  RandomValues random(21);
  for (int i = 0; i < 200; ++i) {
    Item item;
    std::map<std::string, Value> model;
    for (int j = 0; j < 40; ++j) {
      const std::string name =
          random.Pick(0, 1) == 0 ? random.Utf8() : std::string(1, "abc"[j % 3]);
      if (random.Pick(0, 2) > 0) {
        const Value value = random.Any(1);
        item.Set(name, value);
        model.insert_or_assign(name, value);
      } else {
        ASSERT_EQ(item.Remove(name), model.erase(name) > 0);
      }
      ASSERT_EQ(item, Item(Map({model.begin(), model.end()})));
    }
    ASSERT_TRUE(CheckEncoded(item.encoded()));
  }
}

TEST(ItemTest, SizeCountsNamesAndValuesOnly) {
  EXPECT_EQ(Item().view().SizeAsItem(), 0u);
  EXPECT_EQ((Item{{"page", "/home"}, {"count", 1}, {"seen", StringSet{"ada"}}}).view().SizeAsItem(),
            23u);
  EXPECT_EQ((Item{{"a", Map{{"b", List{1}}}}}).view().SizeAsItem(), 1u + (3 + 1 + 1 + (3 + 1 + 2)));
}

TEST(ItemTest, IteratesOverNamesAndValues) {
  const Item item{{"b", 2}, {"a", 1}};
  std::string text;
  for (const auto& [name, value] : item) text += std::string(name) + Text(value) + ";";
  EXPECT_EQ(text, R"(a{"N": "1"};b{"N": "2"};)");
}

TEST(PrintTest, EscapesText) {
  EXPECT_EQ(Text(Item{{"a\"\\", "line\nbell\x07tab\té"}}),
            R"({"a\"\\": {"S": "line\nbell\u0007tab\u0009é"}})");
}

}  // namespace
}  // namespace stator
