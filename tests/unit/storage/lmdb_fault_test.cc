// Every write and every flush of a workload fails once, one after the other: no state but the true
// ones, no crash, and the store goes on.
//
// LMDB's calls are caught by defining them in this program: the dynamic linker prefers these.
#include <errno.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <map>
#include <optional>
#include <string>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/storage/lmdb_fixture.h"

namespace {

// Counts down with each call; at zero the call fails. Negative: off.
std::atomic<int> calls_until_fault{-1};
std::atomic<int> fault_errno{0};
std::atomic<int> faults{0};
constexpr int kShortWrite = -1;  // For fault_errno: half is written.

bool FaultNow() {
  if (calls_until_fault.load() < 0 || calls_until_fault.fetch_sub(1) != 0) return false;
  faults.fetch_add(1);
  return true;
}

}  // namespace

extern "C" {

ssize_t pwrite(int file, const void* bytes, size_t count, off_t offset) {
  if (FaultNow()) {
    if (fault_errno != kShortWrite) {
      errno = fault_errno;
      return -1;
    }
    count /= 2;
  }
  return syscall(SYS_pwrite64, file, bytes, count, offset);
}

ssize_t writev(int file, const struct iovec* parts, int count) {
  if (FaultNow()) {
    if (fault_errno != kShortWrite) {
      errno = fault_errno;
      return -1;
    }
    count = 1;
  }
  return syscall(SYS_writev, file, parts, count);
}

int fdatasync(int file) {
  if (FaultNow()) {
    errno = fault_errno == kShortWrite ? EIO : fault_errno.load();
    return -1;
  }
  return static_cast<int>(syscall(SYS_fdatasync, file));
}

}  // extern "C"

namespace stator::storage {
namespace {

class LmdbFault : public LmdbFixture {
 protected:
  using State = std::map<std::string, std::string>;

  // Flushes, since those are to fail, too.
  LmdbFault() : LmdbFixture(LmdbOptions()) {
    calls_until_fault = -1;
    Open();
  }
  ~LmdbFault() override { calls_until_fault = -1; }

  State Contents() {
    State state;
    for (auto& [key, value] : Scan()) state[key] = value;
    return state;
  }

  // One of the Updates of the workload, and what it does to the state.
  struct Step {
    std::string key;
    std::string value;  // Empty: erase.
    std::string extra;  // Written in the same batch.
  };
  static std::vector<Step> Workload() {
    return {{"a", "1", "x"},
            {"b", std::string(30000, 'b'), "y"},
            {"a", std::string(3500, 'a'), "x"},
            {std::string(1100, 'l'), "long", "z"},
            {"b", "", "y"},
            {std::string(1100, 'l'), "", "x"}};
  }
  static void Apply(const Step& step, int number, State* state) {
    if (step.value.empty()) {
      state->erase(step.key);
    } else {
      (*state)[step.key] = step.value;
    }
    (*state)[step.extra] = std::to_string(number);
  }
  Outcome Run(const Step& step, int number) {
    const std::string extra = std::to_string(number);
    return store_->Update([&](Snapshot&, WriteBatch& batch) {
      if (step.value.empty()) {
        batch.Erase(Space::kItems, step.key);
      } else {
        batch.Put(Space::kItems, step.key, step.value);
      }
      batch.Put(Space::kItems, step.extra, extra);
      return Decision::kCommit;
    });
  }

  // Runs the workload with a fault at the n-th call. False when the workload made fewer calls.
  bool RunWithFault(int n, int error) {
    State sure;
    faults = 0;
    fault_errno = error;
    calls_until_fault = n;
    int number = 0;
    for (const Step& step : Workload()) {
      State next = sure;
      Apply(step, ++number, &next);
      const Outcome outcome = Run(step, number);
      if (outcome.kind == Outcome::Kind::kCommitted) {
        sure = next;
      } else if (outcome.kind == Outcome::Kind::kUnknown) {
        ++unknown_;
        // Looks which it was: from then on it must stay so.
        const State now = Contents();
        EXPECT_TRUE(now == sure || now == next);
        sure = now;
      } else {
        ++failed_;
        EXPECT_EQ(outcome.kind, Outcome::Kind::kFailed);
        EXPECT_FALSE(outcome.status.ok());
      }
      EXPECT_EQ(Contents(), sure);
    }
    calls_until_fault = -1;
    EXPECT_TRUE(Committed(Put("end", "1"))) << "The store goes on.";
    sure["end"] = "1";
    Reopen();
    EXPECT_EQ(Contents(), sure);
    for (const auto& [key, value] : sure) EXPECT_TRUE(Committed(Erase(key)));
    EXPECT_EQ(Contents(), State());
    return faults > 0;
  }

  int failed_ = 0;
  int unknown_ = 0;
};

TEST_F(LmdbFault, EveryWriteAndFlushMayFailOnce) {
  int sites = 0;
  for (const int error : {EIO, ENOSPC, kShortWrite}) {
    for (int n = 0;; ++n) {
      SCOPED_TRACE("call " + std::to_string(n) + ", error " + std::to_string(error));
      if (!RunWithFault(n, error)) break;
      ++sites;
      ASSERT_FALSE(HasFailure());
    }
  }
  EXPECT_GT(sites, 3 * 3 * 6) << "Each commit writes pages, flushes them and writes a meta page.";
  EXPECT_GT(failed_, 0);
  EXPECT_GT(unknown_, 0) << "A meta page that fails leaves open what is on the disk.";
}

class LmdbPanic : public LmdbFault {
 protected:
  // Fails the meta page of the next commit, whichever call that is: tries one call after another
  // until the outcome is unknown.
  Outcome PutWithPanic(const std::string& key, const std::string& value) {
    for (int n = 0;; ++n) {
      fault_errno = EIO;
      calls_until_fault = n;
      const Outcome outcome = Put(key, value);
      calls_until_fault = -1;
      if (outcome.kind != Outcome::Kind::kFailed) return outcome;
    }
  }
};

TEST_F(LmdbPanic, ReadsGoOnWhileTheStoreGetsUpAgain) {
  ASSERT_TRUE(Committed(Put("a", "1")));
  std::atomic<bool> stop{false};
  std::atomic<int> reads{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 4; ++i) {
    readers.emplace_back([&] {
      while (!stop) {
        EXPECT_EQ(Get("a"), "1");
        ++reads;
      }
    });
  }
  while (reads < 100) std::this_thread::yield();
  EXPECT_EQ(PutWithPanic("b", "2").kind, Outcome::Kind::kUnknown);
  EXPECT_TRUE(Committed(Put("c", "3")));
  const int so_far = reads;
  while (reads < so_far + 100) std::this_thread::yield();
  stop = true;
  for (std::thread& reader : readers) reader.join();
}

TEST_F(LmdbPanic, MarksAreGoneAfterwards) {
  const absl::StatusOr<MarkId> mark = store_->Mark();
  ASSERT_TRUE(mark.ok());
  EXPECT_EQ(PutWithPanic("a", "1").kind, Outcome::Kind::kUnknown);
  EXPECT_EQ(store_->Rewind(*mark, [] {}).code(), absl::StatusCode::kNotFound);
}

TEST_F(LmdbPanic, TheSecondTimeTheStoreIsForReadingOnly) {
  ASSERT_TRUE(Committed(Put("a", "1")));
  EXPECT_EQ(PutWithPanic("b", "2").kind, Outcome::Kind::kUnknown);
  ASSERT_TRUE(Committed(Put("b", "3")));
  EXPECT_EQ(PutWithPanic("c", "4").kind, Outcome::Kind::kUnknown);
  const Outcome refused = Put("d", "5");
  EXPECT_EQ(refused.kind, Outcome::Kind::kFailed);
  EXPECT_TRUE(IsError(refused.status, ErrorCode::kUnavailable)) << refused.status;
  EXPECT_EQ(Get("a"), "1");
  EXPECT_EQ(Get("b"), "3");
  Reopen();
  EXPECT_TRUE(Committed(Put("d", "5"))) << "Opened anew, it is as good as before.";
}

// Writers in one group when its meta page fails.
TEST_F(LmdbPanic, EachMemberOfAGroupIsToldNoMoreThanIsKnown) {
  std::vector<std::thread> writers;
  std::atomic<int> committed{0}, unknown{0}, failed{0};
  fault_errno = EIO;
  faults = 0;
  calls_until_fault = 20;
  for (int w = 0; w < 8; ++w) {
    writers.emplace_back([&, w] {
      for (int i = 0; i < 20; ++i) {
        const std::string key = std::to_string(w) + "." + std::to_string(i);
        const Outcome outcome = Put(key, "v");
        const auto found = Get(key);
        switch (outcome.kind) {
          case Outcome::Kind::kCommitted:
            EXPECT_EQ(found, "v");
            ++committed;
            break;
          case Outcome::Kind::kFailed:
            EXPECT_EQ(found, std::nullopt);
            ++failed;
            break;
          default:
            EXPECT_EQ(outcome.kind, Outcome::Kind::kUnknown);
            ++unknown;
        }
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(faults, 1);
  EXPECT_EQ(committed + unknown + failed, 160);
  EXPECT_GE(committed, 160 - 8);
}

}  // namespace
}  // namespace stator::storage
