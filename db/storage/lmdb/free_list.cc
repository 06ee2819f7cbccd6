#include "db/storage/lmdb/free_list.h"

#include <cstddef>
#include <cstring>

namespace stator::storage::lmdb {

uint64_t FreedPages(const MDB_val& value) {
  size_t count = 0;
  if (value.mv_size >= sizeof count) std::memcpy(&count, value.mv_data, sizeof count);
  return count;
}

uint64_t CountFreePages(MDB_cursor* cursor) {
  uint64_t pages = 0;
  MDB_val key, value;
  for (MDB_cursor_op op = MDB_FIRST; mdb_cursor_get(cursor, &key, &value, op) == 0; op = MDB_NEXT) {
    pages += FreedPages(value);
  }
  return pages;
}

}  // namespace stator::storage::lmdb
