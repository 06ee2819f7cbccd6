// What the operations on functions require of their requests beyond the member gate. Errors are
// kInvalidArgument with AWS Lambda's text. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/lambda/function_name.h"
#include "server/lambda/messages.h"

namespace stator::server {

// With the member gate.
absl::Status CheckCreate(const CreateFunctionRequest& request);
absl::Status CheckUpdate(const UpdateFunctionConfigurationRequest& request);
absl::Status CheckUpdate(const UpdateFunctionCodeRequest& request);

absl::StatusOr<FunctionName> CheckFunctionName(std::string_view text);

}  // namespace stator::server
