// A function in a Node child that says when it was called, as a database's host of functions.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "server/lambda/child_runner.h"
#include "stator/trigger.h"

namespace stator::bench {

// Thread-safe. What it has counted is looked at when the calls are over.
class NodeHost final : public FunctionHost {
 public:
  using SteadyClock = std::chrono::steady_clock;

  // nullptr if there is no node in PATH. `directory`, which is made, takes the function's code.
  static std::unique_ptr<NodeHost> Make(const std::string& directory);

  bool Has(std::string_view function) const override { return function == kName; }
  void Invoke(Call call, Done done) override;

  // Starts the child: it is warm when this returns. False, with a word on standard error, if it
  // cannot be.
  bool Warm();
  // When the handler began the last call; the clock of both is the system's monotonic one.
  SteadyClock::time_point began() const { return SteadyClock::time_point(began_.load()); }
  // How many have been answered; a failed one ends the program.
  int answered() const { return answered_; }

  static constexpr const char* kName = "node";

 private:
  explicit NodeHost(const std::string& directory);
  void Take(const Reply& reply);

  std::shared_ptr<const server::FunctionDefinition> function_;
  std::atomic<SteadyClock::duration> began_{SteadyClock::duration(0)};
  std::atomic<int> answered_{0};
  server::ChildRunner runner_;
};

}  // namespace stator::bench
