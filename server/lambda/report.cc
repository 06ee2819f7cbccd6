#include "server/lambda/report.h"

#include <cstdio>

#include "server/lambda/process.h"

namespace stator::server {
namespace {

using std::chrono::microseconds;

// Two digits, rounded up: what took time is never 0.00 ms.
std::string Milliseconds(microseconds duration) {
  const int64_t hundredths = (duration.count() + 9) / 10;
  char text[32];
  std::snprintf(text, sizeof(text), "%lld.%02lld", static_cast<long long>(hundredths / 100),
                static_cast<long long>(hundredths % 100));
  return text;
}

std::string Seconds(std::chrono::milliseconds duration) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.2f seconds", static_cast<double>(duration.count()) / 1000);
  return text;
}

}  // namespace

std::string StartLine(std::string_view request_id) {
  return "START RequestId: " + std::string(request_id) + " Version: $LATEST";
}

std::string EndLine(std::string_view request_id) {
  return "END RequestId: " + std::string(request_id);
}

std::string ReportLine(const InvocationReport& report) {
  const microseconds billed = report.duration + report.init_duration.value_or(microseconds(0));
  constexpr int64_t kMegabyte = int64_t{1} << 20;
  std::string line = "REPORT RequestId: ";
  line += report.request_id;
  line += "\tDuration: " + Milliseconds(report.duration) + " ms";
  line += "\tBilled Duration: " + std::to_string((billed.count() + 999) / 1000) + " ms";
  line += "\tMemory Size: " + std::to_string(report.memory_mb) + " MB";
  line += "\tMax Memory Used: " +
          std::to_string((report.memory_bytes_max + kMegabyte - 1) / kMegabyte) + " MB\t";
  if (report.init_duration) {
    line += "Init Duration: " + Milliseconds(*report.init_duration) + " ms\t";
  }
  if (!report.status.empty()) {
    line += "Status: ";
    line += report.status;
  }
  if (!report.error_type.empty()) {
    line += "\tError Type: ";
    line += report.error_type;
  }
  return line;
}

std::string TimeoutText(std::chrono::milliseconds limit) {
  return "Task timed out after " + Seconds(limit);
}

std::string TimeoutMessage(std::string_view request_id, std::chrono::milliseconds limit) {
  return "RequestId: " + std::string(request_id) + " Error: " + TimeoutText(limit);
}

std::string InitTimeoutMessage(std::string_view request_id, std::chrono::milliseconds limit) {
  return "RequestId: " + std::string(request_id) + " Error: Initialization timed out after " +
         Seconds(limit);
}

std::string ExitMessage(std::string_view request_id, int status) {
  std::string message = "RequestId: " + std::string(request_id) + " Error: Runtime exited ";
  message += status == 0 ? "without providing a reason" : "with error: " + DescribeEnd(status);
  return message;
}

std::string FormatTime(Time time) {
  using std::chrono::milliseconds;
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<milliseconds>(time - day));
  char text[64];
  std::snprintf(
      text, sizeof(text), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return text;
}

}  // namespace stator::server
