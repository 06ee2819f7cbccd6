#include "db/model/cause.h"

#include <utility>

namespace stator {
namespace {

CausePtr& CauseOfThread() {
  thread_local CausePtr cause;
  return cause;
}

}  // namespace

CausePtr CurrentCause() { return CauseOfThread(); }

CauseScope::CauseScope(CausePtr cause) : outer_(std::exchange(CauseOfThread(), std::move(cause))) {}

CauseScope::~CauseScope() { CauseOfThread() = std::move(outer_); }

}  // namespace stator
