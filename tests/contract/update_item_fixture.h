// What the suites of UpdateItem share: the sample item in table "plain", and an update of it that
// is one text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/contract/sample.h"
#include "tests/support/door.h"

namespace stator::testing {

class UpdateItemTest : public DoorTest {
 protected:
  void SetUp() override {
    CreatePlain();
    Put("plain", Sample());
  }

  absl::StatusOr<UpdateItemResult> UpdateOf(const Item& key, std::string_view update,
                                            std::optional<ReturnValues> values = std::nullopt) {
    return db().UpdateItem({.table_name = "plain",
                            .key = key,
                            .return_values = values,
                            .update_expression = update,
                            .expression_attribute_names = NamesFor({update}),
                            .expression_attribute_values = ValuesFor({update})});
  }
  absl::StatusOr<UpdateItemResult> Update(std::string_view update,
                                          std::optional<ReturnValues> values = std::nullopt) {
    return UpdateOf(SampleKey(), update, values);
  }

  // Sample() with the attributes of `changed` in place of its own, and without those of `removed`.
  static Item Changed(const Item& changed, const std::vector<std::string_view>& removed = {}) {
    Item item = Sample();
    for (const auto& [name, value] : changed) item.Set(name, Value(value));
    for (const std::string_view name : removed) item.Remove(name);
    return item;
  }

  // Updates the sample item, compares what it became, and puts the sample back.
  void ExpectBecomes(std::string_view update, const Item& expected) {
    EXPECT_THAT(Update(update), IsOk()) << update;
    EXPECT_EQ(Get("plain", SampleKey()), expected) << update;
    Put("plain", Sample());
  }
  void ExpectRefused(std::string_view update, const std::string& message) {
    EXPECT_THAT(Update(update), IsInvalid(message)) << update;
    EXPECT_EQ(Get("plain", SampleKey()), Sample()) << update;
  }
};

}  // namespace stator::testing
