// What the answer of a function means for its batch.
#pragma once

#include <optional>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "db/model/sequence.h"
#include "stator/request/transaction.h"
#include "stator/trigger.h"

namespace stator::trigger {

// How a function shall be understood, by its mapping.
struct ResponseRules {
  bool reports_item_failures = false;
  bool has_window = false;
};

// The answer of a function outside, as one of C++ would have given it. What the rules do not ask
// for is not looked at. An answer without bytes counts as null. Errors, of no code of the API: the
// batch has failed as a whole (an answer that is no JSON, a state that is missing).
FunctionResult ParseResponse(std::string_view json, const ResponseRules& rules);

// Error: the answer lacks the state that a window must have. (A final call of a window has no batch
// of which FirstFailed could tell the first record.)
absl::Status CheckState(const FunctionResponse& response, const ResponseRules& rules);

// The first record of a batch that is to be tried again; nullopt: all is done. An answer that names
// what is not in the batch, or that lacks its state, fails all of it: its first record.
std::optional<Sequence> FirstFailed(const FunctionResponse& response, const ResponseRules& rules,
                                    absl::Span<const Sequence> batch);

// The member "transactItems" of an answer, which asks for writes in the syntax of
// TransactWriteItems; nullopt: it has none (what is no object of JSON has none). Errors: those of
// reading such a request.
absl::StatusOr<std::optional<TransactWriteItemsRequest>> TransactItemsOf(std::string_view json);

}  // namespace stator::trigger
