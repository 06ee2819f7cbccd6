// The seam between the router and the control API of functions.
#pragma once

#include <string_view>

#include "server/handler.h"

namespace stator::server {

// True of the paths that AWS Lambda's operations have: "/2015-03-31/functions/f".
bool IsLambdaPath(std::string_view path);

class LambdaHandler {
 public:
  virtual ~LambdaHandler() = default;

  // A request that the router let in; it may come without Authorization, and for anything.
  // `headers`, whole header lines to answer with, outlives the reply. Called on many threads at
  // once; the thread's other connections wait until it returns.
  virtual void Dispatch(const HttpRequest& request, std::string_view headers,
                        Responder responder) = 0;
};

}  // namespace stator::server
