// Operations that look at functions. Versions, aliases, policies and concurrency are those of a
// function that has nothing but $LATEST.
#include <algorithm>
#include <utility>

#include "db/base/error.h"
#include "server/lambda/function_configuration.h"
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

LambdaAnswer ListTags(const LambdaParts& parts, const LambdaRequest& request) {
  const absl::StatusOr<FunctionStore::Shared> found = FindFunction(parts, request.arguments[0]);
  if (!found.ok()) return LambdaError(found.status());
  ListTagsResult result;
  result.tags.insert((*found)->tags.begin(), (*found)->tags.end());
  return LambdaResult(absl::StatusOr<ListTagsResult>(std::move(result)));
}

}  // namespace stator::server
