// Kills a program that writes, at random moments, and checks what it left behind.
//
//   class Workload final : public CrashWorkload { ... };
//   int main(int argc, char** argv) { return RunCrashTest(workload, argc, argv); }
//
// Each round forks a child, which opens the database and writes from many threads until SIGKILL.
// The ledger, memory that both share, outlives it and says which writes it began and which were
// acknowledged. Flags: --kills=20 (rounds), --threads=32, --seed=<random>, --ms=300 (the longest
// life of a child), --directory=<temporary>. A failure prints the seed and leaves the directory
// behind.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>

namespace stator::crash {

inline constexpr int kThreadsMax = 64;

// Plain memory and lock-free atomics: a child may die between any two instructions.
struct Ledger {
  struct alignas(64) Thread {
    std::atomic<uint64_t> begun{0};         // Writes that were handed to the database.
    std::atomic<uint64_t> acknowledged{0};  // Of those, the ones it answered as committed.
  };
  int threads = 0;
  std::atomic<bool> opened{false};  // In this round.
  std::atomic<bool> failed{false};  // The child met something that must not happen.
  std::array<char, 256> reason{};   // What it was, of one thread.
  std::array<Thread, kThreadsMax> of;

  void Fail(const std::string& why);
};

class CrashWorkload {
 public:
  virtual ~CrashWorkload() = default;
  // In the child. Opens the database at `path`, sets `opened`, and has each thread write its n-th
  // write after n - 1 others, for n from ledger.of[thread].begun + 1 on. Does not return but on
  // failure, after ledger.Fail.
  virtual void Write(const std::string& path, Ledger& ledger) = 0;
  // In the parent. Opens the database at `path` and checks it against the ledger. Returns what is
  // wrong, or "" after setting begun and acknowledged of each thread to the writes that it found.
  virtual std::string Check(const std::string& path, Ledger& ledger) = 0;
  // After ten rounds or more: what they should have met and did not, or "".
  virtual std::string Finish() { return ""; }
};

// What main is to return.
int RunCrashTest(CrashWorkload& workload, int argc, char** argv);

}  // namespace stator::crash
