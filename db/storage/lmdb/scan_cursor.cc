#include "db/storage/lmdb/scan_cursor.h"

#include "db/storage/lmdb/record.h"

namespace stator::storage::lmdb {
namespace {

// The first string after all those with this prefix. Tags begin with a small number, so there is
// always one.
std::string Beyond(std::string prefix) {
  while (static_cast<uint8_t>(prefix.back()) == 0xFF) prefix.pop_back();
  ++prefix.back();
  return prefix;
}

}  // namespace

ScanCursor::ScanCursor(const Environment& env, CursorCache& cursors, MDB_txn* txn, bool read_only,
                       bool verify, Space space, Direction direction)
    : env_(env),
      cursors_(cursors),
      txn_(txn),
      read_only_(read_only),
      verify_(verify),
      space_(space),
      forward_(direction == Direction::kForward),
      step_(forward_ ? MDB_NEXT : MDB_PREV) {}

ScanCursor::~ScanCursor() {
  while (!levels_.empty()) Pop();
}

int ScanCursor::Push(int database, std::string tag, size_t key_bytes_before) {
  int code;
  MDB_cursor* cursor = cursors_.Take(txn_, read_only_, database, &code);
  if (cursor == nullptr) return code;
  levels_.push_back({cursor, database, std::move(tag), key_bytes_before});
  SetTop();
  return 0;
}

void ScanCursor::Pop() {
  cursors_.Give(levels_.back().database, levels_.back().cursor);
  levels_.pop_back();
  if (!levels_.empty()) SetTop();
}

void ScanCursor::SetTop() {
  top_ = levels_.back().cursor;
  in_space_ = levels_.size() == 1;
}

bool ScanCursor::InLevel() const {
  const std::string& tag = levels_.back().tag;
  return tag.empty() || ToView(stored_).substr(0, tag.size()) == tag;
}

int ScanCursor::Seek(std::string_view bound) {
  int code = Push(static_cast<int>(space_), {}, 0);
  if (code != 0) return code;
  std::string rest;
  // As long as the bound is cut and its link is there, the place is below that link.
  while (bound.size() > kKeyBytesMax) {
    std::string link(bound.substr(0, kKeyBytesMax));
    link += kLinkEnd;
    stored_ = ToVal(link);
    code = Move(MDB_SET_RANGE);
    if (code != 0 || ToView(stored_) != link) {
      if (!forward_)
        code = code == 0 ? Move(MDB_PREV) : code == MDB_NOTFOUND ? Move(MDB_LAST) : code;
      return Settle(code);
    }
    code = PushLink();
    if (code != 0) return code;
    rest = levels_.back().tag + std::string(bound.substr(kKeyBytesMax));
    bound = rest;
  }
  return Settle(SeekStored(bound));
}

int ScanCursor::SeekStored(std::string_view bound) {
  stored_ = ToVal(bound);
  if (forward_) return Move(bound.empty() ? MDB_FIRST : MDB_SET_RANGE);
  if (bound.empty()) return Move(MDB_LAST);
  const int code = Move(MDB_SET_RANGE);
  if (code == MDB_NOTFOUND) return Move(MDB_LAST);
  return code == 0 ? Move(MDB_PREV) : code;
}

int ScanCursor::SeekFirst() {
  const std::string& tag = levels_.back().tag;
  return forward_ ? SeekStored(tag) : SeekStored(Beyond(tag));
}

bool ScanCursor::LinkIsGood() const {
  const uint8_t space = static_cast<uint8_t>(space_);
  Record record;
  return record.Parse(ToView(record_)) && record.kind == RecordKind::kLink &&
         record.checksum == Checksum(RecordKind::kLink, space, ToView(stored_), {});
}

int ScanCursor::PushLink() {
  if (verify_ && !LinkIsGood()) return MDB_CORRUPTED;
  const std::string_view before = ToView(stored_).substr(0, kKeyBytesMax);
  const Tag tag = in_space_ ? TagInSpace(env_.secret(), static_cast<uint8_t>(space_), before)
                            : TagInSegments(env_.secret(), before);
  // The tag in front of a key of the segments is no part of the whole key.
  const size_t key_bytes_before =
      levels_.back().key_bytes_before + kKeyBytesMax - levels_.back().tag.size();
  assembled_.resize(levels_.back().key_bytes_before);
  assembled_.append(before.substr(levels_.back().tag.size()));
  return Push(kSegments, std::string(tag.data(), tag.size()), key_bytes_before);
}

int ScanCursor::Settle(int code) {
  while (true) {
    if (code == MDB_NOTFOUND || (code == 0 && !InLevel())) {
      Pop();
      if (levels_.empty()) return MDB_NOTFOUND;
      code = Move(step_);
    } else if (code != 0) {
      return code;
    } else if (stored_.mv_size == kLinkBytes) {
      code = PushLink();
      if (code == 0) code = SeekFirst();
    } else {
      Assemble();
      return 0;
    }
  }
}

void ScanCursor::Assemble() {
  const Level& level = levels_.back();
  if (in_space_) return;
  assembled_.resize(level.key_bytes_before);
  assembled_.append(ToView(stored_).substr(level.tag.size()));
}

}  // namespace stator::storage::lmdb
