// What is answered to an operation of the control API, and errors as AWS Lambda words them.
//
// Errors travel as statuses. Those of the database and of requests carry their code; of the others
// the kind says what they are:
//   kInvalidArgument     400 InvalidParameterValueException (or ValidationException, of a gate)
//   kPermissionDenied    403 AccessDeniedException
//   kNotFound            404 ResourceNotFoundException
//   kAlreadyExists       409 ResourceConflictException
//   kFailedPrecondition  412 PreconditionFailedException
//   kOutOfRange          413 RequestTooLargeException
//   kResourceExhausted   429 TooManyRequestsException
//   any other            500 ServiceException
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "db/wire/encode.h"

namespace stator::server {

struct LambdaAnswer {
  int status = 200;
  std::string body{};
  std::string headers{};  // Whole lines, each with its CRLF.
};

// {"Type":"User","Message":"...","message":"..."}: clients look for the one or the other.
LambdaAnswer LambdaError(int status, std::string_view type, std::string_view message);
// REQUIRES: !status.ok().
LambdaAnswer LambdaError(const absl::Status& status);

template <typename Result>
LambdaAnswer LambdaResult(const absl::StatusOr<Result>& result, int status = 200) {
  if (!result.ok()) return LambdaError(result.status());
  LambdaAnswer answer{.status = status};
  wire::Encode(*result, answer.body);
  return answer;
}

}  // namespace stator::server
