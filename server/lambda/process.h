// A process that was started here.
//
//   auto process = Process::Start({.program = "/usr/bin/node", .arguments = {"node", "a.mjs"}});
//   Watch(process->end_event().get());                 // readable when it has ended
//   std::optional<int> status = process->Reap();
//
// It leads a process group of its own, so that a Ctrl-C at the terminal is not for it, and so that
// what it starts itself can be killed with it. It is killed when the thread that called Start ends:
// call it from one that lives. It inherits standard streams, which this process must have itself,
// and nothing else.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "server/lambda/descriptor.h"

namespace stator::server {

struct ProcessSettings {
  std::string program;                   // A path.
  std::vector<std::string> arguments;    // The first is its own name.
  std::vector<std::string> environment;  // "NAME=value"
  std::string directory;                 // Where it starts.
};

// Not thread-safe. Movable.
class Process {
 public:
  // Returns when the program has been loaded. kFailedPrecondition with the system's reason if it
  // cannot be.
  static absl::StatusOr<Process> Start(const ProcessSettings& settings);
  Process(Process&& other) noexcept;
  Process& operator=(Process&& other) = delete;
  // Kills it, if it runs, and waits for its end.
  ~Process();

  pid_t id() const { return id_; }
  // What it writes to standard output and standard error, in the order of writing; non-blocking.
  Descriptor& output() { return output_; }
  // Becomes readable when the process has ended. Both may be taken away.
  Descriptor& end_event() { return end_event_; }

  // With all that it has started and that has not left its group.
  void Kill();
  // The status of waitpid once it has ended, the same each time; std::nullopt while it runs.
  std::optional<int> Reap();

 private:
  Process(pid_t id, Descriptor output, Descriptor end_event)
      : id_(id), output_(std::move(output)), end_event_(std::move(end_event)) {}

  pid_t id_;  // 0: moved from.
  Descriptor output_;
  Descriptor end_event_;
  std::optional<int> status_;
};

// How it ended, in the words of Lambda: "exit status 1", "signal: killed".
std::string DescribeEnd(int status);

}  // namespace stator::server
