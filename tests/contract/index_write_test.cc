// What writes do to the secondary indexes of their table, and what writes an index refuses.
#include "db/base/limits.h"
#include "tests/contract/index_fixture.h"

namespace stator::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class IndexWrite : public IndexTest {
 protected:
  Item Full() {
    return With(Key("1"), {{"d", 1},
                           {"e", Binary("E")},
                           {"g", "G"},
                           {"h", 1},
                           {"n", 2},
                           {"t", "T"},
                           {"x", "X"},
                           {"y", "Y"}});
  }
  void ExpectPutRefused(const Item& more, const std::string& message) {
    Item item = Key("1");
    for (const auto [name, value] : more) item.Set(name, Value(value));
    EXPECT_THAT(db().PutItem({.table_name = "games", .item = item}), IsInvalid(message)) << item;
  }
  void ExpectUpdateRefused(std::string_view text, const Item& values, const std::string& message) {
    EXPECT_THAT(Update(Key("1"), text, values), IsInvalid(message)) << text;
  }
  std::pair<int64_t, int64_t> CountAndBytes(const std::string& index) {
    const auto described = db().DescribeTable({.table_name = "games"});
    EXPECT_THAT(described, IsOk());
    for (const auto& local : *described->table->local_secondary_indexes) {
      if (local.index_name == index) return {*local.item_count, *local.index_size_bytes};
    }
    for (const auto& global : *described->table->global_secondary_indexes) {
      if (global.index_name == index) return {*global.item_count, *global.index_size_bytes};
    }
    return {-1, -1};
  }
};
INSTANTIATE_FOR_EVERY_DOOR(IndexWrite);

TEST_P(IndexWrite, EachIndexHoldsWhatItsProjectionSays) {
  const Item item = Full();
  Put(item);
  EXPECT_THAT(ScanOf("recent"), ElementsAre(With(Key("1"), {{"d", 1}})));
  EXPECT_THAT(ScanOf("whole"), ElementsAre(item));
  EXPECT_THAT(ScanOf("best"), ElementsAre(With(Key("1"), {{"g", "G"}, {"n", 2}, {"x", "X"}})));
  EXPECT_THAT(ScanOf("every"), ElementsAre(item));
  EXPECT_THAT(ScanOf("multi"),
              ElementsAre(With(Key("1"), {{"g", "G"}, {"h", 1}, {"n", 2}, {"t", "T"}})));
}

TEST_P(IndexWrite, AnItemWithoutAnAttributeOfTheKeyHasNoEntry) {
  for (const std::string_view missing : {"d", "e", "g", "h", "n", "t"}) {
    Item item = Full();
    item.Remove(missing);
    Put(item);
    EXPECT_EQ(ScanOf("recent").empty(), missing == "d");
    EXPECT_EQ(ScanOf("whole").empty(), missing == "e");
    EXPECT_EQ(ScanOf("best").empty(), missing == "g" || missing == "n");
    EXPECT_EQ(ScanOf("every").empty(), missing == "g");
    EXPECT_EQ(ScanOf("multi").empty(), missing != "d" && missing != "e");
  }
}

TEST_P(IndexWrite, AnEntryMovesWithItsKeyAndGoesWithItsItem) {
  Put(Full());
  ASSERT_THAT(Update(Key("1"), "SET g = :g, d = d + :one", Item{{":g", "H"}, {":one", 1}}), IsOk());
  EXPECT_THAT(QueryOf(RequestOf("every")), IsEmpty());
  EXPECT_EQ(QueryOf(RequestOf("every", "g = :g", Item{{":g", "H"}})).size(), 1u);
  EXPECT_THAT(ScanOf("recent"), ElementsAre(With(Key("1"), {{"d", 2}})));
  ASSERT_THAT(Update(Key("1"), "REMOVE g"), IsOk());
  EXPECT_THAT(ScanOf("every"), IsEmpty());
  EXPECT_THAT(ScanOf("best"), IsEmpty());
  ASSERT_THAT(db().DeleteItem({.table_name = "games", .key = Key("1")}), IsOk());
  for (const char* index : kIndexNames) EXPECT_THAT(ScanOf(index), IsEmpty()) << index;
}

TEST_P(IndexWrite, ACreatingUpdateMakesAnEntry) {
  ASSERT_THAT(Update(Key("1"), "SET g = :g", Item{{":g", "G"}}), IsOk());
  EXPECT_THAT(ScanOf("every"), ElementsAre(With(Key("1"), {{"g", "G"}})));
}

TEST_P(IndexWrite, AnItemThatExpiresLosesItsEntries) {
  const int64_t now =
      std::chrono::floor<std::chrono::seconds>(clock().Now()).time_since_epoch().count();
  Put(With(Full(), {{"until", now - 10}}));
  Put(With(Key("2"), {{"g", "G"}, {"until", now + 1000}}));
  ASSERT_THAT(db().UpdateTimeToLive(
                  {.table_name = "games",
                   .time_to_live_specification =
                       TimeToLiveSpecification{.enabled = true, .attribute_name = "until"}}),
              IsOk());
  RunDue();
  EXPECT_THAT(ScanOf("recent"), IsEmpty());
  EXPECT_EQ(ScanOf("every").size(), 1u);
  EXPECT_EQ(CountAndBytes("every").first, 1);
}

TEST_P(IndexWrite, ARefusedWriteLeavesEveryIndexAsItWas) {
  Put(Full());
  EXPECT_THAT(db().PutItem({.table_name = "games",
                            .item = With(Full(), {{"g", "other"}}),
                            .condition_expression = "attribute_not_exists(p)"}),
              IsErrorCode(ErrorCode::kConditionalCheckFailed));
  EXPECT_THAT(ScanOf("every"), ElementsAre(Full()));
}

TEST_P(IndexWrite, EntriesAndTheirBytesAreCounted) {
  Put(Full());
  Put(With(Key("2"), {{"g", "G"}}));
  const int64_t full = static_cast<int64_t>(Full().view().SizeAsItem());
  EXPECT_EQ(CountAndBytes("every"), std::pair(int64_t{2}, full + 2 + 2 + 2));
  EXPECT_EQ(CountAndBytes("recent"), std::pair(int64_t{1}, int64_t{2 + 2 + 3}));
  ASSERT_THAT(db().DeleteItem({.table_name = "games", .key = Key("1")}), IsOk());
  EXPECT_EQ(CountAndBytes("every"), std::pair(int64_t{1}, int64_t{6}));
  EXPECT_EQ(CountAndBytes("recent"), std::pair(int64_t{0}, int64_t{0}));
}

const std::string kMismatch =
    "One or more parameter values were invalid: Type mismatch for Index Key ";

TEST_P(IndexWrite, APutOfAnotherTypeIsRefused) {
  ExpectPutRefused(Item{{"g", 1}}, kMismatch + "g Expected: S Actual: N IndexName: best");
  ExpectPutRefused(Item{{"n", "1"}}, kMismatch + "n Expected: N Actual: S IndexName: best");
  ExpectPutRefused(Item{{"d", true}}, kMismatch + "d Expected: N Actual: BOOL IndexName: recent");
  ExpectPutRefused(Item{{"e", nullptr}}, kMismatch + "e Expected: B Actual: NULL IndexName: whole");
  ExpectPutRefused(Item{{"t", StringSet{"a"}}},
                   kMismatch + "t Expected: S Actual: SS IndexName: multi");
}

TEST_P(IndexWrite, GlobalIndexesAreAskedBeforeLocalOnes) {
  ExpectPutRefused(Item{{"d", "x"}, {"h", "x"}},
                   kMismatch + "h Expected: N Actual: S IndexName: multi");
}

TEST_P(IndexWrite, TheKeyOfTheTableIsAskedFirst) {
  EXPECT_THAT(db().PutItem({.table_name = "games", .item = Item{{"p", 1}, {"s", "1"}, {"g", 1}}}),
              IsInvalid("One or more parameter values were invalid: Type mismatch for key p "
                        "expected: S actual: N"));
}

TEST_P(IndexWrite, APutIsRefusedBeforeItsConditionIsAsked) {
  Put(Key("1"));
  EXPECT_THAT(db().PutItem({.table_name = "games",
                            .item = With(Key("1"), {{"g", 1}}),
                            .condition_expression = "attribute_not_exists(p)"}),
              IsInvalid(kMismatch + "g Expected: S Actual: N IndexName: best"));
}

TEST_P(IndexWrite, APutOfAnEmptyKeyIsRefused) {
  const std::string empty =
      "One or more parameter values are not valid. A value specified for a secondary index key is "
      "not supported. The AttributeValue for a key attribute cannot contain an empty ";
  ExpectPutRefused(Item{{"g", ""}}, empty + "string value. IndexName: best, IndexKey: g");
  ExpectPutRefused(Item{{"e", Binary("")}}, empty + "binary value. IndexName: whole, IndexKey: e");
}

TEST_P(IndexWrite, KeysThatAreTooLongAreRefused) {
  const std::string partition =
      "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size "
      "limit of2048 bytes";
  const std::string sort =
      "One or more parameter values were invalid: Aggregated size of all range keys has exceeded "
      "the size limit of 1024 bytes";
  const std::string text(limits::kPartitionKeyBytesMax, 'x');
  ExpectPutRefused(Item{{"g", text + "x"}}, partition);
  ExpectPutRefused(Item{{"g", text}, {"h", 1}}, partition);
  ExpectPutRefused(Item{{"e", Binary(std::string(limits::kSortKeyBytesMax + 1, 'x'))}}, sort);
  ExpectPutRefused(Item{{"t", std::string(limits::kSortKeyBytesMax, 'x')}, {"n", 1}}, sort);
  Put(With(Key("1"), {{"g", text}}));
  ExpectUpdateRefused("SET g = :g", Item{{":g", text + "x"}}, partition);
}

TEST_P(IndexWrite, AnUpdateToAnotherTypeIsRefused) {
  Put(Full());
  ExpectUpdateRefused("SET g = :v", Item{{":v", 1}},
                      kMismatch + "g Expected: S Actual: N IndexName: best");
  ExpectUpdateRefused("SET d = :v", Item{{":v", "1"}},
                      kMismatch + "d Expected: N Actual: S IndexName: recent");
  ExpectUpdateRefused("ADD g :v", Item{{":v", 1}},
                      kMismatch + "g Expected: S Actual: N IndexName: best");
  const std::string computed =
      "The update expression attempted to update the secondary index key to unsupported type";
  ExpectUpdateRefused("SET g = n", {}, computed);
  ExpectUpdateRefused("SET g = if_not_exists(n, :v)", Item{{":v", "x"}}, computed);
  ASSERT_THAT(Update(Key("1"), "SET g = if_not_exists(g, :v)", Item{{":v", 1}}), IsOk());
  EXPECT_THAT(ScanOf("every"), ElementsAre(Full()));
}

TEST_P(IndexWrite, AnUpdateToAnEmptyKeyIsRefused) {
  Put(Full());
  const std::string empty =
      "One or more parameter values are not valid. The update expression attempted to update a "
      "secondary index key to a value that is not supported. The AttributeValue for a key "
      "attribute cannot contain an empty ";
  ExpectUpdateRefused("SET g = :v", Item{{":v", ""}}, empty + "string value.");
  ExpectUpdateRefused("SET e = :v", Item{{":v", Binary("")}}, empty + "binary value.");
  EXPECT_THAT(db().UpdateItem({.table_name = "games",
                               .key = Key("1"),
                               .update_expression = "SET g = :v",
                               .condition_expression = "attribute_not_exists(p)",
                               .expression_attribute_values = Item{{":v", ""}}}),
              IsErrorCode(ErrorCode::kConditionalCheckFailed))
      << "the condition comes first";
}

TEST_P(IndexWrite, AnUpdateOfAPartOfAKeyIsRefused) {
  Put(Full());
  const std::string scalars =
      "Key attributes must be scalars; list random access '[]' and map lookup '.' are not "
      "allowed: IndexKey: ";
  ExpectUpdateRefused("SET g.a = :v", Item{{":v", 1}}, scalars + "g");
  ExpectUpdateRefused("SET d[0] = :v", Item{{":v", 1}}, scalars + "d");
  ExpectUpdateRefused("REMOVE g.a", {}, scalars + "g");
}

TEST_P(IndexWrite, AnItemFitsTogetherWithItsEntriesInLocalIndexes) {
  const auto item_of = [&](size_t bytes,
                           std::initializer_list<std::pair<std::string_view, Value>> key) {
    Item item = With(Key("1"), key);
    size_t others = 2 + 2 + 1;  // "p", "s" and the name of "v".
    for (const auto& [name, value] : key) others += name == "d" ? 3 : 2;
    return item.Set("v", std::string(bytes - others, 'x'));
  };
  const std::string message = "Item size has exceeded the maximum allowed size";
  const size_t most = limits::kItemBytesMax;
  Put(item_of(most, {}));
  Put(item_of(most, {{"g", "G"}}));
  // In "whole" it stands a second time.
  Put(item_of(most / 2, {{"e", Binary("E")}}));
  ExpectPutRefused(item_of(most / 2 + 1, {{"e", Binary("E")}}), message);
  // In "recent" its keys do, of 7 bytes.
  Put(item_of(most - 7, {{"d", 1}}));
  ExpectPutRefused(item_of(most - 6, {{"d", 1}}), message);
  const size_t with_both = (most - 7) / 2;
  ExpectPutRefused(item_of(with_both + 1, {{"d", 1}, {"e", Binary("E")}}), message);
  Put(item_of(with_both, {{"d", 1}, {"e", Binary("E")}}));
  ExpectUpdateRefused("SET w = :v", Item{{":v", ""}},
                      "Item size to update has exceeded the maximum allowed size");
  EXPECT_THAT(Update(Key("1"), "SET w = :v REMOVE d", Item{{":v", ""}}), IsOk());
}

}  // namespace
}  // namespace stator::testing
