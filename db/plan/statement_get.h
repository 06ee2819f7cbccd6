// SELECT of PartiQL in a transaction: one item by its whole key, and what the rest of the statement
// makes of it.
#pragma once

#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "db/expression/condition.h"
#include "db/model/schema.h"
#include "db/partiql/columns.h"
#include "db/partiql/constants.h"
#include "db/partiql/statement.h"
#include "stator/item.h"

namespace stator::plan {

// Neither copied nor moved.
class StatementGet {
 public:
  // REQUIRES: the statement is a SELECT. `parameters` outlive the result. Errors: WHERE does not
  // give the whole key.
  static absl::StatusOr<std::unique_ptr<StatementGet>> Check(
      std::shared_ptr<const partiql::Statement> statement, absl::Span<const Value> parameters,
      const TableSchema& schema);

  const partiql::Statement& statement() const { return *statement_; }
  const Item& key() const { return key_; }
  // The row; nullopt for an item that WHERE does not describe.
  std::optional<Item> RowOf(ItemView item) const;

 private:
  StatementGet(std::shared_ptr<const partiql::Statement> statement,
               absl::Span<const Value> parameters)
      : statement_(std::move(statement)), constants_(*statement_, parameters) {}

  absl::Status Prepare(const KeySchema& key);

  const std::shared_ptr<const partiql::Statement> statement_;
  partiql::Constants constants_;
  Item key_;
  std::optional<expression::BoundCondition> filter_;
  std::optional<partiql::Columns> columns_;
};

}  // namespace stator::plan
