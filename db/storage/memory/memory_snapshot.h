// One version of the memory store, as the seam wants to see it.
#pragma once

#include "db/storage/memory/versions.h"
#include "db/storage/store.h"

namespace stator::storage::memory {

// The roots must stay: pinned, or the newest while the writer runs.
class MemorySnapshot final : public Snapshot {
 public:
  explicit MemorySnapshot(const Roots& roots) : roots_(roots) {}

  absl::Status Get(Space space, absl::Span<const std::string_view> keys, GetVisitor visit) override;
  absl::Status Scan(const Range& range, ScanVisitor visit) override;
  uint64_t stamp() const override { return roots_.version; }

 private:
  const Node* Root(Space space) const { return roots_.trees[static_cast<int>(space)]; }

  const Roots& roots_;
};

}  // namespace stator::storage::memory
