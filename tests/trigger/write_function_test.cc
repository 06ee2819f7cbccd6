// Functions in the transaction of a write: what they add is committed with it, and their veto is
// the answer to it.
#include <string>

#include "tests/trigger/trigger_fixture.h"

namespace stator::testing {
namespace {

class WriteFunctions : public TriggerTest {
 protected:
  void On(const std::string& table, WriteFunction function) {
    auto subscription = triggers().OnWrite(table, std::move(function));
    ASSERT_THAT(subscription, IsOk());
    subscriptions_.push_back(*std::move(subscription));
  }
  // Counts writes of "tab" in "out".
  void CountWrites() {
    On("tab", [](const StagedWrite&) -> absl::StatusOr<ExtraWrites> {
      return ExtraWrites{.updates = {{.table_name = "out",
                                      .key = Item{{"p", "all"}},
                                      .update_expression = "ADD n :one",
                                      .expression_attribute_values = Item{{":one", 1}}}}};
    });
  }
  ~WriteFunctions() override { subscriptions_.clear(); }

  std::vector<std::unique_ptr<WriteSubscription>> subscriptions_;
};

TEST_F(WriteFunctions, AddToWhatIsWritten) {
  CountWrites();
  Put("a");
  Put("b");
  ASSERT_THAT(db_->Delete("tab", Item{{"p", "a"}}), IsOk());
  EXPECT_EQ(NumberOf("all"), 3);
}

TEST_F(WriteFunctions, SeeTheItemBeforeAndAfter) {
  std::vector<std::pair<bool, bool>> seen;
  On("tab", [&](const StagedWrite& write) -> absl::StatusOr<ExtraWrites> {
    EXPECT_EQ(write.table, "tab");
    seen.emplace_back(write.before.has_value(), write.after.has_value());
    return ExtraWrites();
  });
  Put("a");
  Put("a", 2);
  ASSERT_THAT(db_->Delete("tab", Item{{"p", "a"}}), IsOk());
  EXPECT_EQ(seen, (std::vector<std::pair<bool, bool>>{{false, true}, {true, true}, {true, false}}));
}

TEST_F(WriteFunctions, EachWriteOfATransactionSeesThoseBeforeIt) {
  CountWrites();
  ASSERT_THAT(db_->TransactWriteItems(
                  {.transact_items = {{
                       {.put = TransactPut{.item = Item{{"p", "a"}}, .table_name = "tab"}},
                       {.put = TransactPut{.item = Item{{"p", "b"}}, .table_name = "tab"}},
                       {.put = TransactPut{.item = Item{{"p", "c"}}, .table_name = "tab"}},
                   }}}),
              IsOk());
  EXPECT_EQ(NumberOf("all"), 3);
}

TEST_F(WriteFunctions, AVetoIsTheAnswerAndLeavesEverythingAsItWas) {
  On("tab", [](const StagedWrite& write) -> absl::StatusOr<ExtraWrites> {
    if (write.after && write.after->Find("n")->AsNumber() > Number(10)) {
      return absl::FailedPreconditionError("n is too large");
    }
    return ExtraWrites();
  });
  CountWrites();
  Put("a", 1);
  EXPECT_THAT(db_->Put("tab", Item{{"p", "a"}, {"n", 11}}),
              IsErrorWith(ErrorCode::kConditionalCheckFailed, "n is too large"));
  EXPECT_EQ(NumberOf("a", "n", "tab"), 1);
  EXPECT_EQ(NumberOf("all"), 1);
  Remember();
  Map({});
  EXPECT_EQ(Drain().records, 1);
}

TEST_F(WriteFunctions, AFalseConditionOfWhatTheyAddIsAVeto) {
  On("tab", [](const StagedWrite&) -> absl::StatusOr<ExtraWrites> {
    return ExtraWrites{.puts = {{.table_name = "out",
                                 .item = Item{{"p", "once"}},
                                 .condition_expression = "attribute_not_exists(p)"}}};
  });
  Put("a");
  EXPECT_THAT(db_->Put("tab", Item{{"p", "b"}, {"n", 1}}),
              IsErrorCode(ErrorCode::kConditionalCheckFailed));
  EXPECT_EQ(*db_->Get("tab", Item{{"p", "b"}}), std::nullopt);
}

TEST_F(WriteFunctions, WhatTheyAddFiresTheOthers) {
  On("tab", [](const StagedWrite& write) -> absl::StatusOr<ExtraWrites> {
    return ExtraWrites{.puts = {{.table_name = "out", .item = Item(*write.after)}}};
  });
  On("out", [](const StagedWrite&) -> absl::StatusOr<ExtraWrites> {
    return ExtraWrites{.puts = {{.table_name = "out2", .item = Item{{"p", "last"}, {"n", 7}}}}};
  });
  ASSERT_THAT(db_->CreateTable("out2", "p"), IsOk());
  Put("a");
  EXPECT_EQ(NumberOf("last", "n", "out2"), 7);
}

TEST_F(WriteFunctions, ThoseThatFireThemselvesAreRefused) {
  On("tab", [](const StagedWrite&) -> absl::StatusOr<ExtraWrites> {
    return ExtraWrites{.updates = {{.table_name = "tab",
                                    .key = Item{{"p", "a"}},
                                    .update_expression = "ADD n :one",
                                    .expression_attribute_values = Item{{":one", 1}}}}};
  });
  EXPECT_THAT(
      db_->Put("tab", Item{{"p", "a"}, {"n", 0}}),
      IsInvalid("Functions in the transaction of a write fire each other without end: table "
                "tab"));
  EXPECT_EQ(*db_->Get("tab", Item{{"p", "a"}}), std::nullopt);
}

TEST_F(WriteFunctions, WhatTheyThrowIsAVeto) {
  On("tab",
     [](const StagedWrite&) -> absl::StatusOr<ExtraWrites> { throw std::runtime_error("thrown"); });
  EXPECT_THAT(db_->Put("tab", Item{{"p", "a"}}),
              IsErrorWith(ErrorCode::kConditionalCheckFailed, "thrown"));
}

TEST_F(WriteFunctions, AreNotCalledWhenTheSubscriptionHasEnded) {
  CountWrites();
  Put("a");
  subscriptions_.clear();
  Put("b");
  EXPECT_EQ(NumberOf("all"), 1);
}

}  // namespace
}  // namespace stator::testing
