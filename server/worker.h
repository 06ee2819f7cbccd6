// One thread's share of the server: an event loop, its connections, and what they have in common.
//
// Each worker has a loop of its own instead of all running one: connections of a worker need no
// locks among themselves, and a connection's state stays in one core's cache.
#pragma once

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <span>

#include "server/body_budget.h"
#include "server/connection.h"
#include "server/connection_settings.h"
#include "server/handler.h"
#include "server/response_writer.h"
#include "stator/clock.h"

namespace stator::server {

class Worker {
 public:
  // All three references outlive the worker.
  Worker(const ConnectionSettings& settings, BodyBudget& budget, const Clock& clock);
  // Waits for the responses that handlers still owe: they hold pointers to here.
  ~Worker();

  // From any thread. Takes over an accepted socket, whose requests `handler` answers; after Stop,
  // closes it.
  void Adopt(int socket, std::shared_ptr<Handler> handler);

  // Serves on the calling thread until stopped. Returns how many requests were still being handled
  // when `grace`, given to Stop, had passed: 0 after a clean stop.
  size_t Run();

  // From any thread. Closes idle connections, lets the others finish their request, and after
  // `grace` closes what is left.
  void Stop(std::chrono::milliseconds grace);

  // Connections adopted and not yet gone. Any thread.
  size_t load() const { return load_.load(std::memory_order_relaxed); }

  asio::io_context& context() { return context_; }

  // For connections, on the worker's thread.
  const ConnectionSettings& settings() const { return settings_; }
  BodyBudget& budget() { return budget_; }
  ResponseWriter& writer() { return writer_; }
  // The time of the last check of deadlines, or later: exact enough for timeouts, and free.
  std::chrono::steady_clock::time_point now() const { return now_; }
  // Where bytes are read that nobody wants.
  std::span<char> scratch() { return {scratch_.get(), kScratchBytes}; }
  void Remove(Connection& connection);

 private:
  static constexpr size_t kScratchBytes = 16 * 1024;

  void AdoptHere(int socket, std::shared_ptr<Handler> handler);
  void StopHere(std::chrono::milliseconds grace);
  void ScheduleCheck();
  void CheckDeadlines();
  void QuitIfDone();

  const ConnectionSettings& settings_;
  BodyBudget& budget_;
  ResponseWriter writer_;
  std::unique_ptr<char[]> scratch_;

  asio::io_context context_;
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  asio::steady_timer check_timer_;
  asio::steady_timer grace_timer_;
  std::chrono::milliseconds check_interval_;
  std::chrono::steady_clock::time_point now_;

  std::list<Connection> connections_;
  std::atomic<size_t> load_{0};
  bool checking_ = false;  // check_timer_ is set.
  bool stopping_ = false;
  bool expired_ = false;  // The grace has passed.
};

}  // namespace stator::server
