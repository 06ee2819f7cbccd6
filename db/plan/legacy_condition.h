// Expected, QueryFilter and ScanFilter, lowered to the trees of conditions; KeyConditions, lowered
// to the terms of key conditions. Pure functions of the request, which outlives what they return.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "db/expression/condition.h"
#include "db/expression/key_condition.h"
#include "stator/request/legacy.h"

namespace stator::plan {

// nullopt: there are no conditions, so all is well.
//
// What they mean differs from expressions in two points: names are attributes and never paths, and
// NOT_CONTAINS is false of an attribute that is not there.
absl::StatusOr<std::optional<expression::BoundCondition>> LowerExpected(
    const std::optional<Expectations>& expected,
    const std::optional<ConditionalOperator>& conditional_operator);
absl::StatusOr<std::optional<expression::BoundCondition>> LowerFilter(
    const std::optional<Conditions>& filter,
    const std::optional<ConditionalOperator>& conditional_operator);

// In the order of attribute names.
absl::StatusOr<expression::KeyTerms> LowerKeyConditions(const Conditions& conditions);

}  // namespace stator::plan
