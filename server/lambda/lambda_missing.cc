#include "server/lambda/lambda_missing.h"

#include "server/lambda/lambda_path.h"

namespace stator::server {
namespace {

struct MissingRoute {
  std::string_view name;
  std::string_view method;
  std::string_view path;  // Of MatchPath.
};

// By the API reference.
constexpr MissingRoute kMissing[] = {
    {"AddLayerVersionPermission", "POST", "/2018-10-31/layers/*/versions/*/policy"},
    {"AddPermission", "POST", "/2015-03-31/functions/*/policy"},
    {"CheckpointDurableExecution", "POST", "/2025-12-01/durable-executions/*/checkpoint"},
    {"CreateAlias", "POST", "/2015-03-31/functions/*/aliases"},
    {"CreateCapacityProvider", "POST", "/2025-11-30/capacity-providers"},
    {"CreateCodeSigningConfig", "POST", "/2020-04-22/code-signing-configs"},
    {"CreateFunctionUrlConfig", "POST", "/2021-10-31/functions/*/url"},
    {"DeleteAlias", "DELETE", "/2015-03-31/functions/*/aliases/*"},
    {"DeleteCapacityProvider", "DELETE", "/2025-11-30/capacity-providers/*"},
    {"DeleteCodeSigningConfig", "DELETE", "/2020-04-22/code-signing-configs/*"},
    {"DeleteFunctionCodeSigningConfig", "DELETE", "/2020-06-30/functions/*/code-signing-config"},
    {"DeleteFunctionConcurrency", "DELETE", "/2017-10-31/functions/*/concurrency"},
    {"DeleteFunctionUrlConfig", "DELETE", "/2021-10-31/functions/*/url"},
    {"DeleteLayerVersion", "DELETE", "/2018-10-31/layers/*/versions/*"},
    {"DeleteProvisionedConcurrencyConfig", "DELETE",
     "/2019-09-30/functions/*/provisioned-concurrency"},
    {"GetAccountSettings", "GET", "/2016-08-19/account-settings"},
    {"GetCapacityProvider", "GET", "/2025-11-30/capacity-providers/*"},
    {"GetCodeSigningConfig", "GET", "/2020-04-22/code-signing-configs/*"},
    {"GetDurableExecution", "GET", "/2025-12-01/durable-executions/*"},
    {"GetDurableExecutionHistory", "GET", "/2025-12-01/durable-executions/*/history"},
    {"GetDurableExecutionState", "GET", "/2025-12-01/durable-executions/*/state"},
    {"GetFunctionRecursionConfig", "GET", "/2024-08-31/functions/*/recursion-config"},
    {"GetFunctionScalingConfig", "GET", "/2025-11-30/functions/*/function-scaling-config"},
    {"GetLayerVersion", "GET", "/2018-10-31/layers/*/versions/*"},
    {"GetLayerVersionPolicy", "GET", "/2018-10-31/layers/*/versions/*/policy"},
    {"GetRuntimeManagementConfig", "GET", "/2021-07-20/functions/*/runtime-management-config"},
    {"InvokeAsync", "POST", "/2014-11-13/functions/*/invoke-async"},
    {"InvokeWithResponseStream", "POST", "/2021-11-15/functions/*/response-streaming-invocations"},
    {"ListCapacityProviders", "GET", "/2025-11-30/capacity-providers"},
    {"ListDurableExecutionsByFunction", "GET", "/2025-12-01/functions/*/durable-executions"},
    {"ListFunctionVersionsByCapacityProvider", "GET",
     "/2025-11-30/capacity-providers/*/function-versions"},
    {"ListFunctionsByCodeSigningConfig", "GET", "/2020-04-22/code-signing-configs/*/functions"},
    {"ListLayerVersions", "GET", "/2018-10-31/layers/*/versions"},
    {"PublishLayerVersion", "POST", "/2018-10-31/layers/*/versions"},
    {"PublishVersion", "POST", "/2015-03-31/functions/*/versions"},
    {"PutFunctionCodeSigningConfig", "PUT", "/2020-06-30/functions/*/code-signing-config"},
    {"PutFunctionConcurrency", "PUT", "/2017-10-31/functions/*/concurrency"},
    {"PutFunctionRecursionConfig", "PUT", "/2024-08-31/functions/*/recursion-config"},
    {"PutFunctionScalingConfig", "PUT", "/2025-11-30/functions/*/function-scaling-config"},
    {"PutProvisionedConcurrencyConfig", "PUT", "/2019-09-30/functions/*/provisioned-concurrency"},
    {"PutRuntimeManagementConfig", "PUT", "/2021-07-20/functions/*/runtime-management-config"},
    {"RemoveLayerVersionPermission", "DELETE", "/2018-10-31/layers/*/versions/*/policy/*"},
    {"RemovePermission", "DELETE", "/2015-03-31/functions/*/policy/*"},
    {"SendDurableExecutionCallbackFailure", "POST",
     "/2025-12-01/durable-execution-callbacks/*/fail"},
    {"SendDurableExecutionCallbackHeartbeat", "POST",
     "/2025-12-01/durable-execution-callbacks/*/heartbeat"},
    {"SendDurableExecutionCallbackSuccess", "POST",
     "/2025-12-01/durable-execution-callbacks/*/succeed"},
    {"StopDurableExecution", "POST", "/2025-12-01/durable-executions/*/stop"},
    {"UpdateAlias", "PUT", "/2015-03-31/functions/*/aliases/*"},
    {"UpdateCapacityProvider", "PUT", "/2025-11-30/capacity-providers/*"},
    {"UpdateCodeSigningConfig", "PUT", "/2020-04-22/code-signing-configs/*"},
    {"UpdateFunctionUrlConfig", "PUT", "/2021-10-31/functions/*/url"},
};

}  // namespace

std::string_view MissingOperation(std::string_view method, std::string_view path) {
  for (const MissingRoute& route : kMissing) {
    if (route.method == method && MatchPath(route.path, path)) return route.name;
  }
  return {};
}

}  // namespace stator::server
