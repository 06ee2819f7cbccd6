// The seam between connections and what answers them. A handler knows nothing of sockets, and is
// tested without one.
//
//   class Hello : public Handler {
//     void Handle(const HttpRequest&, Responder responder) override {
//       responder.Send({.body = "{}"});          // now, or later from any thread
//     }
//   };
#pragma once

#include <utility>

#include "server/http_request.h"
#include "server/http_response.h"

namespace stator::server {

// Where a response goes: a connection, or a test.
class ResponseSink {
 public:
  // Called exactly once for each request, from any thread. The sink may be gone when it returns.
  virtual void Complete(HttpResponse&& response) = 0;

 protected:
  ~ResponseSink() = default;
};

// The right, and the duty, to answer one request. Movable; used by one thread at a time. Sending
// within Handle costs one atomic exchange: no allocation and no switch of thread. Sent from another
// thread, the response is handed to the connection's own thread. A responder that is destroyed
// without having been used answers 500, so that no client waits for ever.
class Responder {
 public:
  explicit Responder(ResponseSink& sink) : sink_(&sink) {}
  Responder(Responder&& other) noexcept : sink_(std::exchange(other.sink_, nullptr)) {}
  Responder& operator=(Responder&& other) noexcept {
    if (this != &other) {
      Abandon();
      sink_ = std::exchange(other.sink_, nullptr);
    }
    return *this;
  }
  ~Responder() { Abandon(); }

  // REQUIRES: not moved from, not yet used. The request's views are invalid when it returns.
  void Send(HttpResponse response) { std::exchange(sink_, nullptr)->Complete(std::move(response)); }

 private:
  void Abandon() noexcept;

  ResponseSink* sink_;
};

// Answers requests. Handle is called on many threads at once, and should return soon: the
// connections that share its thread wait for it. What takes long takes the responder along.
class Handler {
 public:
  virtual ~Handler() = default;
  virtual void Handle(const HttpRequest& request, Responder responder) = 0;
};

}  // namespace stator::server
