// The event that a function outside of this program is called with, as AWS Lambda gives it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/types/span.h"
#include "stator/request/stream.h"
#include "stator/trigger.h"

namespace stator::trigger {

// Appends one element of "Records". Members in the service's order; absent images are left out.
void AppendRecord(const Record& record, std::string_view stream_arn, std::string& out);

// What an event has beside its records when there is a tumbling window.
struct EventWindow {
  TumblingWindow window;
  std::string_view state;  // JSON.
  std::string_view shard_id;
  std::string_view stream_arn;
  bool is_final = false;
  bool is_terminated_early = false;
};

// {"Records":[...]}, of what AppendRecord gave.
std::string MakeEvent(absl::Span<const std::string> records,
                      const std::optional<EventWindow>& window);

}  // namespace stator::trigger
