// SELECT of PartiQL: from statement to the ranges that it reads. Where WHERE fixes the partition
// key it is a Query, or several; with the sort key fixed, too, a read of single items; else a Scan.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "db/model/schema.h"
#include "db/partiql/columns.h"
#include "db/partiql/constants.h"
#include "db/partiql/key_search.h"
#include "db/partiql/statement.h"
#include "db/plan/query.h"
#include "stator/request/query.h"

namespace stator::plan {

// A SELECT with all that its plans borrow. Neither copied nor moved.
class StatementRead {
 public:
  // REQUIRES: the statement is a SELECT. `parameters` and `schema` outlive the result.
  static absl::StatusOr<std::unique_ptr<StatementRead>> Check(
      std::shared_ptr<const partiql::Statement> statement, absl::Span<const Value> parameters,
      const TableSchema& schema, bool consistent_read);

  const partiql::Statement& statement() const { return *statement_; }
  // Ranges are read one after the other; there may be none.
  size_t range_count() const { return keys_.is_scan ? 1 : keys_.ranges.size(); }
  // The keys were listed, by IN or OR.
  bool IsList() const { return keys_.is_list; }
  // Each range is one item at most.
  bool IsPoint() const { return keys_.is_point; }
  // nullopt: items are returned as the range gives them.
  const std::optional<partiql::Columns>& columns() const { return columns_; }

  // The schema gate. The plan borrows from this, and lives until the next call. `start`: where a
  // page before it ended.
  absl::StatusOr<RangeRead> PlanRange(size_t range, const std::optional<Item>& start, int32_t limit,
                                      const DigestSecret& secret);

 private:
  StatementRead(std::shared_ptr<const partiql::Statement> statement,
                absl::Span<const Value> parameters, const TableSchema& schema)
      : statement_(std::move(statement)), schema_(schema), constants_(*statement_, parameters) {}

  absl::Status Prepare(bool consistent_read);
  absl::Status CheckWhere();
  absl::Status BindFilter();

  const std::shared_ptr<const partiql::Statement> statement_;
  const TableSchema& schema_;
  partiql::Constants constants_;
  partiql::ReadKeys keys_;
  std::optional<partiql::Columns> columns_;
  CheckedRange range_;
  QueryRequest query_;
  ScanRequest scan_;
};

}  // namespace stator::plan
