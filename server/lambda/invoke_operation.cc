// Invoke: RequestResponse waits for the function, Event queues, DryRun only looks.
#include <string>
#include <utility>

#include "db/base/error.h"
#include "db/base/uuid.h"
#include "db/wire/base64.h"
#include "server/lambda/event_queue.h"
#include "server/lambda/function_error.h"
#include "server/lambda/lambda_parts.h"

namespace stator::server {
namespace {

using error::Concat;

LambdaAnswer BadContent(std::string_view message) {
  return LambdaError(400, "InvalidRequestContentException", message);
}

LambdaAnswer NotOfEnum(std::string_view value, std::string_view member, std::string_view set) {
  return LambdaError(
      400, "ValidationException",
      Concat({"1 validation error detected: Value '", value, "' at '", member,
              "' failed to satisfy constraint: Member must satisfy enum value set: ", set}));
}

// What is wrong with the request by itself; nullopt: nothing.
std::optional<LambdaAnswer> CheckInvoke(const LambdaRequest& request) {
  const std::string& type = request.invocation_type;
  if (!type.empty() && type != "RequestResponse" && type != "Event" && type != "DryRun") {
    return NotOfEnum(type, "invocationType", "[Event, RequestResponse, DryRun]");
  }
  if (!request.log_type.empty() && request.log_type != "None" && request.log_type != "Tail") {
    return NotOfEnum(request.log_type, "logType", "[Tail, None]");
  }
  const size_t limit = type == "Event" ? kEventBytesMax : kPayloadBytesMax;
  if (request.body.size() > limit) {
    return LambdaError(
        413, "RequestTooLargeException",
        Concat({std::to_string(request.body.size()), " byte payload is too large for the ",
                type.empty() ? "RequestResponse" : type, " invocation type (limit ",
                std::to_string(limit), " bytes)"}));
  }
  if (!request.body.empty() && !IsJson(request.body)) {
    return BadContent("Could not parse request body into json: the payload is no JSON");
  }
  return std::nullopt;
}

LambdaAnswer ThrottledAnswer(const FunctionHost::Reply& reply) {
  // Not called for another reason than that it is busy: which, the payload says.
  if (!reply.payload.empty()) return LambdaError(502, "ServiceException", reply.payload);
  return LambdaError(429, "TooManyRequestsException", "Rate Exceeded.");
}

LambdaAnswer InvokeAnswer(const std::string& arn, FunctionHost::Reply reply) {
  switch (reply.outcome) {
    case FunctionHost::Outcome::kThrottled:
      return ThrottledAnswer(reply);
    case FunctionHost::Outcome::kNotFound:
      return LambdaError(absl::NotFoundError("Function not found: " + arn));
    case FunctionHost::Outcome::kAnswered:
    case FunctionHost::Outcome::kFunctionError:
      break;
  }
  LambdaAnswer answer{.body = std::move(reply.payload)};
  answer.headers = "X-Amz-Executed-Version: $LATEST\r\n";
  if (reply.outcome == FunctionHost::Outcome::kFunctionError) {
    answer.headers += "X-Amz-Function-Error: Unhandled\r\n";
  }
  if (!reply.log_tail.empty()) {
    std::string encoded(wire::Base64Size(reply.log_tail.size()), '\0');
    wire::EncodeBase64(reply.log_tail, encoded.data());
    answer.headers += "X-Amz-Log-Result: " + encoded + "\r\n";
  }
  return answer;
}

LambdaAnswer QueueEvent(const LambdaParts& parts, const std::string& function,
                        LambdaRequest request, std::string client_context) {
  const absl::Status queued = parts.events.Add({.id = NewUuid(),
                                                .function = function,
                                                .payload = std::move(request.body),
                                                .trace = std::move(request.trace),
                                                .client_context = std::move(client_context)});
  return queued.ok() ? LambdaAnswer{.status = 202} : LambdaError(queued);
}

}  // namespace

void InvokeFunction(const LambdaParts& parts, LambdaRequest request, LambdaDone done) {
  if (std::optional<LambdaAnswer> refusal = CheckInvoke(request)) {
    return std::move(done)(*std::move(refusal));
  }
  const absl::StatusOr<FunctionStore::Shared> function =
      FindFunction(parts, request.arguments[0], request.Find("Qualifier"));
  if (!function.ok()) return std::move(done)(LambdaError(function.status()));
  std::string client_context;
  if (!wire::DecodeBase64(request.client_context, client_context) ||
      (!client_context.empty() && !IsJson(client_context))) {
    return std::move(done)(
        BadContent("Client context must be a valid Base64-encoded JSON object."));
  }
  if (request.body.empty()) request.body = "{}";
  if (request.invocation_type == "DryRun") return std::move(done)({.status = 204});
  if (request.invocation_type == "Event") {
    return std::move(done)(QueueEvent(parts, (*function)->name, std::move(request),  //
                                      std::move(client_context)));
  }
  parts.host.Invoke(
      {.function = (*function)->name,
       .request_id = NewUuid(),
       .payload = std::move(request.body),
       .trace = std::move(request.trace),
       .wants_log = request.log_type == "Tail",
       .client_context = std::move(client_context)},
      [arn = (*function)->arn, done = std::move(done)](FunctionHost::Reply reply) mutable {
        std::move(done)(InvokeAnswer(arn, std::move(reply)));
      });
}

}  // namespace stator::server
