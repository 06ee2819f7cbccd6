// Operations that look at functions. Versions, aliases, URLs, policies and concurrency are those of
// a function that has nothing but $LATEST, and there are no layers.
#include <algorithm>
#include <utility>

#include "db/base/error.h"
#include "server/lambda/function_configuration.h"
#include "server/lambda/function_error.h"
#include "server/lambda/lambda_parts.h"
#include "server/lambda/messages.h"

namespace stator::server {
namespace {

// What a function of this name has none of.
LambdaAnswer NoneOf(const LambdaParts& parts, const LambdaRequest& request, LambdaAnswer none) {
  const absl::StatusOr<FunctionStore::Shared> found = FindFunction(parts, request.arguments[0]);
  return found.ok() ? std::move(none) : LambdaError(found.status());
}

}  // namespace

LambdaAnswer GetFunction(const LambdaParts& parts, const LambdaRequest& request) {
  const absl::StatusOr<FunctionStore::Shared> found =
      FindFunction(parts, request.arguments[0], request.Find("Qualifier"));
  if (!found.ok()) return LambdaError(found.status());
  const FunctionDefinition& function = **found;
  GetFunctionResult result{.configuration = Configuration(function),
                           .code = CodeLocation(function)};
  if (!function.tags.empty()) result.tags.emplace(function.tags.begin(), function.tags.end());
  return LambdaResult(absl::StatusOr<GetFunctionResult>(std::move(result)));
}

LambdaAnswer GetFunctionConfiguration(const LambdaParts& parts, const LambdaRequest& request) {
  const absl::StatusOr<FunctionStore::Shared> found =
      FindFunction(parts, request.arguments[0], request.Find("Qualifier"));
  if (!found.ok()) return LambdaError(found.status());
  return LambdaResult(absl::StatusOr<FunctionConfiguration>(Configuration(**found)));
}

LambdaAnswer ListVersionsByFunction(const LambdaParts& parts, const LambdaRequest& request) {
  const absl::StatusOr<FunctionStore::Shared> found = FindFunction(parts, request.arguments[0]);
  if (!found.ok()) return LambdaError(found.status());
  ListVersionsByFunctionResult result;
  result.versions.push_back(Configuration(**found));
  result.versions.back().function_arn += ":$LATEST";
  return LambdaResult(absl::StatusOr<ListVersionsByFunctionResult>(std::move(result)));
}

LambdaAnswer ListFunctions(const LambdaParts& parts, const LambdaRequest& request) {
  constexpr size_t kPageMax = 50;
  if (request.Find("MasterRegion") != nullptr) {
    return LambdaError(error::Validation("MasterRegion is not supported by this version"));
  }
  // With ALL, every version is listed: that is $LATEST alone.
  const std::string* versions = request.Find("FunctionVersion");
  if (versions != nullptr && *versions != "ALL") {
    return LambdaError(error::Validation(
        error::Concat({"1 validation error detected: Value '", *versions,
                       "' at 'functionVersion' failed to satisfy constraint: Member must satisfy "
                       "enum value set: [ALL]"})));
  }
  const absl::StatusOr<std::optional<int32_t>> items = MaxItemsOf(request);
  if (!items.ok()) return LambdaError(items.status());
  const size_t limit = std::min(kPageMax, static_cast<size_t>(items->value_or(kPageMax)));
  const std::string* marker = request.Find("Marker");
  ListFunctionsResult result;
  for (const FunctionStore::Shared& function : parts.functions.List()) {
    if (marker != nullptr && function->name <= *marker) continue;
    if (result.functions.size() == limit) {
      result.next_marker = result.functions.back().function_name;
      break;
    }
    result.functions.push_back(Configuration(*function));
  }
  return LambdaResult(absl::StatusOr<ListFunctionsResult>(std::move(result)));
}

LambdaAnswer ListAliases(const LambdaParts& parts, const LambdaRequest& request) {
  return NoneOf(parts, request, {.body = R"({"Aliases":[]})"});
}

LambdaAnswer GetFunctionConcurrency(const LambdaParts& parts, const LambdaRequest& request) {
  return NoneOf(parts, request, {.body = "{}"});
}

LambdaAnswer GetFunctionCodeSigningConfig(const LambdaParts& parts, const LambdaRequest& request) {
  const absl::StatusOr<FunctionStore::Shared> found = FindFunction(parts, request.arguments[0]);
  if (!found.ok()) return LambdaError(found.status());
  return {.body = R"({"FunctionName":")" + (*found)->name + "\"}"};
}

LambdaAnswer GetPolicy(const LambdaParts& parts, const LambdaRequest& request) {
  return NoneOf(parts, request,
                LambdaError(absl::NotFoundError("The resource you requested does not exist.")));
}

LambdaAnswer GetAlias(const LambdaParts& parts, const LambdaRequest& request) {
  const absl::StatusOr<FunctionStore::Shared> found = FindFunction(parts, request.arguments[0]);
  if (!found.ok()) return LambdaError(found.status());
  return LambdaError(absl::NotFoundError(error::Concat(
      {"Cannot find alias arn: ", (*found)->arn, ":", Utf8Of(request.arguments[1])})));
}

// GetProvisionedConcurrencyConfig, and ListProvisionedConcurrencyConfigs at the same path.
LambdaAnswer ReadProvisionedConcurrency(const LambdaParts& parts, const LambdaRequest& request) {
  if (request.Find("List") != nullptr) {
    return NoneOf(parts, request, {.body = R"({"ProvisionedConcurrencyConfigs":[]})"});
  }
  return NoneOf(parts, request,
                LambdaError(404, "ProvisionedConcurrencyConfigNotFoundException",
                            "No Provisioned Concurrency Config found for this function"));
}

LambdaAnswer GetFunctionUrlConfig(const LambdaParts& parts, const LambdaRequest& request) {
  return NoneOf(parts, request,
                LambdaError(absl::NotFoundError("The resource you requested does not exist.")));
}

LambdaAnswer ListFunctionUrlConfigs(const LambdaParts& parts, const LambdaRequest& request) {
  return NoneOf(parts, request, {.body = R"({"FunctionUrlConfigs":[]})"});
}

// GetLayerVersionByArn has the same path.
LambdaAnswer ListLayers(const LambdaParts&, const LambdaRequest& request) {
  if (request.Find("find") == nullptr) return {.body = R"({"Layers":[]})"};
  return LambdaError(404, "UnknownOperationException",
                     "GetLayerVersionByArn is not supported by this version");
}

LambdaAnswer ListCodeSigningConfigs(const LambdaParts&, const LambdaRequest&) {
  return {.body = R"({"CodeSigningConfigs":[]})"};
}

}  // namespace stator::server
