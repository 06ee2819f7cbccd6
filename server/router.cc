#include "server/router.h"

#include <arpa/inet.h>

#include <optional>

#include "db/base/limits.h"
#include "db/request/target.h"
#include "http/accept_encoding.h"
#include "http/header_line.h"
#include "server/compression.h"

namespace stator::server {
namespace {

using http::EqualsIgnoringCase;

constexpr std::string_view kAdminPrefix = "/_stator";
constexpr size_t kAdminBodyBytesMax = 64 * 1024;
// Names from a client are repeated to it up to this length.
constexpr size_t kQuotedBytesMax = 200;

std::string_view TrimRight(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// "application/json; charset=utf-8" is "application/json".
std::string_view WithoutParameters(std::string_view media_type) {
  return TrimRight(media_type.substr(0, media_type.find(';')));
}

std::string_view PathOf(std::string_view target) { return target.substr(0, target.find('?')); }

// The name or address of "name:port" or "[address]:port"; nullopt if it is neither.
std::optional<std::string_view> WithoutPort(std::string_view host) {
  const bool bracketed = !host.empty() && host.front() == '[';
  const size_t end = bracketed ? host.find(']') : host.find(':');
  if (bracketed && end == std::string_view::npos) return std::nullopt;
  const std::string_view name = bracketed ? host.substr(1, end - 1) : host.substr(0, end);
  std::string_view rest =
      end == std::string_view::npos ? std::string_view() : host.substr(end + (bracketed ? 1 : 0));
  if (rest.empty()) return name;
  if (rest.front() != ':' || rest.size() > 6) return std::nullopt;
  rest.remove_prefix(1);
  return rest.find_first_not_of("0123456789") == std::string_view::npos
             ? std::optional<std::string_view>(name)
             : std::nullopt;
}

// Numeric addresses have more than one spelling, so they are compared as bytes.
struct Address {
  int family = 0;  // AF_INET, AF_INET6; 0 for what is not numeric.
  in6_addr bytes{};

  static Address Parse(std::string_view text) {
    Address address;
    const std::string terminated(text.substr(0, INET6_ADDRSTRLEN));
    if (inet_pton(AF_INET, terminated.c_str(), &address.bytes) == 1) {
      address.family = AF_INET;
    } else if (inet_pton(AF_INET6, terminated.c_str(), &address.bytes) == 1) {
      address.family = AF_INET6;
    }
    return address;
  }

  bool IsLoopback() const {
    if (family == AF_INET) return bytes.s6_addr[0] == 127;
    return family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&bytes);
  }
  bool IsWildcard() const {
    if (family == AF_INET) return bytes.s6_addr32[0] == 0;
    return family == AF_INET6 && IN6_IS_ADDR_UNSPECIFIED(&bytes);
  }
  friend bool operator==(const Address& a, const Address& b) {
    return a.family == b.family && IN6_ARE_ADDR_EQUAL(&a.bytes, &b.bytes);
  }
};

// A name without a dot is one that only this network's own resolver gives, as it does for
// containers; no page from elsewhere can have it.
bool IsLocalName(std::string_view name) {
  constexpr std::string_view kCharacters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  return !name.empty() && name.find_first_not_of(kCharacters) == std::string_view::npos;
}

HttpResponse Refusal(std::string_view what, std::string_view name, std::string_view flag) {
  const std::string quoted(name.substr(0, kQuotedBytesMax));
  std::string message(what);
  message += " '" + quoted + "' is not allowed. To allow it, start the server with ";
  message += flag;
  message += ' ';
  message += quoted;
  HttpResponse response;
  response.status = 403;
  response.body = ErrorBody("com.amazon.coral.service#AccessDeniedException", message);
  return response;
}

// What a body that cannot be read is answered with.
std::string BodyRefusal(int status) {
  switch (status) {
    case 413:
      return ErrorBody("com.amazon.coral.service#RequestEntityTooLargeException",
                       "The request body is too large");
    case 415:
      return ErrorBody("com.amazon.coral.service#SerializationException",
                       "Content-Encoding must be gzip or identity");
    default:
      // As for any body that is not JSON.
      return R"({"__type":"com.amazon.coral.service#SerializationException"})";
  }
}

HttpResponse NotFound(std::string_view cors) {
  HttpResponse response;
  response.status = 404;
  response.body = "<UnknownOperationException/>\n";
  response.content_type = {};
  response.extra_headers = cors;
  return response;
}

HttpResponse Preflight(const HttpRequest& request, std::string_view cors) {
  HttpResponse response;
  response.content_type = {};
  response.extra_headers = cors;
  response.extra_headers +=
      "Access-Control-Allow-Methods: GET, POST, PUT, DELETE\r\nAccess-Control-Max-Age: 172800\r\n";
  if (!request.request_headers.empty()) {
    response.extra_headers += "Access-Control-Allow-Headers: ";
    response.extra_headers += request.request_headers;
    response.extra_headers += "\r\n";
  }
  return response;
}

}  // namespace

Router::Router(RouterSettings settings, Dispatcher& dispatcher, AdminHandler* admin,
               LambdaHandler* lambda)
    : settings_(std::move(settings)),
      dispatcher_(dispatcher),
      admin_(admin),
      lambda_(lambda),
      healthy_("healthy: dynamodb." + settings_.region + ".amazonaws.com ") {
  for (const std::string& origin : settings_.allowed_origins) {
    std::string headers = "Access-Control-Allow-Origin: " + origin +
                          "\r\nAccess-Control-Expose-Headers: x-amzn-RequestId, x-amz-crc32\r\n";
    if (origin != "*") headers += "Vary: Origin\r\n";
    origins_.emplace_back(origin, std::move(headers));
  }
}

void Router::Handle(const HttpRequest& request, Responder responder) {
  // Only HTTP/1.0, which no browser speaks, may come without a Host.
  if (request.host.has_value() && !IsAllowedHost(*request.host)) {
    const std::string_view name = WithoutPort(*request.host).value_or(*request.host);
    return responder.Send(Refusal("The host", name, "--allow-host"));
  }
  std::string_view cors;
  if (request.origin.has_value()) {
    const std::string* headers = FindOrigin(*request.origin);
    if (headers == nullptr) {
      return responder.Send(Refusal("The origin", *request.origin, "--allow-origin"));
    }
    cors = *headers;
  }
  Route(request, cors, std::move(responder));
}

void Router::Route(const HttpRequest& request, std::string_view cors, Responder responder) {
  const std::string_view path = PathOf(request.target);
  if (request.method == "OPTIONS" && !cors.empty()) {
    return responder.Send(Preflight(request, cors));
  }
  if (path == "/" && request.method == "POST") {
    return RouteOperation(request, cors, std::move(responder));
  }
  if (path == "/" && (request.method == "GET" || request.method == "HEAD")) {
    HttpResponse response;
    response.body = healthy_;
    response.content_type = {};
    response.extra_headers = cors;
    return responder.Send(std::move(response));
  }
  const bool is_admin = path.substr(0, kAdminPrefix.size()) == kAdminPrefix &&
                        (path.size() == kAdminPrefix.size() || path[kAdminPrefix.size()] == '/');
  if (is_admin && admin_ != nullptr) {
    return RouteAdmin(request, cors, std::move(responder));
  }
  if (lambda_ != nullptr && IsLambdaPath(path)) {
    return lambda_->Dispatch(request, cors, std::move(responder));
  }
  responder.Send(NotFound(cors));
}

void Router::RouteAdmin(const HttpRequest& request, std::string_view cors, Responder responder) {
  AdminReply reply(std::move(responder), cors, http::AcceptsGzip(request.accept_encoding));
  const PlainBody body(request.body, request.content_encoding, kAdminBodyBytesMax);
  const bool too_large = body.error() == 0 && body.view().size() > kAdminBodyBytesMax;
  const int error = too_large ? 413 : body.error();
  if (error != 0) return reply.Send({.status = error, .body = BodyRefusal(error)});
  std::string_view path = PathOf(request.target).substr(kAdminPrefix.size());
  if (!path.empty()) path.remove_prefix(1);
  admin_->Dispatch({.method = request.method, .path = path, .body = body.view()}, std::move(reply));
}

void Router::RouteOperation(const HttpRequest& request, std::string_view cors,
                            Responder responder) {
  const std::string_view media_type = WithoutParameters(request.content_type);
  std::string_view answered_type = kAmzJson;
  if (EqualsIgnoringCase(media_type, kJson) || (media_type.empty() && request.amz_target.empty())) {
    answered_type = kJson;
  } else if (!EqualsIgnoringCase(media_type, kAmzJson)) {
    return responder.Send(NotFound(cors));
  }
  OperationReply reply(std::move(responder), answered_type, cors,
                       http::AcceptsGzip(request.accept_encoding));
  if (media_type.empty()) return reply.SendUnknownOperation();
  const PlainBody body(request.body, request.content_encoding, limits::kRequestBytesMax);
  // The connection lets longer bodies in where code may be uploaded.
  const int error = request.body.size() > limits::kRequestBytesMax ? 413 : body.error();
  if (error != 0) return reply.Send(error, BodyRefusal(error));
  const OperationCall call{.target = Target::Parse(request.amz_target),
                           .body = body.view(),
                           .host = request.host.value_or(""),
                           .trace = request.trace_id};
  dispatcher_.Dispatch(call, std::move(reply));
}

bool Router::IsAllowedHost(std::string_view host) const {
  const std::optional<std::string_view> name = WithoutPort(host);
  for (const std::string& allowed : settings_.allowed_hosts) {
    if (allowed == "*" || (name.has_value() && EqualsIgnoringCase(*name, allowed))) return true;
  }
  if (!name.has_value()) return false;
  if (EqualsIgnoringCase(*name, "localhost")) return true;
  const Address address = Address::Parse(*name);
  const Address bound = Address::Parse(settings_.address);
  if (address.family == 0) return bound.IsWildcard() && IsLocalName(*name);
  return address.IsLoopback() || bound.IsWildcard() || address == bound;
}

const std::string* Router::FindOrigin(std::string_view origin) const {
  for (const auto& [allowed, headers] : origins_) {
    if (allowed == "*" || EqualsIgnoringCase(allowed, origin)) return &headers;
  }
  return nullptr;
}

}  // namespace stator::server
