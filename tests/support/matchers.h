// Matchers for what operations answer.
//
//   EXPECT_THAT(db->Put("t", item), IsOk());
//   EXPECT_THAT(db->PutItem(request), IsErrorWith(ErrorCode::kValidation, "The ..."));
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "stator/error.h"

namespace stator::testing {

inline const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& result) {
  return result.status();
}

inline void Explain(const absl::Status& status, ::testing::MatchResultListener& listener) {
  if (status.ok()) {
    listener << "which is OK";
    return;
  }
  const Error error = ErrorOf(status);
  listener << "which is " << ErrorName(error.code) << ": " << error.message;
}

MATCHER(IsOk, "is OK") {
  Explain(StatusOf(arg), *result_listener);
  return StatusOf(arg).ok();
}

MATCHER_P(IsErrorCode, code, "is a " + std::string(ErrorName(code))) {
  Explain(StatusOf(arg), *result_listener);
  return IsError(StatusOf(arg), code);
}

MATCHER_P2(IsErrorWith, code, message,
           "is a " + std::string(ErrorName(code)) + ": " + std::string(message)) {
  const absl::Status& status = StatusOf(arg);
  Explain(status, *result_listener);
  return IsError(status, code) && ErrorOf(status).message == message;
}

// A ValidationException with exactly this message.
inline auto IsInvalid(std::string message) {
  return IsErrorWith(ErrorCode::kValidation, std::move(message));
}

}  // namespace stator::testing
