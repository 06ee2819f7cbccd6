#include "db/model/schema.h"

#include <gtest/gtest.h>

namespace stator {
namespace {

TEST(KeySchemaTest, FindsAttributesOfBothParts) {
  const KeySchema key{.partition = {{"a", Type::kString}, {"b", Type::kNumber}},
                      .sort = {{"c", Type::kBinary}}};
  EXPECT_EQ(key.Find("b"), &key.partition[1]);
  EXPECT_EQ(key.Find("c"), &key.sort[0]);
  EXPECT_EQ(key.Find("d"), nullptr);
  EXPECT_EQ(key.Find(""), nullptr);
  EXPECT_EQ(key.size(), 3u);
  EXPECT_TRUE(key.HasSort());
}

TEST(KeySchemaTest, ATableMayHaveNoSortKey) {
  const KeySchema key{.partition = {{"a", Type::kString}}, .sort = {}};
  EXPECT_FALSE(key.HasSort());
  EXPECT_EQ(key.size(), 1u);
}

}  // namespace
}  // namespace stator
