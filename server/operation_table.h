// From the name of an operation to decoding, calling and encoding: every operation of
// db/request/operations.h, in one table.
#pragma once

#include <memory>
#include <string_view>

#include "server/dispatcher.h"
#include "server/statistics.h"
#include "stator/database.h"

namespace stator::server {

// `db` and `statistics` outlive the table and every reply. Writes are answered from the thread that
// commits them, or from one that waited for it, so that no thread that serves connections waits for
// a disk. Each operation is recorded in the statistics under its name when it is answered, all
// names that there are not together as kUnknownOperations.
std::unique_ptr<Dispatcher> MakeOperationTable(Database& db, Statistics& statistics);

inline constexpr std::string_view kUnknownOperations = "Unknown";

}  // namespace stator::server
