#include "server/lambda/lambda_api.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "db/base/utf8.h"
#include "http/header_line.h"
#include "server/compression.h"
#include "server/lambda/function_error.h"
#include "server/lambda/lambda_missing.h"
#include "server/lambda/lambda_path.h"
#include "server/lambda/zip_archive.h"

namespace stator::server {
namespace {

constexpr std::string_view kRestJson = "application/json";

struct LambdaRoute {
  std::string_view method;
  std::string_view path;  // Of MatchPath.
  LambdaOperation run;    // nullptr: Invoke.
};

constexpr LambdaRoute kLambdaRoutes[] = {
    {"POST", "/2015-03-31/functions/*/invocations", nullptr},
    {"POST", "/2015-03-31/functions", &CreateFunction},
    {"GET", "/2015-03-31/functions", &ListFunctions},
    {"GET", "/2015-03-31/functions/*", &GetFunction},
    {"DELETE", "/2015-03-31/functions/*", &DeleteFunction},
    {"GET", "/2015-03-31/functions/*/configuration", &GetFunctionConfiguration},
    {"PUT", "/2015-03-31/functions/*/configuration", &UpdateFunctionConfiguration},
    {"PUT", "/2015-03-31/functions/*/code", &UpdateFunctionCode},
    {"GET", "/2015-03-31/functions/*/versions", &ListVersionsByFunction},
    {"GET", "/2015-03-31/functions/*/aliases", &ListAliases},
    {"GET", "/2015-03-31/functions/*/policy", &GetPolicy},
    {"GET", "/2019-09-30/functions/*/concurrency", &GetFunctionConcurrency},
    {"GET", "/2019-09-30/functions/*/provisioned-concurrency", &ReadProvisionedConcurrency},
    {"GET", "/2021-10-31/functions/*/url", &GetFunctionUrlConfig},
    {"GET", "/2021-10-31/functions/*/urls", &ListFunctionUrlConfigs},
    {"GET", "/2018-10-31/layers", &ListLayers},
    {"GET", "/2020-04-22/code-signing-configs", &ListCodeSigningConfigs},
    {"GET", "/2020-06-30/functions/*/code-signing-config", &GetFunctionCodeSigningConfig},
    {"GET", "/2015-03-31/functions/*/aliases/*", &GetAlias},
    {"GET", "/2017-03-31/tags/*", &ListTags},
    {"POST", "/2017-03-31/tags/*", &TagResource},
    {"DELETE", "/2017-03-31/tags/*", &UntagResource},
    {"POST", "/2015-03-31/event-source-mappings", &CreateEventSourceMapping},
    {"GET", "/2015-03-31/event-source-mappings", &ListEventSourceMappings},
    {"GET", "/2015-03-31/event-source-mappings/*", &GetEventSourceMapping},
    {"PUT", "/2015-03-31/event-source-mappings/*", &UpdateEventSourceMapping},
    {"DELETE", "/2015-03-31/event-source-mappings/*", &DeleteEventSourceMapping},
    {"PUT", "/2019-09-25/functions/*/event-invoke-config", &PutFunctionEventInvokeConfig},
    {"POST", "/2019-09-25/functions/*/event-invoke-config", &UpdateFunctionEventInvokeConfig},
    {"GET", "/2019-09-25/functions/*/event-invoke-config", &GetFunctionEventInvokeConfig},
    {"DELETE", "/2019-09-25/functions/*/event-invoke-config", &DeleteFunctionEventInvokeConfig},
    {"GET", "/2019-09-25/functions/*/event-invoke-config/list", &ListFunctionEventInvokeConfigs},
};

// The value of a header that a request has no member for; empty if it is absent.
std::string HeaderOf(const HttpRequest& request, std::string_view name) {
  std::string_view lines = request.header_lines;
  while (!lines.empty()) {
    const size_t end = std::min(lines.find("\r\n"), lines.size());
    const std::optional<http::HeaderLine> line = http::ParseHeaderLine(lines.substr(0, end));
    if (line && http::EqualsIgnoringCase(line->name, name)) return std::string(line->value);
    lines.remove_prefix(std::min(lines.size(), end + 2));
  }
  return {};
}

// It is kept with events, as text: what is none says nothing.
std::string TraceOf(const HttpRequest& request) {
  std::string trace = HeaderOf(request, "X-Amzn-Trace-Id");
  return IsValidUtf8(trace) ? trace : std::string();
}

class LambdaReply {
 public:
  LambdaReply(Responder responder, std::string_view headers)
      : responder_(std::move(responder)), headers_(headers) {}

  void Send(LambdaAnswer answer) {
    HttpResponse response;
    response.status = answer.status;
    response.body = std::move(answer.body);
    response.content_type = response.body.empty() ? std::string_view() : kRestJson;
    response.extra_headers = std::move(answer.headers);
    response.extra_headers += headers_;
    responder_.Send(std::move(response));
  }

 private:
  Responder responder_;
  std::string_view headers_;
};

// Who may come in at all; nullopt: this one may.
std::optional<LambdaAnswer> Refuse(const HttpRequest& request, bool is_loopback) {
  if (!is_loopback) {
    return LambdaError(403, "AccessDeniedException",
                       "Functions are programs that run on this machine, so their API is served "
                       "on a loopback address only: start the server with --host 127.0.0.1.");
  }
  if (request.authorization.empty()) {
    return LambdaError(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  return std::nullopt;
}

// Of AWS Lambda's, or of nobody's.
LambdaAnswer UnknownOperation(const HttpRequest& request, std::string_view path) {
  const std::string_view name = MissingOperation(request.method, path);
  if (!name.empty()) {
    return LambdaError(404, "UnknownOperationException",
                       std::string(name) + " is not supported by this version");
  }
  return LambdaError(404, "UnknownOperationException",
                     "This version has no operation " + std::string(request.method) + " " +
                         std::string(Utf8Of(request.target.substr(0, 200))));
}

}  // namespace

void LambdaApi::Dispatch(const HttpRequest& request, std::string_view headers,
                         Responder responder) {
  LambdaReply reply(std::move(responder), headers);
  if (std::optional<LambdaAnswer> refusal = Refuse(request, is_loopback_)) {
    return reply.Send(*std::move(refusal));
  }
  std::string_view path = request.target.substr(0, request.target.find('?'));
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  for (const LambdaRoute& route : kLambdaRoutes) {
    if (route.method != request.method) continue;
    std::optional<std::vector<std::string>> arguments = MatchPath(route.path, path);
    if (!arguments) continue;
    const PlainBody body(request.body, request.content_encoding, kUploadBytesMax);
    if (body.error() != 0) {
      return reply.Send(LambdaError(body.error(), "InvalidRequestContentException",
                                    "The body cannot be read by its Content-Encoding"));
    }
    LambdaRequest call{.arguments = *std::move(arguments),
                       .query = ParseQuery(request.target),
                       .body = std::string(body.view()),
                       .invocation_type = HeaderOf(request, "X-Amz-Invocation-Type"),
                       .log_type = HeaderOf(request, "X-Amz-Log-Type"),
                       .client_context = HeaderOf(request, "X-Amz-Client-Context"),
                       .trace = TraceOf(request)};
    return executor_.Submit([this, run = route.run, call = std::move(call),
                             reply = std::move(reply)](bool may_run) mutable {
      if (!may_run) return;
      if (run != nullptr) return reply.Send(run(parts_, call));
      InvokeFunction(parts_, std::move(call),
                     [reply = std::move(reply)](LambdaAnswer answer) mutable {
                       reply.Send(std::move(answer));
                     });
    });
  }
  reply.Send(UnknownOperation(request, path));
}

}  // namespace stator::server
