// A commit target in memory that can be held in the middle of a commit and told to fail.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "db/storage/commit_queue.h"

namespace stator::storage {

// Keys and values; spaces are not told apart. Adds are not known.
class FakeCommitTarget final : public CommitTarget, public Snapshot {
 public:
  absl::Status Begin() override {
    if (open_) return absl::InternalError("a transaction was open");
    open_ = true;
    working_ = committed_;
    applied_ = 0;
    return begin_status;
  }
  Snapshot& snapshot() override { return *this; }
  absl::Status Admit(const WriteBatch& batch) override {
    return Holds(batch, refused_key) ? absl::ResourceExhaustedError("full") : absl::OkStatus();
  }
  absl::StatusOr<uint64_t> Apply(const WriteBatch& batch) override {
    if (Holds(batch, failing_key)) return absl::InternalError("apply");
    for (const WriteBatch::Entry& entry : batch.entries()) {
      working_[std::string(entry.key)] = entry.value;
    }
    ++applied_;
    return working_stamp_ = stamp_ + applied_;
  }
  Result Commit() override {
    open_ = false;
    if (on_commit) on_commit();
    {
      absl::MutexLock lock(&mutex_);
      held_ = hold_;
      while (hold_) cv_.Wait(&mutex_);
      held_ = false;
    }
    if (!results.empty()) {
      const Result result = results.back();
      results.pop_back();
      if (!result.status.ok()) return result;
    }
    committed_ = working_;
    stamp_ += applied_;
    groups.push_back(applied_);
    return {};
  }
  void Abort() override {
    open_ = false;
    ++aborts;
  }

  absl::Status Get(Space, absl::Span<const std::string_view> keys, GetVisitor visit) override {
    for (size_t i = 0; i < keys.size(); ++i) {
      const auto found = working_.find(std::string(keys[i]));
      visit(i, found == working_.end() ? std::nullopt
                                       : std::optional<std::string_view>(found->second));
    }
    return absl::OkStatus();
  }
  absl::Status Scan(const Range&, ScanVisitor) override { return absl::UnimplementedError("scan"); }
  uint64_t stamp() const override { return stamp_ + applied_; }

  // From the next commit on, commits stop in their middle; Held waits until one has.
  void Hold() {
    absl::MutexLock lock(&mutex_);
    hold_ = true;
  }
  void AwaitHeld() {
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(&held_));
  }
  void LetGo() {
    absl::MutexLock lock(&mutex_);
    hold_ = false;
    cv_.SignalAll();
  }

  const std::map<std::string, std::string>& contents() const { return committed_; }

  // Set while no commit is going on.
  absl::Status begin_status;
  std::string refused_key = "refused";
  std::string failing_key = "failing";
  std::vector<Result> results;  // Of the next commits, the last first; then they succeed.
  std::function<void()> on_commit;
  std::vector<size_t> groups;  // Updates that wrote, of each commit.
  int aborts = 0;

 private:
  static bool Holds(const WriteBatch& batch, std::string_view key) {
    for (const WriteBatch::Entry& entry : batch.entries()) {
      if (entry.key == key) return true;
    }
    return false;
  }

  std::map<std::string, std::string> committed_, working_;
  uint64_t stamp_ = 0, working_stamp_ = 0;
  size_t applied_ = 0;
  bool open_ = false;

  absl::Mutex mutex_;
  absl::CondVar cv_;
  bool hold_ = false;
  bool held_ = false;
};

}  // namespace stator::storage
