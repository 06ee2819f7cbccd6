#include "stator/value.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <type_traits>

#include "tests/unit/model/printing.h"
#include "tests/unit/model/random_value.h"

namespace stator {
namespace {

using testing::ElementsAre;

TEST(TypeTest, NamesReadBack) {
  for (const std::string_view name : {"S", "N", "B", "SS", "NS", "BS", "L", "M", "BOOL", "NULL"}) {
    const std::optional<Type> type = TypeFromName(name);
    ASSERT_TRUE(type.has_value()) << name;
    EXPECT_EQ(TypeName(*type), name);
  }
  for (const std::string_view name : {"", "s", "X", "BOOLEAN", "S "}) {
    EXPECT_EQ(TypeFromName(name), std::nullopt) << name;
  }
}

// A literal means what it looks like: never a truth value where there is a pointer, never null
// where there is a 0.
TEST(ValueTest, LiteralsMeanWhatTheyLookLike) {
  struct Row {
    Value value;
    std::string_view text;
  };
  const std::string string = "string";
  const Row rows[] = {
      {"text", R"({"S": "text"})"},
      {string, R"({"S": "string"})"},
      {std::string_view("view"), R"({"S": "view"})"},
      {"", R"({"S": ""})"},
      {0, R"({"N": "0"})"},
      {1, R"({"N": "1"})"},
      {-7L, R"({"N": "-7"})"},
      {7ull, R"({"N": "7"})"},
      {size_t{3}, R"({"N": "3"})"},
      {uint8_t{65}, R"({"N": "65"})"},
      {0.5, R"({"N": "0.5"})"},
      {0.25f, R"({"N": "0.25"})"},
      {N("1E+30"), R"({"N": "1000000000000000000000000000000"})"},
      {true, R"({"BOOL": true})"},
      {false, R"({"BOOL": false})"},
      {nullptr, R"({"NULL": true})"},
      {Binary("\x01\x02"), R"({"B": "AQI="})"},
      {Binary(""), R"({"B": ""})"},
      {StringSet{"b", "a", "b"}, R"({"SS": ["a", "b"]})"},
      {NumberSet{10, 9, -1}, R"({"NS": ["-1", "9", "10"]})"},
      {NumberSet{N("1.0"), 1}, R"({"NS": ["1"]})"},
      {BinarySet({"b", "a"}), R"({"BS": ["YQ==", "Yg=="]})"},
      {List{}, R"({"L": []})"},
      {List{1, "x", nullptr, false},
       R"({"L": [{"N": "1"}, {"S": "x"}, {"NULL": true}, {"BOOL": false}]})"},
      {List{0}, R"({"L": [{"N": "0"}]})"},
      {List{"a", "b"}, R"({"L": [{"S": "a"}, {"S": "b"}]})"},
      {List{Value(List{1})}, R"({"L": [{"L": [{"N": "1"}]}]})"},
      {List{List{1}, List{}}, R"({"L": [{"L": [{"N": "1"}]}, {"L": []}]})"},
      {Map{}, R"({"M": {}})"},
      {Map{{"b", 2}, {"a", 1}}, R"({"M": {"a": {"N": "1"}, "b": {"N": "2"}}})"},
      {Map{{"a", "b"}}, R"({"M": {"a": {"S": "b"}}})"},
      {Map{{"a", "b"}, {"c", "d"}}, R"({"M": {"a": {"S": "b"}, "c": {"S": "d"}}})"},
      {Map{{"a", Map{{"b", List{0}}}}}, R"({"M": {"a": {"M": {"b": {"L": [{"N": "0"}]}}}}})"},
      {Map{{"a", 1}, {"a", 2}}, R"({"M": {"a": {"N": "2"}}})"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(Text(row.value), row.text);
    EXPECT_TRUE(CheckEncoded(row.value.encoded())) << row.text;
  }
}

TEST(ValueTest, CharactersAndOtherPointersAreNoLiterals) {
  EXPECT_FALSE((std::is_constructible_v<Value, char>));
  EXPECT_FALSE((std::is_constructible_v<Value, int*>));
  EXPECT_FALSE((std::is_constructible_v<Value, const void*>));
  EXPECT_FALSE((std::is_constructible_v<Number, bool>));
  EXPECT_FALSE((std::is_constructible_v<Number, char>));
  EXPECT_FALSE((std::is_convertible_v<ValueView, Value>));
}

TEST(ValueTest, EqualityIsOfValues) {
  EXPECT_EQ(Value(1), Value(1.0));
  EXPECT_EQ(Value("1"), Value(std::string("1")));
  EXPECT_NE(Value("1"), Value(1));
  EXPECT_NE(Value("1"), Value(Binary("1")));
  EXPECT_NE(Value(false), Value(nullptr));
  EXPECT_EQ(Value(StringSet{"a", "b"}), Value(StringSet{"b", "a"}));
  EXPECT_NE(Value(List{1, 2}), Value(List{2, 1}));
  const Value value = Map{{"a", 1}};
  EXPECT_EQ(value.view(), value);
  EXPECT_EQ(Value(value.view()), value);
  EXPECT_EQ(Value::FromEncoded(value.encoded()), value);
}

TEST(ValueViewTest, ReadsEveryType) {
  EXPECT_EQ(Value("text").view().AsString(), "text");
  EXPECT_EQ(Value(Binary("bin")).view().AsBinary(), "bin");
  EXPECT_EQ(Value(12.5).view().AsNumber(), N("12.5"));
  EXPECT_EQ(Value(12.5).view().AsEncodedNumber(), N("12.5").encoded());
  EXPECT_TRUE(Value(true).view().AsBool());
  EXPECT_FALSE(Value(false).view().AsBool());
  EXPECT_EQ(Value(List{1, 2}).view().AsList().size(), 2u);
  EXPECT_EQ(Value(Map{{"a", 1}}).view().AsMap().size(), 1u);
  EXPECT_EQ(Value(StringSet{"a"}).view().AsSet().size(), 1u);
}

TEST(ValueViewTest, ScalarBytesAreThePayload) {
  EXPECT_EQ(Value("text").view().ScalarBytes(), "text");
  EXPECT_EQ(Value(Binary("bin")).view().ScalarBytes(), "bin");
  EXPECT_EQ(Value(42).view().ScalarBytes(), Number(42).encoded());
  for (const size_t size : {0, 1, 127, 128, 16383, 16384, 300'000}) {
    const std::string text(size, 't');
    EXPECT_EQ(Value(text).view().ScalarBytes(), text);
  }
}

TEST(ValueViewDeathTest, AccessorsRequireTheirType) {
  const Value text("text");
  EXPECT_DEATH(text.view().AsNumber(), "expected: type");
  EXPECT_DEATH(text.view().AsMap(), "expected: type");
  EXPECT_DEATH(text.view().AsList(), "expected");
  EXPECT_DEATH(text.view().AsSet(), "expected");
  EXPECT_DEATH(text.view().AsBool(), "expected: type");
  EXPECT_DEATH(Value(true).view().ScalarBytes(), "expected");
  EXPECT_DEATH((void)Value(1e126), "expected: number.ok");
}

TEST(ListViewTest, HasItsElementsInOrder) {
  const Value value = List{"a", 2, List{true}};
  const ListView list = value.view().AsList();
  std::vector<std::string> texts;
  for (const ValueView element : list) texts.push_back(Text(element));
  EXPECT_THAT(texts, ElementsAre(R"({"S": "a"})", R"({"N": "2"})", R"({"L": [{"BOOL": true}]})"));
  EXPECT_EQ(list.At(0), Value("a"));
  EXPECT_EQ(list.At(1), Value(2));
  EXPECT_EQ(list.At(2), Value(List{true}));
  EXPECT_EQ(list.At(3), std::nullopt);
  EXPECT_TRUE(Value(List{}).view().AsList().empty());
  EXPECT_EQ(Value(List{}).view().AsList().At(0), std::nullopt);
}

TEST(SetViewTest, HasItsElementsSortedAndUnique) {
  const Value value = StringSet{"b", "", "a", "b", "B"};
  const SetView set = value.view().AsSet();
  EXPECT_THAT(std::vector<std::string_view>(set.begin(), set.end()),
              ElementsAre("", "B", "a", "b"));
  EXPECT_EQ(set.size(), 4u);
  EXPECT_EQ(set.element_type(), Type::kString);
  EXPECT_TRUE(set.Contains(""));
  EXPECT_TRUE(set.Contains("b"));
  EXPECT_FALSE(set.Contains("ab"));
  EXPECT_FALSE(set.Contains("c"));
  const Value numbers = NumberSet{1, 2};
  EXPECT_TRUE(numbers.view().AsSet().Contains(Number(2).encoded()));
  EXPECT_FALSE(numbers.view().AsSet().Contains(Number(3).encoded()));
  EXPECT_EQ(numbers.view().AsSet().element_type(), Type::kNumber);
  EXPECT_EQ(Value(BinarySet({"x"})).view().AsSet().element_type(), Type::kBinary);
}

TEST(MapViewTest, FindsEveryNameAndNoOther) {
  RandomValues random(11);
  for (int i = 0; i < 2000; ++i) {
    const Map literal = random.Attributes(1);
    const Value value = literal;
    const MapView map = value.view().AsMap();
    std::vector<std::string> names;
    for (const auto& [name, unused] : literal.entries) names.push_back(name);
    for (const std::string& name : names) {
      const auto last = std::find_if(literal.entries.rbegin(), literal.entries.rend(),
                                     [&name](const auto& entry) { return entry.first == name; });
      ASSERT_EQ(map.Find(name), last->second) << name;
    }
    for (int j = 0; j < 5; ++j) {
      const std::string name = random.Utf8();
      const bool there = std::find(names.begin(), names.end(), name) != names.end();
      ASSERT_EQ(map.Find(name).has_value(), there) << name << " in " << Text(value);
    }
  }
}

TEST(MapViewTest, IteratesInOrderOfNames) {
  RandomValues random(12);
  for (int i = 0; i < 1000; ++i) {
    const Value value = random.Attributes(1);
    const MapView map = value.view().AsMap();
    std::string previous;
    size_t count = 0;
    for (const auto& [name, element] : map) {
      if (count++ > 0) {
        ASSERT_GT(name, previous);
      }
      ASSERT_EQ(map.Find(name), element);
      previous = name;
    }
    ASSERT_EQ(count, map.size());
  }
}

TEST(MapViewTest, DefaultIsTheEmptyMap) {
  const MapView map;
  EXPECT_TRUE(map.empty());
  EXPECT_EQ(map.begin(), map.end());
  EXPECT_EQ(map.Find("a"), std::nullopt);
  EXPECT_EQ(map.Find(""), std::nullopt);
  EXPECT_EQ(map.SizeAsItem(), 0u);
  EXPECT_EQ(Value(Map{}).view().AsMap(), map);
  EXPECT_EQ(Value::FromEncoded(std::string(map.encoded())), Value(Map{}));
}

TEST(SizeTest, FollowsTheRulesOfDynamoDb) {
  struct Row {
    Value value;
    size_t size;
  };
  const Row rows[] = {
      {nullptr, 1},
      {true, 1},
      {"", 0},
      {"four", 4},
      {"é€😀", 9},
      {Binary("abc"), 3},
      {0, 1},
      {42, 2},
      {-12.5, 4},
      {StringSet{"a", "bcd"}, 4},
      {NumberSet{1, 100, -1}, 7},
      {BinarySet({"", "ab"}), 2},
      {List{}, 3},
      {List{"a", nullptr}, 7},
      {List{List{}, List{}}, 11},
      {Map{}, 3},
      {Map{{"name", "four"}}, 12},
      {Map{{"a", 1}, {"b", Map{{"c", true}}}}, 3 + (1 + 1 + 2) + (1 + 1 + 3 + (1 + 1 + 1))},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(row.value.view().SizeInItem(), row.size) << Text(row.value);
  }
}

}  // namespace
}  // namespace stator
