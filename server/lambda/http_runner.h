// Runs functions that are somewhere else: at a URL that takes the Lambda Invoke form. What people
// develop functions with does so, each with its own signs that a function has failed:
//
//   AWS's runtime interface emulator   200, and an object with errorType and errorMessage; a
//                                      timeout is plain text; 400 without a body while it runs
//   SAM, serverless-offline, others    X-Amz-Function-Error; X-Amzn-ErrorType for what is not there
//
// So an answer is an error if it has that header, a status of 400 or more, a body that is no JSON,
// or one that is an error of a function.
//
// An endpoint that cannot be reached was not called: that is no failure of the function, and
// whoever calls it tries again, as when it is throttled.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/lambda/runner.h"

namespace stator::server {

class HttpRunner final : public Runner {
 public:
  // So many calls of a function are under way at once; further ones wait, up to as many as may.
  // An endpoint that shows that it runs one at a time gets one at a time.
  struct Settings {
    int calls_max = 64;
    size_t waiting_max = 1000;
  };

  HttpRunner() : HttpRunner(Settings()) {}
  explicit HttpRunner(const Settings& settings);
  // Ends the calls under way, as errors.
  ~HttpRunner() override;

  void Invoke(std::shared_ptr<const FunctionDefinition> function, FunctionHost::Call call,
              FunctionHost::Done done) override;
  void Forget(const std::string& name) override;

  std::vector<FunctionStats> stats() const override;
  // Endpoints keep their logs to themselves.
  std::string Log(std::string_view) const override { return {}; }

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace stator::server
