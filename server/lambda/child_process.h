// A child's process with what belongs to it: its port, its directory for temporary files, its end.
#pragma once

#include <asio/posix/stream_descriptor.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "server/lambda/descriptor.h"
#include "server/lambda/function.h"
#include "server/lambda/memory_use.h"
#include "server/lambda/process.h"
#include "server/lambda/runtime_port.h"
#include "server/lambda/scratch.h"
#include "server/worker.h"
#include "stator/clock.h"

namespace stator::server {

// What all children of a runner have in common.
struct ChildSurroundings {
  Worker& worker;
  Scratch& scratch;
  const Clock& clock;
  std::string region;
  std::string endpoint;
  std::chrono::milliseconds idle;
  std::chrono::milliseconds init_timeout;
};

// Used on the worker's thread.
class ChildProcess {
 public:
  // `api` answers what the child asks. `announces`: it says which interpreter runs the function.
  // `surroundings` outlive it. Errors: of what was missing.
  static absl::StatusOr<std::unique_ptr<ChildProcess>> Start(const ChildSurroundings& surroundings,
                                                             const FunctionDefinition& function,
                                                             std::shared_ptr<Handler> api,
                                                             bool announces);
  // Kills it, if it runs.
  ~ChildProcess();

  // `then` is called once, when the process has ended; it keeps alive what it needs.
  void AwaitEnd(std::function<void()> then);
  // Of waitpid; std::nullopt while it runs.
  std::optional<int> end_status() { return process_->Reap(); }

  // May be taken away.
  Descriptor& output() { return process_->output(); }
  void Kill() { process_->Kill(); }
  // The most is remembered when the process has ended.
  MemoryUse Memory();

 private:
  explicit ChildProcess(const ChildSurroundings& surroundings);
  absl::Status Launch(const FunctionDefinition& function, std::shared_ptr<Handler> api,
                      bool announces);

  const ChildSurroundings& surroundings_;
  std::unique_ptr<RuntimePort> port_;
  std::string temporary_;
  std::optional<Process> process_;
  asio::posix::stream_descriptor end_event_;
  int64_t memory_bytes_max_ = 0;
};

}  // namespace stator::server
