// Reads records in one transaction of LMDB, of a reader or of the writer: frames, checksums, large
// values and long keys are dealt with here and not seen above.
//
// Used by one thread at a time, but reads may be nested: a visitor may call in again.
#pragma once

#include <lmdb.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "db/storage/lmdb/cursor_cache.h"
#include "db/storage/lmdb/environment.h"
#include "db/storage/lmdb/record.h"
#include "db/storage/store.h"

namespace stator::storage::lmdb {

class Reader {
 public:
  // `env` outlives the reader. With `verify_scans`, scans check checksums as point reads do.
  Reader(const Environment& env, bool read_only, bool verify_scans)
      : env_(env), read_only_(read_only), verify_scans_(verify_scans), cursors_(env) {}

  // The transaction that the next calls read in.
  void Enter(MDB_txn* txn) { txn_ = txn; }

  // As Snapshot.
  absl::Status Get(Space space, absl::Span<const std::string_view> keys,
                   Snapshot::GetVisitor visit);
  absl::Status Scan(const Range& range, Snapshot::ScanVisitor visit);
  absl::StatusOr<uint64_t> ReadStamp();

  CursorCache& cursors() { return cursors_; }

 private:
  int Find(Space space, std::string_view key, MDB_val* framed);
  absl::Status VisitValue(Space space, std::string_view key, std::string_view framed, bool verify,
                          absl::FunctionRef<void(std::string_view)> visit);
  absl::Status VisitChunked(Space space, std::string_view key, const Record& record, bool verify,
                            absl::FunctionRef<void(std::string_view)> visit);
  absl::Status ReadChunks(Space space, std::string_view key, size_t bytes, std::string* value);
  absl::Status Error(int code, std::string_view call) const;

  const Environment& env_;
  const bool read_only_;
  const bool verify_scans_;
  MDB_txn* txn_ = nullptr;
  CursorCache cursors_;
  std::vector<std::string> buffers_;  // For large values; one is out for each nested visit.
};

// The record of the main database that holds the last stamp.
inline constexpr std::string_view kStampKey = "stamp";

}  // namespace stator::storage::lmdb
