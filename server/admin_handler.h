// The seam between the router and what answers under /_stator/.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "server/handler.h"

namespace stator::server {

inline constexpr std::string_view kJson = "application/json";

// What is answered to one request.
struct AdminAnswer {
  int status = 200;
  std::string body{};
  std::string_view content_type = kJson;  // A literal.
  std::string_view allow{};               // With status 405: the methods that there are. A literal.
};

// The right, and the duty, to answer: a Responder that knows what the router adds.
class AdminReply {
 public:
  // `headers`, whole header lines, outlives the reply. `may_compress`: see HttpResponse.
  AdminReply(Responder responder, std::string_view headers, bool may_compress)
      : responder_(std::move(responder)), headers_(headers), may_compress_(may_compress) {}

  // The views that Dispatch was given are invalid when it returns.
  void Send(AdminAnswer answer);

 private:
  Responder responder_;
  std::string_view headers_;
  bool may_compress_;
};

// Views, valid until the reply is sent or Dispatch returns, whichever comes first.
struct AdminCall {
  std::string_view method;
  std::string_view path;  // Behind "/_stator/", without a query.
  std::string_view body;  // Inflated.
};

class AdminHandler {
 public:
  virtual ~AdminHandler() = default;

  // Called on many threads at once; the thread's other connections wait until it returns.
  virtual void Dispatch(const AdminCall& call, AdminReply reply) = 0;
};

}  // namespace stator::server
