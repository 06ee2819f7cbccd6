// INSERT, UPDATE, DELETE and EXISTS of PartiQL: from statement to CheckedWrite. It takes the schema
// to know which conditions of WHERE are the key, so a write that is planned anew is checked anew.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "db/model/schema.h"
#include "db/partiql/constants.h"
#include "db/partiql/statement.h"
#include "db/plan/write.h"
#include "stator/item.h"

namespace stator::plan {

// A write with all that it borrows. Neither copied nor moved.
class StatementWrite {
 public:
  // REQUIRES: the statement is no SELECT. `parameters` outlive the result.
  static absl::StatusOr<std::unique_ptr<StatementWrite>> Check(
      std::shared_ptr<const partiql::Statement> statement, absl::Span<const Value> parameters,
      const TableSchema& schema, bool return_item_on_failure);

  const CheckedWrite& write() const { return write_; }
  // The same to keep elsewhere; it still borrows from this.
  CheckedWrite TakeWrite() && { return std::move(write_); }

 private:
  StatementWrite(std::shared_ptr<const partiql::Statement> statement,
                 absl::Span<const Value> parameters)
      : statement_(std::move(statement)), constants_(*statement_, parameters) {}

  absl::Status CheckInsert(const KeySchema& key);
  // UPDATE, DELETE and EXISTS.
  absl::Status CheckKeyed(const KeySchema& key);

  const std::shared_ptr<const partiql::Statement> statement_;
  partiql::Constants constants_;
  Item item_;  // What is inserted, or the key.
  CheckedWrite write_;
};

}  // namespace stator::plan
