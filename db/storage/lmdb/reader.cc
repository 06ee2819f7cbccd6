#include "db/storage/lmdb/reader.h"

#include <algorithm>

#include "db/base/bytes.h"
#include "db/base/status_macros.h"
#include "db/storage/error.h"
#include "db/storage/lmdb/lmdb_error.h"
#include "db/storage/lmdb/long_key.h"
#include "db/storage/lmdb/scan_cursor.h"

namespace stator::storage::lmdb {
namespace {

// A buffer that grew beyond this is not kept: one value of 8 MB would pin that much per reader.
constexpr size_t kBufferBytesKept = size_t{1} << 20;

// A value is about to be read whole, and lies anywhere in memory: its cache lines are asked for all
// at once, so that they are waited for once.
void Prefetch(std::string_view bytes) {
  for (size_t at = 64; at < bytes.size(); at += 64) __builtin_prefetch(bytes.data() + at);
}

}  // namespace

absl::Status Reader::Error(int code, std::string_view call) const {
  return LmdbError(code, call, env_.map_bytes());
}

int Reader::Find(Space space, std::string_view key, MDB_val* framed) {
  MDB_val stored = ToVal(key);
  if (key.size() <= kKeyBytesMax) [[likely]] {
    return mdb_get(txn_, env_.dbi(static_cast<int>(space)), &stored, framed);
  }
  const KeyPath path(env_.secret(), static_cast<uint8_t>(space), key);
  stored = ToVal(path.leaf());
  return mdb_get(txn_, env_.dbi(kSegments), &stored, framed);
}

absl::Status Reader::Get(Space space, absl::Span<const std::string_view> keys,
                         Snapshot::GetVisitor visit) {
  for (size_t i = 0; i < keys.size(); ++i) {
    MDB_val framed;
    const int code = keys[i].empty() ? MDB_NOTFOUND : Find(space, keys[i], &framed);
    if (code == MDB_NOTFOUND) {
      visit(i, std::nullopt);
    } else if (code != 0) [[unlikely]] {
      return Error(code, "mdb_get");
    } else {
      STATOR_RETURN_IF_ERROR(VisitValue(space, keys[i], ToView(framed), /*verify=*/true,
                                        [&](std::string_view value) { visit(i, value); }));
    }
  }
  return absl::OkStatus();
}

absl::Status Reader::VisitValue(Space space, std::string_view key, std::string_view framed,
                                bool verify, absl::FunctionRef<void(std::string_view)> visit) {
  Record record;
  if (!record.Parse(framed) || record.kind == RecordKind::kLink) [[unlikely]] {
    return error::ChecksumMismatch(SpaceName(space), key);
  }
  if (record.kind == RecordKind::kChunked) return VisitChunked(space, key, record, verify, visit);
  Prefetch(record.body);
  if (verify && record.checksum != Checksum(RecordKind::kInline, static_cast<uint8_t>(space), key,
                                            record.body)) [[unlikely]] {
    return error::ChecksumMismatch(SpaceName(space), key);
  }
  visit(record.body);
  return absl::OkStatus();
}

absl::Status Reader::VisitChunked(Space space, std::string_view key, const Record& record,
                                  bool verify, absl::FunctionRef<void(std::string_view)> visit) {
  std::string value;
  if (!buffers_.empty()) {
    value = std::move(buffers_.back());
    buffers_.pop_back();
  }
  absl::Status status = ReadChunks(space, key, record.chunked_bytes(), &value);
  if (status.ok() && verify &&
      record.checksum != Checksum(RecordKind::kChunked, static_cast<uint8_t>(space), key, value)) {
    status = error::ChecksumMismatch(SpaceName(space), key);
  }
  if (status.ok()) visit(value);
  if (value.capacity() <= kBufferBytesKept) buffers_.push_back(std::move(value));
  return status;
}

absl::Status Reader::ReadChunks(Space space, std::string_view key, size_t bytes,
                                std::string* value) {
  value->clear();
  // A damaged length must not be believed before memory is reserved for it.
  if (bytes > kValueBytesMax) return error::ChecksumMismatch(SpaceName(space), key);
  value->reserve(bytes);
  int code;
  MDB_cursor* cursor = cursors_.Take(txn_, read_only_, kChunks, &code);
  if (cursor == nullptr) return Error(code, "mdb_cursor_open");
  ChunkKey chunk = FirstChunkKey(env_.secret(), static_cast<uint8_t>(space), key);
  const std::string_view expected(chunk.data(), chunk.size());
  for (size_t number = 0; value->size() < bytes; ++number) {
    SetChunkNumber(chunk, number);
    MDB_val stored = ToVal(expected), part;
    code = mdb_cursor_get(cursor, &stored, &part, number == 0 ? MDB_SET_KEY : MDB_NEXT);
    const bool good = code == 0 && ToView(stored) == expected &&
                      part.mv_size == std::min(kInlineBytesMax, bytes - value->size());
    if (!good) break;
    value->append(ToView(part));
  }
  cursors_.Give(kChunks, cursor);
  if (code != 0 && code != MDB_NOTFOUND) return Error(code, "mdb_cursor_get");
  return value->size() == bytes ? absl::OkStatus() : error::ChecksumMismatch(SpaceName(space), key);
}

absl::Status Reader::Scan(const Range& range, Snapshot::ScanVisitor visit) {
  const bool forward = range.direction == Direction::kForward;
  if (!range.end.empty() && range.begin >= range.end) return absl::OkStatus();
  ScanCursor cursor(env_, cursors_, txn_, read_only_, verify_scans_, range.space, range.direction);
  Visit next = Visit::kContinue;
  int code = cursor.Seek(forward ? range.begin : range.end);
  for (; code == 0; code = cursor.Next()) {
    const std::string_view key = cursor.key();
    if (forward ? !range.end.empty() && key >= range.end : key < range.begin) break;
    if (const std::string_view framed = cursor.record(); IsInline(framed) && !verify_scans_) {
      next = visit(key, framed.substr(kFrameBytes));
    } else {
      STATOR_RETURN_IF_ERROR(VisitValue(range.space, key, framed, verify_scans_,
                                        [&](std::string_view value) { next = visit(key, value); }));
    }
    if (next == Visit::kStop) break;
  }
  return code == 0 || code == MDB_NOTFOUND ? absl::OkStatus() : Error(code, "mdb_cursor_get");
}

absl::StatusOr<uint64_t> Reader::ReadStamp() {
  MDB_val key = ToVal(kStampKey), framed;
  const int code = mdb_get(txn_, env_.dbi(kMain), &key, &framed);
  if (code == MDB_NOTFOUND) return 0;
  if (code != 0) return Error(code, "mdb_get");
  Record record;
  if (!record.Parse(ToView(framed)) || record.body.size() != 8 ||
      record.checksum != Checksum(record.kind, kMainSpace, kStampKey, record.body)) {
    return error::ChecksumMismatch("main", kStampKey);
  }
  return LoadLittle<uint64_t>(record.body.data());
}

}  // namespace stator::storage::lmdb
