// A function as it is kept: what CreateFunction was told, and where its code is. A value.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "stator/clock.h"

namespace stator::server {

enum class FunctionKind : uint8_t {
  kChild,  // Code in a directory, run by child processes on the Lambda Runtime API.
  kHttp,   // Something that takes the Lambda Invoke form at a URL.
};

// What becomes of events that wait in a queue for the function (Invoke of type Event). Absent: as
// AWS Lambda has it.
struct EventInvokeConfig {
  std::optional<int32_t> retries_max;
  std::optional<std::chrono::seconds> age_max;
  std::optional<std::string> on_success;  // ARNs of functions.
  std::optional<std::string> on_failure;
  Time modified{};
};

struct FunctionDefinition {
  std::string name;
  std::string arn;  // Without a qualifier.
  FunctionKind kind = FunctionKind::kChild;
  std::string runtime;  // "nodejs22.x", "python3.12", "provided.al2023"; as given.
  std::string handler;  // As given: "index.handler".
  std::string role;
  std::string description;
  std::string code_directory;  // kChild: absolute.
  std::string url;             // kHttp: without the path of the Invoke form.
  std::map<std::string, std::string> environment;
  std::chrono::seconds timeout{3};
  int memory_mb = 128;
  std::string code_sha256;  // Base64, as CodeSha256 has it.
  int64_t code_bytes = 0;
  Time modified{};
  // Changes with every change of code or configuration: children of another revision are not used.
  std::string revision;
  std::map<std::string, std::string> tags;
  std::optional<EventInvokeConfig> event_invoke;
};

}  // namespace stator::server
