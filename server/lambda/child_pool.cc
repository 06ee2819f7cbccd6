#include "server/lambda/child_pool.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace stator::server {

ChildPool::ChildPool(const ChildSurroundings& surroundings, int children_max,
                     std::shared_ptr<FunctionRecord> record)
    : surroundings_(surroundings),
      children_max_(static_cast<size_t>(std::max(children_max, 1))),
      record_(std::move(record)) {}

void ChildPool::Invoke(ChildCall call) {
  EndOutdated(call);
  if (Child* child = FindChild(call)) {
    child->Assign(std::move(call));
    return;
  }
  const auto alive = std::count_if(children_.begin(), children_.end(),
                                   [](const auto& child) { return child->IsAlive(); });
  if (static_cast<size_t>(alive) < children_max_) {
    StartChild(std::move(call));
  } else {
    record_->CountThrottle();
    std::move(call.done)({.outcome = FunctionHost::Outcome::kThrottled});
  }
}

void ChildPool::EndOutdated(const ChildCall& call) {
  // Ending one may take it from the list.
  for (const auto& child : std::vector(children_)) {
    if (!child->Fits(call) && child->IsIdle()) child->End();
  }
}

// Those at the end have worked last, so that surplus ones get old.
Child* ChildPool::FindChild(const ChildCall& call) {
  auto found = std::find_if(children_.rbegin(), children_.rend(), [&](const auto& child) {
    return child->IsIdle() && child->Fits(call);
  });
  if (found == children_.rend()) {
    found = std::find_if(children_.rbegin(), children_.rend(), [&](const auto& child) {
      return child->WillBeIdle() && child->Fits(call);
    });
  }
  if (found == children_.rend()) return nullptr;
  std::rotate(children_.rbegin(), found, std::next(found));
  return children_.back().get();
}

void ChildPool::StartChild(ChildCall call) {
  const bool announces = !std::exchange(announced_, true);
  Child::Owner& owner = *this;
  children_.push_back(
      std::make_shared<Child>(surroundings_, record_, owner, std::move(call), announces));
  // It may end, and go from the list, within the call.
  const std::shared_ptr<Child> child = children_.back();
  child->Start();
}

void ChildPool::EndIdle() {
  for (const auto& child : std::vector(children_)) {
    if (child->IsIdle()) child->End();
  }
}

void ChildPool::EndAll() {
  for (const auto& child : std::vector(children_)) child->End();
}

void ChildPool::OnEnd(Child& child) {
  std::erase_if(children_, [&](const auto& each) { return each.get() == &child; });
}

}  // namespace stator::server
