// The functions of a server, as the database calls them: by name, through the runner of their kind.
#pragma once

#include <atomic>
#include <string>
#include <string_view>
#include <vector>

#include "server/lambda/function_store.h"
#include "server/lambda/runner.h"
#include "stator/trigger.h"

namespace stator::server {

// Thread-safe.
class FunctionRunners final : public FunctionHost {
 public:
  // All outlive this.
  FunctionRunners(const FunctionStore& functions, Runner& children, Runner& http)
      : functions_(functions), children_(children), http_(http) {}

  bool Has(std::string_view function) const override;
  void Invoke(Call call, Done done) override;

  // From here on no call begins; returns when none is being begun. The runners may go then.
  void Close();

  // The function was changed or deleted.
  void Forget(const std::string& name);

  // Of all functions that there are, by name.
  std::vector<FunctionStats> stats() const;
  std::string Log(std::string_view function) const;

 private:
  const FunctionStore& functions_;
  Runner& children_;
  Runner& http_;
  std::atomic<bool> closed_ = false;
  std::atomic<int> beginning_ = 0;  // Calls that are on their way into a runner.
};

}  // namespace stator::server
