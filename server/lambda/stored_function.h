// A function as its file has it: JSON by a field table, so that what a later version adds is absent
// here, and what it leaves out is passed over.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "server/lambda/function.h"

namespace stator::server {

std::string EncodeFunction(const FunctionDefinition& function);
// An error says that the text is no function; `text` may be anything.
absl::StatusOr<FunctionDefinition> DecodeFunction(std::string_view text);

}  // namespace stator::server
