// What the answer of a function means for its batch.
#pragma once

#include <optional>
#include <string_view>

#include "absl/types/span.h"
#include "db/model/sequence.h"
#include "stator/trigger.h"

namespace stator::trigger {

// How a function shall be understood, by its mapping.
struct ResponseRules {
  bool reports_item_failures = false;
  bool has_window = false;
};

// The answer of a function outside, as one of C++ would have given it. Errors: the batch has failed
// as a whole (an answer that is none, a state that is missing).
FunctionResult ParseResponse(std::string_view json, const ResponseRules& rules);

// The first record of a batch that is to be tried again; nullopt: all is done. An answer that names
// what is not in the batch fails all of it: its first record.
std::optional<Sequence> FirstFailed(const FunctionResponse& response, const ResponseRules& rules,
                                    absl::Span<const Sequence> batch);

}  // namespace stator::trigger
