// LMDB's own list of the pages that no tree uses any more. A record of it holds the id of the
// transaction that gave the pages up as its key, and their count and numbers as its value.
#pragma once

#include <lmdb.h>

#include <cstdint>

namespace stator::storage::lmdb {

// LMDB's number of the database that the list is.
inline constexpr MDB_dbi kFreeList = 0;

// The count of pages of a record's value.
uint64_t FreedPages(const MDB_val& value);

// The pages of all records; walks the whole list. `cursor` is one of kFreeList.
uint64_t CountFreePages(MDB_cursor* cursor);

}  // namespace stator::storage::lmdb
