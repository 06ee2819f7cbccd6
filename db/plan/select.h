// What a Query or Scan gives of each item: Select and ProjectionExpression, and what of that a
// secondary index has.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "db/expression/condition.h"
#include "db/expression/projection.h"
#include "db/plan/source.h"
#include "stator/request/query.h"

namespace stator::plan {

// The request gate: Select agrees with the other parameters. `projection` is the name of that which
// asks for attributes, ProjectionExpression or AttributesToGet; empty: there is none.
absl::Status CheckSelect(std::optional<Select> select, std::string_view projection, bool has_index);

// The schema gate of Select: a global index has all attributes only if it projects them.
absl::Status CheckSelectOf(const Source& source, std::optional<Select> select);

// The schema gate of what is asked for: a global index holds all of `attributes`. Those that it
// does not hold are named in their order.
absl::Status CheckProjected(const Source& source, const std::vector<std::string_view>& attributes);

// The schema gate of what is read: true if each item must be fetched from the table, which is only
// possible behind a local index. A global one that lacks what is asked for is refused. What a
// filter looks at must be there without fetching. nullptr: there is none.
// REQUIRES: CheckSelectOf found no fault.
absl::StatusOr<bool> NeedsTable(const Source& source, std::optional<Select> select,
                                const expression::BoundCondition* filter,
                                const expression::BoundProjection* projection);

}  // namespace stator::plan
