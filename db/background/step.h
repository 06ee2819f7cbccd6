// How much one step of a background task does: little enough that a writer that waits for it hardly
// notices.
#pragma once

#include <cstddef>

namespace stator::background {

class StepBudget {
 public:
  static constexpr size_t kRows = 64;
  static constexpr size_t kBytes = 256 * 1024;

  bool IsSpent() const { return rows_ == kRows || bytes_ > kBytes; }
  void Take(size_t bytes) {
    ++rows_;
    bytes_ += bytes;
  }

 private:
  size_t rows_ = 0;
  size_t bytes_ = 0;
};

}  // namespace stator::background
