// What is written and counted of the calls of one child, one at a time: the lines of START, END and
// REPORT among those that the child itself writes, and the counters of its function.
#pragma once

#include <asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/lambda/child_output.h"
#include "server/lambda/descriptor.h"
#include "server/lambda/function_record.h"

namespace stator::server {

// How a call ended.
struct CallEnding {
  bool failed = false;
  std::string_view status{};  // For the report; empty: nothing to say.
  std::string_view error_type{};
  int memory_mb = 0;
  int64_t memory_bytes_max = 0;
};

// Used on the loop's thread.
class CallLog {
 public:
  CallLog(asio::io_context& context, std::shared_ptr<FunctionRecord> record)
      : record_(std::move(record)), output_(std::make_shared<ChildOutput>(context, record_)) {}

  // The child is being started: from here on its loading takes time.
  void Start();
  // Its output, from here on as it comes. Once.
  void Read(Descriptor pipe) { output_->Read(std::move(pipe)); }
  // It has been loaded. How long that took is told with the first call that ends.
  void Loaded();

  // The call begins.
  void Begin(std::string_view request_id);
  // A line of its log that is not the child's.
  void Say(std::string_view line) { output_->Say(line); }
  // It ends; one that had not begun begins here, and took no time. Returns the end of its log.
  std::string End(std::string_view request_id, const CallEnding& ending);

  // The child is gone: takes its last words.
  void Close();

 private:
  const std::shared_ptr<FunctionRecord> record_;
  const std::shared_ptr<ChildOutput> output_;
  std::chrono::steady_clock::time_point started_{};
  std::optional<std::chrono::steady_clock::time_point> began_{};
  std::optional<std::chrono::microseconds> init_duration_{};  // Until it has been reported.
};

}  // namespace stator::server
