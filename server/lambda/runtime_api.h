// The Lambda Runtime API, as one child sees it: from HTTP to the host of the child.
//
//   GET  /2018-06-01/runtime/invocation/next            the next invocation, when there is one
//   POST /2018-06-01/runtime/invocation/{id}/response   what the function returned
//   POST /2018-06-01/runtime/invocation/{id}/error      what it threw
//   POST /2018-06-01/runtime/init/error                 why it could not be loaded
//
// The child knows a host and a port, no path: so each has a port of its own (RuntimePort).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/handler.h"

namespace stator::server {

// Answers requests; on the runner's thread.
class RuntimeApi final : public Handler {
 public:
  enum class Verdict {
    kTaken,
    kTooLarge,     // Taken as a failure of the function.
    kNotExpected,  // Of another invocation, which has ended or never was.
  };

  // Who has the child.
  class Host {
   public:
    // The child waits for an invocation: `responder` is kept until there is one.
    virtual void OnNext(Responder responder) = 0;
    virtual Verdict OnResponse(std::string_view request_id, std::string_view payload) = 0;
    virtual Verdict OnError(std::string_view request_id, std::string_view payload,
                            std::string_view type) = 0;
    virtual Verdict OnInitError(std::string_view payload, std::string_view type) = 0;
    // False while an invocation is under way, which must be answered first.
    virtual bool MayAskForNext() const = 0;

   protected:
    ~Host() = default;
  };

  explicit RuntimeApi(Host& host) : host_(&host) {}

  // The host goes; connections may live on a little.
  void Detach() { host_ = nullptr; }

  void Handle(const HttpRequest& request, Responder responder) override;

 private:
  void HandleGet(const HttpRequest& request, Responder responder);
  void HandlePost(const HttpRequest& request, Responder responder);

  Host* host_;
};

// What is sent with an event.
struct InvocationHead {
  std::string_view request_id;
  int64_t deadline_ms = 0;  // Since 1970, by the machine's clock.
  std::string_view function_arn;
  std::string_view trace;
  std::string_view client_context;
};

// The answer to "next".
HttpResponse InvocationResponse(const InvocationHead& head, std::string payload);

}  // namespace stator::server
