// Started by vfork, which copies no page tables: those of a server with a large map would take
// longer than the child takes to start. Until it has become another program, the child may share
// our memory while our thread stands still, so it makes system calls and nothing else, and first
// gives up our signal handlers, which must not run in it. Whether it has become one is told by a
// pipe that closes with it.
#include "server/lambda/process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace stator::server {
namespace {

// What AWS Lambda grants. The server's own limit is much higher, and programs that count up to it
// when they start others would take their time.
constexpr rlim_t kOpenFilesMax = 1024;
constexpr unsigned kCloseOnExec = 4;  // CLOSE_RANGE_CLOEXEC, which Debian 12's headers may lack.

struct Launch {
  const char* program;
  char* const* arguments;
  char* const* environment;
  const char* directory;
  int input;
  int output;
  int failure;  // Where the reason goes.
  pid_t parent;
};

void ResetSignals() {
  struct sigaction action {};
  action.sa_handler = SIG_DFL;
  for (int signal = 1; signal < NSIG; ++signal) sigaction(signal, &action, nullptr);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

void LimitResources() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur > kOpenFilesMax) {
    files.rlim_cur = kOpenFilesMax;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  // A core would land among the function's code.
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
}

// In the child.
[[noreturn]] void Become(const Launch& launch) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != launch.parent) _exit(127);
  ResetSignals();
  LimitResources();
  const bool ready = dup2(launch.input, STDIN_FILENO) >= 0 &&
                     dup2(launch.output, STDOUT_FILENO) >= 0 &&
                     dup2(launch.output, STDERR_FILENO) >= 0 && chdir(launch.directory) == 0;
  if (ready) {
    // What we open ourselves is so already; libraries may know less.
    syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, kCloseOnExec);
    execve(launch.program, launch.arguments, launch.environment);
  }
  const int error = errno;
  static_cast<void>(!write(launch.failure, &error, sizeof(error)));
  _exit(127);
}

// A function of its own: what lives across vfork must not be kept in registers that the child uses.
[[gnu::noinline]] pid_t Fork(const Launch& launch) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const pid_t id = vfork();
  if (id == 0) Become(launch);
  const int error = errno;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = error;
  return id;
}

struct Pipe {
  Descriptor in;
  Descriptor out;
};

std::optional<Pipe> OpenPipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  return Pipe{.in = Descriptor(ends[0]), .out = Descriptor(ends[1])};
}

std::vector<char*> Pointers(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

absl::Status StartFailure(const ProcessSettings& settings, int error) {
  return absl::FailedPreconditionError("cannot start " + settings.program + " in " +
                                       settings.directory + ": " + std::strerror(error));
}

int OpenEndEvent(pid_t id) { return static_cast<int>(syscall(SYS_pidfd_open, id, 0)); }

// What the child has said of its failure; 0 when it has become its program.
int ReadFailure(Pipe& failure) {
  failure.out.Close();
  int error = 0;
  ssize_t count;
  while ((count = read(failure.in.get(), &error, sizeof(error))) < 0 && errno == EINTR) {
  }
  return count == sizeof(error) ? error : 0;
}

}  // namespace

absl::StatusOr<Process> Process::Start(const ProcessSettings& settings) {
  std::optional<Pipe> output = OpenPipe();
  std::optional<Pipe> failure = OpenPipe();
  const Descriptor input(open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (!output || !failure || !input.is_open()) return StartFailure(settings, errno);
  fcntl(output->in.get(), F_SETFL, O_NONBLOCK);
  const std::vector<char*> arguments = Pointers(settings.arguments);
  const std::vector<char*> environment = Pointers(settings.environment);
  const pid_t id = Fork({.program = settings.program.c_str(),
                         .arguments = arguments.data(),
                         .environment = environment.data(),
                         .directory = settings.directory.c_str(),
                         .input = input.get(),
                         .output = output->out.get(),
                         .failure = failure->out.get(),
                         .parent = getpid()});
  if (id < 0) return StartFailure(settings, errno);
  Process process(id, std::move(output->in), Descriptor(OpenEndEvent(id)));
  if (!process.end_event_.is_open()) return StartFailure(settings, errno);
  if (const int error = ReadFailure(*failure); error != 0) return StartFailure(settings, error);
  return process;
}

Process::Process(Process&& other) noexcept
    : id_(std::exchange(other.id_, 0)),
      output_(std::move(other.output_)),
      end_event_(std::move(other.end_event_)),
      status_(other.status_) {}

Process::~Process() {
  if (id_ == 0 || status_) return;
  Kill();
  while (waitpid(id_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void Process::Kill() {
  if (status_) return;
  // The group may not be there yet, or not any more.
  kill(-id_, SIGKILL);
  kill(id_, SIGKILL);
}

std::optional<int> Process::Reap() {
  if (status_) return status_;
  siginfo_t ended{};
  if (waitid(P_PID, static_cast<id_t>(id_), &ended, WEXITED | WNOHANG | WNOWAIT) != 0 ||
      ended.si_pid != id_) {
    return std::nullopt;
  }
  // What it has started and left behind. Until the next call the group's number is no one else's.
  kill(-id_, SIGKILL);
  int status = 0;
  waitpid(id_, &status, 0);
  status_ = status;
  return status_;
}

std::string DescribeEnd(int status) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    if (signal == SIGKILL) return "signal: killed";
    if (signal == SIGABRT) return "signal: aborted";
    if (signal == SIGSEGV) return "signal: segmentation fault";
    if (signal == SIGTERM) return "signal: terminated";
    return "signal: " + std::to_string(signal);
  }
  return "exit status " + std::to_string(WEXITSTATUS(status));
}

}  // namespace stator::server
