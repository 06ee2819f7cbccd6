#include "db/storage/memory/memory_snapshot.h"

#include "db/storage/memory/cursor.h"
#include "db/storage/memory/tree.h"

namespace stator::storage::memory {
namespace {

void ScanForward(const Node* root, const Range& range, Snapshot::ScanVisitor visit) {
  for (Cursor cursor = Cursor::AtOrAfter(root, range.begin); cursor.valid(); cursor.Next()) {
    cursor.PrefetchNext();
    const Record& record = cursor.record();
    if (!range.end.empty() && record.key() >= range.end) return;
    if (visit(record.key(), record.value()) == Visit::kStop) return;
  }
}

void ScanBackward(const Node* root, const Range& range, Snapshot::ScanVisitor visit) {
  Cursor cursor = range.end.empty() ? Cursor::AtLast(root) : Cursor::Before(root, range.end);
  for (; cursor.valid(); cursor.Previous()) {
    cursor.PrefetchPrevious();
    const Record& record = cursor.record();
    if (record.key() < range.begin) return;
    if (visit(record.key(), record.value()) == Visit::kStop) return;
  }
}

}  // namespace

absl::Status MemorySnapshot::Get(Space space, absl::Span<const std::string_view> keys,
                                 GetVisitor visit) {
  for (size_t i = 0; i < keys.size(); ++i) {
    const Record* record = Find(Root(space), keys[i]);
    if (record != nullptr) {
      visit(i, record->value());
    } else {
      visit(i, std::nullopt);
    }
  }
  return absl::OkStatus();
}

absl::Status MemorySnapshot::Scan(const Range& range, ScanVisitor visit) {
  if (range.direction == Direction::kForward) {
    ScanForward(Root(range.space), range, visit);
  } else {
    ScanBackward(Root(range.space), range, visit);
  }
  return absl::OkStatus();
}

}  // namespace stator::storage::memory
