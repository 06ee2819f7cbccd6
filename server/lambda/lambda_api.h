// The control API of functions: AWS Lambda's REST operations, by method and path. Unmodified
// clients of AWS use it, at the port that they use for DynamoDB.
//
// Whoever may use it runs programs here. So it is served on a loopback address only, and refuses
// what comes without an Authorization header, which no web page can send here unasked; the router
// has looked at Host and Origin before.
#pragma once

#include "db/base/executor.h"
#include "server/lambda/lambda_handler.h"
#include "server/lambda/lambda_parts.h"

namespace stator::server {

class LambdaApi final : public LambdaHandler {
 public:
  // What `parts` refers to outlives this, and so does a responder that it was given.
  LambdaApi(LambdaParts parts, bool is_loopback)
      : parts_(std::move(parts)), is_loopback_(is_loopback) {}

  void Dispatch(const HttpRequest& request, std::string_view headers, Responder responder) override;

 private:
  const LambdaParts parts_;
  const bool is_loopback_;
  Executor executor_{kThreadsMax};

  static constexpr int kThreadsMax = 4;
};

}  // namespace stator::server
