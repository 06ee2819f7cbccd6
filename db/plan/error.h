// The errors of the request gate and the schema gate, by name. Each is a ValidationException.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "db/base/error.h"
#include "stator/value.h"

namespace stator::plan::error {

// Since June 2026 the service prints most faults of the request gate of PutItem and UpdateItem
// behind the prefix of the member gate. Wraps such a status; an OK status stays.
absl::Status Enveloped(absl::Status status);

// Keys.
absl::Status KeyDoesNotMatchSchema();
absl::Status MissingKeyInItem(std::string_view name);
absl::Status KeyTypeMismatch(std::string_view name, Type expected, Type actual);
absl::Status EmptyKeyValue(std::string_view name, Type type);
absl::Status PartitionKeyTooLong();
absl::Status SortKeyTooLong();
absl::Status CannotUpdateKey(std::string_view name);

absl::Status ItemTooLarge();

// Names and values of expressions.
absl::Status NamesWithoutExpression();
absl::Status ValuesWithoutExpression(std::string_view absent_expressions);
absl::Status NamesEmpty();
absl::Status ValuesEmpty();
absl::Status InvalidNameKey(std::string_view key);
absl::Status InvalidValueKey(std::string_view key);
absl::Status UnusedNames(std::string_view keys);
absl::Status UnusedValues(std::string_view keys);

// Parameters of Query and Scan.
absl::Status ReturnValuesInvalid();
absl::Status ReturnValuesInvalidForUpdate();
absl::Status SelectCountWithProjection(std::string_view select);
absl::Status SpecificAttributesWithoutProjection();
absl::Status AllProjectedWithoutIndex();
absl::Status SegmentWithoutTotal();
absl::Status TotalWithoutSegment();
absl::Status SegmentOutOfRange(int32_t segment, int32_t total);
absl::Status MissingKeyCondition();
absl::Status StartKeyInvalid(std::string_view why);

}  // namespace stator::plan::error
