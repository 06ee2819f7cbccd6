// Filter criteria: patterns of EventBridge over a record, as the event has it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace stator::trigger {

class Pattern;

// Immutable and thread-safe; copies share.
class Filters {
 public:
  Filters() = default;

  // Errors: ValidationException "Invalid filter pattern definition.", with what is wrong behind it
  // where the service says no more than that.
  static absl::StatusOr<Filters> Parse(absl::Span<const std::string> patterns);

  // Without patterns everything matches.
  bool empty() const { return patterns_.empty(); }
  // `record`: the JSON that AppendRecord gave (event.h).
  bool Matches(std::string_view record) const;

 private:
  std::vector<std::shared_ptr<const Pattern>> patterns_;
};

}  // namespace stator::trigger
