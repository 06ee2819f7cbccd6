// The errors of the legacy parameters, by name. Each is a ValidationException. Their texts have not
// moved to the wording of June 2026.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "stator/value.h"

namespace stator::plan::error {

// Legacy parameters and expressions in one request, each a list like "Expected, KeyConditions".
absl::Status Mixed(std::string_view legacy, std::string_view expressions);

// Expected, one attribute of it. `exists` is "true" or "null".
absl::Status ValueAndList(std::string_view attribute);
absl::Status ExistsAndOperator(std::string_view attribute);
absl::Status OperatorWithoutValues(std::string_view comparison, std::string_view attribute);
absl::Status ListWithoutOperator(std::string_view attribute);
absl::Status ValueMissing(std::string_view exists, std::string_view attribute);
absl::Status ValueOfAbsent(std::string_view attribute);

// The values of any comparison.
absl::Status ArgumentCount(std::string_view comparison);
absl::Status ArgumentTypesDiffer();
absl::Status ArgumentType(std::string_view comparison, Type type);
absl::Status BoundsDescend();

// ConditionalOperator.
absl::Status OperatorWithoutConditions();
absl::Status OperatorOfOneCondition();

// AttributeUpdates.
absl::Status UpdateWithoutValue();
absl::Status CannotAdd(Type type);
absl::Status CannotDelete(Type type);

// AttributesToGet.
absl::Status DuplicateAttribute(std::string_view name);

}  // namespace stator::plan::error
