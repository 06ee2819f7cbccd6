#include "server/lambda/runtime_api.h"

#include <algorithm>
#include <utility>

#include "http/header_line.h"
#include "server/lambda/function_error.h"

namespace stator::server {
namespace {

constexpr std::string_view kRoot = "/2018-06-01/runtime/";
constexpr std::string_view kInvocation = "invocation/";
constexpr std::string_view kJson = "application/json";
constexpr std::string_view kErrorTypeHeader = "Lambda-Runtime-Function-Error-Type";

bool TakePrefix(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

HttpResponse RuntimeError(int status, std::string_view type, std::string_view message) {
  HttpResponse response;
  response.status = status;
  response.content_type = kJson;
  response.body = ErrorPayload(type, message);
  return response;
}

HttpResponse VerdictResponse(RuntimeApi::Verdict verdict) {
  switch (verdict) {
    case RuntimeApi::Verdict::kTooLarge:
      return RuntimeError(413, "RequestEntityTooLarge", "Exceeded maximum allowed payload size");
    case RuntimeApi::Verdict::kNotExpected:
      return RuntimeError(400, "InvalidRequestID", "Invalid request ID");
    case RuntimeApi::Verdict::kTaken:
      break;
  }
  HttpResponse response;
  response.status = 202;
  response.content_type = kJson;
  response.body = "{\"status\":\"OK\"}";
  return response;
}

// Of a header that requests have no member for; empty if it is not there.
std::string_view RawHeader(std::string_view lines, std::string_view name) {
  while (!lines.empty()) {
    const size_t end = std::min(lines.find("\r\n"), lines.size());
    const auto line = http::ParseHeaderLine(lines.substr(0, end));
    if (line && http::EqualsIgnoringCase(line->name, name)) return line->value;
    lines.remove_prefix(std::min(end + 2, lines.size()));
  }
  return {};
}

// A web page that tries ports. One that asks for a picture sends no origin.
bool IsOfBrowser(const HttpRequest& request) {
  return request.origin || !RawHeader(request.header_lines, "Sec-Fetch-Mode").empty();
}

void AppendHeader(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  out += name;
  out += ": ";
  // No line may end in a value.
  for (const char c : value) out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  out += "\r\n";
}

}  // namespace

void RuntimeApi::Handle(const HttpRequest& request, Responder responder) {
  if (IsOfBrowser(request)) {
    responder.Send(RuntimeError(403, "Forbidden", "This is not for browsers"));
  } else if (host_ == nullptr) {
    responder.Send(VerdictResponse(Verdict::kNotExpected));
  } else if (request.method == "GET") {
    HandleGet(request, std::move(responder));
  } else {
    HandlePost(request, std::move(responder));
  }
}

void RuntimeApi::HandleGet(const HttpRequest& request, Responder responder) {
  std::string_view path = request.target;
  if (!TakePrefix(path, kRoot) || path != "invocation/next") {
    responder.Send(RuntimeError(404, "NotFound", "There is nothing at this path"));
  } else if (!host_->MayAskForNext()) {
    responder.Send(RuntimeError(403, "InvalidStateTransition",
                                "The invocation that is under way has not been answered"));
  } else {
    host_->OnNext(std::move(responder));
  }
}

void RuntimeApi::HandlePost(const HttpRequest& request, Responder responder) {
  std::string_view path = request.target;
  const std::string_view type = RawHeader(request.header_lines, kErrorTypeHeader);
  if (request.method == "POST" && TakePrefix(path, kRoot)) {
    if (path == "init/error") {
      responder.Send(VerdictResponse(host_->OnInitError(request.body, type)));
      return;
    }
    if (TakePrefix(path, kInvocation)) {
      const size_t slash = std::min(path.find('/'), path.size());
      const std::string_view id = path.substr(0, slash);
      path.remove_prefix(slash);
      if (path == "/response") {
        responder.Send(VerdictResponse(host_->OnResponse(id, request.body)));
        return;
      }
      if (path == "/error") {
        responder.Send(VerdictResponse(host_->OnError(id, request.body, type)));
        return;
      }
    }
  }
  responder.Send(RuntimeError(404, "NotFound", "There is nothing at this path"));
}

HttpResponse InvocationResponse(const InvocationHead& head, std::string payload) {
  HttpResponse response;
  response.content_type = kJson;
  std::string& lines = response.extra_headers;
  AppendHeader(lines, "Lambda-Runtime-Aws-Request-Id", head.request_id);
  AppendHeader(lines, "Lambda-Runtime-Deadline-Ms", std::to_string(head.deadline_ms));
  AppendHeader(lines, "Lambda-Runtime-Invoked-Function-Arn", head.function_arn);
  AppendHeader(lines, "Lambda-Runtime-Trace-Id", head.trace);
  AppendHeader(lines, "Lambda-Runtime-Client-Context", head.client_context);
  response.body = std::move(payload);
  return response;
}

}  // namespace stator::server
