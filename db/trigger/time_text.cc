#include "db/trigger/time_text.h"

#include "absl/time/time.h"

namespace stator::trigger {
namespace {

std::string FormatUtc(std::string_view format, Time time) {
  // Not FromChrono, which counts in nanoseconds and ends with the year 2262.
  return absl::FormatTime({format.data(), format.size()},
                          absl::FromUnixMicros(time.time_since_epoch().count()),
                          absl::UTCTimeZone());
}

}  // namespace

std::string SecondsText(Time time) { return FormatUtc("%Y-%m-%dT%H:%M:%SZ", time); }

std::string MillisecondsText(Time time) { return FormatUtc("%Y-%m-%dT%H:%M:%E3SZ", time); }

}  // namespace stator::trigger
