// The lines that AWS Lambda writes around an invocation, and the messages of errors that are its
// own: what ended a function that did not end by itself. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "stator/clock.h"

namespace stator::server {

struct InvocationReport {
  std::string_view request_id;
  std::chrono::microseconds duration{0};
  int memory_mb = 0;
  int64_t memory_bytes_max = 0;
  std::optional<std::chrono::microseconds> init_duration;  // Of a cold start.
  std::string_view status;                                 // "timeout", "error"; empty: well.
  std::string_view error_type;                             // With "error".
};

std::string StartLine(std::string_view request_id);
std::string EndLine(std::string_view request_id);
// Durations in milliseconds with two digits. What is billed is begun milliseconds, those of the
// cold start included.
std::string ReportLine(const InvocationReport& report);

// "Task timed out after 1.00 seconds", as it stands in the log.
std::string TimeoutText(std::chrono::milliseconds limit);
// The message of Sandbox.Timedout: "RequestId: <id> Error: Task timed out after 1.00 seconds".
std::string TimeoutMessage(std::string_view request_id, std::chrono::milliseconds limit);
// The same for a function that was not loaded in time.
std::string InitTimeoutMessage(std::string_view request_id, std::chrono::milliseconds limit);
// And of Runtime.ExitError: "... Error: Runtime exited with error: exit status 1", by the status of
// waitpid.
std::string ExitMessage(std::string_view request_id, int status);

// "2026-11-26T17:25:03.123Z"
std::string FormatTime(Time time);

}  // namespace stator::server
