#include "db/storage/lmdb/lmdb_error.h"

#include <lmdb.h>

#include <cerrno>
#include <string>

#include "db/base/error.h"
#include "db/storage/error.h"

namespace stator::storage::lmdb {

bool IsDiskFull(int code) { return code == ENOSPC || code == EDQUOT || code == EFBIG; }

absl::Status LmdbError(int code, std::string_view call, size_t map_bytes) {
  if (code == MDB_MAP_FULL) return error::MapFull(map_bytes);
  if (IsDiskFull(code)) return error::DiskFull();
  if (code == MDB_CORRUPTED || code == MDB_PAGE_NOTFOUND || code == MDB_INVALID) {
    return error::Damaged(stator::error::Concat({call, ": ", mdb_strerror(code)}));
  }
  return error::Io(call, mdb_strerror(code));
}

}  // namespace stator::storage::lmdb
