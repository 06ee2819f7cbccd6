// One connection: a coroutine that reads a request, has it handled, writes the response, and goes
// on with the next.
//
// Requests are handled one at a time and in order, and while one is, nothing is read: a client that
// pipelines is held back by TCP. Of requests that have arrived together the responses leave
// together. Everything but Complete happens on the worker's thread.
#pragma once

#include <asio/ip/tcp.hpp>
#include <atomic>
#include <chrono>
#include <coroutine>
#include <cstddef>
#include <list>
#include <memory>
#include <string>

#include "server/coroutine.h"
#include "server/handler.h"
#include "server/http_parser.h"

namespace stator::server {

class Worker;

class Connection final : private ResponseSink {
 public:
  Connection(Worker& worker, std::shared_ptr<Handler> handler, asio::ip::tcp::socket socket);

  // Serves until the connection ends, then calls worker.Remove, which destroys it. `place` is where
  // the worker keeps it.
  void Start(std::list<Connection>::iterator place) {
    place_ = place;
    Serve();
  }
  std::list<Connection>::iterator place() const { return place_; }

  // Ends the connection after the request that is under way; at once, if there is none.
  void Stop();
  // Ends it now; a request that is being handled ends it when it is answered.
  void Close();
  // Closes it if it was overdue at the last check and still is.
  void CheckDeadline(std::chrono::steady_clock::time_point now);

  // A handler has the request and has not answered.
  bool handling() const { return handling_; }

 private:
  using TimePoint = std::chrono::steady_clock::time_point;
  enum class Answer : int { kPending, kAwaited, kReady };
  enum class Reading { kNothing, kIdle, kHead, kBody };

  // What the coroutine waits for.
  struct Received;  // bytes of the client: how many, 0 at the end
  struct Flushed;   // all output taken by the system, or the connection broken
  struct Answered;  // the handler's response
  struct Yielded;   // a turn of the other connections

  Detached Serve();
  void Handle();
  void Compose(HttpResponse response);
  void Refuse(HttpError error);
  void Complete(HttpResponse&& response) override;

  bool BatchIsFull() const;
  bool Send();
  void AwaitWritable(std::coroutine_handle<> then);
  void SetReadDeadline();
  void SetWriteDeadline();
  void SetDeadline(TimePoint deadline);
  // `bytes` moved since `began`, and when more must have.
  TimePoint RateDeadline(TimePoint began, std::chrono::milliseconds grace, size_t bytes) const;

  Worker& worker_;
  std::shared_ptr<Handler> handler_;
  std::list<Connection>::iterator place_;
  asio::ip::tcp::socket socket_;
  HttpParser parser_;

  std::string out_;   // Heads, and bodies that are small.
  std::string body_;  // A large body, which goes behind out_.
  size_t sent_ = 0;   // Of the two together.
  int batched_ = 0;   // Responses in them.
  TimePoint stalled_{};

  HttpResponse response_;
  std::atomic<Answer> answer_{Answer::kPending};
  std::coroutine_handle<> waiting_;

  TimePoint deadline_ = TimePoint::max();
  TimePoint reading_since_{};
  Reading reading_ = Reading::kNothing;
  bool has_served_ = false;
  bool overdue_ = false;
  bool receiving_ = false;  // Suspended for bytes.
  bool handling_ = false;
  bool head_only_ = false;  // The request is a HEAD.
  bool broken_ = false;     // The socket is of no more use.
  bool stopping_ = false;   // No further request after this.
  bool closing_ = false;    // The last response has been composed.
};

}  // namespace stator::server
