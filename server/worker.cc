#include "server/worker.h"

#include <unistd.h>

#include <algorithm>
#include <asio/post.hpp>
#include <iterator>
#include <utility>

namespace stator::server {
namespace {

using std::chrono::milliseconds;

milliseconds CheckInterval(const Timeouts& timeouts) {
  const milliseconds shortest = std::min(
      {timeouts.header, timeouts.body_grace, timeouts.write_stall, timeouts.idle, timeouts.linger});
  return std::clamp(shortest / 4, milliseconds(5), milliseconds(1000));
}

// Closes the socket of a task that the loop never came to run.
class OwnedSocket {
 public:
  explicit OwnedSocket(int socket) : socket_(socket) {}
  OwnedSocket(OwnedSocket&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
  OwnedSocket& operator=(OwnedSocket&&) = delete;
  ~OwnedSocket() {
    if (socket_ >= 0) ::close(socket_);
  }
  int Release() { return std::exchange(socket_, -1); }

 private:
  int socket_;
};

}  // namespace

Worker::Worker(const ConnectionSettings& settings, BodyBudget& budget, const Clock& clock)
    : settings_(settings),
      budget_(budget),
      writer_(clock),
      scratch_(std::make_unique_for_overwrite<char[]>(kScratchBytes)),
      context_(1),
      work_(asio::make_work_guard(context_)),
      check_timer_(context_),
      grace_timer_(context_),
      check_interval_(CheckInterval(settings.timeouts)),
      now_(std::chrono::steady_clock::now()) {}

Worker::~Worker() {
  stopping_ = expired_ = true;
  for (Connection& connection : connections_) connection.Close();
  while (!connections_.empty()) {
    context_.restart();
    context_.run_one();
  }
}

void Worker::Adopt(int socket, std::shared_ptr<Handler> handler) {
  load_.fetch_add(1, std::memory_order_relaxed);
  asio::post(context_, [this, owned = OwnedSocket(socket), handler = std::move(handler)]() mutable {
    AdoptHere(owned.Release(), std::move(handler));
  });
}

size_t Worker::Run() {
  context_.run();
  return connections_.size();
}

void Worker::Stop(milliseconds grace) {
  asio::post(context_, [this, grace] { StopHere(grace); });
}

void Worker::AdoptHere(int socket, std::shared_ptr<Handler> handler) {
  using asio::ip::tcp;
  asio::error_code error;
  tcp::socket owned(context_);
  // The protocol is what a later bind or connect would need to know; here nobody asks.
  owned.assign(tcp::v4(), socket, error);
  if (error || stopping_) {
    if (error) ::close(socket);
    load_.fetch_sub(1, std::memory_order_relaxed);
    return;
  }
  if (!std::exchange(checking_, true)) {
    now_ = std::chrono::steady_clock::now();
    ScheduleCheck();
  }
  connections_.emplace_back(*this, std::move(handler), std::move(owned));
  connections_.back().Start(std::prev(connections_.end()));
}

void Worker::Remove(Connection& connection) {
  connections_.erase(connection.place());
  load_.fetch_sub(1, std::memory_order_relaxed);
  QuitIfDone();
}

void Worker::StopHere(milliseconds grace) {
  if (std::exchange(stopping_, true)) return;
  // A connection that stops may end at once, but never within the call.
  for (Connection& connection : connections_) connection.Stop();
  grace_timer_.expires_after(grace);
  grace_timer_.async_wait([this](asio::error_code error) {
    if (error) return;
    expired_ = true;
    for (Connection& connection : connections_) connection.Close();
    QuitIfDone();
  });
  QuitIfDone();
}

void Worker::ScheduleCheck() {
  check_timer_.expires_after(check_interval_);
  check_timer_.async_wait([this](asio::error_code error) {
    if (!error) CheckDeadlines();
  });
}

void Worker::CheckDeadlines() {
  now_ = std::chrono::steady_clock::now();
  for (Connection& connection : connections_) connection.CheckDeadline(now_);
  // The timer runs only while there are connections: an idle server sleeps.
  checking_ = !connections_.empty();
  if (checking_) ScheduleCheck();
}

// Stopped, and nothing left that ends by itself: what is still being handled ends when its handler
// likes.
void Worker::QuitIfDone() {
  if (!stopping_) return;
  const bool done = std::all_of(connections_.begin(), connections_.end(),
                                [this](Connection& each) { return expired_ && each.handling(); });
  if (done) context_.stop();
}

}  // namespace stator::server
