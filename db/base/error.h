// How an error of the API is made. Rooms above give their errors names of their own, by subject
// (expression/error.h, plan/error.h, ...); this is what those are made of.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "stator/error_code.h"

namespace stator::error {

// A status with the code's payload. The absl code is the nearest of its kind (kInvalidArgument for
// a ValidationException, kFailedPrecondition for a false condition, ...), for callers that look no
// further.
absl::Status Make(ErrorCode code, std::string_view message);

// The commonest one.
absl::Status Validation(std::string_view message);
absl::Status Internal(std::string_view message);

// The code that Make gave; kInternal for an error of another origin. REQUIRES: !status.ok().
ErrorCode CodeOf(const absl::Status& status);

// Attaches the encoding of an item (ReturnValuesOnConditionCheckFailure), and reads it back;
// nullopt when none is attached.
void AttachItem(absl::Status& status, std::string_view encoded_item);
std::optional<std::string> AttachedItem(const absl::Status& status);

// The same for what the model made of cancellation reasons (model/error.h).
void AttachReasons(absl::Status& status, std::string_view encoded_reasons);
std::optional<std::string> AttachedReasons(const absl::Status& status);

// Joins pieces of text; what absl::StrCat does, for std::string_view in every build of Abseil.
std::string Concat(std::initializer_list<std::string_view> pieces);

}  // namespace stator::error
