// Functions as answers show them.
#pragma once

#include <string_view>

#include "server/lambda/function.h"
#include "server/lambda/messages.h"

namespace stator::server {

// Of this machine, since that is where functions run.
#if defined(__aarch64__)
inline constexpr std::string_view kArchitecture = "arm64";
#else
inline constexpr std::string_view kArchitecture = "x86_64";
#endif

FunctionConfiguration Configuration(const FunctionDefinition& function);
FunctionCodeLocation CodeLocation(const FunctionDefinition& function);

}  // namespace stator::server
