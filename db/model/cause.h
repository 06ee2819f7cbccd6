// Why a change was made, when it was a function that made it: the mappings whose functions led
// there, the first one first. A change that nobody was fired by has none.
//
//   CauseScope scope(cause);
//   ... what this thread writes until then is caused by it ...
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace stator {

struct Cause {
  // Numbers of mappings (trigger/mapping.h). At most kStepsMax.
  static constexpr size_t kStepsMax = 255;
  std::vector<uint32_t> path;
};
// Shared and immutable; nullptr: none.
using CausePtr = std::shared_ptr<const Cause>;

// Of what this thread writes.
CausePtr CurrentCause();

// While it lives, CurrentCause is `cause`. Used by the thread that made it; scopes nest.
class CauseScope {
 public:
  explicit CauseScope(CausePtr cause);
  ~CauseScope();
  CauseScope(const CauseScope&) = delete;
  CauseScope& operator=(const CauseScope&) = delete;

 private:
  CausePtr outer_;
};

}  // namespace stator
