// Runs part of a test in a child of the test's process.
#pragma once

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>

namespace stator::storage {

// The child runs `body` and exits with what it returns. It is killed, if it still lives, with this.
class ChildProcess {
 public:
  explicit ChildProcess(const std::function<int()>& body) {
    if (pipe(ready_) != 0) std::abort();
    pid_ = fork();
    if (pid_ < 0) std::abort();
    if (pid_ == 0) {
      in_child_ready_ = ready_[1];
      _exit(body());
    }
    close(ready_[1]);
  }
  ~ChildProcess() {
    close(ready_[0]);
    if (pid_ > 0) Kill();
  }
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  pid_t pid() const { return pid_; }

  // What the child exits with, or -1 if a signal ended it.
  int Wait() {
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0) {
    }
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  void Kill() {
    kill(pid_, SIGKILL);
    Wait();
  }

  // In the child: tells the parent how far it is. In the parent: waits to be told. False when the
  // child has ended without.
  static void SayReady() {
    if (write(in_child_ready_, "r", 1) != 1) _exit(99);
  }
  bool AwaitReady() {
    char byte;
    return read(ready_[0], &byte, 1) == 1;
  }

 private:
  static inline int in_child_ready_ = -1;
  int ready_[2];
  pid_t pid_;
};

}  // namespace stator::storage
