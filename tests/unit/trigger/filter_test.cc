// The operators of filter patterns and what they match, rule by rule.
#include "db/trigger/filter.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::trigger {
namespace {

using stator::testing::IsInvalid;
using stator::testing::IsOk;

bool Match(const std::string& pattern, std::string_view record) {
  const auto filters = Filters::Parse({pattern});
  EXPECT_THAT(filters, IsOk()) << pattern;
  return filters.ok() && filters->Matches(record);
}

// A pattern that asks for `test` of the field "f", and a record that has `value` there.
bool Passes(const std::string& test, const std::string& value) {
  return Match(R"({"f":[)" + test + "]}", R"({"f":)" + value + "}");
}

bool IsPattern(const std::string& pattern) {
  const auto filters = Filters::Parse({pattern});
  if (filters.ok()) return true;
  EXPECT_THAT(filters, IsInvalid("Invalid filter pattern definition."));
  return false;
}

bool IsTest(const std::string& test) { return IsPattern(R"({"f":[)" + test + "]}"); }

// An event as functions get it.
constexpr std::string_view kRecord =
    R"({"eventID":"1","eventName":"INSERT","eventVersion":"1.1","eventSource":"aws:dynamodb",)"
    R"("awsRegion":"us-east-1","dynamodb":{"ApproximateCreationDateTime":1678831218.0,)"
    R"("Keys":{"id":{"S":"a"}},"NewImage":{"id":{"S":"a"},"age":{"N":"150"},"on":{"BOOL":true},)"
    R"("gone":{"NULL":true},"tags":{"SS":["blue","red"]},"home":{"M":{"city":{"S":"Turin"}}},)"
    R"("many":{"L":[{"S":"x"},{"N":"7"}]}},"SequenceNumber":"100","SizeBytes":70,)"
    R"("StreamViewType":"NEW_AND_OLD_IMAGES"},"eventSourceARN":"arn"})";

bool MatchesRecord(const std::string& pattern) { return Match(pattern, kRecord); }
bool MatchesImage(const std::string& pattern) {
  return MatchesRecord(R"({"dynamodb":{"NewImage":)" + pattern + "}}");
}

TEST(Filter, WithoutPatternsEverythingMatches) {
  EXPECT_TRUE(Filters().empty());
  EXPECT_TRUE(Filters().Matches(kRecord));
}

TEST(Filter, OnePatternOfSeveralMustMatch) {
  const auto filters = Filters::Parse({R"({"eventName":["REMOVE"]})", R"({"eventID":["1"]})"});
  ASSERT_THAT(filters, IsOk());
  EXPECT_FALSE(filters->empty());
  EXPECT_TRUE(filters->Matches(kRecord));
  EXPECT_FALSE(filters->Matches(R"({"eventName":"MODIFY","eventID":"2"})"));
}

TEST(Filter, AllFieldsOfAPatternMustMatch) {
  EXPECT_TRUE(MatchesRecord(R"({"eventName":["INSERT"],"eventID":["1"]})"));
  EXPECT_FALSE(MatchesRecord(R"({"eventName":["INSERT"],"eventID":["2"]})"));
  EXPECT_FALSE(MatchesRecord(R"({"eventName":["INSERT"],"nothing":["1"]})"));
}

TEST(Filter, OneValueOfALeafMustMatch) {
  EXPECT_TRUE(MatchesRecord(R"({"eventName":["MODIFY","INSERT"]})"));
  EXPECT_FALSE(MatchesRecord(R"({"eventName":["MODIFY","REMOVE"]})"));
}

TEST(Filter, AttributesAreReachedThroughTheirTypes) {
  EXPECT_TRUE(MatchesImage(R"({"id":{"S":["a"]}})"));
  EXPECT_TRUE(MatchesImage(R"({"on":{"BOOL":[true]},"gone":{"NULL":[true]}})"));
  EXPECT_TRUE(MatchesImage(R"({"home":{"M":{"city":{"S":[{"prefix":"Tur"}]}}}})"));
  EXPECT_TRUE(MatchesRecord(R"({"dynamodb":{"Keys":{"id":{"S":["a"]}}}})"));
  EXPECT_FALSE(MatchesRecord(R"({"dynamodb":{"OldImage":{"id":{"S":["a"]}}}})"));
}

TEST(Filter, APatternThatForgetsTheTypeOfAnAttributeNeverMatches) {
  EXPECT_FALSE(MatchesImage(R"({"id":["a"]})"));
  EXPECT_FALSE(MatchesImage(R"({"id":[{"exists":true}]})"));
}

TEST(Filter, TheNumberOfAnAttributeIsAText) {
  EXPECT_TRUE(MatchesImage(R"({"age":{"N":["150"]}})"));
  EXPECT_TRUE(MatchesImage(R"({"age":{"N":[{"prefix":"15"}]}})"));
  EXPECT_FALSE(MatchesImage(R"({"age":{"N":[150]}})"));
  EXPECT_FALSE(MatchesImage(R"({"age":{"N":[{"numeric":[">",100]}]}})"));
}

TEST(Filter, TheNumbersOfTheRecordItselfAreNumbers) {
  EXPECT_TRUE(MatchesRecord(R"({"dynamodb":{"SizeBytes":[70]}})"));
  EXPECT_TRUE(MatchesRecord(
      R"({"dynamodb":{"ApproximateCreationDateTime":[{"numeric":[">",1600000000]}]}})"));
  EXPECT_FALSE(MatchesRecord(
      R"({"dynamodb":{"ApproximateCreationDateTime":[{"numeric":["<",1600000000]}]}})"));
}

TEST(Filter, TextsMatchExactly) {
  EXPECT_TRUE(Passes(R"("red")", R"("red")"));
  EXPECT_FALSE(Passes(R"("red")", R"("Red")"));
  EXPECT_FALSE(Passes(R"("red")", R"("redder")"));
  EXPECT_FALSE(Passes(R"("1")", "1"));
  EXPECT_TRUE(Passes(R"("")", R"("")"));
  EXPECT_FALSE(Passes(R"("")", "null"));
  EXPECT_TRUE(Passes(R"("é\n")", R"("\u00e9\u000a")"));
  EXPECT_TRUE(Passes(R"({"exactly":"red"})", R"("red")"));
}

TEST(Filter, NumbersMatchByValue) {
  EXPECT_TRUE(Passes("300", "300"));
  EXPECT_TRUE(Passes("300", "300.0"));
  EXPECT_TRUE(Passes("3e2", "300"));
  EXPECT_FALSE(Passes("300", "301"));
  EXPECT_FALSE(Passes("300", R"("300")"));
}

TEST(Filter, NullAndTruthValuesMatchThemselves) {
  EXPECT_TRUE(Passes("null", "null"));
  EXPECT_TRUE(Passes("true", "true"));
  EXPECT_TRUE(Passes("false", "false"));
  EXPECT_FALSE(Passes("true", "false"));
  EXPECT_FALSE(Passes("null", R"("null")"));
  EXPECT_FALSE(Passes("null", R"("")"));
  EXPECT_FALSE(Match(R"({"f":[null]})", R"({"g":1})"));
}

TEST(Filter, PrefixesAndSuffixes) {
  EXPECT_TRUE(Passes(R"({"prefix":"us-"})", R"("us-east-1")"));
  EXPECT_FALSE(Passes(R"({"prefix":"us-"})", R"("eu-us-1")"));
  EXPECT_TRUE(Passes(R"({"suffix":".png"})", R"("a.png")"));
  EXPECT_FALSE(Passes(R"({"suffix":".png"})", R"("a.png.txt")"));
  EXPECT_FALSE(Passes(R"({"prefix":"1"})", "12"));
  EXPECT_TRUE(Passes(R"({"prefix":{"equals-ignore-case":"US-"}})", R"("us-east-1")"));
  EXPECT_TRUE(Passes(R"({"suffix":{"equals-ignore-case":".PNG"}})", R"("a.pnG")"));
  EXPECT_FALSE(Passes(R"({"suffix":{"equals-ignore-case":".PNG"}})", R"("a.jpg")"));
}

TEST(Filter, EqualsIgnoreCase) {
  EXPECT_TRUE(Passes(R"({"equals-ignore-case":"alice"})", R"("ALICE")"));
  EXPECT_TRUE(Passes(R"({"equals-ignore-case":"ALICE"})", R"("Alice")"));
  EXPECT_FALSE(Passes(R"({"equals-ignore-case":"alice"})", R"("alicia")"));
  EXPECT_TRUE(Passes(R"({"equals-ignore-case":"ÉCOLE Ω Ж"})", R"("école ω ж")"));
  EXPECT_FALSE(Passes(R"({"equals-ignore-case":"1"})", "1"));
}

TEST(Filter, AnythingButNeedsAValueThatIsNoneOfThese) {
  EXPECT_TRUE(Passes(R"({"anything-but":"red"})", R"("blue")"));
  EXPECT_FALSE(Passes(R"({"anything-but":"red"})", R"("red")"));
  EXPECT_TRUE(Passes(R"({"anything-but":"red"})", "5"));
  EXPECT_FALSE(Passes(R"({"anything-but":["red","blue"]})", R"("blue")"));
  EXPECT_TRUE(Passes(R"({"anything-but":["red","blue"]})", R"("green")"));
  EXPECT_FALSE(Passes(R"({"anything-but":[1,2]})", "2.0"));
  EXPECT_TRUE(Passes(R"({"anything-but":[1,2]})", "3"));
  EXPECT_TRUE(Passes(R"({"anything-but":1})", R"("1")"));
  EXPECT_FALSE(Match(R"({"f":[{"anything-but":"red"}]})", R"({"g":"blue"})"));
}

TEST(Filter, AnythingButTakesOperatorsOnTexts) {
  EXPECT_FALSE(Passes(R"({"anything-but":{"prefix":"init"}})", R"("initial")"));
  EXPECT_TRUE(Passes(R"({"anything-but":{"prefix":"init"}})", R"("done")"));
  EXPECT_FALSE(Passes(R"({"anything-but":{"prefix":["init","do"]}})", R"("done")"));
  EXPECT_FALSE(Passes(R"({"anything-but":{"suffix":".txt"}})", R"("a.txt")"));
  EXPECT_TRUE(Passes(R"({"anything-but":{"suffix":[".txt",".rtf"]}})", R"("a.png")"));
  EXPECT_FALSE(Passes(R"({"anything-but":{"equals-ignore-case":"RED"}})", R"("red")"));
  EXPECT_FALSE(Passes(R"({"anything-but":{"equals-ignore-case":["A","RED"]}})", R"("red")"));
  EXPECT_FALSE(Passes(R"({"anything-but":{"wildcard":"*/lib/*"}})", R"("/usr/lib/x")"));
  EXPECT_TRUE(Passes(R"({"anything-but":{"wildcard":["*/lib/*","*/bin/*"]}})", R"("/usr/x")"));
}

TEST(Filter, NumericComparisonsAndRanges) {
  EXPECT_TRUE(Passes(R"({"numeric":["=",3.018e2]})", "301.8"));
  EXPECT_FALSE(Passes(R"({"numeric":["=",301.8]})", "301.9"));
  EXPECT_TRUE(Passes(R"({"numeric":["<",0]})", "-1"));
  EXPECT_FALSE(Passes(R"({"numeric":["<",0]})", "0"));
  EXPECT_TRUE(Passes(R"({"numeric":["<=",0]})", "0"));
  EXPECT_TRUE(Passes(R"({"numeric":[">",0]})", "0.5"));
  EXPECT_FALSE(Passes(R"({"numeric":[">",0]})", "0"));
  EXPECT_TRUE(Passes(R"({"numeric":[">=",0]})", "0"));
  for (const char* inside : {"0.1", "5", "4"}) {
    EXPECT_TRUE(Passes(R"({"numeric":[">",0,"<=",5]})", inside)) << inside;
  }
  for (const char* outside : {"0", "5.1", "-3", R"("3")", "null"}) {
    EXPECT_FALSE(Passes(R"({"numeric":[">",0,"<=",5]})", outside)) << outside;
  }
}

TEST(Filter, ExistsAsksForAValueThatIsNoContainer) {
  EXPECT_TRUE(Passes(R"({"exists":true})", "null"));
  EXPECT_TRUE(Passes(R"({"exists":true})", R"(["a"])"));
  EXPECT_FALSE(Passes(R"({"exists":true})", R"({"g":1})"));
  EXPECT_FALSE(Match(R"({"f":[{"exists":true}]})", R"({"g":1})"));
  EXPECT_FALSE(Passes(R"({"exists":false})", "null"));
  EXPECT_TRUE(Match(R"({"f":[{"exists":false}]})", R"({"g":1})"));
  EXPECT_TRUE(Passes(R"({"exists":false})", R"({"g":1})"));
  EXPECT_TRUE(Passes(R"({"exists":false})", "[]"));
}

TEST(Filter, WhatIsBelowSomethingAbsentIsAbsentToo) {
  const std::string pattern = R"({"a":{"b":[{"exists":false}],"c":{"d":[{"exists":false}]}}})";
  EXPECT_TRUE(Match(pattern, R"({})"));
  EXPECT_TRUE(Match(pattern, R"({"a":5})"));
  EXPECT_TRUE(Match(pattern, R"({"a":{"c":{}}})"));
  EXPECT_FALSE(Match(pattern, R"({"a":{"c":{"d":1}}})"));
  EXPECT_TRUE(Match(R"({"a":{"b":[{"exists":false}, 1]}})", R"({"a":{"b":1}})"));
  EXPECT_FALSE(Match(R"({"a":{"b":[{"exists":false}, 1]}})", R"({"a":{"b":2}})"));
}

TEST(Filter, Wildcards) {
  EXPECT_TRUE(Passes(R"({"wildcard":"dir/*/a*.txt"})", R"("dir/x/y/abc.txt")"));
  EXPECT_TRUE(Passes(R"({"wildcard":"*"})", R"("")"));
  EXPECT_TRUE(Passes(R"({"wildcard":"red"})", R"("red")"));
  EXPECT_FALSE(Passes(R"({"wildcard":"red"})", R"("reds")"));
  EXPECT_FALSE(Passes(R"({"wildcard":"ab*ba"})", R"("aba")"));
  EXPECT_TRUE(Passes(R"({"wildcard":"a\\*b"})", R"("a*b")"));
  EXPECT_FALSE(Passes(R"({"wildcard":"a\\*b"})", R"("axb")"));
  EXPECT_TRUE(Passes(R"({"wildcard":"a\\\\*"})", R"("a\\b")"));
  EXPECT_FALSE(Passes(R"({"wildcard":"*"})", "1"));
}

TEST(Filter, BlocksOfAddresses) {
  EXPECT_TRUE(Passes(R"({"cidr":"10.0.0.0/24"})", R"("10.0.0.255")"));
  EXPECT_FALSE(Passes(R"({"cidr":"10.0.0.0/24"})", R"("10.0.1.0")"));
  EXPECT_TRUE(Passes(R"({"cidr":"10.0.0.0/25"})", R"("10.0.0.127")"));
  EXPECT_FALSE(Passes(R"({"cidr":"10.0.0.0/25"})", R"("10.0.0.128")"));
  EXPECT_TRUE(Passes(R"({"cidr":"0.0.0.0/0"})", R"("255.1.2.3")"));
  EXPECT_TRUE(Passes(R"({"cidr":"10.0.0.7/32"})", R"("10.0.0.7")"));
  EXPECT_TRUE(Passes(R"({"cidr":"2001:db8::/32"})", R"("2001:db8:0:1::5")"));
  EXPECT_FALSE(Passes(R"({"cidr":"2001:db8::/32"})", R"("2001:db9::")"));
  EXPECT_FALSE(Passes(R"({"cidr":"0.0.0.0/0"})", R"("::1")"));
  EXPECT_FALSE(Passes(R"({"cidr":"10.0.0.0/24"})", R"("house")"));
}

TEST(Filter, OneElementOfAnArrayMustMatch) {
  EXPECT_TRUE(MatchesImage(R"({"tags":{"SS":["red","green"]}})"));
  EXPECT_FALSE(MatchesImage(R"({"tags":{"SS":["green"]}})"));
  EXPECT_TRUE(MatchesImage(R"({"tags":{"SS":[{"anything-but":"red"}]}})"));
  EXPECT_TRUE(Passes("1", "[[0,[1]]]"));
}

TEST(Filter, FieldsOfAnElementMatchInThatElement) {
  EXPECT_TRUE(MatchesImage(R"({"many":{"L":{"N":["7"]}}})"));
  EXPECT_FALSE(MatchesImage(R"({"many":{"L":{"N":["7"],"S":["x"]}}})"));
  const std::string pattern = R"({"a":{"x":[1],"y":[2]}})";
  EXPECT_TRUE(Match(pattern, R"({"a":[{"x":0},{"x":1,"y":2}]})"));
  EXPECT_FALSE(Match(pattern, R"({"a":[{"x":1},{"y":2}]})"));
}

TEST(Filter, AbsenceIsAskedOfTheWholeArray) {
  const std::string pattern = R"({"a":{"x":[1],"y":[{"exists":false}]}})";
  EXPECT_TRUE(Match(pattern, R"({"a":[{"x":1},{"x":2}]})"));
  EXPECT_FALSE(Match(pattern, R"({"a":[{"x":1},{"y":2}]})"));
}

TEST(Filter, OrTakesOneOfItsAlternativesBesideTheOtherFields) {
  const std::string pattern = R"({"e":["x"],"$or":[{"a":[1]},{"b":[{"numeric":["<",5]}]}]})";
  EXPECT_TRUE(Match(pattern, R"({"e":"x","a":1})"));
  EXPECT_TRUE(Match(pattern, R"({"b":4,"e":"x"})"));
  EXPECT_FALSE(Match(pattern, R"({"a":1})"));
  EXPECT_FALSE(Match(pattern, R"({"e":"x","a":2,"b":5})"));
}

TEST(Filter, OrStandsAtAnyDepth) {
  EXPECT_TRUE(
      MatchesRecord(R"({"dynamodb":{"NewImage":{"$or":[{"x":{"S":["1"]}},{"id":{"S":["a"]}}]}}})"));
  EXPECT_TRUE(Match(R"({"$or":[{"a":[1]},{"$or":[{"b":[2]},{"c":[3]}]}]})", R"({"c":3})"));
  EXPECT_TRUE(Match(R"({"a":{"$or":[{"b":[{"exists":false}]},{"c":[1]}]}})", R"({})"));
  EXPECT_FALSE(Match(R"({"a":{"$or":[{"b":[1]},{"c":[1]}]}})", R"({})"));
}

TEST(Filter, OrIsAnOrdinaryFieldUnlessItHasTwoObjectsWithoutOperators) {
  EXPECT_TRUE(Match(R"({"$or":["x","y"]})", R"({"$or":"y"})"));
  EXPECT_FALSE(Match(R"({"$or":["x","y"]})", R"({})"));
  EXPECT_TRUE(Match(R"({"$or":[{"prefix":"x"},{"suffix":"y"}]})", R"({"$or":"ay"})"));
  EXPECT_TRUE(Match(R"({"$or":[{"prefix":"x"}]})", R"({"$or":"xy"})"));
  EXPECT_TRUE(Match(R"({"$or":{"a":[1]}})", R"({"$or":{"a":1}})"));
  EXPECT_FALSE(IsPattern(R"({"$or":[{"a":[1]}]})"));
  EXPECT_FALSE(IsPattern(R"({"$or":[{"a":[1]},{"prefix":"x"}]})"));
}

TEST(Filter, OfSeveralFieldsOfOneNameTheLastCounts) {
  EXPECT_TRUE(MatchesRecord(R"({"eventName":["REMOVE"],"eventName":["INSERT"]})"));
  EXPECT_FALSE(MatchesRecord(R"({"eventName":["INSERT"],"eventName":["REMOVE"]})"));
  EXPECT_TRUE(Match(R"({"$or":[{"a":[1]},{"b":[1]}],"$or":["x"]})", R"({"$or":"x"})"));
}

TEST(Filter, WhatIsNoJsonIsNoPattern) {
  for (const char* text : {"", " ", "single-string", R"({"a":["b")",
                           R"({"eventName": ["INSERT"=123}]})", R"({"a":[1]}x)", R"({"a":[1],})",
                           R"({"a":[01]})", R"({"a":["\ud800"]})", "{\"a\":[\"\xFF\"]}"}) {
    EXPECT_FALSE(IsPattern(text)) << text;
  }
}

TEST(Filter, APatternIsAnObjectOfFieldsWithLists) {
  for (const char* text :
       {"[]", R"("a")", "1", "null", "{}", R"({"a":{}})", R"({"a":[]})", R"({"a":"b"})",
        R"({"a":1})", R"({"a":null})", R"({"a":[["b"]]})", R"([{"a":["b"]}])"}) {
    EXPECT_FALSE(IsPattern(text)) << text;
  }
}

TEST(Filter, AnOperatorStandsAloneAndIsKnown) {
  for (const char* test : {"{}", R"({"prefix":"a","suffix":"b"})", R"({"like":"a"})",
                           R"({"Prefix":"a"})", R"({"prefix":"a","prefix":"b"})"}) {
    EXPECT_FALSE(IsTest(test)) << test;
  }
}

TEST(Filter, AnOperandHasTheTypeOfItsOperator) {
  for (const char* test :
       {R"({"prefix":1})", R"({"prefix":["a"]})", R"({"prefix":{"wildcard":"a"}})",
        R"({"prefix":{}})", R"({"suffix":null})", R"({"equals-ignore-case":1})",
        R"({"equals-ignore-case":["a"]})", R"({"wildcard":{"equals-ignore-case":"a"}})",
        R"({"exists":"true"})", R"({"exists":null})", R"({"exactly":1})", R"({"cidr":5})"}) {
    EXPECT_FALSE(IsTest(test)) << test;
  }
}

TEST(Filter, AnythingButTakesTextsOrNumbersOrOneOperator) {
  for (const char* test :
       {R"({"anything-but":[]})", R"({"anything-but":null})", R"({"anything-but":true})",
        R"({"anything-but":["a",1]})", R"({"anything-but":[["a"]]})", R"({"anything-but":{}})",
        R"({"anything-but":{"prefix":""}})", R"({"anything-but":{"prefix":[]}})",
        R"({"anything-but":{"prefix":1}})", R"({"anything-but":{"prefix":"a","suffix":"b"}})",
        R"({"anything-but":{"numeric":["=",1]}})", R"({"anything-but":{"exists":true}})"}) {
    EXPECT_FALSE(IsTest(test)) << test;
  }
}

TEST(Filter, ANumericRangeHasALowerBoundAndThenAHigherOne) {
  EXPECT_TRUE(IsTest(R"({"numeric":[">=",-5e9,"<",5e9]})"));
  for (const char* test :
       {R"({"numeric":[]})", R"({"numeric":5})", R"({"numeric":["="]})", R"({"numeric":[5]})",
        R"({"numeric":["=","5"]})", R"({"numeric":["==",5]})", R"({"numeric":["!=",5]})",
        R"({"numeric":["=",5,"=",5]})", R"({"numeric":["<",5,">",0]})",
        R"({"numeric":[">",0,">",1]})", R"({"numeric":[">",5,"<",5]})",
        R"({"numeric":[">",5,"<",0]})", R"({"numeric":[">",0,"<",5,"<",6]})",
        R"({"numeric":[">",0,"=",5]})", R"({"numeric":[">",5000000001]})",
        R"({"numeric":["<",-5000000001]})"}) {
    EXPECT_FALSE(IsTest(test)) << test;
  }
}

TEST(Filter, StarsOfAWildcardDoNotTouchAndBackslashesEscapeSomething) {
  for (const char* test : {R"({"wildcard":"a**b"})", R"({"wildcard":"**"})",
                           R"({"wildcard":"a\\b"})", R"({"wildcard":"a\\"})"}) {
    EXPECT_FALSE(IsTest(test)) << test;
  }
  EXPECT_TRUE(IsTest(R"({"wildcard":"*\\**"})"));
}

TEST(Filter, ABlockOfAddressesHasAnAddressAndAFittingLength) {
  for (const char* test :
       {R"({"cidr":"10.0.0.0"})", R"({"cidr":"10.0.0.0/33"})", R"({"cidr":"10.0.0/8"})",
        R"({"cidr":"10.0.0.0/"})", R"({"cidr":"10.0.0.0/8x"})", R"({"cidr":"::/129"})",
        R"({"cidr":"10.0.0.0/-1"})", R"({"cidr":"/8"})"}) {
    EXPECT_FALSE(IsTest(test)) << test;
  }
}

TEST(Filter, APatternNestsNoDeeperThanRecordsCould) {
  const auto nested = [](int depth) {
    std::string pattern;
    for (int i = 0; i < depth; ++i) pattern += R"({"a":)";
    return pattern + "[1]" + std::string(static_cast<size_t>(depth), '}');
  };
  EXPECT_TRUE(IsPattern(nested(128)));
  EXPECT_FALSE(IsPattern(nested(129)));
}

TEST(Filter, OnePatternThatIsNoneSpoilsAll) {
  EXPECT_THAT(Filters::Parse({R"({"a":[1]})", R"({"a":1})"}),
              IsInvalid("Invalid filter pattern definition."));
}

}  // namespace
}  // namespace stator::trigger
