#include "server/lambda/http_runner.h"

#include <algorithm>
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <chrono>
#include <cstdio>
#include <deque>
#include <map>
#include <set>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "db/wire/base64.h"
#include "server/lambda/function_error.h"
#include "server/lambda/http_exchange.h"

namespace stator::server {
namespace {

using Outcome = FunctionHost::Outcome;
using Reply = FunctionHost::Reply;

// Emulators take a name or the whole path; the runtime interface emulator knows but one.
std::string InvokePath(const Endpoint& endpoint, const std::string& name) {
  if (endpoint.path.ends_with("/invocations")) return endpoint.path;
  return endpoint.path + "/2015-03-31/functions/" + name + "/invocations";
}

// LogType is left out, since SAM refuses it.
std::string InvokeRequest(const Endpoint& endpoint, const std::string& name,
                          const FunctionHost::Call& call) {
  std::string request = "POST " + InvokePath(endpoint, name) +
                        " HTTP/1.1\r\nHost: " + endpoint.host +
                        "\r\nContent-Type: application/json\r\nContent-Length: " +
                        std::to_string(call.payload.size()) +
                        "\r\nConnection: close\r\nX-Amz-Invocation-Type: RequestResponse\r\n";
  if (!call.trace.empty()) request += "X-Amzn-Trace-Id: " + call.trace + "\r\n";
  if (!call.client_context.empty()) {
    std::string encoded(wire::Base64Size(call.client_context.size()), '\0');
    wire::EncodeBase64(call.client_context, encoded.data());
    request += "X-Amz-Client-Context: " + encoded + "\r\n";
  }
  return request + "\r\n" + call.payload;
}

Reply Failed(std::string_view type, const FunctionHost::Call& call, std::string_view text) {
  return {.outcome = Outcome::kFunctionError,
          .payload = FunctionErrorJson(type, call.request_id, text)};
}

Reply TimedOut(const FunctionDefinition& function, const FunctionHost::Call& call) {
  char text[64];
  std::snprintf(text, sizeof text, "Task timed out after %lld.00 seconds",
                static_cast<long long>(function.timeout.count()));
  return Failed("Sandbox.Timedout", call, text);
}

// The emulator's way to say that it runs something else now.
bool IsBusy(const ExchangeResult& result) {
  return result.kind == ExchangeResult::Kind::kAnswered && result.status == 400 &&
         result.body.empty() && result.error_type.empty();
}

Reply ReadAnswer(const FunctionHost::Call& call, ExchangeResult result) {
  if (result.status == 429) return {.outcome = Outcome::kThrottled};
  if (result.status == 404 && result.error_type.starts_with("ResourceNotFoundException")) {
    return {.outcome = Outcome::kNotFound};
  }
  if (result.body.empty() && result.status < 400) result.body = "null";
  if (!IsJson(result.body)) {
    const bool is_timeout = result.body.starts_with("Task timed out after");
    constexpr size_t kQuotedBytesMax = 200;
    const std::string quoted = result.body.substr(0, kQuotedBytesMax);
    if (is_timeout) return Failed("Sandbox.Timedout", call, quoted);
    return Failed("Endpoint.InvalidResponse", call,
                  "the endpoint answered " + std::to_string(result.status) + ": " + quoted);
  }
  const bool is_error =
      result.has_function_error || result.status >= 400 || IsFunctionError(result.body);
  return {.outcome = is_error ? Outcome::kFunctionError : Outcome::kAnswered,
          .payload = std::move(result.body)};
}

Reply ToReply(const FunctionDefinition& function, const FunctionHost::Call& call,
              ExchangeResult result) {
  switch (result.kind) {
    case ExchangeResult::Kind::kAnswered:
      return ReadAnswer(call, std::move(result));
    case ExchangeResult::Kind::kNotReached:
      return {.outcome = Outcome::kThrottled,
              .payload = FunctionErrorJson("Endpoint.Unreachable", call.request_id,
                                           function.url + ": " + result.error)};
    case ExchangeResult::Kind::kTimedOut:
      return TimedOut(function, call);
    case ExchangeResult::Kind::kTooLarge:
      return Failed("Function.ResponseSizeTooLarge", call,
                    "Response payload size exceeded maximum allowed payload size (6291556 bytes).");
    case ExchangeResult::Kind::kBroken:
      break;
  }
  return Failed("Endpoint.Disconnected", call, result.error);
}

}  // namespace

class HttpRunner::Impl {
 public:
  explicit Impl(const Settings& settings)
      : settings_(settings), work_(loop_.get_executor()), thread_([this] { loop_.run(); }) {}

  ~Impl() {
    // What waits is answered here, what runs by its exchange.
    std::vector<std::shared_ptr<Work>> waiting;
    {
      absl::MutexLock lock(&mutex_);
      ended_ = true;
      for (auto& [name, lane] : lanes_) {
        for (auto& work : std::exchange(lane.waiting, {})) waiting.push_back(std::move(work));
      }
    }
    for (const auto& work : waiting) std::move(work->done)({.outcome = Outcome::kThrottled});
    asio::post(loop_, [this] {
      for (const auto& exchange : std::set(running_)) exchange->Cancel();
    });
    work_.reset();
    thread_.join();
  }

  void Invoke(std::shared_ptr<const FunctionDefinition> function, FunctionHost::Call call,
              FunctionHost::Done done) {
    auto work = std::make_shared<Work>(
        Work{std::move(function), std::move(call), std::move(done), /*began=*/{}});
    {
      absl::MutexLock lock(&mutex_);
      Lane& lane = LaneOf(work->function->name);
      if (!ended_ && lane.stats.running < lane.calls_max) {
        ++lane.stats.running;
        ++lane.stats.invocations;
        return Begin(std::move(work));
      }
      if (!ended_ && lane.waiting.size() < settings_.waiting_max) {
        lane.waiting.push_back(std::move(work));
        return;
      }
      ++lane.stats.throttles;
    }
    std::move(work->done)({.outcome = Outcome::kThrottled});
  }

  std::vector<FunctionStats> stats() const {
    absl::MutexLock lock(&mutex_);
    std::vector<FunctionStats> all;
    for (const auto& [name, lane] : lanes_) all.push_back(lane.stats);
    return all;
  }

  // What was learnt of an endpoint; its counts stay.
  void Forget(const std::string& name) {
    absl::MutexLock lock(&mutex_);
    const auto lane = lanes_.find(name);
    if (lane != lanes_.end()) lane->second.calls_max = settings_.calls_max;
  }

 private:
  struct Work {
    std::shared_ptr<const FunctionDefinition> function;
    FunctionHost::Call call;
    FunctionHost::Done done;
    std::chrono::steady_clock::time_point began;
  };
  struct Lane {
    int calls_max;
    std::deque<std::shared_ptr<Work>> waiting{};
    FunctionStats stats{};
  };

  Lane& LaneOf(const std::string& name) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    const auto [lane, is_new] = lanes_.try_emplace(name, Lane{settings_.calls_max});
    if (is_new) lane->second.stats.name = name;
    return lane->second;
  }

  bool HasEnded() const {
    absl::MutexLock lock(&mutex_);
    return ended_;
  }

  void Begin(std::shared_ptr<Work> work) {
    asio::post(loop_, [this, work = std::move(work)] { Start(work); });
  }

  // From here on everything is on the loop's thread.
  void Start(const std::shared_ptr<Work>& work) {
    work->began = std::chrono::steady_clock::now();
    if (HasEnded()) return End(work, {.error = "the server is stopping"}, nullptr);
    const absl::StatusOr<Endpoint> endpoint = ParseEndpoint(work->function->url);
    if (!endpoint.ok()) return End(work, {.error = "the URL is not one any more"}, nullptr);
    auto handle = std::make_shared<std::shared_ptr<HttpExchange>>();
    *handle =
        StartExchange(loop_, *endpoint, InvokeRequest(*endpoint, work->function->name, work->call),
                      work->function->timeout, [this, work, handle](ExchangeResult result) {
                        End(work, std::move(result), std::exchange(*handle, nullptr));
                      });
    running_.insert(*handle);
  }

  void End(const std::shared_ptr<Work>& work, ExchangeResult result,
           const std::shared_ptr<HttpExchange>& exchange) {
    running_.erase(exchange);
    std::shared_ptr<Work> next;
    const bool is_busy = IsBusy(result);
    bool is_queued = false;
    Reply reply = ToReply(*work->function, work->call, std::move(result));
    {
      absl::MutexLock lock(&mutex_);
      Lane& lane = LaneOf(work->function->name);
      --lane.stats.running;
      lane.stats.duration += std::chrono::duration_cast<std::chrono::microseconds>(
          std::chrono::steady_clock::now() - work->began);
      // It was not run: its turn comes when what runs has ended. With nothing of ours running it is
      // somebody else's, and whoever called may try again.
      if (is_busy) lane.calls_max = 1;
      const bool waits = is_busy && lane.stats.running > 0 && !ended_;
      if (is_busy || reply.outcome == Outcome::kThrottled || reply.outcome == Outcome::kNotFound) {
        --lane.stats.invocations;
        if (!waits) ++lane.stats.throttles;
      } else if (reply.outcome == Outcome::kFunctionError) {
        ++lane.stats.errors;
      }
      if (waits) lane.waiting.push_front(work);
      if (!lane.waiting.empty() && lane.stats.running < lane.calls_max) {
        next = std::move(lane.waiting.front());
        lane.waiting.pop_front();
        ++lane.stats.running;
        ++lane.stats.invocations;
      }
      is_queued = waits;
    }
    if (next != nullptr) Begin(std::move(next));
    if (is_queued) return;
    if (is_busy) reply = {.outcome = Outcome::kThrottled};
    std::move(work->done)(std::move(reply));
  }

  const Settings settings_;
  asio::io_context loop_;
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  std::set<std::shared_ptr<HttpExchange>> running_;  // The loop's.
  mutable absl::Mutex mutex_;
  std::map<std::string, Lane> lanes_ ABSL_GUARDED_BY(mutex_);
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

HttpRunner::HttpRunner(const Settings& settings) : impl_(std::make_unique<Impl>(settings)) {}
HttpRunner::~HttpRunner() = default;

void HttpRunner::Invoke(std::shared_ptr<const FunctionDefinition> function, FunctionHost::Call call,
                        FunctionHost::Done done) {
  impl_->Invoke(std::move(function), std::move(call), std::move(done));
}

void HttpRunner::Forget(const std::string& name) { impl_->Forget(name); }

std::vector<FunctionStats> HttpRunner::stats() const { return impl_->stats(); }

}  // namespace stator::server
