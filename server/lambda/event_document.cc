#include "server/lambda/event_document.h"

#include "db/wire/json_writer.h"
#include "server/lambda/function_error.h"
#include "server/lambda/report.h"

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

void WriteDocument(const QueuedEvent& event, const FunctionDefinition& function, EventEnd end,
                   Time now, const FunctionHost::Reply* reply, wire::JsonWriter& json) {
  const bool failed = end != EventEnd::kSuccess;
  json.Raw(R"({"version":"1.0","timestamp":)");
  json.String(FormatTime(now));
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
      json.String(Utf8Of(reply->payload));
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
