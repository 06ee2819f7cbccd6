// What the control API is about, as its operations see it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/synchronization/mutex.h"
#include "server/lambda/function_code.h"
#include "server/lambda/function_store.h"
#include "server/lambda/lambda_answer.h"
#include "server/lambda/lambda_path.h"
#include "stator/clock.h"
#include "stator/trigger.h"

namespace stator::server {

class EventQueue;

struct LambdaParts {
  FunctionStore& functions;
  FunctionHost& host;
  EventQueue& events;
  Triggers& triggers;
  const Clock& clock;
  // Told of a function that was changed or deleted.
  absl::AnyInvocable<void(const std::string& name) const> changed;
  std::string region = "us-east-1";
  std::string account = "000000000000";
  CodeSettings code;
  absl::Mutex& changes;  // Held while functions are changed, since that takes several steps.
};

// A request whose path and method have an operation. It owns its text.
struct LambdaRequest {
  std::vector<std::string> arguments;  // What stands in the path where the table has "*".
  LambdaQuery query;
  std::string body;
  std::string invocation_type;  // X-Amz-Invocation-Type
  std::string log_type;         // X-Amz-Log-Type
  std::string client_context;   // X-Amz-Client-Context
  std::string trace;            // X-Amzn-Trace-Id

  // nullptr if the query does not have it; the first one, if it has more.
  const std::string* Find(std::string_view name) const {
    const auto found = query.lower_bound(name);
    return found == query.end() || found->first != name ? nullptr : &found->second;
  }
};

using LambdaDone = absl::AnyInvocable<void(LambdaAnswer) &&>;

// Thread-safe, all of them; they may wait for the disk.
using LambdaOperation = LambdaAnswer (*)(const LambdaParts& parts, const LambdaRequest& request);

LambdaAnswer CreateFunction(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer GetFunction(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer ListFunctions(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer GetFunctionConfiguration(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer UpdateFunctionConfiguration(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer UpdateFunctionCode(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer DeleteFunction(const LambdaParts& parts, const LambdaRequest& request);

LambdaAnswer ListVersionsByFunction(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer GetFunctionConcurrency(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer GetFunctionCodeSigningConfig(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer GetPolicy(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer ListAliases(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer GetAlias(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer ReadProvisionedConcurrency(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer GetFunctionUrlConfig(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer ListFunctionUrlConfigs(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer ListLayers(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer ListCodeSigningConfigs(const LambdaParts& parts, const LambdaRequest& request);

LambdaAnswer TagResource(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer UntagResource(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer ListTags(const LambdaParts& parts, const LambdaRequest& request);

LambdaAnswer CreateEventSourceMapping(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer GetEventSourceMapping(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer UpdateEventSourceMapping(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer DeleteEventSourceMapping(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer ListEventSourceMappings(const LambdaParts& parts, const LambdaRequest& request);

LambdaAnswer PutFunctionEventInvokeConfig(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer UpdateFunctionEventInvokeConfig(const LambdaParts& parts,
                                             const LambdaRequest& request);
LambdaAnswer GetFunctionEventInvokeConfig(const LambdaParts& parts, const LambdaRequest& request);
LambdaAnswer DeleteFunctionEventInvokeConfig(const LambdaParts& parts,
                                             const LambdaRequest& request);
LambdaAnswer ListFunctionEventInvokeConfigs(const LambdaParts& parts, const LambdaRequest& request);

// Answers when the function has; never waits for the function itself. `done` is called once, from
// any thread.
void InvokeFunction(const LambdaParts& parts, LambdaRequest request, LambdaDone done);

// What several of them share.

// The function that a request names: kNotFound with AWS Lambda's text if it is not here, or has
// another qualifier than $LATEST; kInvalidArgument if `text` is no name.
absl::StatusOr<FunctionStore::Shared> FindFunction(const LambdaParts& parts, std::string_view text,
                                                   const std::string* qualifier = nullptr);
// What a query says of how long a page may be.
absl::StatusOr<std::optional<int32_t>> MaxItemsOf(const LambdaRequest& request);
// A body with a member more, which the path said. `body` may be anything.
std::string WithMember(std::string_view body, std::string_view name, std::string_view value);

}  // namespace stator::server
