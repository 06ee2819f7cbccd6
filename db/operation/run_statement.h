// What the operations on statements share: a SELECT run page by page, and a write planned.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "db/engine/capacity.h"
#include "db/engine/table.h"
#include "db/operation/context.h"
#include "db/partiql/statement.h"
#include "db/plan/mutation.h"
#include "db/plan/paging_token.h"
#include "db/plan/statement_read.h"
#include "db/plan/statement_write.h"
#include "stator/item_list.h"
#include "stator/request/common.h"

namespace stator::operation {

using StatementPtr = std::shared_ptr<const partiql::Statement>;

// The statement of a text that stands by itself, which EXISTS cannot. Errors: ValidationException.
absl::StatusOr<StatementPtr> SingleStatement(const Context& context, const std::string& text);

// The member as a span: empty where it is absent.
absl::Span<const Value> ParametersOf(const std::optional<std::vector<Value>>& parameters);

// The table that a statement names by its name: an ARN names none. Errors:
// ResourceNotFoundException.
absl::StatusOr<engine::TablePtr> TableOf(const Context& context,
                                         const partiql::Statement& statement);

// A page of a SELECT.
struct SelectedPage {
  ItemList rows;
  std::optional<Item> last_key = std::nullopt;        // Of the range in which it ended.
  std::optional<plan::Position> next = std::nullopt;  // nullopt: there is no more.
  double units = 0;                                   // Of the table, ...
  engine::UnitsOfIndexes index_units = {};            // ... and of the index that was read.
};

// Reads from `position` on. `limit` counts the items looked at.
absl::StatusOr<SelectedPage> SelectPage(const Context& context, plan::StatementRead& read,
                                        plan::Position position, int32_t limit,
                                        bool consistent_read);

// An INSERT, UPDATE or DELETE with its table, ready to be decided. Moving it keeps the mutation
// valid.
struct PlannedWrite {
  engine::TablePtr table;
  std::unique_ptr<plan::StatementWrite> write;
  std::unique_ptr<plan::Mutation> mutation;
};

// `failed`: what the request asks to have back if a condition is false.
absl::StatusOr<PlannedWrite> PlanStatement(
    const Context& context, const StatementPtr& statement, absl::Span<const Value> parameters,
    std::optional<ReturnValuesOnConditionCheckFailure> failed);

}  // namespace stator::operation
