#include "server/lambda/lambda_answer.h"

#include "db/wire/json_writer.h"
#include "stator/error.h"

namespace stator::server {
namespace {

struct LambdaErrorKind {
  int status;
  std::string_view type;
};

// What the framework before an operation finds is a ValidationException: its list of violations,
// which ends without a period; the one that ends with one is the operation's own.
bool IsOfMemberGate(std::string_view message) {
  const size_t digits = message.find_first_not_of("0123456789");
  return digits > 0 && digits != message.npos &&
         message.substr(digits).starts_with(" validation error") && message.back() != '.';
}

LambdaErrorKind KindOf(ErrorCode code, std::string_view message) {
  switch (code) {
    case ErrorCode::kValidation:
      return {400,
              IsOfMemberGate(message) ? "ValidationException" : "InvalidParameterValueException"};
    case ErrorCode::kSerialization:
      return {400, "InvalidRequestContentException"};
    case ErrorCode::kResourceNotFound:
    case ErrorCode::kTableNotFound:
      return {404, "ResourceNotFoundException"};
    case ErrorCode::kResourceInUse:
      return {409, "ResourceConflictException"};
    case ErrorCode::kAccessDenied:
      return {403, "AccessDeniedException"};
    case ErrorCode::kLimitExceeded:
    case ErrorCode::kThrottling:
    case ErrorCode::kRequestLimitExceeded:
      return {429, "TooManyRequestsException"};
    default:
      return {500, "ServiceException"};
  }
}

LambdaErrorKind KindOf(const absl::Status& status, std::string_view message) {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
      return KindOf(ErrorCode::kValidation, message);
    case absl::StatusCode::kPermissionDenied:
      return {403, "AccessDeniedException"};
    case absl::StatusCode::kNotFound:
      return {404, "ResourceNotFoundException"};
    case absl::StatusCode::kAlreadyExists:
      return {409, "ResourceConflictException"};
    case absl::StatusCode::kFailedPrecondition:
      return {412, "PreconditionFailedException"};
    case absl::StatusCode::kOutOfRange:
      return {413, "RequestTooLargeException"};
    case absl::StatusCode::kResourceExhausted:
      return {429, "TooManyRequestsException"};
    default:
      return {500, "ServiceException"};
  }
}

bool IsOfApi(const absl::Status& status) {
  return !IsError(status, ErrorCode::kInternal);  // What has no code reads as this one.
}

}  // namespace

LambdaAnswer LambdaError(int status, std::string_view type, std::string_view message) {
  LambdaAnswer answer{.status = status};
  answer.headers = "x-amzn-ErrorType: ";
  answer.headers += type;
  answer.headers += "\r\n";
  {
    wire::JsonWriter json(answer.body);
    json.Raw(status < 500 ? R"({"Type":"User","Message":)" : R"({"Type":"Service","Message":)");
    json.String(message);
    json.Raw(R"(,"message":)");
    json.String(message);
    json.Raw("}");
  }
  return answer;
}

LambdaAnswer LambdaError(const absl::Status& status) {
  const std::string message = ErrorOf(status).message;
  const LambdaErrorKind kind = IsOfApi(status) ? KindOf(ErrorOf(status).code, message)  //
                                               : KindOf(status, message);
  return LambdaError(kind.status, kind.type, message);
}

}  // namespace stator::server
