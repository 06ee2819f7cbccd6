#include "db/model/builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/unit/model/printing.h"
#include "tests/unit/model/random_value.h"

namespace stator {
namespace {

TEST(ValueBuilderTest, WritesEveryScalar) {
  ValueBuilder out;
  out.BeginList();
  out.Null();
  out.Bool(true);
  out.Bool(false);
  out.Number(Number(42).encoded());
  out.String("text");
  out.Binary("\x01");
  out.Copy(Value(Map{{"a", 1}}));
  EXPECT_EQ(out.End().count, 7u);
  EXPECT_EQ(Value::FromEncoded(out.Take()),
            Value(List{nullptr, true, false, 42, "text", Binary("\x01"), Map{{"a", 1}}}));
}

TEST(ValueBuilderTest, WritesAnItem) {
  ValueBuilder out;
  out.BeginMap();
  out.Name("page");
  out.String("/home");
  out.Name("tags");
  out.BeginSet(Type::kStringSet);
  out.SetElement("a");
  out.SetElement("b");
  out.End();
  EXPECT_EQ(out.depth(), 1);
  out.End();
  EXPECT_EQ(out.depth(), 0);
  EXPECT_EQ(Item::FromEncoded(out.Take()),
            (Item{{"page", "/home"}, {"tags", StringSet{"a", "b"}}}));
}

TEST(ValueBuilderTest, SortsAMapThatDidNotArriveSorted) {
  ValueBuilder out;
  out.BeginMap();
  for (const char* name : {"c", "a", "b"}) {
    out.Name(name);
    out.BeginMap();
    out.Name("z");
    out.String(name);
    out.Name("y");
    out.Null();
    out.End();
  }
  const ValueBuilder::Ended ended = out.End();
  EXPECT_FALSE(ended.duplicate_name);
  EXPECT_EQ(ended.count, 3u);
  const auto inner = [](const char* name) { return Map{{"z", name}, {"y", nullptr}}; };
  EXPECT_EQ(Item::FromEncoded(out.Take()),
            (Item{{"a", inner("a")}, {"b", inner("b")}, {"c", inner("c")}}));
}

TEST(ValueBuilderTest, OfOneNameTheLastValueIsKept) {
  ValueBuilder out;
  out.BeginMap();
  for (int i = 0; i < 3; ++i) {
    out.Name("a");
    out.Number(Number(i).encoded());
  }
  out.Name("b");
  out.Null();
  const ValueBuilder::Ended ended = out.End();
  EXPECT_TRUE(ended.duplicate_name);
  EXPECT_FALSE(ended.duplicate_element);
  EXPECT_EQ(ended.count, 2u);
  EXPECT_EQ(Item::FromEncoded(out.Take()), (Item{{"a", 2}, {"b", nullptr}}));
}

TEST(ValueBuilderTest, OfEqualElementsOneIsKept) {
  ValueBuilder out;
  out.BeginSet(Type::kNumberSet);
  for (const int element : {3, 1, 3, 2}) out.SetElement(Number(element).encoded());
  const ValueBuilder::Ended ended = out.End();
  EXPECT_TRUE(ended.duplicate_element);
  EXPECT_FALSE(ended.duplicate_name);
  EXPECT_EQ(ended.count, 3u);
  EXPECT_EQ(Value::FromEncoded(out.Take()), Value(NumberSet{1, 2, 3}));
}

TEST(ValueBuilderTest, EmptyContainersAreWellFormed) {
  ValueBuilder out;
  out.BeginList();
  EXPECT_EQ(out.End().count, 0u);
  EXPECT_EQ(Value::FromEncoded(out.Take()), Value(List{}));
  out.BeginMap();
  out.End();
  EXPECT_EQ(Value::FromEncoded(out.Take()), Value(Map{}));
  out.BeginSet(Type::kBinarySet);
  out.End();
  EXPECT_EQ(Value::FromEncoded(out.Take()), Value(BinarySet(std::vector<std::string>{})));
}

TEST(ValueBuilderTest, IsUsedAgainAfterTakeAndClear) {
  ValueBuilder out;
  out.BeginMap();
  out.Name("left open");
  out.BeginList();
  out.Clear();
  EXPECT_EQ(out.depth(), 0);
  EXPECT_EQ(out.bytes(), 0u);
  for (int i = 0; i < 3; ++i) {
    out.String("again");
    EXPECT_EQ(out.view(), Value("again"));
    EXPECT_EQ(out.Take(), Value("again").encoded());
  }
}

TEST(ValueBuilderTest, GrowsWithLargeValues) {
  const std::string text(300'000, 't');
  ValueBuilder out;
  out.BeginMap();
  for (const char* name : {"b", "a"}) {
    out.Name(name);
    out.String(text);
  }
  out.End();
  EXPECT_EQ(Item::FromEncoded(out.Take()), (Item{{"a", text}, {"b", text}}));
}

TEST(ValueBuilderDeathTest, HoldsOneWholeValue) {
  ValueBuilder two;
  two.Null();
  EXPECT_DEATH(two.Null(), "expected: size_ == 0");
  ValueBuilder open;
  open.BeginList();
  EXPECT_DEATH(open.Take(), "expected");
  EXPECT_DEATH(ValueBuilder().Take(), "expected");
  EXPECT_DEATH(ValueBuilder().End(), "expected");
}

// Writes `value` again, with the entries of maps and sets in random order.
void Rebuild(ValueView value, std::mt19937_64& random, ValueBuilder& out) {
  switch (value.type()) {
    case Type::kMap: {
      const MapView map = value.AsMap();
      std::vector<MapView::Entry> entries(map.begin(), map.end());
      std::shuffle(entries.begin(), entries.end(), random);
      out.BeginMap();
      for (const MapView::Entry& entry : entries) {
        out.Name(entry.name);
        Rebuild(entry.value, random, out);
      }
      ASSERT_FALSE(out.End().duplicate_name);
      break;
    }
    case Type::kList:
      out.BeginList();
      for (const ValueView element : value.AsList()) Rebuild(element, random, out);
      out.End();
      break;
    case Type::kStringSet:
    case Type::kNumberSet:
    case Type::kBinarySet: {
      const SetView set = value.AsSet();
      std::vector<std::string_view> elements(set.begin(), set.end());
      std::shuffle(elements.begin(), elements.end(), random);
      out.BeginSet(set.type());
      for (const std::string_view element : elements) out.SetElement(element);
      ASSERT_FALSE(out.End().duplicate_element);
      break;
    }
    default:
      out.Copy(value);
  }
}

TEST(ValueBuilderTest, RandomValuesComeOutTheSameInAnyOrder) {
  RandomValues values(31);
  std::mt19937_64 random(32);
  ValueBuilder out;
  for (int i = 0; i < 3000; ++i) {
    const Value value = values.Any(4);
    Rebuild(value, random, out);
    ASSERT_EQ(Value::FromEncoded(out.Take()), value) << Text(value);
  }
}

}  // namespace
}  // namespace stator
