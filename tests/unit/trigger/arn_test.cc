// How functions, streams and tables may be named in requests on mappings.
#include "db/trigger/arn.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::trigger {
namespace {

using stator::testing::IsErrorWith;
using stator::testing::IsInvalid;
using stator::testing::IsOk;

const Place kHere{.region = "us-east-1", .account = "000000000000"};

// As the API reference has them.
constexpr char kFunctionPattern[] =
    R"((arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:|)"
    R"((((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?))(function:)?)"
    R"(([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?)";
constexpr char kArnPattern[] =
    R"(arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:)"
    R"(((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})?:(\d{12})?:(.*))";
constexpr char kDestinationPattern[] =
    R"($|kafka://([^.]([a-zA-Z0-9\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:)"
    R"(((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})?:(\d{12})?:(.*))";

auto IsMalformed(std::string_view value, std::string_view member, std::string_view pattern) {
  return IsInvalid("1 validation error detected: Value '" + std::string(value) + "' at '" +
                   std::string(member) +
                   "' failed to satisfy constraint: Member must satisfy regular expression "
                   "pattern: " +
                   std::string(pattern));
}

TEST(Place, NamesWhatIsThere) {
  EXPECT_EQ(kHere.FunctionArn("f"), "arn:aws:lambda:us-east-1:000000000000:function:f");
  EXPECT_EQ(kHere.MappingArn("u"), "arn:aws:lambda:us-east-1:000000000000:event-source-mapping:u");
  EXPECT_EQ(kHere.TableArn("t"), "arn:aws:dynamodb:us-east-1:000000000000:table/t");
}

TEST(FunctionName, IsTakenFromEachOfItsForms) {
  for (const char* given : {"count", "count:$LATEST", "function:count", "000000000000:count",
                            "000000000000:function:count", "us-east-1:000000000000:function:count",
                            "arn:aws:lambda:us-east-1:000000000000:function:count",
                            "arn:aws:lambda:us-east-1:000000000000:function:count:$LATEST"}) {
    const auto name = FunctionNameOf(given, kHere);
    ASSERT_THAT(name, IsOk()) << given;
    EXPECT_EQ(*name, "count") << given;
  }
}

TEST(FunctionName, MayLookLikeARegionOrAnAccount) {
  for (const char* given : {"us-east-1", "000000000000", "function", "my-fn_2"}) {
    const auto name = FunctionNameOf(given, kHere);
    ASSERT_THAT(name, IsOk()) << given;
    EXPECT_EQ(*name, given);
  }
}

TEST(FunctionName, OfAPlaceWithANameOfItsOwnIsFound) {
  const Place local{.region = "local", .account = "me"};
  const auto name = FunctionNameOf(local.FunctionArn("count"), local);
  ASSERT_THAT(name, IsOk());
  EXPECT_EQ(*name, "count");
}

TEST(FunctionName, OfAnotherAccountOrVersionDoesNotExist) {
  for (const char* given :
       {"111111111111:count", "arn:aws:lambda:us-east-1:111111111111:function:count", "count:7",
        "count:live", "count:$LATEST.PUBLISHED", "with.dots"}) {
    EXPECT_THAT(FunctionNameOf(given, kHere), IsInvalid("Function does not exist")) << given;
  }
  EXPECT_THAT(FunctionNameOf(std::string(64, 'f'), kHere), IsOk());
  EXPECT_THAT(FunctionNameOf(std::string(65, 'f'), kHere), IsInvalid("Function does not exist"));
}

TEST(FunctionName, OfAnotherRegionIsOutOfReach) {
  for (const char* given : {"eu-west-1:000000000000:function:count",
                            "arn:aws:lambda:eu-west-1:000000000000:function:count"}) {
    EXPECT_THAT(
        FunctionNameOf(given, kHere),
        IsErrorWith(ErrorCode::kResourceNotFound,
                    "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')"))
        << given;
  }
}

TEST(FunctionName, OfAnotherFormIsMalformed) {
  for (const char* given :
       {"a b", "", "count:", ":count", "count:a:b:c", "arn:aws:lambda", "arn:aws:sqs:us-east-1:1:f",
        "arn:aws:lambda:nowhere:000000000000:function:count", "count:$OLD"}) {
    EXPECT_THAT(FunctionNameOf(given, kHere), IsMalformed(given, "functionName", kFunctionPattern))
        << given;
  }
}

TEST(StreamSource, IsATableAndALabel) {
  const auto source = StreamSourceOf(
      "arn:aws:dynamodb:us-east-1:000000000000:table/visits/stream/2026-01-01T00:00:00.000", kHere);
  ASSERT_THAT(source, IsOk());
  EXPECT_EQ(source->table, "visits");
  EXPECT_EQ(source->label, "2026-01-01T00:00:00.000");
}

TEST(StreamSource, OfAnotherPlaceIsNotFound) {
  for (const char* arn : {"arn:aws:dynamodb:eu-west-1:000000000000:table/visits/stream/2026",
                          "arn:aws:dynamodb:us-east-1:111111111111:table/visits/stream/2026",
                          "arn:aws-cn:dynamodb:us-east-1:000000000000:table/visits/stream/2026",
                          "arn:aws:dynamodb:us-east-1:000000000000:table/v/stream/2026",
                          "arn:aws:dynamodb:us-east-1:000000000000:table/visits/stream/"}) {
    EXPECT_THAT(StreamSourceOf(arn, kHere), IsInvalid(std::string("Stream not found: ") + arn));
  }
}

TEST(StreamSource, OfAnotherKindIsNotRecognized) {
  for (const char* arn : {"arn:aws:sqs:us-east-1:000000000000:queue",
                          "arn:aws:kinesis:us-east-1:000000000000:stream/s",
                          "arn:aws:dynamodb:us-east-1:000000000000:table/visits",
                          "arn:aws:dynamodb:us-east-1:000000000000:global-table/x"}) {
    EXPECT_THAT(StreamSourceOf(arn, kHere), IsInvalid("Unrecognized event source.")) << arn;
  }
}

TEST(StreamSource, ThatIsNoArnIsMalformed) {
  for (const char* arn :
       {"", "visits", "arn:aws:dynamodb", "arn:gcp:dynamodb:us-east-1:000000000000:table/a",
        "arn:aws::us-east-1:000000000000:table/a", "arn:aws:dynamodb:us-east:000000000000:table/a",
        "arn:aws:dynamodb:us-east-1:12:table/a"}) {
    EXPECT_THAT(StreamSourceOf(arn, kHere), IsMalformed(arn, "eventSourceArn", kArnPattern));
  }
  for (const char* region :
       {"us-gov-west-1", "us-iso-east-1", "us-isob-east-1", "eusc-de-east-1", ""}) {
    const std::string arn = "arn:aws:sqs:" + std::string(region) + ":000000000000:queue";
    EXPECT_THAT(StreamSourceOf(arn, kHere), IsInvalid("Unrecognized event source.")) << arn;
  }
}

TEST(Destination, IsATableOrNothing) {
  const auto table = DestinationTableOf(kHere.TableArn("letters"), kHere);
  ASSERT_THAT(table, IsOk());
  EXPECT_EQ(*table, "letters");
  const auto none = DestinationTableOf("", kHere);
  ASSERT_THAT(none, IsOk());
  EXPECT_EQ(*none, "");
}

TEST(Destination, OfAnotherKindOrPlaceIsRefusedByName) {
  for (const char* arn : {"arn:aws:sqs:us-east-1:000000000000:queue",
                          "arn:aws:sns:us-east-1:000000000000:topic", "arn:aws:s3:::bucket",
                          "kafka://topic", "arn:aws:dynamodb:eu-west-1:000000000000:table/letters",
                          "arn:aws:dynamodb:us-east-1:000000000000:table/letters/stream/2026"}) {
    EXPECT_THAT(DestinationTableOf(arn, kHere),
                IsInvalid(std::string("A destination that is not a table of this database is not "
                                      "supported by this version: ") +
                          arn));
  }
}

TEST(Destination, ThatIsNoArnIsMalformed) {
  EXPECT_THAT(
      DestinationTableOf("letters", kHere),
      IsMalformed("letters", "destinationConfig.onFailure.destination", kDestinationPattern));
}

}  // namespace
}  // namespace stator::trigger
