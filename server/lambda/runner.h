// The seam between functions by name and what runs one of a kind.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/lambda/function.h"
#include "server/lambda/function_stats.h"
#include "stator/trigger.h"

namespace stator::server {

class Runner {
 public:
  virtual ~Runner() = default;

  // Calls a function of this runner's kind: as FunctionHost::Invoke, of which it is the inner half.
  // Thread-safe; returns at once; `done` is called once, from any thread.
  virtual void Invoke(std::shared_ptr<const FunctionDefinition> function, FunctionHost::Call call,
                      FunctionHost::Done done) = 0;

  // The function was deleted or changed: what runs idle for another revision may end.
  virtual void Forget(const std::string& name) = 0;

  // By name, those that were invoked. Thread-safe.
  virtual std::vector<FunctionStats> stats() const = 0;
  // What a function has logged, whole lines, oldest first; empty if nothing, or nothing here.
  // Thread-safe.
  virtual std::string Log(std::string_view function) const = 0;
};

}  // namespace stator::server
