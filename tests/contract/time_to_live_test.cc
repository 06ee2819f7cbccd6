// UpdateTimeToLive and DescribeTimeToLive: what they answer, and which items go and when.
#include "tests/support/door.h"

namespace stator::testing {
namespace {

class TimeToLive : public DoorTest {
 protected:
  absl::StatusOr<UpdateTimeToLiveResult> Update(const std::string& table, bool enabled,
                                                const std::string& attribute) {
    return db().UpdateTimeToLive({.table_name = table,
                                  .time_to_live_specification = TimeToLiveSpecification{
                                      .enabled = enabled, .attribute_name = attribute}});
  }
  void Enable(const std::string& attribute = "t") {
    ASSERT_THAT(Update("plain", true, attribute), IsOk());
    RunDue();
  }
  TimeToLiveDescription Describe() {
    auto described = db().DescribeTimeToLive({.table_name = "plain"});
    EXPECT_THAT(described, IsOk());
    return described.ok() ? *described->time_to_live_description : TimeToLiveDescription();
  }
  // Seconds since 1970, so far from now.
  int64_t In(std::chrono::seconds from_now) {
    return std::chrono::floor<std::chrono::seconds>(clock().Now() + from_now)
        .time_since_epoch()
        .count();
  }
  void PutExpiring(const std::string& p, const Value& t) { Put("plain", Item{{"p", p}, {"t", t}}); }
  bool Has(const std::string& p) { return !Get("plain", Item{{"p", p}}).empty(); }
  int64_t ItemCount() { return *db().DescribeTable({.table_name = "plain"})->table->item_count; }
};
INSTANTIATE_FOR_EVERY_DOOR(TimeToLive);

TEST_P(TimeToLive, IsDisabledUntilItIsEnabled) {
  CreatePlain();
  EXPECT_EQ(Describe().time_to_live_status, TimeToLiveStatus::kDisabled);
  EXPECT_FALSE(Describe().attribute_name.has_value());

  const auto updated = Update("plain", true, "t");
  ASSERT_THAT(updated, IsOk());
  EXPECT_EQ(updated->time_to_live_specification->enabled, true);
  EXPECT_EQ(updated->time_to_live_specification->attribute_name, "t");
  RunDue();
  EXPECT_EQ(Describe().time_to_live_status, TimeToLiveStatus::kEnabled);
  EXPECT_EQ(Describe().attribute_name, "t");

  ASSERT_THAT(Update("plain", false, "t"), IsOk());
  RunDue();
  EXPECT_EQ(Describe().time_to_live_status, TimeToLiveStatus::kDisabled);
  EXPECT_FALSE(Describe().attribute_name.has_value());
}

TEST_P(TimeToLive, IsOnOrOffAndByOneAttribute) {
  CreatePlain();
  EXPECT_THAT(Update("plain", false, "t"), IsInvalid("TimeToLive is already disabled"));
  Enable("t");
  EXPECT_THAT(Update("plain", true, "t"), IsInvalid("TimeToLive is already enabled"));
  for (const bool enabled : {true, false}) {
    EXPECT_THAT(
        Update("plain", enabled, "u"),
        IsInvalid("TimeToLive is active on a different AttributeName: current AttributeName is t"));
  }
  ASSERT_THAT(Update("plain", false, "t"), IsOk());
  EXPECT_THAT(Update("plain", true, "u"), IsOk());
}

TEST_P(TimeToLive, ChecksItsParameters) {
  EXPECT_THAT(
      db().DescribeTimeToLive({}),
      IsInvalid("The parameter 'TableName' is required but was not present in the request"));
  EXPECT_THAT(db().DescribeTimeToLive({.table_name = "ab"}),
              IsInvalid("TableName must be at least 3 characters long and at most 255 characters "
                        "long"));
  EXPECT_THAT(db().DescribeTimeToLive({.table_name = "none"}),
              IsErrorWith(ErrorCode::kResourceNotFound,
                          "Requested resource not found: Table: none not found"));
  EXPECT_THAT(Update("none", true, "t"),
              IsErrorWith(ErrorCode::kResourceNotFound,
                          "Requested resource not found: Table: none not found"));
  EXPECT_THAT(
      db().UpdateTimeToLive({}),
      IsInvalid(
          "2 validation errors detected: Value null at 'tableName' failed to satisfy "
          "constraint: Member must not be null; Value null at 'timeToLiveSpecification' failed "
          "to satisfy constraint: Member must not be null"));
  EXPECT_THAT(
      db().UpdateTimeToLive(
          {.table_name = "none", .time_to_live_specification = TimeToLiveSpecification()}),
      IsInvalid(
          "2 validation errors detected: Value null at 'timeToLiveSpecification.attributeName' "
          "failed to satisfy constraint: Member must not be null; Value null at "
          "'timeToLiveSpecification.enabled' failed to satisfy constraint: Member must not be "
          "null"));
  EXPECT_THAT(
      Update("none", true, ""),
      IsInvalid("1 validation error detected: Value '' at "
                "'timeToLiveSpecification.attributeName' failed to satisfy constraint: Member "
                "must have length greater than or equal to 1"));
  EXPECT_THAT(Update("none", true, std::string(256, 'a')),
              IsInvalid("1 validation error detected: Value '" + std::string(256, 'a') +
                        "' at 'timeToLiveSpecification.attributeName' failed to satisfy "
                        "constraint: Member must have length less than or equal to 255"));
}

TEST_P(TimeToLive, DeletesWhatIsStrictlyBeforeNow) {
  CreatePlain();
  Enable();
  PutExpiring("now", In(std::chrono::seconds(0)));
  PutExpiring("past", In(std::chrono::seconds(-1)));
  PutExpiring("soon", In(std::chrono::seconds(60)));
  RunDue();
  EXPECT_TRUE(Has("now"));
  EXPECT_FALSE(Has("past"));
  EXPECT_TRUE(Has("soon"));
  clock().Advance(std::chrono::microseconds(1));
  RunDue();
  EXPECT_FALSE(Has("now"));
  clock().Advance(std::chrono::minutes(1));
  RunDue();
  EXPECT_FALSE(Has("soon"));
  EXPECT_EQ(ItemCount(), 0);
}

TEST_P(TimeToLive, CountsNumbersOnly) {
  CreatePlain();
  Enable();
  const int64_t past = In(std::chrono::seconds(-60));
  PutExpiring("text", std::to_string(past));
  PutExpiring("list", List{past});
  PutExpiring("set", NumberSet{past});
  PutExpiring("negative", -1);
  PutExpiring("half", *Number::Parse("-0.5"));
  PutExpiring("huge", *Number::Parse("1E+40"));
  PutExpiring("milliseconds", past * 1000);
  PutExpiring("fraction", *Number::Parse(std::to_string(past) + ".25"));
  Put("plain", Item{{"p", "nested"}, {"m", Map{{"t", past}}}});
  Put("plain", Item{{"p", "none"}});
  RunDue();
  EXPECT_EQ(ItemCount(), 9);
  EXPECT_FALSE(Has("fraction"));
}

TEST_P(TimeToLive, NeverDeletesAFractionOfASecondTooEarly) {
  CreatePlain();
  Enable();
  const int64_t now = In(std::chrono::seconds(0));
  PutExpiring("fraction", *Number::Parse(std::to_string(now) + ".5"));
  clock().Advance(std::chrono::milliseconds(400));
  RunDue();
  EXPECT_TRUE(Has("fraction"));
  clock().Advance(std::chrono::milliseconds(601));
  RunDue();
  EXPECT_FALSE(Has("fraction"));
}

TEST_P(TimeToLive, LeavesWhatLiesFurtherBackThanFiveYears) {
  CreatePlain();
  Enable();
  const auto five_years = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::years(5));
  PutExpiring("older", In(-five_years - std::chrono::seconds(1)));
  PutExpiring("younger", In(-five_years));
  PutExpiring("zero", 0);
  RunDue();
  EXPECT_TRUE(Has("older"));
  EXPECT_FALSE(Has("younger"));
  EXPECT_TRUE(Has("zero"));
}

TEST_P(TimeToLive, FollowsEveryWrite) {
  CreatePlain();
  Enable();
  const int64_t soon = In(std::chrono::seconds(10));
  const int64_t later = In(std::chrono::seconds(100));
  for (const char* p : {"replaced", "updated", "removed", "kept", "deleted"}) PutExpiring(p, soon);
  PutExpiring("replaced", later);
  ASSERT_THAT(db().UpdateItem({.table_name = "plain",
                               .key = Item{{"p", "updated"}},
                               .update_expression = "SET t = :t",
                               .expression_attribute_values = Item{{":t", later}}}),
              IsOk());
  ASSERT_THAT(
      db().UpdateItem(
          {.table_name = "plain", .key = Item{{"p", "removed"}}, .update_expression = "REMOVE t"}),
      IsOk());
  ASSERT_THAT(db().Delete("plain", Item{{"p", "deleted"}}), IsOk());
  Put("plain", Item{{"p", "deleted"}});
  clock().Advance(std::chrono::seconds(50));
  RunDue();
  EXPECT_TRUE(Has("replaced"));
  EXPECT_TRUE(Has("updated"));
  EXPECT_TRUE(Has("removed"));
  EXPECT_FALSE(Has("kept"));
  EXPECT_TRUE(Has("deleted"));
  clock().Advance(std::chrono::seconds(100));
  RunDue();
  EXPECT_FALSE(Has("replaced"));
  EXPECT_FALSE(Has("updated"));
  EXPECT_TRUE(Has("removed"));
  EXPECT_EQ(ItemCount(), 2);
}

TEST_P(TimeToLive, TakesInTheItemsThatAreThere) {
  CreatePlain();
  const int64_t past = In(std::chrono::seconds(-1));
  for (int i = 0; i < 300; ++i) PutExpiring("past" + std::to_string(i), past);
  for (int i = 0; i < 20; ++i) PutExpiring("later" + std::to_string(i), past + 1000);
  EXPECT_EQ(ItemCount(), 320);
  Enable();
  EXPECT_EQ(ItemCount(), 20);
  EXPECT_TRUE(Has("later7"));
}

TEST_P(TimeToLive, LeavesItemsAloneOnceItIsDisabled) {
  CreatePlain();
  Enable();
  for (int i = 0; i < 100; ++i) PutExpiring(std::to_string(i), In(std::chrono::seconds(10)));
  ASSERT_THAT(Update("plain", false, "t"), IsOk());
  PutExpiring("new", In(std::chrono::seconds(10)));
  clock().Advance(std::chrono::hours(1));
  RunDue();
  EXPECT_EQ(ItemCount(), 101);
  // And takes them in again.
  Enable();
  EXPECT_EQ(ItemCount(), 0);
}

TEST_P(TimeToLive, GoesByAnotherAttributeOnceTheFirstIsDisabled) {
  CreatePlain();
  Enable("t");
  const int64_t soon = In(std::chrono::seconds(10));
  Put("plain", Item{{"p", "t"}, {"t", soon}});
  Put("plain", Item{{"p", "u"}, {"u", soon}});
  ASSERT_THAT(Update("plain", false, "t"), IsOk());
  Enable("u");
  clock().Advance(std::chrono::hours(1));
  RunDue();
  EXPECT_TRUE(Has("t"));
  EXPECT_FALSE(Has("u"));
}

TEST_P(TimeToLive, MayGoByAKeyAttribute) {
  CreateSorted(ScalarAttributeType::kN);
  ASSERT_THAT(Update("sorted", true, "s"), IsOk());
  Put("sorted", Item{{"p", "a"}, {"s", In(std::chrono::seconds(-5))}});
  Put("sorted", Item{{"p", "a"}, {"s", In(std::chrono::seconds(5))}});
  RunDue();
  EXPECT_EQ(db().Scan({.table_name = "sorted"})->count, 1);
}

TEST_P(TimeToLive, IsOfOneTableAndGoesWithIt) {
  CreatePlain();
  ASSERT_THAT(db().CreateTable("other", "p"), IsOk());
  Enable();
  const int64_t soon = In(std::chrono::seconds(10));
  Put("other", Item{{"p", "a"}, {"t", soon}});
  PutExpiring("a", soon);
  ASSERT_THAT(db().DeleteTable({.table_name = "plain"}), IsOk());
  CreatePlain();
  EXPECT_EQ(Describe().time_to_live_status, TimeToLiveStatus::kDisabled);
  PutExpiring("a", soon);
  clock().Advance(std::chrono::hours(1));
  RunDue();
  EXPECT_TRUE(Has("a"));
  EXPECT_EQ(Get("other", Item{{"p", "a"}}).size(), 2u);
}

TEST_P(TimeToLive, LetsExpiredItemsBeReadAndWrittenUntilTheyAreSwept) {
  CreatePlain();
  Enable();
  PutExpiring("a", In(std::chrono::seconds(100)));
  clock().Advance(std::chrono::hours(1));
  // Swept or not by now: an update that pushes the time back leaves an item that lives.
  ASSERT_THAT(
      db().UpdateItem({.table_name = "plain",
                       .key = Item{{"p", "a"}},
                       .update_expression = "SET t = :t",
                       .expression_attribute_values = Item{{":t", In(std::chrono::seconds(100))}}}),
      IsOk());
  RunDue();
  EXPECT_TRUE(Has("a"));
}

}  // namespace
}  // namespace stator::testing
