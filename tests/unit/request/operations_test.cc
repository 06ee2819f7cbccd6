#include "db/request/operations.h"

#include <algorithm>
#include <set>
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
  EXPECT_EQ(names.size(), 58u);  // What the API has in November 2026.
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
