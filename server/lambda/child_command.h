// How a function's child is started: program, arguments, environment.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "server/lambda/function.h"
#include "server/lambda/process.h"
#include "server/lambda/scratch.h"

namespace stator::server {

// What a child is told beside its function.
struct ChildPlace {
  std::string runtime_api;  // "127.0.0.1:45123"
  std::string endpoint;     // The server's URL.
  std::string region;
  std::string temporary;   // A directory.
  std::string log_stream;  // "2026/11/26/[$LATEST]0123..."
  // It shall say which interpreter runs the function.
  bool announces = false;
};

// "nodejs*", "python3*", "provided*".
bool IsRuntimeOfChild(std::string_view runtime);

// The environment is Lambda's, then the function's own; of the server's own, what interpreters look
// for modules by. Errors: that of `scratch`; kFailedPrecondition, when the interpreter or the
// executable is not there.
absl::StatusOr<ProcessSettings> ChildCommand(const FunctionDefinition& function,
                                             const ChildPlace& place, Scratch& scratch);

}  // namespace stator::server
