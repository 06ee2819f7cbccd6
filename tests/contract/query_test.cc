// Query: which items it finds, in which order, and what it returns of them.
#include <algorithm>

#include "tests/contract/query_fixture.h"

namespace stator::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Query : public QueryTest {
 protected:
  std::vector<Value> Found(std::string_view condition) { return SortsOf(QueryOf(condition)); }

  // The values sort as they stand, whatever order they were put in.
  void ExpectOrder(ScalarAttributeType type, const std::vector<Value>& ascending) {
    CreateSorted(type);
    std::vector<Value> shuffled = ascending;
    std::reverse(shuffled.begin(), shuffled.end());
    std::rotate(shuffled.begin(), shuffled.begin() + shuffled.size() / 3, shuffled.end());
    PutSorts("a", shuffled);
    PutSorts("b", {ascending.front(), ascending.back()});
    EXPECT_EQ(Found("p = :s"), ascending);
    QueryRequest backward = RequestOf("p = :s");
    backward.scan_index_forward = false;
    std::vector<Value> descending = ascending;
    std::reverse(descending.begin(), descending.end());
    EXPECT_EQ(SortsOf(db().Query(backward)), descending);
  }
};
INSTANTIATE_FOR_EVERY_DOOR(Query);

TEST_P(Query, FindsTheItemsOfOnePartition) {
  CreateSorted(ScalarAttributeType::kN);
  PutSorts("a", Numbers(1, 3));
  PutSorts("b", Numbers(4, 6));
  EXPECT_EQ(Found("p = :s"), Numbers(1, 3));
  EXPECT_EQ(Found("p = :s2"), Numbers(4, 6));
  EXPECT_THAT(Found("p = :x"), IsEmpty());
}

TEST_P(Query, OfATableWithoutASortKeyFindsTheItem) {
  CreatePlain();
  Put("plain", Sample());
  QueryRequest request = RequestOf("p = :s");
  request.table_name = "plain";
  const auto found = db().Query(request);
  ASSERT_THAT(found, IsOk());
  ASSERT_EQ(found->count, 1);
  EXPECT_EQ(Item(found->items->front()), Sample());
}

TEST_P(Query, ReturnsWholeItemsAndTheirCounts) {
  CreateSorted();
  Item item = Sample();
  Put("sorted", item);
  const auto found = QueryOf("p = :s");
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(found->count, 1);
  EXPECT_EQ(found->scanned_count, 1);
  EXPECT_EQ(found->last_evaluated_key, std::nullopt);
  EXPECT_EQ(found->consumed_capacity, std::nullopt);
  ASSERT_TRUE(found->items.has_value());
  EXPECT_EQ(Item(found->items->front()), item);
}

TEST_P(Query, OrdersNumbersByValue) {
  const auto number = [](const char* text) { return Value(*Number::Parse(text)); };
  ExpectOrder(ScalarAttributeType::kN, {Value(*Subtract(Number(0), Largest())),
                                        number("-1E125"),
                                        number("-100.5"),
                                        -100,
                                        -10,
                                        -9,
                                        number("-1.5"),
                                        -1,
                                        number("-0.1"),
                                        number("-1E-130"),
                                        0,
                                        number("1E-130"),
                                        number("0.09"),
                                        number("0.1"),
                                        1,
                                        number("1.05"),
                                        number("1.5"),
                                        2,
                                        9,
                                        10,
                                        11,
                                        99,
                                        100,
                                        1000,
                                        number("1E125"),
                                        Value(Largest())});
}

TEST_P(Query, OrdersStringsByTheirBytes) {
  ExpectOrder(ScalarAttributeType::kS,
              {std::string(1, '\0'), std::string("\0a", 2), " ", "10", "9", "A", "AA", "B", "a",
               "aa", std::string(1024, 'a'), "ab", "\xc3\xa9", "\xef\xbf\xbd", "\xf0\x9f\x90\x98"});
}

TEST_P(Query, OrdersBinariesAsUnsignedBytes) {
  const auto binary = [](std::string_view bytes) { return Value(Binary(bytes)); };
  ExpectOrder(ScalarAttributeType::kB,
              {binary(std::string(1, '\0')), binary(std::string("\0\0", 2)),
               binary(std::string("\0\xff", 2)), binary("\x01"), binary("\x7f"), binary("\x80"),
               binary("\xfe\xff"), binary("\xff"), binary(std::string("\xff\0", 2)),
               binary("\xff\xff"), binary(std::string(1024, '\xff'))});
}

TEST_P(Query, OrdersLongKeysThatDifferOnlyAtTheirEnds) {
  // Around the lengths at which a store may cut keys.
  std::vector<Value> ascending;
  for (const size_t length : {479, 480, 481, 482, 500, 511, 512, 959, 960, 961, 1023}) {
    ascending.emplace_back(std::string(length, 'k'));
  }
  ascending.emplace_back(std::string(1023, 'k') + "a");
  ascending.emplace_back(std::string(1023, 'k') + "b");
  ascending.emplace_back(std::string(700, 'k') + "l");
  ascending.emplace_back(std::string(490, 'k') + "l");
  ExpectOrder(ScalarAttributeType::kS, ascending);
}

TEST_P(Query, ComparesNumericSortKeysWithEachOperator) {
  CreateSorted(ScalarAttributeType::kN);
  PutSorts("a", Numbers(0, 7));
  EXPECT_EQ(Found("p = :s AND s = :n5"), Numbers(5, 5));
  EXPECT_EQ(Found("p = :s AND s < :n2"), Numbers(0, 1));
  EXPECT_EQ(Found("p = :s AND s <= :n2"), Numbers(0, 2));
  EXPECT_EQ(Found("p = :s AND s > :n5"), Numbers(6, 7));
  EXPECT_EQ(Found("p = :s AND s >= :n5"), Numbers(5, 7));
  EXPECT_EQ(Found("p = :s AND s BETWEEN :n2 AND :n5"), Numbers(2, 5));
  EXPECT_EQ(Found("p = :s AND s BETWEEN :n2 AND :n2"), Numbers(2, 2));
  EXPECT_THAT(Found("p = :s AND s = :frac"), IsEmpty());
  EXPECT_EQ(Found("p = :s AND s > :frac"), Numbers(1, 7));
  EXPECT_THAT(Found("p = :s AND s > :big"), IsEmpty());
}

TEST_P(Query, ComparesStringSortKeysWithEachOperator) {
  CreateSorted();
  PutSorts("a", {"a", "ab", "abc", "abd", "b", "ba", "c"});
  EXPECT_THAT(Found("p = :s AND s = :s2"), ElementsAre("b"));
  EXPECT_THAT(Found("p = :s AND s < :s2"), ElementsAre("a", "ab", "abc", "abd"));
  EXPECT_THAT(Found("p = :s AND s <= :s2"), ElementsAre("a", "ab", "abc", "abd", "b"));
  EXPECT_THAT(Found("p = :s AND s > :s2"), ElementsAre("ba", "c"));
  EXPECT_THAT(Found("p = :s AND s >= :s2"), ElementsAre("b", "ba", "c"));
  EXPECT_THAT(Found("p = :s AND s BETWEEN :s AND :s2"), ElementsAre("a", "ab", "abc", "abd", "b"));
  EXPECT_THAT(Found("p = :s AND begins_with(s, :s)"), ElementsAre("a", "ab", "abc", "abd"));
  EXPECT_THAT(Found("p = :s AND begins_with(s, :x)"), IsEmpty());
}

TEST_P(Query, ComparesBinarySortKeysWithEachOperator) {
  CreateSorted(ScalarAttributeType::kB);
  const Value one = Binary("\x01"), one_two = Binary("\x01\x02"), one_ff = Binary("\x01\xff\xff"),
              two = Binary("\x02"), ff = Binary("\xff"), ff_ff = Binary("\xff\xff");
  PutSorts("a", {one, one_two, one_ff, two, ff, ff_ff});
  EXPECT_THAT(Found("p = :s AND s = :b12"), ElementsAre(one_two));
  EXPECT_THAT(Found("p = :s AND s < :b12"), ElementsAre(one));
  EXPECT_THAT(Found("p = :s AND s <= :b12"), ElementsAre(one, one_two));
  EXPECT_THAT(Found("p = :s AND s > :b12"), ElementsAre(one_ff, two, ff, ff_ff));
  EXPECT_THAT(Found("p = :s AND s >= :b2"), ElementsAre(two, ff, ff_ff));
  EXPECT_THAT(Found("p = :s AND s BETWEEN :b12 AND :b2"), ElementsAre(one_two, one_ff, two));
  EXPECT_THAT(Found("p = :s AND begins_with(s, :b)"), ElementsAre(one, one_two, one_ff));
}

TEST_P(Query, BeginsWithFindsAllThatBeginWithTheLastByte) {
  CreateSorted(ScalarAttributeType::kB);
  const Value fe = Binary("\xfe"), ff = Binary("\xff"), ff_ff = Binary("\xff\xff");
  PutSorts("a", {fe, ff, ff_ff});
  QueryRequest request = RequestOf("p = :s AND begins_with(s, :prefix)");
  request.expression_attribute_values->Set(":prefix", Binary("\xff"));
  EXPECT_THAT(SortsOf(db().Query(request)), ElementsAre(ff, ff_ff));
}

TEST_P(Query, TakesItsConditionInManyForms) {
  CreateSorted(ScalarAttributeType::kN);
  PutSorts("a", Numbers(1, 6));
  EXPECT_EQ(Found("s = :n5 AND p = :s"), Numbers(5, 5));
  EXPECT_EQ(Found(":s = p AND :n5 < s"), Numbers(6, 6));
  EXPECT_EQ(Found("(p = :s) AND (s >= :n5)"), Numbers(5, 6));
  EXPECT_EQ(Found("(p = :s AND s >= :n5)"), Numbers(5, 6));
  EXPECT_EQ(Found("p = :s and s between :n and :n2"), Numbers(1, 2));
  EXPECT_EQ(Found("#p = :s AND #s = :n2"), Numbers(2, 2));
}

TEST_P(Query, StaysInItsPartitionWhateverTheBounds) {
  CreateSorted();
  for (const char* partition : {"a", "aa", "b"}) PutSorts(partition, {"a", "b", "c"});
  EXPECT_THAT(Found("p = :s AND s > :none"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(Found("p = :s AND s >= :s"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(Found("p = :s AND s < :x"), ElementsAre("a", "b", "c"));
}

TEST_P(Query, FiltersWhatItReadsAndCountsBoth) {
  CreateSorted(ScalarAttributeType::kN);
  for (int i = 0; i < 10; ++i) Put("sorted", Item{{"p", "a"}, {"s", i}, {"even", i % 2 == 0}});
  QueryRequest request = RequestOf("p = :s AND s < :n6");
  request.filter_expression = "even = :t";
  request.expression_attribute_values->Set(":t", true);
  const auto found = db().Query(request);
  EXPECT_THAT(SortsOf(found), ElementsAre(0, 2, 4));
  EXPECT_EQ(found->count, 3);
  EXPECT_EQ(found->scanned_count, 6);
}

TEST_P(Query, ProjectsWhatItFinds) {
  CreateSorted();
  Put("sorted", Sample());
  QueryRequest request = RequestOf("p = :s");
  request.projection_expression = "m.k, n";
  auto found = db().Query(request);
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(Item(found->items->front()), (Item{{"m", Map{{"k", "v"}}}, {"n", 5}}));
  request.projection_expression = "zz";
  found = db().Query(request);
  ASSERT_THAT(found, IsOk());
  ASSERT_EQ(found->count, 1);
  EXPECT_EQ(Item(found->items->front()), Item());
  request.projection_expression = "n";
  request.select = Select::kSpecificAttributes;
  found = db().Query(request);
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(Item(found->items->front()), (Item{{"n", 5}}));
}

TEST_P(Query, CountsWithoutReturningItems) {
  CreateSorted(ScalarAttributeType::kN);
  PutSorts("a", Numbers(1, 5));
  QueryRequest request = RequestOf("p = :s");
  request.select = Select::kCount;
  auto counted = db().Query(request);
  ASSERT_THAT(counted, IsOk());
  EXPECT_EQ(counted->count, 5);
  EXPECT_EQ(counted->scanned_count, 5);
  EXPECT_EQ(counted->items, std::nullopt);
  request.select = Select::kAllAttributes;
  counted = db().Query(request);
  ASSERT_THAT(counted, IsOk());
  EXPECT_EQ(counted->items->size(), 5u);
}

TEST_P(Query, ReturnsAnEmptyListForNothing) {
  CreateSorted();
  const auto found = QueryOf("p = :s");
  ASSERT_THAT(found, IsOk());
  ASSERT_TRUE(found->items.has_value());
  EXPECT_TRUE(found->items->empty());
  EXPECT_EQ(found->count, 0);
  EXPECT_EQ(found->scanned_count, 0);
  EXPECT_EQ(found->last_evaluated_key, std::nullopt);
}

TEST_P(Query, TellsPartitionsOfDifferentTypesOfTableApart) {
  ASSERT_THAT(db().CreateTable("numbers", {"p", ScalarAttributeType::kN}), IsOk());
  ASSERT_THAT(db().CreateTable("binaries", {"p", ScalarAttributeType::kB}), IsOk());
  Put("numbers", Item{{"p", 1}});
  Put("binaries", Item{{"p", Binary("1")}});
  for (const auto& [table, value] :
       std::vector<std::pair<std::string, Value>>{{"numbers", 1}, {"binaries", Binary("1")}}) {
    const auto found = db().Query({.table_name = table,
                                   .key_condition_expression = "p = :p",
                                   .expression_attribute_values = Item{{":p", value}}});
    ASSERT_THAT(found, IsOk());
    EXPECT_EQ(found->count, 1);
  }
}

}  // namespace
}  // namespace stator::testing
