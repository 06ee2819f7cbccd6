// The LMDB environment of one database directory: its files, its map and its named databases.
//
//   path/          0700
//     lock         held by the process that has the database open; its pid (directory_lock.h)
//     data.mdb     0600, the file of LMDB
//     lock.mdb     0600, LMDB's table of readers; of no use once the database is closed
//     ballast      room given up when the disk is full (ballast.h)
//
// A database comes into being under another name and is renamed when its header is on the disk, so
// data.mdb is either absent or whole.
#pragma once

#include <lmdb.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "db/storage/keyspace.h"
#include "db/storage/lmdb/directory_lock.h"
#include "db/storage/lmdb/fork_guard.h"
#include "db/storage/lmdb/header.h"
#include "db/storage/lmdb/long_key.h"
#include "db/storage/store.h"

namespace stator::storage::lmdb {

// The databases of the file by number: the spaces under their own numbers, and these.
inline constexpr int kSegments = kSpaces;    // What follows the links of long keys.
inline constexpr int kChunks = kSpaces + 1;  // Of large values.
inline constexpr int kMain = kSpaces + 2;    // Header, stamp, and LMDB's names of the others.
inline constexpr int kDatabases = kSpaces + 3;

// The map is this much larger than it may fill, so that a full database can still erase.
inline constexpr size_t kMapReserveBytes = size_t{1} << 20;

inline MDB_val ToVal(std::string_view bytes) {
  return {bytes.size(), const_cast<char*>(bytes.data())};
}
inline std::string_view ToView(const MDB_val& val) {
  return {static_cast<const char*>(val.mv_data), val.mv_size};
}

class Environment {
 public:
  // As OpenLmdb.
  static absl::StatusOr<std::unique_ptr<Environment>> Open(const std::string& path,
                                                           const LmdbOptions& options);
  // REQUIRES: no transaction is open. In a forked child nothing is closed, since that would clear
  // the reader slots of the parent.
  ~Environment();
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

  // Closes and opens LMDB, which after a failed write of a meta page answers MDB_PANIC to all.
  // REQUIRES: no transaction is open. After an error there is no environment.
  absl::Status Reopen();

  MDB_env* get() const { return env_; }
  MDB_dbi dbi(int database) const { return dbis_[database]; }
  const std::string& path() const { return path_; }
  const Header& header() const { return header_; }
  const Secret& secret() const { return header_.identity.secret; }
  bool sync() const { return sync_; }
  size_t map_bytes() const { return map_bytes_; }  // Without the reserve.
  size_t page_bytes() const { return header_.page_bytes; }
  bool Forked() const { return fork_.Forked(); }
  // Pages from the start of the file to the last one ever used.
  uint64_t PagesUsed() const;

 private:
  Environment(const std::string& path, const LmdbOptions& options)
      : path_(path), sync_(options.sync), map_bytes_(options.map_bytes) {}

  absl::Status Create(int64_t created_us);
  absl::Status OpenFile();
  absl::Status OpenDatabases();
  absl::Status ReadHeader(MDB_txn* txn);
  void Close();

  const std::string path_;
  const bool sync_;
  size_t map_bytes_;
  ForkGuard fork_;
  std::unique_ptr<DirectoryLock> lock_;
  MDB_env* env_ = nullptr;
  std::array<MDB_dbi, kDatabases> dbis_{};
  Header header_;
};

}  // namespace stator::storage::lmdb
