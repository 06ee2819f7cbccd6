#include <string>

#include "db/base/error.h"
#include "db/model/error.h"
#include "db/wire/error.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::wire {
namespace {

using stator::testing::IsErrorWith;

TEST(DecodeError, EveryErrorComesBackAsItWas) {
  for (int i = 0; i <= static_cast<int>(ErrorCode::kUnavailable); ++i) {
    const auto code = static_cast<ErrorCode>(i);
    for (const std::string message : {"A \"text\" of ü and \n", ""}) {
      const ErrorReply reply = EncodeError(stator::error::Make(code, message));
      EXPECT_THAT(DecodeError(reply.http_status, reply.body), IsErrorWith(code, message))
          << reply.body;
    }
  }
}

TEST(DecodeError, BringsTheItem) {
  const Item item{{"p", "a"}, {"l", List{1, "x", nullptr}}};
  absl::Status status = stator::error::Make(ErrorCode::kConditionalCheckFailed, "text");
  stator::error::AttachItem(status, item.encoded());
  const absl::Status decoded = DecodeError(400, EncodeError(status).body);
  EXPECT_EQ(decoded.code(), status.code());
  EXPECT_EQ(ErrorOf(decoded).item, item);
  // One that is none is left out.
  const absl::Status bad =
      DecodeError(400, R"({"__type":"ConditionalCheckFailedException","Item":{"p":{"N":"x"}}})");
  EXPECT_THAT(bad, IsErrorWith(ErrorCode::kConditionalCheckFailed, ""));
  EXPECT_EQ(ErrorOf(bad).item, std::nullopt);
}

TEST(DecodeError, BringsTheReasonsOfACancelledTransaction) {
  absl::Status status = stator::error::Make(ErrorCode::kTransactionCanceled, "text");
  stator::error::AttachReasons(status, {{.code = "None"},
                                        {.code = "ConditionalCheckFailed",
                                         .message = "The conditional request failed",
                                         .item = Item{{"p", "a"}}}});
  const auto reasons = ErrorOf(DecodeError(400, EncodeError(status).body)).cancellation_reasons;
  ASSERT_EQ(reasons.size(), 2u);
  EXPECT_EQ(reasons[0].code, "None");
  EXPECT_EQ(reasons[0].message, std::nullopt);
  EXPECT_EQ(reasons[1].code, "ConditionalCheckFailed");
  EXPECT_EQ(reasons[1].message, "The conditional request failed");
  EXPECT_EQ(reasons[1].item, (Item{{"p", "a"}}));
  // Elements that are none are empty, and do no harm.
  const absl::Status odd = DecodeError(
      400, R"({"__type":"TransactionCanceledException","CancellationReasons":[1,{"Code":2}]})");
  EXPECT_EQ(ErrorOf(odd).cancellation_reasons.size(), 2u);
}

TEST(DecodeError, TakesTheSpellingsOfOtherEndpoints) {
  EXPECT_THAT(DecodeError(400, R"({"__type":"ValidationException","Message":"a"})"),
              IsErrorWith(ErrorCode::kValidation, "a"));
  EXPECT_THAT(
      DecodeError(400, R"( {"more":[{}], "message":"a", "__type":"x#ThrottlingException"} )"),
      IsErrorWith(ErrorCode::kThrottling, "a"));
  EXPECT_THAT(DecodeError(400, R"({"__type":"x#UnrecognizedClientException","message":"a"})"),
              IsErrorWith(ErrorCode::kAccessDenied, "a"));
}

TEST(DecodeError, NamesWhatTheApiDoesNotKnow) {
  EXPECT_THAT(DecodeError(400, R"({"__type":"x#NewException","message":"a"})"),
              IsErrorWith(ErrorCode::kInternal, "NewException: a"));
  EXPECT_THAT(DecodeError(500, R"({"__type":"x#InternalServerError","StatorError":"Newer"})"),
              IsErrorWith(ErrorCode::kInternal, ""));
}

TEST(DecodeError, OfNoErrorIsTheHttpStatus) {
  for (const std::string body :
       {"", "<html>", "[]", "{}", "null", R"({"__type":1})", R"({"__type":"x#"})",
        R"({"__type":"ValidationException")", R"({"__type":"ValidationException"} x)",
        R"({"__type":"ValidationException","Item":{"p":1}})"}) {
    EXPECT_THAT(DecodeError(503, body),
                IsErrorWith(ErrorCode::kInternal, "The endpoint answers with HTTP status 503"))
        << body;
  }
}

}  // namespace
}  // namespace stator::wire
