// The schema gate for keys: every way in which a key or an item does not fit a table.
#include "db/plan/key_check.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::plan {
namespace {

using ::stator::testing::IsInvalid;
using ::stator::testing::IsOk;

const TableSchema kSchema{
    .id = 7,
    .name = "ts",
    .key = {.partition = {{"p", Type::kString}}, .sort = {{"s", Type::kNumber}}}};
const DigestSecret kSecret;
constexpr char kMismatch[] = "The provided key element does not match the schema";

TEST(AddressOfKey, IsTheStoreKeyOfItsItem) {
  const auto of_key = AddressOfKey(kSchema, kSecret, Item{{"p", "a"}, {"s", 1}});
  const auto of_item = AddressOfItem(kSchema, kSecret, Item{{"p", "a"}, {"s", 1}, {"x", true}});
  ASSERT_THAT(of_key, IsOk());
  ASSERT_THAT(of_item, IsOk());
  EXPECT_EQ(of_key->store_key, of_item->store_key);
  EXPECT_EQ(StoreKey::TableOf(of_key->store_key.bytes()), 7u);
}

TEST(AddressOfKey, RefusesWhatIsNotExactlyTheKey) {
  const Item keys[] = {Item{},
                       Item{{"p", "a"}},
                       Item{{"s", 1}},
                       Item{{"p", "a"}, {"x", 1}},
                       Item{{"p", "a"}, {"s", 1}, {"x", 1}},
                       Item{{"p", "a"}, {"s", "1"}},
                       Item{{"p", 1}, {"s", 1}}};
  for (const Item& key : keys) {
    EXPECT_THAT(AddressOfKey(kSchema, kSecret, key), IsInvalid(kMismatch)) << key;
  }
}

TEST(AddressOfItem, SaysWhichKeyAttributeIsMissingOrOfAnotherType) {
  EXPECT_THAT(
      AddressOfItem(kSchema, kSecret, Item{{"p", "a"}, {"x", 1}}),
      IsInvalid("One or more parameter values were invalid: Missing the key s in the item"));
  EXPECT_THAT(AddressOfItem(kSchema, kSecret, Item{{"p", 5}, {"s", 1}}),
              IsInvalid("One or more parameter values were invalid: Type mismatch for key p "
                        "expected: S actual: N"));
}

TEST(AddressOfKey, RefusesEmptyAndOverlongValues) {
  const TableSchema binary{
      .id = 1,
      .name = "b",
      .key = {.partition = {{"p", Type::kString}}, .sort = {{"s", Type::kBinary}}}};
  EXPECT_THAT(AddressOfKey(binary, kSecret, Item{{"p", ""}, {"s", Binary("x")}}),
              IsInvalid("One or more parameter values are not valid. The AttributeValue for a key "
                        "attribute cannot contain an empty string value. Key: p"));
  EXPECT_THAT(AddressOfKey(binary, kSecret, Item{{"p", "a"}, {"s", Binary("")}}),
              IsInvalid("One or more parameter values are not valid. The AttributeValue for a key "
                        "attribute cannot contain an empty binary value. Key: s"));
  const std::string longest(2048, 'x');
  EXPECT_THAT(AddressOfKey(binary, kSecret, Item{{"p", longest}, {"s", Binary("x")}}), IsOk());
  EXPECT_THAT(AddressOfKey(binary, kSecret, Item{{"p", longest + "x"}, {"s", Binary("x")}}),
              IsInvalid("One or more parameter values were invalid: Size of hashkey has exceeded "
                        "the maximum size limit of2048 bytes"));
  const std::string bytes(1024, 'x');
  EXPECT_THAT(AddressOfKey(binary, kSecret, Item{{"p", "a"}, {"s", Binary(bytes)}}), IsOk());
  EXPECT_THAT(AddressOfKey(binary, kSecret, Item{{"p", "a"}, {"s", Binary(bytes + "x")}}),
              IsInvalid("One or more parameter values were invalid: Aggregated size of all range "
                        "keys has exceeded the size limit of 1024 bytes"));
}

}  // namespace
}  // namespace stator::plan
