// ExclusiveStartKey of reads of secondary indexes: what it must hold, rule by rule.
#include "tests/contract/index_fixture.h"

namespace stator::testing {
namespace {

const std::string kStart = "The provided starting key is invalid";
const std::string kSchema = "The provided key element does not match the schema";

class IndexStartKey : public IndexTest {
 protected:
  Item Start() const { return With(Key("1"), {{"g", "G"}, {"n", 1}}); }
  Item StartWith(std::string_view name, const Value& value) const {
    return Start().Set(name, value);
  }
  Item StartWithout(std::string_view name) const {
    Item start = Start();
    start.Remove(name);
    return start;
  }

  absl::Status QueryFrom(const Item& start, std::string_view condition = "g = :g",
                         const Item& values = Item{{":g", "G"}}) {
    QueryRequest request = RequestOf("best", condition, values);
    request.exclusive_start_key = start;
    return db().Query(request).status();
  }
  absl::Status ScanFrom(const Item& start) {
    return db()
        .Scan({.table_name = "games", .index_name = "best", .exclusive_start_key = start})
        .status();
  }
  void ExpectBothRefuse(const Item& start, const std::string& message) {
    EXPECT_THAT(QueryFrom(start), IsInvalid(message)) << start;
    EXPECT_THAT(ScanFrom(start), IsInvalid(message)) << start;
  }
};
INSTANTIATE_FOR_EVERY_DOOR(IndexStartKey);

TEST_P(IndexStartKey, NeedNotExist) {
  EXPECT_THAT(QueryFrom(Start()), IsOk());
  EXPECT_THAT(ScanFrom(Start()), IsOk());
}

TEST_P(IndexStartKey, HasTheAttributesOfBothKeysAndNoOthers) {
  ExpectBothRefuse(Key("1"), kStart);
  ExpectBothRefuse(Item{{"g", "G"}, {"n", 1}}, kStart);
  ExpectBothRefuse(StartWithout("p"), kStart);
  ExpectBothRefuse(StartWithout("n"), kStart);
  ExpectBothRefuse(StartWith("x", 1), kStart);
  ExpectBothRefuse(StartWithout("n").Set("x", 1), kStart);
  ExpectBothRefuse(StartWithout("p").Set("x", 1), kStart + ": " + kSchema);
}

TEST_P(IndexStartKey, HasValuesOfTheRightTypes) {
  ExpectBothRefuse(StartWith("g", 1), kSchema);
  ExpectBothRefuse(StartWith("n", "1"), kSchema);
  ExpectBothRefuse(StartWith("p", 1), kStart + ": " + kSchema);
  ExpectBothRefuse(StartWith("p", 1).Set("g", 1), kSchema);
}

TEST_P(IndexStartKey, HasNoEmptyAndNoLongValues) {
  const std::string empty =
      "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
      "contain an empty string value. Key: ";
  ExpectBothRefuse(StartWith("g", ""), empty + "g");
  ExpectBothRefuse(StartWith("s", ""), kStart + ": " + empty + "s");
  ExpectBothRefuse(StartWith("g", std::string(2049, 'x')),
                   "One or more parameter values were invalid: Size of hashkey has exceeded the "
                   "maximum size limit of2048 bytes");
  ExpectBothRefuse(StartWith("s", std::string(1025, 'x')),
                   kStart +
                       ": One or more parameter values were invalid: Aggregated size of all range "
                       "keys has exceeded the size limit of 1024 bytes");
}

TEST_P(IndexStartKey, LiesInWhatIsQueried) {
  EXPECT_THAT(QueryFrom(StartWith("g", "H")),
              IsInvalid("The provided starting key is outside query boundaries based on provided "
                        "conditions"));
  EXPECT_THAT(QueryFrom(Start(), "g = :g AND n > :n", Item{{":g", "G"}, {":n", 3}}),
              IsInvalid("The provided starting key does not match the range key predicate"));
  EXPECT_THAT(QueryFrom(Start(), "g = :g AND n <= :n", Item{{":g", "G"}, {":n", 1}}), IsOk());
}

TEST_P(IndexStartKey, LiesInTheSegmentThatIsScanned) {
  int refused = 0;
  for (int segment = 0; segment < 2; ++segment) {
    const auto scanned = db().Scan({.table_name = "games",
                                    .index_name = "best",
                                    .exclusive_start_key = Start(),
                                    .total_segments = 2,
                                    .segment = segment});
    if (scanned.ok()) continue;
    ++refused;
    EXPECT_THAT(scanned,
                IsInvalid(kStart +
                          ": Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct "
                          "Segment. TotalSegments: 2 Segment: " +
                          std::to_string(segment)));
  }
  EXPECT_EQ(refused, 1);
}

TEST_P(IndexStartKey, OfALocalIndexHasThePartitionKeyOnce) {
  QueryRequest request = RequestOf("recent");
  request.exclusive_start_key = With(Key("1"), {{"d", 1}});
  EXPECT_THAT(db().Query(request), IsOk());
  request.exclusive_start_key = Item{{"p", "a"}, {"d", 1}};
  EXPECT_THAT(db().Query(request), IsInvalid(kStart));
  request.exclusive_start_key = With(Key("1", "b"), {{"d", 1}});
  EXPECT_THAT(db().Query(request),
              IsInvalid("The provided starting key is outside query boundaries based on provided "
                        "conditions"));
}

TEST_P(IndexStartKey, IsLookedAtInTheServicesOrder) {
  QueryRequest request = RequestOf("best", "zz = :g", Item{{":g", "G"}});
  request.exclusive_start_key = Key("1");
  EXPECT_THAT(db().Query(request), IsInvalid(kStart)) << "its attributes before the condition";
  request.consistent_read = true;
  EXPECT_THAT(db().Query(request),
              IsInvalid("Consistent reads are not supported on global secondary indexes"));
  request = RequestOf("best");
  request.exclusive_start_key = StartWith("g", "H");
  request.select = Select::kAllAttributes;
  EXPECT_THAT(db().Query(request),
              IsInvalid("The provided starting key is outside query boundaries based on provided "
                        "conditions"))
      << "before Select is held against the index";
}

}  // namespace
}  // namespace stator::testing
