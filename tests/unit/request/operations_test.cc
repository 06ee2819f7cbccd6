#include "db/request/operations.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace stator {
namespace {

TEST(Operations, EachHasOnePlace) {
  std::set<std::string_view> names;
  ForEachOperation([&](auto operation) { EXPECT_TRUE(names.insert(operation.name).second); });
  for (const std::string_view name : kUnsupportedOperations) {
    EXPECT_TRUE(names.insert(name).second) << name;
  }
  EXPECT_EQ(names.size(), 58u + 4u);  // What DynamoDB and its Streams have in November 2026.
}

TEST(Operations, OfStreamsHaveATargetOfTheirOwn) {
  EXPECT_EQ(ApiOf("GetRecords"), Api::kStreams);
  EXPECT_EQ(ApiOf("GetItem"), Api::kDynamoDb);
  ForEachOperation([](auto operation) {
    const std::string text = std::string(TargetPrefix(operation.api)) + std::string(operation.name);
    const Target target = Target::Parse(text);
    EXPECT_EQ(target.api, operation.api) << text;
    EXPECT_EQ(target.operation, operation.name);
  });
  for (const std::string_view other :
       {"", "ListStreams", "DynamoDBStreams_20111205.ListStreams", "dynamodbstreams_20120810.x"}) {
    EXPECT_EQ(Target::Parse(other).operation, "") << other;
  }
}

TEST(Operations, UnsupportedOnesAreKnownByName) {
  EXPECT_TRUE(std::is_sorted(std::begin(kUnsupportedOperations), std::end(kUnsupportedOperations)));
  EXPECT_TRUE(IsUnsupportedOperation("ExportTableToPointInTime"));
  EXPECT_TRUE(IsUnsupportedOperation("CreateBackup"));
  EXPECT_FALSE(IsUnsupportedOperation("PutItem"));
  EXPECT_FALSE(IsUnsupportedOperation("exporttabletopointintime"));
  EXPECT_FALSE(IsUnsupportedOperation(""));
}

}  // namespace
}  // namespace stator
