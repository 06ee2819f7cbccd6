#include "db/wire/error.h"

#include <string>

#include "db/base/error.h"
#include "db/model/error.h"
#include "gtest/gtest.h"
#include "stator/error.h"

namespace stator::wire {
namespace {

using stator::error::Make;

TEST(EncodeError, EachExceptionInItsNamespace) {
  struct Case {
    ErrorCode code;
    int http_status;
    std::string body;
  };
  const std::string dynamodb = R"({"__type":"com.amazonaws.dynamodb.v20120810#)";
  const std::string text = R"(","message":"text"})";
  const std::string own = dynamodb + R"(InternalServerError","message":"text","StatorError":)";
  const Case cases[] = {
      {ErrorCode::kValidation, 400,
       R"({"__type":"com.amazon.coral.validate#ValidationException","message":"text"})"},
      {ErrorCode::kSerialization, 400,
       R"({"__type":"com.amazon.coral.service#SerializationException","Message":"text"})"},
      {ErrorCode::kUnknownOperation, 400,
       R"({"__type":"com.amazon.coral.service#UnknownOperationException","message":"text"})"},
      {ErrorCode::kAccessDenied, 400,
       R"({"__type":"com.amazon.coral.service#AccessDeniedException","Message":"text"})"},
      {ErrorCode::kThrottling, 400,
       R"({"__type":"com.amazon.coral.availability#ThrottlingException","message":"text"})"},
      {ErrorCode::kResourceNotFound, 400, dynamodb + "ResourceNotFoundException" + text},
      {ErrorCode::kResourceInUse, 400, dynamodb + "ResourceInUseException" + text},
      {ErrorCode::kConditionalCheckFailed, 400,
       dynamodb + "ConditionalCheckFailedException" + text},
      {ErrorCode::kLimitExceeded, 400, dynamodb + "LimitExceededException" + text},
      {ErrorCode::kRequestLimitExceeded, 400, dynamodb + "RequestLimitExceeded" + text},
      {ErrorCode::kTransactionConflict, 400, dynamodb + "TransactionConflictException" + text},
      {ErrorCode::kInternal, 500, dynamodb + "InternalServerError" + text},
      {ErrorCode::kOutcomeUnknown, 500, own + R"("OutcomeUnknown"})"},
      {ErrorCode::kStorageFull, 500, own + R"("StorageFull"})"},
      {ErrorCode::kCorruption, 500, own + R"("Corruption"})"},
      {ErrorCode::kUnavailable, 500, own + R"("Unavailable"})"},
  };
  for (const Case& c : cases) {
    const ErrorReply reply = EncodeError(Make(c.code, "text"));
    EXPECT_EQ(reply.http_status, c.http_status) << c.body;
    EXPECT_EQ(reply.body, c.body);
  }
}

TEST(EncodeError, CarriesTheReasonsOfACancelledTransaction) {
  absl::Status status = Make(ErrorCode::kTransactionCanceled, "text");
  stator::error::AttachReasons(status, {{.code = "None"},
                                        {.code = "ConditionalCheckFailed",
                                         .message = "The conditional request failed",
                                         .item = Item{{"p", "a"}}},
                                        {.code = "ValidationError", .message = "why"}});
  EXPECT_EQ(EncodeError(status).body,
            R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException",)"
            R"("Message":"text","CancellationReasons":[{"Code":"None"},)"
            R"({"Code":"ConditionalCheckFailed","Item":{"p":{"S":"a"}},)"
            R"("Message":"The conditional request failed"},)"
            R"({"Code":"ValidationError","Message":"why"}]})");
}

TEST(EncodeError, CarriesTheItemOfAFalseCondition) {
  absl::Status status = Make(ErrorCode::kConditionalCheckFailed, "The conditional request failed");
  stator::error::AttachItem(status, Item{{"p", "a"}}.encoded());
  EXPECT_EQ(EncodeError(status).body,
            R"({"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",)"
            R"("message":"The conditional request failed","Item":{"p":{"S":"a"}}})");
}

TEST(EncodeError, EscapesTheMessage) {
  EXPECT_EQ(EncodeError(Make(ErrorCode::kValidation, "a \"b\"\n")).body,
            R"({"__type":"com.amazon.coral.validate#ValidationException",)"
            R"("message":"a \"b\"\n"})");
}

TEST(EncodeError, OfAStatusOfAnotherOrigin) {
  const ErrorReply reply = EncodeError(absl::NotFoundError("not ours"));
  EXPECT_EQ(reply.http_status, 500);
  EXPECT_NE(reply.body.find("#InternalServerError"), reply.body.npos);
}

TEST(EncodeError, SomeHaveNoMessage) {
  EXPECT_EQ(EncodeError(error::Malformed()).body,
            R"({"__type":"com.amazon.coral.service#SerializationException"})");
  EXPECT_EQ(EncodeError(error::UnknownOperation("Nope")).body,
            R"({"__type":"com.amazon.coral.service#UnknownOperationException"})");
  EXPECT_EQ(EncodeError(error::UnknownOperation("ExportTableToPointInTime")).body,
            R"({"__type":"com.amazon.coral.service#UnknownOperationException",)"
            R"("message":"ExportTableToPointInTime is not supported by this version"})");
}

}  // namespace
}  // namespace stator::wire
