#include "db/engine/overlay_snapshot.h"

#include <algorithm>

#include "db/base/status_macros.h"

namespace stator::engine {
namespace {

using Entry = storage::WriteBatch::Entry;
using Kind = storage::WriteBatch::Kind;

// What the batch does last to a key; nullptr: nothing.
const Entry* LastOf(const storage::WriteBatch& batch, storage::Space space, std::string_view key) {
  const auto& entries = batch.entries();
  const auto found = std::find_if(entries.rbegin(), entries.rend(), [&](const Entry& entry) {
    return entry.space == space && entry.key == key && entry.kind != Kind::kAdd &&
           entry.kind != Kind::kPutStampedKey;
  });
  return found == entries.rend() ? nullptr : &*found;
}

}  // namespace

absl::Status OverlaySnapshot::Get(storage::Space space, absl::Span<const std::string_view> keys,
                                  GetVisitor visit) {
  for (size_t i = 0; i < keys.size(); ++i) {
    const Entry* entry = LastOf(batch_, space, keys[i]);
    if (entry == nullptr) {
      STATOR_RETURN_IF_ERROR(
          below_.Get(space, keys.subspan(i, 1), [&](size_t, auto value) { visit(i, value); }));
    } else if (entry->kind == Kind::kErase) {
      visit(i, std::nullopt);
    } else {
      visit(i, entry->value);
    }
  }
  return absl::OkStatus();
}

}  // namespace stator::engine
