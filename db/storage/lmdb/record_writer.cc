#include "db/storage/lmdb/record_writer.h"

#include <cstring>

#include "db/base/bytes.h"
#include "db/storage/lmdb/reader.h"
#include "db/storage/lmdb/record.h"

namespace stator::storage::lmdb {
namespace {

uint8_t Number(Space space) { return static_cast<uint8_t>(space); }

size_t ChunksOf(size_t value_bytes) {
  return (value_bytes + kInlineBytesMax - 1) / kInlineBytesMax;
}

// How many chunks the record that lies here has. A damaged one is believed to have none: writing
// over it is how it is repaired.
size_t ChunksOfRecord(const MDB_val& framed) {
  Record record;
  if (!record.Parse(ToView(framed)) || record.kind != RecordKind::kChunked) return 0;
  return record.chunked_bytes() <= kValueBytesMax ? ChunksOf(record.chunked_bytes()) : 0;
}

}  // namespace

void RecordWriter::Enter(MDB_txn* txn) {
  txn_ = txn;
  open_.fill(nullptr);
}

int RecordWriter::Cursor(int database, MDB_cursor** cursor) {
  int code = 0;
  if (open_[database] == nullptr) {
    open_[database] = cursors_.Take(txn_, /*read_only=*/false, database, &code);
  }
  *cursor = open_[database];
  return code;
}

int RecordWriter::Put(Space space, std::string_view key, std::string_view value) {
  if (value.size() > kValueBytesMax) return MDB_BAD_VALSIZE;
  bool fresh;
  if (key.size() <= kKeyBytesMax) [[likely]] {
    return PutLeaf(static_cast<int>(space), key, space, key, value, &fresh);
  }
  const KeyPath path(env_.secret(), Number(space), key);
  const int code = PutLeaf(kSegments, path.leaf(), space, key, value, &fresh);
  // A leaf that was there has all its links.
  return code == 0 && fresh ? PutLinks(path, space) : code;
}

int RecordWriter::PutLeaf(int database, std::string_view stored, Space space, std::string_view key,
                          std::string_view value, bool* fresh) {
  MDB_cursor* cursor;
  int code = Cursor(database, &cursor);
  if (code != 0) return code;
  const bool chunked = value.size() > kInlineBytesMax;
  const size_t framed_bytes = chunked ? kChunkedBytes : kFrameBytes + value.size();
  MDB_val at = ToVal(stored), framed{framed_bytes, nullptr};
  size_t chunks_before = 0;
  // One search, whether the key is new or not: if it is not, this shows what lies there and leaves
  // the cursor on it.
  code = mdb_cursor_put(cursor, &at, &framed, MDB_NOOVERWRITE | MDB_RESERVE);
  *fresh = code != MDB_KEYEXIST;
  if (code == MDB_KEYEXIST) {
    chunks_before = ChunksOfRecord(framed);
    framed = {framed_bytes, nullptr};
    code = mdb_cursor_put(cursor, &at, &framed, MDB_CURRENT | MDB_RESERVE);
  }
  if (code != 0) return code;
  const RecordKind kind = chunked ? RecordKind::kChunked : RecordKind::kInline;
  char* to = static_cast<char*>(framed.mv_data);
  WriteFrame(kind, Checksum(kind, Number(space), key, value), to);
  if (!chunked) {
    if (!value.empty()) std::memcpy(to + kFrameBytes, value.data(), value.size());
    return chunks_before == 0 ? 0 : EraseChunks(space, key, 0, chunks_before);
  }
  StoreLittle<uint32_t>(value.size(), to + kFrameBytes);
  return PutChunks(space, key, value, chunks_before);
}

int RecordWriter::PutLinks(const KeyPath& path, Space space) {
  // From below: the first link that is there already has all those above it.
  for (size_t number = path.links(); number-- > 0;) {
    MDB_cursor* cursor;
    int code = Cursor(number == 0 ? static_cast<int>(space) : kSegments, &cursor);
    if (code != 0) return code;
    char frame[kFrameBytes];
    WriteFrame(RecordKind::kLink, Checksum(RecordKind::kLink, Number(space), path.link(number), {}),
               frame);
    MDB_val at = ToVal(path.link(number)), framed = ToVal({frame, sizeof frame});
    code = mdb_cursor_put(cursor, &at, &framed, MDB_NOOVERWRITE);
    if (code == MDB_KEYEXIST) return 0;
    if (code != 0) return code;
  }
  return 0;
}

int RecordWriter::PutChunks(Space space, std::string_view key, std::string_view value,
                            size_t chunks_before) {
  MDB_cursor* cursor;
  int code = Cursor(kChunks, &cursor);
  ChunkKey chunk = FirstChunkKey(env_.secret(), Number(space), key);
  const size_t chunks = ChunksOf(value.size());
  for (size_t number = 0; number < chunks && code == 0; ++number) {
    SetChunkNumber(chunk, number);
    MDB_val at = ToVal({chunk.data(), chunk.size()});
    MDB_val part = ToVal(value.substr(number * kInlineBytesMax, kInlineBytesMax));
    code = mdb_cursor_put(cursor, &at, &part, 0);
  }
  return code == 0 ? EraseChunks(space, key, chunks, chunks_before) : code;
}

int RecordWriter::EraseChunks(Space space, std::string_view key, size_t first, size_t end) {
  MDB_cursor* cursor;
  int code = Cursor(kChunks, &cursor);
  if (code != 0 || first >= end) return code;
  ChunkKey chunk = FirstChunkKey(env_.secret(), Number(space), key);
  for (size_t number = first; number < end; ++number) {
    SetChunkNumber(chunk, number);
    MDB_val at = ToVal({chunk.data(), chunk.size()}), part;
    code = mdb_cursor_get(cursor, &at, &part, MDB_SET);
    if (code == 0) code = mdb_cursor_del(cursor, 0);
    if (code != 0 && code != MDB_NOTFOUND) return code;
  }
  return 0;
}

int RecordWriter::Erase(Space space, std::string_view key) {
  bool found;
  if (key.size() <= kKeyBytesMax) [[likely]] {
    return EraseLeaf(static_cast<int>(space), key, space, key, &found);
  }
  const KeyPath path(env_.secret(), Number(space), key);
  const int code = EraseLeaf(kSegments, path.leaf(), space, key, &found);
  return code == 0 && found ? EraseEmptyLinks(path, space) : code;
}

int RecordWriter::EraseLeaf(int database, std::string_view stored, Space space,
                            std::string_view key, bool* found) {
  MDB_cursor* cursor;
  int code = Cursor(database, &cursor);
  if (code != 0) return code;
  MDB_val at = ToVal(stored), framed;
  code = mdb_cursor_get(cursor, &at, &framed, MDB_SET);
  *found = code == 0;
  if (code != 0) return code == MDB_NOTFOUND ? 0 : code;
  const size_t chunks = ChunksOfRecord(framed);
  code = mdb_cursor_del(cursor, 0);
  return code == 0 && chunks != 0 ? EraseChunks(space, key, 0, chunks) : code;
}

int RecordWriter::EraseEmptyLinks(const KeyPath& path, Space space) {
  for (size_t number = path.links(); number-- > 0;) {
    MDB_cursor* cursor;
    int code = Cursor(kSegments, &cursor);
    if (code != 0) return code;
    MDB_val at = ToVal(path.tag(number)), framed;
    code = mdb_cursor_get(cursor, &at, &framed, MDB_SET_RANGE);
    // Something still lies below this link.
    if (code == 0 && ToView(at).substr(0, kTagBytes) == path.tag(number)) return 0;
    if (code != 0 && code != MDB_NOTFOUND) return code;
    bool found;
    code = EraseLeaf(number == 0 ? static_cast<int>(space) : kSegments, path.link(number), space,
                     path.link(number), &found);
    if (code != 0) return code;
  }
  return 0;
}

std::bitset<kDatabases> RecordWriter::Touched() const {
  std::bitset<kDatabases> touched;
  for (int database = 0; database < kMain; ++database) {
    touched.set(database, open_[database] != nullptr);
  }
  return touched.set(kMain);  // Names the roots of the others, and holds the stamp.
}

int RecordWriter::PutStamp(uint64_t stamp) {
  char framed[kFrameBytes + 8];
  StoreLittle<uint64_t>(stamp, framed + kFrameBytes);
  WriteFrame(RecordKind::kInline,
             Checksum(RecordKind::kInline, kMainSpace, kStampKey, {framed + kFrameBytes, 8}),
             framed);
  MDB_val key = ToVal(kStampKey), value = ToVal({framed, sizeof framed});
  return mdb_put(txn_, env_.dbi(kMain), &key, &value, 0);
}

}  // namespace stator::storage::lmdb
