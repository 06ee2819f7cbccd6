// Runs functions in child processes, as AWS Lambda runs them in sandboxes.
//
//   ChildRunner runner({.scratch = directory});
//   runner.SetEndpoint("http://127.0.0.1:8000");
//   runner.Invoke(function, {.function = "f", .request_id = id, .payload = "{}"}, done);
//
// A child is an interpreter with a bootstrap of ours (nodejs*: `node`, python3*: `python3`, as
// found in PATH), or the executable `bootstrap` in the code's directory (provided*). It fetches its
// invocations from the Lambda Runtime API, on a port of its own. One child serves one invocation at
// a time; invocations side by side start further children. Warm ones are used again, if they are of
// the function's revision and no file of its code has changed; those idle too long are ended.
//
// Errors are replies of kFunctionError with Lambda's JSON: what the function threw
// ("errorType", "errorMessage", a trace), or why it ended: Sandbox.Timedout, Runtime.ExitError,
// Runtime.OutOfMemory, Runtime.InvalidEntrypoint, Function.ResponseSizeTooLarge, and what failed
// while it was loaded.
//
// Children end with the runner, and with the process, however that ends.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/lambda/function_stats.h"
#include "server/lambda/runner.h"
#include "stator/clock.h"

namespace stator::server {

struct ChildRunnerSettings {
  // A directory for bootstraps and the children's temporary files; made when it is needed, with its
  // parents. What the runner puts there it removes, and so it does with what one that was killed
  // has left: no two may share it.
  std::string scratch{};
  std::string region = "us-east-1";
  int children_max = 10;  // Of a function.
  std::chrono::milliseconds idle = std::chrono::minutes(5);
  // From the start of a child until it asks for an invocation.
  std::chrono::milliseconds init_timeout = std::chrono::seconds(10);
  size_t log_bytes_max = size_t{1} << 20;  // Of a function; then the oldest lines go.
  // For deadlines and times in logs; outlives the runner. Children look at the machine's clock.
  const Clock* clock = &SystemClock();
};

class ChildRunner final : public Runner {
 public:
  explicit ChildRunner(ChildRunnerSettings settings);
  // Kills the children. Invocations under way are answered as if the runtime had ended.
  ~ChildRunner() override;

  // Whether functions of this runtime can be run.
  static bool Runs(std::string_view runtime);

  // Where children find the server: AWS_ENDPOINT_URL_DYNAMODB and the like. Of children that are
  // started from here on; call it before the first Invoke.
  void SetEndpoint(std::string url);

  // `done` is called on the runner's thread, which all children share: it should be short, and must
  // not wait for another invocation. A request beyond Lambda's 6 MB is the caller's to refuse.
  void Invoke(std::shared_ptr<const FunctionDefinition> function, FunctionHost::Call call,
              FunctionHost::Done done) override;
  void Forget(const std::string& name) override;

  // By name, those that were invoked. Thread-safe.
  std::vector<FunctionStats> stats() const override;
  // What a function has logged, whole lines, oldest first; empty if it never ran. Thread-safe.
  std::string Log(std::string_view function) const override;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace stator::server
