#include "server/lambda/event_document.h"

#include <chrono>
#include <cstdio>
#include <ctime>

#include "db/wire/json_writer.h"
#include "server/lambda/function_error.h"

namespace stator::server {
namespace {

std::string_view ConditionText(EventEnd end) {
  switch (end) {
    case EventEnd::kSuccess:
      return "Success";
    case EventEnd::kRetriesExhausted:
      return "RetriesExhausted";
    case EventEnd::kEventAgeExceeded:
      break;
  }
  return "EventAgeExceeded";
}

// "2019-11-14T18:16:05.568Z"
std::string TimestampText(Time time) {
  const auto milliseconds =
      std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count();
  const std::time_t seconds = static_cast<std::time_t>(milliseconds / 1000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", parts.tm_year + 1900,
                parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                static_cast<int>(milliseconds % 1000));
  return text;
}

void WriteDocument(const QueuedEvent& event, const FunctionDefinition& function, EventEnd end,
                   Time now, const FunctionHost::Reply* reply, wire::JsonWriter& json) {
  const bool failed = end != EventEnd::kSuccess;
  json.Raw(R"({"version":"1.0","timestamp":)");
  json.String(TimestampText(now));
  json.Raw(R"(,"requestContext":{"requestId":)");
  json.String(event.id);
  json.Raw(R"(,"functionArn":)");
  json.String(function.arn + ":$LATEST");
  json.Raw(R"(,"condition":)");
  json.String(ConditionText(end));
  json.Raw(R"(,"approximateInvokeCount":)");
  json.Integer(event.attempts + (failed ? 0 : 1));
  json.Raw(R"(},"requestPayload":)");
  json.Raw(event.payload);
  if (reply != nullptr) {
    json.Raw(R"(,"responseContext":{"statusCode":200,"executedVersion":"$LATEST")");
    if (failed) json.Raw(R"(,"functionError":"Unhandled")");
    json.Raw(R"(},"responsePayload":)");
    if (IsJson(reply->payload)) {
      json.Raw(reply->payload);
    } else {
      json.String(reply->payload);
    }
  }
  json.Raw("}");
}

}  // namespace

std::string EventDocument(const QueuedEvent& event, const FunctionDefinition& function,
                          EventEnd end, Time now, const FunctionHost::Reply* reply) {
  std::string text;
  {
    wire::JsonWriter json(text);
    WriteDocument(event, function, end, now, reply, json);
  }
  return text;
}

}  // namespace stator::server
