#include "tests/crash/crash_harness.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <new>
#include <random>
#include <thread>

namespace stator::crash {
namespace {

struct Flags {
  int kills = 20;
  int threads = 32;
  int ms = 300;
  uint64_t seed = std::random_device()();
  std::string directory;
};

// False for an argument that is none of ours.
bool Parse(int argc, char** argv, Flags* flags) {
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    const size_t equals = argument.find('=');
    if (equals == std::string::npos) return false;
    const std::string name = argument.substr(0, equals), value = argument.substr(equals + 1);
    if (name == "--kills") {
      flags->kills = std::atoi(value.c_str());
    } else if (name == "--threads") {
      flags->threads = std::clamp(std::atoi(value.c_str()), 1, kThreadsMax);
    } else if (name == "--ms") {
      flags->ms = std::max(1, std::atoi(value.c_str()));
    } else if (name == "--seed") {
      flags->seed = std::strtoull(value.c_str(), nullptr, 10);
    } else if (name == "--directory") {
      flags->directory = value;
    } else {
      return false;
    }
  }
  return true;
}

Ledger* NewLedger() {
  void* memory =
      mmap(nullptr, sizeof(Ledger), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) std::abort();
  return new (memory) Ledger;
}

class Rounds {
 public:
  Rounds(CrashWorkload& workload, const Flags& flags)
      : workload_(workload), flags_(flags), random_(flags.seed), ledger_(NewLedger()) {
    ledger_->threads = flags.threads;
  }

  // What went wrong, or "".
  std::string Run() {
    for (int round = 0; round < flags_.kills; ++round) {
      std::string wrong = Round();
      if (!wrong.empty()) return "round " + std::to_string(round) + ": " + wrong;
    }
    if (flags_.kills < 10) return "";
    return acknowledged_ == 0 ? "no child ever wrote anything" : workload_.Finish();
  }
  uint64_t acknowledged() const { return acknowledged_; }
  uint64_t in_flight() const { return in_flight_; }
  int unopened() const { return unopened_; }

 private:
  std::string Round() {
    ledger_->opened = false;
    uint64_t before = 0;
    for (int t = 0; t < ledger_->threads; ++t) before += ledger_->of[t].acknowledged;
    const pid_t child = fork();
    if (child < 0) return "fork failed";
    if (child == 0) {
      workload_.Write(flags_.directory, *ledger_);
      _exit(1);
    }
    // Mostly while it writes, sometimes while it opens, which takes but a moment.
    const bool opening = random_() % 8 == 0;
    if (!opening) AwaitOpened();
    const uint64_t us_max = opening ? 3000 : static_cast<uint64_t>(flags_.ms) * 1000;
    std::this_thread::sleep_for(std::chrono::microseconds(random_() % us_max));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    if (ledger_->failed) return std::string("the writer: ") + ledger_->reason.data();
    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL) return "the writer ended by itself";
    Count(before);
    return workload_.Check(flags_.directory, *ledger_);
  }

  void AwaitOpened() {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!ledger_->opened && !ledger_->failed && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
  }

  void Count(uint64_t before) {
    uint64_t acknowledged = 0, begun = 0;
    for (int t = 0; t < ledger_->threads; ++t) {
      acknowledged += ledger_->of[t].acknowledged;
      begun += ledger_->of[t].begun;
    }
    acknowledged_ += acknowledged - before;
    in_flight_ += begun - acknowledged;
    unopened_ += ledger_->opened ? 0 : 1;
  }

  CrashWorkload& workload_;
  const Flags& flags_;
  std::mt19937_64 random_;
  Ledger* const ledger_;
  uint64_t acknowledged_ = 0;
  uint64_t in_flight_ = 0;
  int unopened_ = 0;
};

}  // namespace

void Ledger::Fail(const std::string& why) {
  if (failed.exchange(true)) return;
  std::strncpy(reason.data(), why.c_str(), reason.size() - 1);
}

int RunCrashTest(CrashWorkload& workload, int argc, char** argv) {
  Flags flags;
  if (!Parse(argc, argv, &flags)) {
    std::fprintf(stderr, "Flags: --kills= --threads= --ms= --seed= --directory=\n");
    return 2;
  }
  const bool temporary = flags.directory.empty();
  if (temporary) {
    flags.directory = (std::filesystem::temp_directory_path() / "stator_crash_XXXXXX").string();
    if (mkdtemp(flags.directory.data()) == nullptr) return 2;
  }
  Rounds rounds(workload, flags);
  const std::string wrong = rounds.Run();
  std::printf(
      "%d kills (%d before the database was open), %llu writes acknowledged, %llu in flight\n",
      flags.kills, rounds.unopened(), static_cast<unsigned long long>(rounds.acknowledged()),
      static_cast<unsigned long long>(rounds.in_flight()));
  if (!wrong.empty()) {
    std::printf("FAILED in %s\nseed %llu, directory %s\n", wrong.c_str(),
                static_cast<unsigned long long>(flags.seed), flags.directory.c_str());
    return 1;
  }
  if (temporary) std::filesystem::remove_all(flags.directory);
  return 0;
}

}  // namespace stator::crash
