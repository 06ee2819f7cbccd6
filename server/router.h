// Which requests are let in, and where they go.
//
//   GET /       healthy: dynamodb.us-east-1.amazonaws.com
//   POST /      the operation that X-Amz-Target names, by the dispatcher
//   OPTIONS *   the preflight of a browser whose origin is allowed
//   /_stator/   what is our own, by the administration
//   /2015-03-31/functions and the like: AWS Lambda's operations on functions
//
// The gate against browsers comes first. A web page can make any browser that visits it send
// requests to this machine, and by DNS rebinding (a name of the attacker's that suddenly means
// 127.0.0.1) even read the answers. So Host must be a name that only we answer to, and a request
// that a page of another origin sent is refused unless that origin is allowed. Both are 403, with
// the flag that would allow it in the message.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/admin_handler.h"
#include "server/dispatcher.h"
#include "server/handler.h"
#include "server/lambda/lambda_handler.h"

namespace stator::server {

struct RouterSettings {
  std::string region = "us-east-1";
  // The numeric address that the listener is bound to; it is allowed as Host. A wildcard (0.0.0.0
  // or ::) allows every numeric address, and names without a dot, such as containers call each
  // other by: rebinding needs a name that the attacker can register.
  std::string address = "127.0.0.1";
  // Beyond localhost, 127.0.0.0/8 and [::1]. Names without port; "*" allows all.
  std::vector<std::string> allowed_hosts;
  // Such as "http://localhost:3000"; "*" allows all.
  std::vector<std::string> allowed_origins;
};

// Thread-safe.
class Router final : public Handler {
 public:
  // They outlive the router.
  Router(RouterSettings settings, Dispatcher& dispatcher, AdminHandler* admin = nullptr,
         LambdaHandler* lambda = nullptr);

  void Handle(const HttpRequest& request, Responder responder) override;

 private:
  bool IsAllowedHost(std::string_view host) const;
  // The CORS headers for a page of `origin`; nullptr if it is not allowed.
  const std::string* FindOrigin(std::string_view origin) const;
  void Route(const HttpRequest& request, std::string_view cors, Responder responder);
  void RouteOperation(const HttpRequest& request, std::string_view cors, Responder responder);
  void RouteAdmin(const HttpRequest& request, std::string_view cors, Responder responder);

  RouterSettings settings_;
  Dispatcher& dispatcher_;
  AdminHandler* const admin_;
  LambdaHandler* const lambda_;
  std::string healthy_;
  std::vector<std::pair<std::string, std::string>> origins_;  // Origin and its header lines.
};

}  // namespace stator::server
