// Writing is tried at once, since the system nearly always takes a response whole; only what it
// refuses waits for the reactor. Reading goes through the reactor, for there is nearly always
// nothing to read. The handler's answer is met in one atomic variable: whoever of the two, answer
// and coroutine, comes second goes on.
#include "server/connection.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <asio/buffer.hpp>
#include <asio/post.hpp>
#include <cerrno>
#include <new>
#include <utility>

#include "server/compression.h"
#include "server/worker.h"

namespace stator::server {
namespace {

// Responses are gathered up to this size or number. Then the others have their turn.
constexpr size_t kBatchBytesMax = 64 * 1024;
constexpr int kBatchResponsesMax = 32;
// Copying a body of this size behind its head is cheaper than a second buffer for the system call.
constexpr size_t kCopiedBodyBytesMax = 16 * 1024;
// Memory for output that an idle connection keeps.
constexpr size_t kKeptOutputBytes = 16 * 1024;

using ErrorCode = asio::error_code;

}  // namespace

struct Connection::Received {
  Connection& connection;
  std::span<char> space;
  size_t bytes = 0;

  bool await_ready() const { return connection.broken_; }
  void await_suspend(std::coroutine_handle<> then) {
    connection.receiving_ = true;
    connection.socket_.async_read_some(asio::buffer(space.data(), space.size()),
                                       [this, then](ErrorCode error, size_t received) {
                                         connection.receiving_ = false;
                                         bytes = error ? 0 : received;
                                         then.resume();
                                       });
  }
  size_t await_resume() const { return bytes; }
};

struct Connection::Flushed {
  Connection& connection;

  bool await_ready() const { return connection.Send(); }
  void await_suspend(std::coroutine_handle<> then) {
    connection.stalled_ = connection.worker_.now();
    connection.AwaitWritable(then);
  }
  void await_resume() const {}
};

struct Connection::Answered {
  Connection& connection;

  bool await_ready() const {
    return connection.answer_.load(std::memory_order_acquire) == Answer::kReady;
  }
  bool await_suspend(std::coroutine_handle<> then) {
    connection.waiting_ = then;
    Answer expected = Answer::kPending;
    return connection.answer_.compare_exchange_strong(expected, Answer::kAwaited,
                                                      std::memory_order_acq_rel);
  }
  void await_resume() const {}
};

struct Connection::Yielded {
  Connection& connection;

  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> then) {
    asio::post(connection.worker_.context(), [then] { then.resume(); });
  }
  void await_resume() const {}
};

Connection::Connection(Worker& worker, std::shared_ptr<Handler> handler,
                       asio::ip::tcp::socket socket)
    : worker_(worker),
      handler_(std::move(handler)),
      socket_(std::move(socket)),
      parser_(&worker.budget(), worker.settings().limits) {}

Detached Connection::Serve() {
  try {
    FeedResult fed;
    while (!broken_ && !closing_) {
      if (fed.state == FeedState::kNeedMore) {
        if (fed.send_continue) out_ += "HTTP/1.1 100 Continue\r\n\r\n";
        co_await Flushed{*this};
        if (stopping_ && parser_.idle()) break;
        SetReadDeadline();
        const size_t received = co_await Received{*this, parser_.Space()};
        if (received == 0) break;
        fed = parser_.Commit(received);
        continue;
      }
      if (fed.state == FeedState::kFailed) {
        Refuse(fed.error);
        break;
      }
      Handle();
      if (answer_.load(std::memory_order_acquire) != Answer::kReady) {
        co_await Flushed{*this};
        co_await Answered{*this};
      }
      Compose(std::move(response_));
      if (closing_) break;
      if (BatchIsFull()) {
        co_await Flushed{*this};
        co_await Yielded{*this};
      }
      fed = parser_.Next();
    }
    co_await Flushed{*this};
    // A server that stops does not wait for clients to leave.
    if (closing_ && !broken_ && !stopping_) {
      ErrorCode ignored;
      socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
      SetDeadline(worker_.now() + worker_.settings().timeouts.linger);
      while (co_await Received{*this, worker_.scratch()} > 0) {
      }
    }
  } catch (const std::bad_alloc&) {
    // The client sees the connection close.
  }
  // Only when memory ran out while the handler was at work, which still points here.
  if (handling_) co_await Answered{*this};
  worker_.Remove(*this);
}

void Connection::Handle() {
  SetDeadline(TimePoint::max());
  reading_ = Reading::kNothing;
  has_served_ = true;
  handling_ = true;
  answer_.store(Answer::kPending, std::memory_order_relaxed);
  const HttpRequest request = parser_.request();
  head_only_ = request.method == "HEAD";
  try {
    handler_->Handle(request, Responder(*this));
  } catch (...) {
    // The responder has answered 500 while it was destroyed, or lives on and will answer.
  }
}

void Connection::Complete(HttpResponse&& response) {
  response_ = std::move(response);
  if (answer_.exchange(Answer::kReady, std::memory_order_acq_rel) == Answer::kAwaited) {
    asio::post(worker_.context(), [this] { waiting_.resume(); });
  }
}

void Connection::Compose(HttpResponse response) {
  handling_ = false;
  Compress(response);
  closing_ = response.close || stopping_ || !parser_.keep_alive();
  worker_.writer().AppendHead(response, !closing_, out_);
  if (!head_only_) {
    if (response.body.size() <= kCopiedBodyBytesMax) {
      out_ += response.body;
    } else {
      body_ = std::move(response.body);
    }
  }
  ++batched_;
}

void Connection::Refuse(HttpError error) {
  head_only_ = false;
  std::string_view type = "com.amazon.coral.service#SerializationException";
  if (error.status == 413) type = "com.amazon.coral.service#RequestEntityTooLargeException";
  if (error.status == 503) type = "com.amazon.coral.service#ServiceUnavailableException";
  HttpResponse response;
  response.status = error.status;
  response.body = ErrorBody(type, error.reason);
  response.close = true;
  Compose(std::move(response));
}

bool Connection::BatchIsFull() const {
  return !body_.empty() || out_.size() >= kBatchBytesMax || batched_ >= kBatchResponsesMax;
}

// True when nothing is left to send, or the connection is broken.
bool Connection::Send() {
  while (!broken_ && sent_ < out_.size() + body_.size()) {
    std::array<iovec, 2> parts;
    int count = 0;
    if (sent_ < out_.size()) parts[count++] = {out_.data() + sent_, out_.size() - sent_};
    const size_t body_sent = sent_ > out_.size() ? sent_ - out_.size() : 0;
    if (!body_.empty()) parts[count++] = {body_.data() + body_sent, body_.size() - body_sent};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = static_cast<size_t>(count);
    const ssize_t sent = ::sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return false;
    if (sent < 0) broken_ = true;
    sent_ += static_cast<size_t>(std::max<ssize_t>(sent, 0));
  }
  sent_ = 0;
  batched_ = 0;
  out_.clear();
  if (out_.capacity() > kKeptOutputBytes) out_.shrink_to_fit();
  body_ = std::string();
  return true;
}

void Connection::AwaitWritable(std::coroutine_handle<> then) {
  SetWriteDeadline();
  socket_.async_wait(asio::ip::tcp::socket::wait_write, [this, then](ErrorCode error) {
    if (error) broken_ = true;
    if (Send()) {
      then.resume();
    } else {
      AwaitWritable(then);
    }
  });
}

void Connection::Stop() {
  stopping_ = true;
  if (receiving_ && (closing_ || parser_.idle())) Close();
}

void Connection::Close() {
  broken_ = true;
  ErrorCode ignored;
  socket_.close(ignored);
}

void Connection::CheckDeadline(TimePoint now) {
  if (now < deadline_) return;
  if (std::exchange(overdue_, true)) Close();
}

void Connection::SetReadDeadline() {
  const Timeouts& timeouts = worker_.settings().timeouts;
  Reading reading = Reading::kHead;
  if (parser_.in_body()) {
    reading = Reading::kBody;
  } else if (parser_.idle() && has_served_) {
    reading = Reading::kIdle;
  }
  if (reading != reading_) {
    reading_ = reading;
    reading_since_ = worker_.now();
  }
  if (reading == Reading::kBody) {
    SetDeadline(RateDeadline(reading_since_, timeouts.body_grace, parser_.received()));
  } else {
    SetDeadline(reading_since_ + (reading == Reading::kIdle ? timeouts.idle : timeouts.header));
  }
}

void Connection::SetWriteDeadline() {
  const auto grace = worker_.settings().timeouts.write_stall;
  SetDeadline(std::min(worker_.now() + grace, RateDeadline(stalled_, grace, sent_)));
}

void Connection::SetDeadline(TimePoint deadline) {
  deadline_ = deadline;
  // A byte now and then moves the deadline a little, and must not wipe the slate.
  overdue_ = overdue_ && deadline <= worker_.now();
}

Connection::TimePoint Connection::RateDeadline(TimePoint began, std::chrono::milliseconds grace,
                                               size_t bytes) const {
  const size_t rate = worker_.settings().timeouts.bytes_per_second_min;
  return began + grace + std::chrono::milliseconds(bytes * 1000 / std::max<size_t>(rate, 1));
}

}  // namespace stator::server
