// Filter criteria: patterns of EventBridge over a record, as the event has it.
//
//   {"eventName": ["INSERT", "MODIFY"],
//    "dynamodb": {"NewImage": {"city": {"S": [{"prefix": "Tur"}]}}}}
//
// A pattern sees the record as JSON, so the number of an attribute is a text to it: the "N" of
// {"N": "42"} passes {"prefix": "4"}, and never {"numeric": [">", 4]}.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace stator::trigger {

struct PatternObject;

// Immutable and thread-safe; copies share.
class Filters {
 public:
  Filters() = default;

  // Errors: ValidationException "Invalid filter pattern definition.", and no more, as the service.
  static absl::StatusOr<Filters> Parse(absl::Span<const std::string> patterns);

  // Without patterns everything matches.
  bool empty() const { return patterns_.empty(); }
  // Whether one of the patterns does. REQUIRES: `record` is JSON, such as AppendRecord gave
  // (event.h). Nothing is copied; one pass over the record for each pattern, and another one for an
  // "$or" and an {"exists": false}.
  bool Matches(std::string_view record) const;

 private:
  std::vector<std::shared_ptr<const PatternObject>> patterns_;
};

}  // namespace stator::trigger
