// One thread has it all: the loop of a server's worker, with the children's connections, output,
// ends and timers. What it does for a call takes microseconds, and a child is started by it, for
// the system kills children with the thread that they were started by. The thread begins with the
// first call. Files are looked at on the caller's thread.
#include "server/lambda/child_runner.h"

#include <algorithm>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "server/body_budget.h"
#include "server/lambda/child_command.h"
#include "server/lambda/child_pool.h"
#include "server/lambda/code_stamp.h"
#include "server/lambda/scratch.h"
#include "server/worker.h"

namespace stator::server {
namespace {

// Beyond what is taken, so that a reply that is too large can be told from a broken one.
constexpr size_t kReplyBytesMax = size_t{64} << 20;
constexpr size_t kHeadBytesMax = size_t{2} << 20;
// Of all replies together that are being read.
constexpr size_t kReplyBudgetBytes = size_t{1} << 30;

ConnectionSettings ChildConnections() {
  ConnectionSettings settings;
  // A child holds its connection while it computes.
  settings.timeouts.idle = std::chrono::hours(24);
  settings.limits.body_bytes_max = kReplyBytesMax;
  // Some runtimes send the trace of an error as a header.
  settings.limits.head_bytes_max = kHeadBytesMax;
  return settings;
}

}  // namespace

class ChildRunner::Impl {
 public:
  explicit Impl(ChildRunnerSettings settings);
  ~Impl();

  void SetEndpoint(std::string url);
  void Invoke(ChildCall call);
  void Forget(const std::string& name);
  std::vector<FunctionStats> stats() const;
  std::string Log(std::string_view function) const;

 private:
  void StopWhenAllEnded();
  ChildPool& Pool(const std::string& name);
  std::shared_ptr<FunctionRecord> Record(const std::string& name);

  const ChildRunnerSettings settings_;
  Scratch scratch_;
  const ConnectionSettings connections_ = ChildConnections();
  BodyBudget budget_{kReplyBudgetBytes};
  Worker worker_;
  asio::steady_timer stop_timer_{worker_.context()};
  ChildSurroundings surroundings_;
  std::map<std::string, std::unique_ptr<ChildPool>> pools_;  // Of the worker's thread.

  mutable absl::Mutex mutex_;
  std::map<std::string, std::shared_ptr<FunctionRecord>, std::less<>> records_
      ABSL_GUARDED_BY(mutex_);
  std::once_flag started_;
  std::thread thread_;
};

ChildRunner::Impl::Impl(ChildRunnerSettings settings)
    : settings_(std::move(settings)),
      scratch_(settings_.scratch),
      worker_(connections_, budget_, *settings_.clock),
      surroundings_{.worker = worker_,
                    .scratch = scratch_,
                    .clock = *settings_.clock,
                    .region = settings_.region,
                    .endpoint = "",
                    .idle = settings_.idle,
                    .init_timeout = settings_.init_timeout} {}

ChildRunner::Impl::~Impl() {
  if (!thread_.joinable()) return;
  asio::post(worker_.context(), [this] {
    for (const auto& [name, pool] : pools_) pool->EndAll();
    StopWhenAllEnded();
  });
  thread_.join();
}

// What is killed takes a moment to end.
void ChildRunner::Impl::StopWhenAllEnded() {
  const bool ended = std::all_of(pools_.begin(), pools_.end(),
                                 [](const auto& pool) { return pool.second->is_empty(); });
  if (ended) {
    worker_.Stop(std::chrono::milliseconds(0));
    return;
  }
  stop_timer_.expires_after(std::chrono::milliseconds(1));
  stop_timer_.async_wait([this](asio::error_code) { StopWhenAllEnded(); });
}

void ChildRunner::Impl::SetEndpoint(std::string url) {
  asio::post(worker_.context(),
             [this, url = std::move(url)]() mutable { surroundings_.endpoint = std::move(url); });
}

void ChildRunner::Impl::Invoke(ChildCall call) {
  std::call_once(started_, [this] { thread_ = std::thread([this] { worker_.Run(); }); });
  call.code_stamp = CodeStamp(call.function->code_directory);
  asio::post(worker_.context(), [this, call = std::move(call)]() mutable {
    ChildPool& pool = Pool(call.function->name);
    pool.Invoke(std::move(call));
  });
}

void ChildRunner::Impl::Forget(const std::string& name) {
  asio::post(worker_.context(), [this, name] {
    const auto pool = pools_.find(name);
    if (pool != pools_.end()) pool->second->EndIdle();
  });
}

std::vector<FunctionStats> ChildRunner::Impl::stats() const {
  absl::MutexLock lock(&mutex_);
  std::vector<FunctionStats> stats;
  for (const auto& [name, record] : records_) stats.push_back(record->stats());
  return stats;
}

std::string ChildRunner::Impl::Log(std::string_view function) const {
  absl::MutexLock lock(&mutex_);
  const auto record = records_.find(function);
  return record == records_.end() ? "" : record->second->log().Text();
}

ChildPool& ChildRunner::Impl::Pool(const std::string& name) {
  std::unique_ptr<ChildPool>& pool = pools_[name];
  if (!pool) {
    pool = std::make_unique<ChildPool>(surroundings_, settings_.children_max, Record(name));
  }
  return *pool;
}

std::shared_ptr<FunctionRecord> ChildRunner::Impl::Record(const std::string& name) {
  absl::MutexLock lock(&mutex_);
  std::shared_ptr<FunctionRecord>& record = records_[name];
  if (!record) record = std::make_shared<FunctionRecord>(name, settings_.log_bytes_max);
  return record;
}

ChildRunner::ChildRunner(ChildRunnerSettings settings)
    : impl_(std::make_unique<Impl>(std::move(settings))) {}
ChildRunner::~ChildRunner() = default;
bool ChildRunner::Runs(std::string_view runtime) { return IsRuntimeOfChild(runtime); }
void ChildRunner::SetEndpoint(std::string url) { impl_->SetEndpoint(std::move(url)); }

void ChildRunner::Invoke(std::shared_ptr<const FunctionDefinition> function,
                         FunctionHost::Call call, FunctionHost::Done done) {
  impl_->Invoke(
      {.function = std::move(function), .call = std::move(call), .done = std::move(done)});
}

void ChildRunner::Forget(const std::string& name) { impl_->Forget(name); }
std::vector<FunctionStats> ChildRunner::stats() const { return impl_->stats(); }
std::string ChildRunner::Log(std::string_view function) const { return impl_->Log(function); }

}  // namespace stator::server
