// From the name of an operation to decoding, calling and encoding: every operation of
// db/request/operations.h, in one table.
#pragma once

#include <memory>

#include "server/dispatcher.h"
#include "stator/database.h"

namespace stator::server {

// `db` outlives the table and every reply. Writes are answered from the thread that commits them,
// or from one that waited for it, so that no thread that serves connections waits for a disk.
std::unique_ptr<Dispatcher> MakeOperationTable(Database& db);

}  // namespace stator::server
