// An invocation on its way to a child.
#pragma once

#include <cstdint>
#include <memory>

#include "server/lambda/function.h"
#include "stator/trigger.h"

namespace stator::server {

struct ChildCall {
  std::shared_ptr<const FunctionDefinition> function;
  uint64_t code_stamp = 0;  // Of the function's code as it was when the call came.
  FunctionHost::Call call;
  FunctionHost::Done done;
};

}  // namespace stator::server
