// The children of one function: which of them gets a call, and when there is a new one.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "server/lambda/child.h"
#include "server/lambda/child_call.h"
#include "server/lambda/function_record.h"

namespace stator::server {

// Used on the worker's thread.
class ChildPool final : private Child::Owner {
 public:
  // `surroundings` outlive the pool.
  ChildPool(const ChildSurroundings& surroundings, int children_max,
            std::shared_ptr<FunctionRecord> record);

  // Gives the call to a child, or answers kThrottled.
  void Invoke(ChildCall call);
  // Ends those that wait.
  void EndIdle();
  // Ends all of them, and answers what they have.
  void EndAll();
  bool is_empty() const { return children_.empty(); }

 private:
  void EndOutdated(const ChildCall& call);
  Child* FindChild(const ChildCall& call);
  void StartChild(ChildCall call);

  void OnEnd(Child& child) override;
  void Redo(ChildCall call) override { Invoke(std::move(call)); }

  const ChildSurroundings& surroundings_;
  const size_t children_max_;
  const std::shared_ptr<FunctionRecord> record_;
  std::vector<std::shared_ptr<Child>> children_;
  bool announced_ = false;
};

}  // namespace stator::server
