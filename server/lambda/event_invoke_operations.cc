// What becomes of events that wait for a function: operations on its configuration.
#include <chrono>
#include <optional>
#include <utility>

#include "db/base/error.h"
#include "db/base/status_macros.h"
#include "db/request/check_members.h"
#include "db/wire/decode.h"
#include "server/lambda/function_name.h"
#include "server/lambda/lambda_parts.h"
#include "server/lambda/messages.h"

namespace stator::server {
namespace {

FunctionEventInvokeConfig Shown(const FunctionDefinition& function) {
  const EventInvokeConfig& config = *function.event_invoke;
  FunctionEventInvokeConfig shown{.last_modified = config.modified,
                                  .function_arn = function.arn + ":$LATEST",
                                  .maximum_retry_attempts = config.retries_max};
  if (config.age_max) {
    shown.maximum_event_age_in_seconds = static_cast<int32_t>(config.age_max->count());
  }
  shown.destination_config.on_success = OnSuccess{.destination = config.on_success};
  shown.destination_config.on_failure = OnFailure{.destination = config.on_failure};
  return shown;
}

// A function of ours, and another one.
absl::Status CheckDestination(const LambdaParts& parts, const FunctionDefinition& function,
                              const std::string& arn) {
  if (arn.starts_with(function.arn) &&
      (arn.size() == function.arn.size() || arn[function.arn.size()] == ':')) {
    return absl::InvalidArgumentError(
        "You can't specify the function as a destination for itself.");
  }
  if (!arn.starts_with("arn:aws:lambda:")) {
    return absl::InvalidArgumentError(error::Concat(
        {"Destinations other than functions are not supported by this version: ", arn}));
  }
  if (FindFunction(parts, arn).ok()) return absl::OkStatus();
  return absl::InvalidArgumentError(error::Concat({"The destination ARN ", arn, " is invalid."}));
}

// An empty text takes a destination away.
absl::Status SetDestination(const LambdaParts& parts, const FunctionDefinition& function,
                            const std::optional<std::string>& arn,
                            std::optional<std::string>* destination) {
  if (!arn) return absl::OkStatus();
  destination->reset();
  if (arn->empty()) return absl::OkStatus();
  STATOR_RETURN_IF_ERROR(CheckDestination(parts, function, *arn));
  *destination = *arn;
  return absl::OkStatus();
}

// What is absent in the request stays as `config` has it.
absl::Status Apply(const LambdaParts& parts, const FunctionDefinition& function,
                   const PutFunctionEventInvokeConfigRequest& request, EventInvokeConfig& config) {
  if (request.maximum_retry_attempts) config.retries_max = request.maximum_retry_attempts;
  if (request.maximum_event_age_in_seconds) {
    config.age_max = std::chrono::seconds(*request.maximum_event_age_in_seconds);
  }
  if (request.destination_config) {
    const DestinationConfig& asked = *request.destination_config;
    if (asked.on_success) {
      STATOR_RETURN_IF_ERROR(
          SetDestination(parts, function, asked.on_success->destination, &config.on_success));
    }
    if (asked.on_failure) {
      STATOR_RETURN_IF_ERROR(
          SetDestination(parts, function, asked.on_failure->destination, &config.on_failure));
    }
  }
  config.modified = parts.clock.Now();
  return absl::OkStatus();
}

absl::Status NoConfig(const FunctionDefinition& function) {
  return absl::NotFoundError(
      error::Concat({"The function ", function.arn, ":$LATEST doesn't have an EventInvokeConfig"}));
}

absl::StatusOr<FunctionEventInvokeConfig> Change(const LambdaParts& parts,
                                                 const LambdaRequest& request, bool replaces) {
  STATOR_ASSIGN_OR_RETURN(const PutFunctionEventInvokeConfigRequest asked,
                          wire::Decode<PutFunctionEventInvokeConfigRequest>(
                              WithMember(request.body, "FunctionName", request.arguments[0])));
  STATOR_RETURN_IF_ERROR(CheckMembers(asked));
  STATOR_ASSIGN_OR_RETURN(const FunctionStore::Shared found,
                          FindFunction(parts, *asked.function_name, request.Find("Qualifier")));
  if (!asked.maximum_retry_attempts && !asked.maximum_event_age_in_seconds &&
      !asked.destination_config) {
    return absl::InvalidArgumentError(
        "You must specify at least one of error handling or destination setting.");
  }
  absl::MutexLock lock(&parts.changes);
  if (!replaces && !found->event_invoke) return NoConfig(*found);
  // What the destinations are is found out before the store is locked.
  EventInvokeConfig config = replaces ? EventInvokeConfig() : *found->event_invoke;
  STATOR_RETURN_IF_ERROR(Apply(parts, *found, asked, config));
  STATOR_ASSIGN_OR_RETURN(
      const FunctionStore::Shared updated,
      parts.functions.Update(found->name, "", [&](FunctionDefinition& function) {
        function.event_invoke = config;
        return absl::OkStatus();
      }));
  return Shown(*updated);
}

}  // namespace

LambdaAnswer PutFunctionEventInvokeConfig(const LambdaParts& parts, const LambdaRequest& request) {
  return LambdaResult(Change(parts, request, true));
}

LambdaAnswer UpdateFunctionEventInvokeConfig(const LambdaParts& parts,
                                             const LambdaRequest& request) {
  return LambdaResult(Change(parts, request, false));
}

LambdaAnswer GetFunctionEventInvokeConfig(const LambdaParts& parts, const LambdaRequest& request) {
  const absl::StatusOr<FunctionStore::Shared> found =
      FindFunction(parts, request.arguments[0], request.Find("Qualifier"));
  if (!found.ok()) return LambdaError(found.status());
  if (!(*found)->event_invoke) return LambdaError(NoConfig(**found));
  return LambdaResult(absl::StatusOr<FunctionEventInvokeConfig>(Shown(**found)));
}

// There is one at most: that of $LATEST.
LambdaAnswer ListFunctionEventInvokeConfigs(const LambdaParts& parts,
                                            const LambdaRequest& request) {
  const absl::StatusOr<FunctionStore::Shared> found = FindFunction(parts, request.arguments[0]);
  if (!found.ok()) return LambdaError(found.status());
  ListFunctionEventInvokeConfigsResult result;
  if ((*found)->event_invoke) result.function_event_invoke_configs.push_back(Shown(**found));
  return LambdaResult(absl::StatusOr<ListFunctionEventInvokeConfigsResult>(std::move(result)));
}

LambdaAnswer DeleteFunctionEventInvokeConfig(const LambdaParts& parts,
                                             const LambdaRequest& request) {
  const absl::StatusOr<FunctionStore::Shared> found =
      FindFunction(parts, request.arguments[0], request.Find("Qualifier"));
  if (!found.ok()) return LambdaError(found.status());
  absl::MutexLock lock(&parts.changes);
  const absl::StatusOr<FunctionStore::Shared> updated =
      parts.functions.Update((*found)->name, "", [&](FunctionDefinition& function) -> absl::Status {
        if (!function.event_invoke) return NoConfig(function);
        function.event_invoke.reset();
        return absl::OkStatus();
      });
  return updated.ok() ? LambdaAnswer{.status = 204} : LambdaError(updated.status());
}

}  // namespace stator::server
