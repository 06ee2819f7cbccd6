// What the answers of functions mean: those that were recorded of the service, and their kin.
#include "db/trigger/response.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::trigger {
namespace {

using stator::testing::IsErrorCode;
using stator::testing::IsOk;
using ::testing::Not;
using ::testing::Optional;

constexpr ResponseRules kPlain{};
constexpr ResponseRules kItems{.reports_item_failures = true};
constexpr ResponseRules kWindow{.has_window = true};

const std::vector<Sequence> kBatch = {{10, 0}, {10, 1}, {11, 0}, {14, 0}};

std::string Failure(Sequence sequence) {
  return R"({"itemIdentifier":")" + SequenceNumberText(sequence) + "\"}";
}

// Of kBatch. nullopt: everything is done.
std::optional<Sequence> FirstFailedOf(const std::string& json,
                                      const ResponseRules& rules = kItems) {
  const FunctionResult response = ParseResponse(json, rules);
  EXPECT_THAT(response, IsOk()) << json;
  return response.ok() ? FirstFailed(*response, rules, kBatch) : std::nullopt;
}

TEST(Response, NoFailuresInOneOfManyFormsAreSuccess) {
  for (const char* json :
       {"[]", "null", "{}", R"({"batchItemFailures":[]})", R"({"batchItemFailures":null})", R"("")",
        "", " null ", R"({"other":{"batchItemFailures":[{}]}})"}) {
    EXPECT_EQ(FirstFailedOf(json), std::nullopt) << json;
  }
}

TEST(Response, TheLowestFailureIsWhereTheBatchIsTriedAgain) {
  EXPECT_THAT(FirstFailedOf(R"({"batchItemFailures":[)" + Failure({11, 0}) + "]}"),
              Optional(Sequence{11, 0}));
  EXPECT_THAT(FirstFailedOf(R"({"batchItemFailures":[)" + Failure({14, 0}) + "," +
                            Failure({10, 1}) + "," + Failure({11, 0}) + "]}"),
              Optional(Sequence{10, 1}));
}

TEST(Response, AnIdentifierThatNoRecordHasFailsTheWholeBatch) {
  for (const char* element :
       {R"({"itemIdentifier":""})", R"({"itemIdentifier":null})", R"({"foo":1})", R"({"foo":null})",
        R"({"itemIdentifier":"unknown"})", R"({"itemIdentifier":17})", "{}", "null", R"("x")",
        R"({"itemIdentifier":["x"]})"}) {
    const std::string json = std::string(R"({"batchItemFailures":[)") + element + "]}";
    EXPECT_THAT(FirstFailedOf(json), Optional(kBatch.front())) << json;
  }
  EXPECT_THAT(FirstFailedOf(R"({"batchItemFailures":[)" + Failure({12, 0}) + "]}"),
              Optional(kBatch.front()));
  EXPECT_THAT(FirstFailedOf(R"({"batchItemFailures":[)" + Failure({14, 0}) + R"(,{"foo":1}]})"),
              Optional(kBatch.front()));
}

TEST(Response, WhatIsNoListOfFailuresFailsTheWholeBatch) {
  for (const char* json : {R"({"batchItemFailures":{}})", R"({"batchItemFailures":"x"})",
                           R"({"batchItemFailures":1})", "1", "true", R"("done")", "[1]"}) {
    EXPECT_THAT(FirstFailedOf(json), Optional(kBatch.front())) << json;
  }
}

TEST(Response, OfSeveralMembersOfOneNameTheLastCounts) {
  EXPECT_EQ(FirstFailedOf(R"({"batchItemFailures":[{"foo":1}],"batchItemFailures":[]})"),
            std::nullopt);
}

TEST(Response, WhatIsNoJsonIsAnError) {
  for (const char* json : {"{", "nul", R"({"a":1}x)", " ", R"({"a":})", "\"\xFF\""}) {
    EXPECT_THAT(ParseResponse(json, kItems), Not(IsOk())) << json;
    EXPECT_THAT(ParseResponse(json, kWindow), Not(IsOk())) << json;
  }
}

TEST(Response, NobodyLooksAtItWhenNothingIsAskedOfIt) {
  for (const char* json : {"{", "", R"({"batchItemFailures":[{"foo":1}]})"}) {
    EXPECT_EQ(FirstFailedOf(json, kPlain), std::nullopt) << json;
  }
  const FunctionResponse response{.batch_item_failures = {"unknown"}};
  EXPECT_EQ(FirstFailed(response, kPlain, kBatch), std::nullopt);
}

TEST(Response, ABatchWithoutRecordsHasNoFirstOne) {
  const FunctionResponse response{.batch_item_failures = {"unknown"}};
  EXPECT_EQ(FirstFailed(response, kItems, {}), std::nullopt);
}

TEST(Response, AWindowNeedsItsState) {
  for (const char* json : {"{}", "null", "", "[]", R"({"state":null})", R"({"State":{}})"}) {
    EXPECT_THAT(ParseResponse(json, kWindow), Not(IsOk())) << json;
  }
  EXPECT_THAT(CheckState({}, kWindow), Not(IsOk()));
  EXPECT_THAT(CheckState({.state = "{}"}, kWindow), IsOk());
  EXPECT_THAT(CheckState({}, kItems), IsOk());
  EXPECT_THAT(FirstFailed({}, kWindow, kBatch), Optional(kBatch.front()));
}

TEST(Response, AStateIsTakenAsItIsWritten) {
  for (const char* state : {"{}", R"({"a": [1, {"b":"}"}]})", R"("text")", "1", "[ 1 ]"}) {
    const FunctionResult response =
        ParseResponse(std::string(R"({"x":1, "state" : )") + state + " \n}", kWindow);
    ASSERT_THAT(response, IsOk()) << state;
    EXPECT_THAT(response->state, Optional(std::string(state)));
    EXPECT_EQ(FirstFailed(*response, kWindow, kBatch), std::nullopt);
  }
}

TEST(Response, AStateWithoutAWindowIsNotKept) {
  const FunctionResult response = ParseResponse(R"({"state":{}})", kItems);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->state, std::nullopt);
}

TEST(Response, ItemFailuresAndAStateStandTogether) {
  const ResponseRules rules{.reports_item_failures = true, .has_window = true};
  EXPECT_THAT(
      FirstFailedOf(R"({"state":{"n":1},"batchItemFailures":[)" + Failure({11, 0}) + "]}", rules),
      Optional(Sequence{11, 0}));
}

TEST(TransactItems, AreReadAsARequest) {
  const auto request = TransactItemsOf(
      R"({"transactItems": [{"Put":{"TableName":"tab","Item":{"p":{"S":"a"}}}}] })");
  ASSERT_THAT(request, IsOk());
  ASSERT_TRUE(request->has_value());
  ASSERT_EQ((*request)->transact_items->size(), 1u);
  EXPECT_EQ((*request)->transact_items->front().put->item, (Item{{"p", "a"}}));
}

TEST(TransactItems, AreAbsentFromMostAnswers) {
  for (const char* json : {"", "null", "{}", "{", "[]", R"({"transactItems":null})"}) {
    const auto request = TransactItemsOf(json);
    ASSERT_THAT(request, IsOk()) << json;
    EXPECT_FALSE(request->has_value()) << json;
  }
}

TEST(TransactItems, ThatAreNoneAreAnErrorOfTheRequest) {
  EXPECT_THAT(TransactItemsOf(R"({"transactItems":"x"})"), IsErrorCode(ErrorCode::kSerialization));
  EXPECT_THAT(TransactItemsOf(R"({"transactItems":[{"Put":{"Item":{"p":{"Z":"a"}}}}]})"),
              Not(IsOk()));
}

}  // namespace
}  // namespace stator::trigger
