// Exactly-once functions: what they write is committed with their mapping's place, or not at all.
#include <string>

#include "tests/trigger/trigger_fixture.h"

namespace stator::testing {
namespace {

class ExactlyOnce : public TriggerTest, public ::testing::WithParamInterface<Storage> {
 protected:
  ExactlyOnce() : TriggerTest(GetParam()) {}

  // Counts every record in the item "all" of "out".
  FunctionResult CountIn(Transaction& tx, const Invocation& call) {
    for (size_t i = 0; i < call.records.size(); ++i) {
      const auto sum = tx.Add("out", Item{{"p", "all"}}, "n", 1);
      if (!sum.ok()) return sum.status();
    }
    return FunctionResponse();
  }
  void RegisterCounter() {
    ASSERT_THAT(triggers().Register("f", [this](const Invocation& call,
                                                Transaction& tx) { return CountIn(tx, call); }),
                IsOk());
  }
};
INSTANTIATE_TEST_SUITE_P(, ExactlyOnce, ::testing::Values(Storage::kMemory, Storage::kDisk),
                         [](const auto& info) {
                           return info.param == Storage::kDisk ? "Disk" : "Memory";
                         });

TEST_P(ExactlyOnce, CommitsItsWritesWithItsPlace) {
  RegisterCounter();
  Map({.batch_size = 7});
  for (int i = 0; i < 50; ++i) Put(std::to_string(i));
  EXPECT_EQ(Drain().records, 50);
  EXPECT_EQ(NumberOf("all"), 50);
}

TEST_P(ExactlyOnce, SeesItsOwnWrites) {
  ASSERT_THAT(triggers().Register(
                  "f",
                  [](const Invocation&, Transaction& tx) -> FunctionResult {
                    EXPECT_THAT(tx.Put("out", Item{{"p", "x"}, {"n", 1}}), IsOk());
                    EXPECT_EQ((*tx.Get("out", Item{{"p", "x"}}))->Find("n")->AsNumber(), Number(1));
                    EXPECT_EQ(*tx.Add("out", Item{{"p", "x"}}, "n", 2), Number(3));
                    EXPECT_THAT(tx.Delete("out", Item{{"p", "y"}}), IsOk());
                    EXPECT_EQ(*tx.Get("out", Item{{"p", "y"}}), std::nullopt);
                    return FunctionResponse();
                  }),
              IsOk());
  ASSERT_THAT(db_->Put("out", Item{{"p", "y"}, {"n", 1}}), IsOk());
  Map({});
  Put("a");
  Drain();
  EXPECT_EQ(NumberOf("x"), 3);
  EXPECT_EQ(*db_->Get("out", Item{{"p", "y"}}), std::nullopt);
}

TEST_P(ExactlyOnce, WritesNothingWhenItFails) {
  int calls = 0;
  ASSERT_THAT(triggers().Register("f",
                                  [&](const Invocation& call, Transaction& tx) -> FunctionResult {
                                    FunctionResult counted = CountIn(tx, call);
                                    if (++calls < 3) return absl::UnknownError("no");
                                    return counted;
                                  }),
              IsOk());
  Map({});
  Put("a");
  Drain();
  EXPECT_EQ(calls, 3);
  EXPECT_EQ(NumberOf("all"), 1);
}

TEST_P(ExactlyOnce, AConditionThatIsFalseIsToldAtOnceAndChangesNothing) {
  ASSERT_THAT(triggers().Register("f",
                                  [](const Invocation&, Transaction& tx) -> FunctionResult {
                                    EXPECT_THAT(
                                        tx.PutItem({.table_name = "out",
                                                    .item = Item{{"p", "x"}},
                                                    .condition_expression = "attribute_exists(p)"}),
                                        IsErrorCode(ErrorCode::kConditionalCheckFailed));
                                    return FunctionResponse();
                                  }),
              IsOk());
  Map({});
  Put("a");
  EXPECT_EQ(Drain().records, 1);
  EXPECT_EQ(*db_->Get("out", Item{{"p", "x"}}), std::nullopt);
}

TEST_P(ExactlyOnce, RunsAgainWhenWhatItReadHasChanged) {
  int calls = 0;
  ASSERT_THAT(
      triggers().Register("f",
                          [&](const Invocation&, Transaction& tx) -> FunctionResult {
                            const int64_t seen = [&] {
                              const auto item = tx.Get("out", Item{{"p", "x"}});
                              return *item ? (*item)->Find("n")->AsNumber().ToInt64().value() : 0;
                            }();
                            // Somebody else writes between the reading and the commit, once.
                            if (++calls == 1) {
                              EXPECT_THAT(db_->Put("out", Item{{"p", "x"}, {"n", 10}}), IsOk());
                            }
                            EXPECT_THAT(tx.Put("out", Item{{"p", "x"}, {"n", seen + 1}}), IsOk());
                            return FunctionResponse();
                          }),
      IsOk());
  Map({.maximum_retry_attempts = 0});
  Put("a");
  EXPECT_EQ(Drain().dropped, 0);
  EXPECT_EQ(calls, 2);
  EXPECT_EQ(NumberOf("x"), 11);
}

TEST_P(ExactlyOnce, RunsAgainWhenWhatItDidNotFindIsThereNow) {
  int calls = 0;
  ASSERT_THAT(
      triggers().Register("f",
                          [&](const Invocation&, Transaction& tx) -> FunctionResult {
                            EXPECT_EQ(tx.Get("out", Item{{"p", "x"}})->has_value(), calls > 0);
                            if (++calls == 1) {
                              EXPECT_THAT(db_->Put("out", Item{{"p", "x"}}), IsOk());
                            }
                            return FunctionResponse();
                          }),
      IsOk());
  Map({});
  Put("a");
  Drain();
  EXPECT_EQ(calls, 2);
}

TEST_P(ExactlyOnce, KeepsWhatWasDoneBeforeTheRecordThatFailed) {
  ASSERT_THAT(
      triggers().Register("f",
                          [](const Invocation& call, Transaction& tx) -> FunctionResult {
                            FunctionResponse response;
                            for (const Record& record : call.records) {
                              if (KeyOf(record) == "bad") {
                                response.batch_item_failures = {*record.dynamodb->sequence_number};
                                break;
                              }
                              EXPECT_THAT(tx.Add("out", Item{{"p", "all"}}, "n", 1), IsOk());
                            }
                            return response;
                          }),
      IsOk());
  Map({.maximum_retry_attempts = 1,
       .function_response_types = {{FunctionResponseType::kReportBatchItemFailures}}});
  for (const char* key : {"a", "b", "bad"}) Put(key);
  EXPECT_EQ(Drain().dropped, 1);
  EXPECT_EQ(NumberOf("all"), 2);
}

TEST_P(ExactlyOnce, FailsWhenItWritesMoreThanACommitCanTellApart) {
  CreateTableRequest request{.attribute_definitions = {{{"p", ScalarAttributeType::kS}}},
                             .table_name = "wide",
                             .key_schema = {{{"p", KeyType::kHash}}},
                             .billing_mode = BillingMode::kPayPerRequest};
  auto& indexes = request.global_secondary_indexes.emplace();
  for (int i = 0; i < 20; ++i) {
    indexes.push_back({.index_name = "index" + std::to_string(i),
                       .key_schema = {{{"p", KeyType::kHash}}},
                       .projection = Projection{ProjectionType::kAll}});
  }
  ASSERT_THAT(db_->CreateTable(request), IsOk());
  ASSERT_THAT(triggers().Register(
                  "f",
                  [](const Invocation&, Transaction& tx) -> FunctionResult {
                    for (int i = 0; i < 1000; ++i) {
                      const absl::Status put = tx.Put("wide", Item{{"p", std::to_string(i)}});
                      if (!put.ok()) return put;
                    }
                    return FunctionResponse();
                  },
                  {.timeout = std::chrono::seconds(60)}),
              IsOk());
  Map({.maximum_retry_attempts = 0});
  Put("a");
  EXPECT_EQ(Drain().dropped, 1);
  EXPECT_EQ(*db_->Get("wide", Item{{"p", "0"}}), std::nullopt);
}

TEST_P(ExactlyOnce, GoesOnAfterARestart) {
  if (GetParam() == Storage::kMemory) return;
  RegisterCounter();
  Map({.batch_size = 1});
  Put("a");
  Put("b");
  Drain();
  Open();
  RegisterCounter();
  Put("c");
  EXPECT_EQ(Drain().records, 1);
  EXPECT_EQ(NumberOf("all"), 3);
}

}  // namespace
}  // namespace stator::testing
