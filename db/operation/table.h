// CreateTable, DescribeTable, ListTables, UpdateTable, DeleteTable.
#pragma once

#include "absl/status/statusor.h"
#include "db/operation/context.h"
#include "stator/request/table.h"

namespace stator::operation {

absl::StatusOr<CreateTableResult> CreateTable(const Context& context,
                                              const CreateTableRequest& request);
absl::StatusOr<DescribeTableResult> DescribeTable(const Context& context,
                                                  const DescribeTableRequest& request);
absl::StatusOr<ListTablesResult> ListTables(const Context& context,
                                            const ListTablesRequest& request);
absl::StatusOr<UpdateTableResult> UpdateTable(const Context& context,
                                              const UpdateTableRequest& request);
absl::StatusOr<DeleteTableResult> DeleteTable(const Context& context,
                                              const DeleteTableRequest& request);

}  // namespace stator::operation
