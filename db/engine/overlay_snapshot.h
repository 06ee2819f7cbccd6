// A snapshot as it will be when a batch has been written to it: for decisions that follow each
// other within one batch and may be about the same item.
#pragma once

#include "db/storage/store.h"

namespace stator::engine {

// Point reads see the batch's puts and erasures, with stamps of zero where the store has yet to
// fill them in; its sums and its scans see the snapshot alone. Looks through the batch for each
// key: for batches of some hundred entries. Both outlive it.
class OverlaySnapshot final : public storage::Snapshot {
 public:
  OverlaySnapshot(storage::Snapshot& below, const storage::WriteBatch& batch)
      : below_(below), batch_(batch) {}

  absl::Status Get(storage::Space space, absl::Span<const std::string_view> keys,
                   GetVisitor visit) override;
  absl::Status Scan(const storage::Range& range, ScanVisitor visit) override {
    return below_.Scan(range, visit);
  }
  uint64_t stamp() const override { return below_.stamp(); }

 private:
  storage::Snapshot& below_;
  const storage::WriteBatch& batch_;
};

}  // namespace stator::engine
