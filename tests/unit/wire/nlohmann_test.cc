#include "stator/nlohmann.h"

#include <limits>

#include "gtest/gtest.h"

namespace stator {
namespace {

using nlohmann::json;

TEST(Nlohmann, ItemsBecomeDocuments) {
  const Item item{{"b", Binary("\x01")},
                  {"l", List{1, "x", nullptr, false}},
                  {"m", Map{{"k", Map{}}}},
                  {"ns", NumberSet{2, 1}},
                  {"s", "text"}};
  EXPECT_EQ(ToNlohmann(item), json::parse(R"({"b":"AQ==","l":[1,"x",null,false],)"
                                          R"("m":{"k":{}},"ns":[1,2],"s":"text"})"));
}

TEST(Nlohmann, DocumentsBecomeItems) {
  const absl::StatusOr<Item> item = ItemFromNlohmann(json{{"s", "text"},
                                                          {"n", 1.5},
                                                          {"l", {1, "x", nullptr}},
                                                          {"m", {{"k", true}}},
                                                          {"b", json::binary({1, 2})}});
  ASSERT_TRUE(item.ok());
  EXPECT_EQ(*item, (Item{{"s", "text"},
                         {"n", *Number::Parse("1.5")},
                         {"l", List{1, "x", nullptr}},
                         {"m", Map{{"k", true}}},
                         {"b", Binary("\x01\x02")}}));
}

TEST(Nlohmann, IntegersStayExact) {
  const json numbers = {std::numeric_limits<int64_t>::min(), std::numeric_limits<int64_t>::max(),
                        std::numeric_limits<uint64_t>::max(), 0, -1};
  const absl::StatusOr<Value> value = ValueFromNlohmann(numbers);
  ASSERT_TRUE(value.ok());
  EXPECT_EQ(ToJson(*value), numbers.dump());
  EXPECT_EQ(ToNlohmann(*value), numbers);
  EXPECT_EQ(ToNlohmann(Value(*Number::Parse("1e30"))), json(1e30));
  EXPECT_EQ(ToNlohmann(Value(*Number::Parse("0.1"))), json(0.1));
}

TEST(Nlohmann, Refuses) {
  EXPECT_FALSE(ItemFromNlohmann(json::array()).ok());
  EXPECT_FALSE(ItemFromNlohmann(json(1)).ok());
  EXPECT_FALSE(ValueFromNlohmann(json(std::numeric_limits<double>::infinity())).ok());
  EXPECT_FALSE(ValueFromNlohmann(json{{"a", std::nan("")}}).ok());
  EXPECT_FALSE(ValueFromNlohmann(json(1e300)).ok());
  json deep = 1;
  for (int i = 0; i < 31; ++i) deep = json::array({deep});
  EXPECT_TRUE(ValueFromNlohmann(deep).ok());
  EXPECT_FALSE(ValueFromNlohmann(json::array({deep})).ok());
}

}  // namespace
}  // namespace stator
