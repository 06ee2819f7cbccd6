// What LMDB tells of its file and of those who read it.
#pragma once

#include <lmdb.h>

#include <cstdint>
#include <string_view>

#include "db/storage/lmdb/environment.h"
#include "db/storage/store.h"

namespace stator::storage::lmdb {

// Of stats: map_bytes, page_bytes, free_pages, rows and reader_lag. `txn` reads the newest commit,
// and keeps the environment open meanwhile.
void AddFileStats(const Environment& env, MDB_txn* txn, StoreStats& stats);

// The oldest transaction id in a line of LMDB's table of readers, as mdb_reader_list tells it:
// process, thread, and the id or '-'. `oldest` for lines without one.
uint64_t OldestInLine(std::string_view line, uint64_t oldest);

}  // namespace stator::storage::lmdb
