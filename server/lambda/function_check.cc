#include "server/lambda/function_check.h"

#include <algorithm>

#include "db/base/error.h"
#include "db/base/status_macros.h"
#include "db/request/check_members.h"
#include "server/lambda/function_configuration.h"
#include "server/lambda/tags.h"

namespace stator::server {
namespace {

using error::Concat;

// As the service bounds the variables of a function together.
constexpr size_t kEnvironmentBytesMax = 4096;

absl::Status Invalid(std::string_view message) {
  return absl::InvalidArgumentError(absl::string_view(message.data(), message.size()));
}

absl::Status PatternViolation(std::string_view value, std::string_view member,
                              std::string_view pattern) {
  return Invalid(Concat({"1 validation error detected: Value '", value, "' at '", member,
                         "' failed to satisfy constraint: Member must satisfy regular expression "
                         "pattern: ",
                         pattern}));
}

// "arn:aws:iam::000000000000:role/name", "aws-cn" and others likewise.
bool IsRoleArn(std::string_view arn) {
  if (!arn.starts_with("arn:aws")) return false;
  const size_t service = arn.find(':', 4);
  if (service == arn.npos || !arn.substr(service).starts_with(":iam::")) return false;
  arn.remove_prefix(service + 6);
  if (arn.size() < 12 || arn.substr(0, 12).find_first_not_of("0123456789") != arn.npos)
    return false;
  arn.remove_prefix(12);
  constexpr std::string_view kKind = ":role";
  if (!arn.starts_with(kKind)) return false;
  arn.remove_prefix(kKind.size());
  if (!arn.empty() && arn.front() == '/') arn.remove_prefix(1);
  return !arn.empty() && std::all_of(arn.begin(), arn.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("+=,.@-_/").find(c) != std::string_view::npos;
  });
}

absl::Status CheckRole(const std::optional<std::string>& role) {
  if (!role || IsRoleArn(*role)) return absl::OkStatus();
  return PatternViolation(*role, "role",
                          R"(arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+)");
}

absl::Status CheckRuntime(const std::optional<std::string>& runtime) {
  if (!runtime) return absl::OkStatus();
  for (const std::string_view family : {"nodejs", "python3", "provided"}) {
    if (runtime->starts_with(family)) return absl::OkStatus();
  }
  return Invalid(
      Concat({"Runtime ", *runtime,
              " is not supported by this version: nodejs*, python3* and provided* are"}));
}

absl::Status CheckHandler(const std::optional<std::string>& handler) {
  if (!handler || (!handler->empty() && handler->find_first_of(" \t\r\n") == handler->npos)) {
    return absl::OkStatus();
  }
  return PatternViolation(*handler, "handler", R"([^\s]+)");
}

absl::Status CheckArchitectures(const std::optional<std::vector<std::string>>& architectures) {
  if (!architectures || architectures->front() == kArchitecture) return absl::OkStatus();
  return Invalid(Concat({"Architectures may only be that of this machine, ", kArchitecture}));
}

absl::Status CheckPublish(const std::optional<bool>& publish) {
  if (!publish.value_or(false)) return absl::OkStatus();
  return Invalid("Publish is not supported by this version: there is $LATEST alone");
}

bool IsVariableName(std::string_view name) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return name.size() >= 2 && is_letter(name[0]) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

absl::Status CheckVariables(const AttributeNames& variables) {
  // Those that the service itself sets, by its documentation.
  constexpr std::string_view kReserved[] = {"_HANDLER",
                                            "_X_AMZN_TRACE_ID",
                                            "AWS_DEFAULT_REGION",
                                            "AWS_REGION",
                                            "AWS_EXECUTION_ENV",
                                            "AWS_LAMBDA_FUNCTION_NAME",
                                            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                                            "AWS_LAMBDA_FUNCTION_VERSION",
                                            "AWS_LAMBDA_INITIALIZATION_TYPE",
                                            "AWS_LAMBDA_LOG_GROUP_NAME",
                                            "AWS_LAMBDA_LOG_STREAM_NAME",
                                            "AWS_ACCESS_KEY",
                                            "AWS_ACCESS_KEY_ID",
                                            "AWS_SECRET_ACCESS_KEY",
                                            "AWS_SESSION_TOKEN",
                                            "AWS_LAMBDA_RUNTIME_API",
                                            "LAMBDA_TASK_ROOT",
                                            "LAMBDA_RUNTIME_DIR"};
  std::string reserved;
  size_t bytes = 0;
  for (const auto& [name, value] : variables) {
    bytes += name.size() + value.size();
    if (std::find(std::begin(kReserved), std::end(kReserved), name) != std::end(kReserved)) {
      reserved += reserved.empty() ? name : ", " + name;
    } else if (!IsVariableName(name)) {
      return PatternViolation(name, "environment.variables", "[a-zA-Z]([a-zA-Z0-9_])+");
    }
  }
  constexpr std::string_view kUnable =
      "Lambda was unable to configure your environment variables because the environment variables "
      "you have provided ";
  if (!reserved.empty()) {
    return Invalid(Concat({kUnable,
                           "contains reserved keys that are currently not supported for "
                           "modification. Reserved keys used in this request: ",
                           reserved}));
  }
  if (bytes > kEnvironmentBytesMax) return Invalid(Concat({kUnable, "exceeded the 4KB limit."}));
  return absl::OkStatus();
}

absl::Status CheckEnvironment(const std::optional<Environment>& environment) {
  if (!environment || !environment->variables) return absl::OkStatus();
  return CheckVariables(*environment->variables);
}

}  // namespace

absl::Status CheckCreate(const CreateFunctionRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  STATOR_RETURN_IF_ERROR(CheckRole(request.role));
  STATOR_RETURN_IF_ERROR(CheckHandler(request.handler));
  STATOR_RETURN_IF_ERROR(CheckArchitectures(request.architectures));
  STATOR_RETURN_IF_ERROR(CheckPublish(request.publish));
  STATOR_RETURN_IF_ERROR(CheckEnvironment(request.environment));
  if (request.tags) STATOR_RETURN_IF_ERROR(CheckTags(*request.tags));
  if (request.package_type == PackageType::kImage) {
    if (!request.runtime && !request.handler) return absl::OkStatus();
    return Invalid(
        "Please don't provide Handler or Runtime or Layer when the intended function PackageType "
        "is Image");
  }
  if (!request.runtime || !request.handler) {
    return Invalid(
        "Runtime and Handler are mandatory parameters for functions created with deployment "
        "packages.");
  }
  return CheckRuntime(request.runtime);
}

absl::Status CheckUpdate(const UpdateFunctionConfigurationRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  STATOR_RETURN_IF_ERROR(CheckRole(request.role));
  STATOR_RETURN_IF_ERROR(CheckHandler(request.handler));
  STATOR_RETURN_IF_ERROR(CheckRuntime(request.runtime));
  return CheckEnvironment(request.environment);
}

absl::Status CheckUpdate(const UpdateFunctionCodeRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  STATOR_RETURN_IF_ERROR(CheckArchitectures(request.architectures));
  return CheckPublish(request.publish);
}

absl::StatusOr<FunctionName> CheckFunctionName(std::string_view text) {
  std::optional<FunctionName> name = ParseFunctionName(text);
  if (!name) {
    return PatternViolation(text, "functionName",
                            R"((arn:(aws[a-zA-Z-]*)?:lambda:)?)"
                            R"(((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?)"
                            R"((function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?)");
  }
  if (name->name.size() > kFunctionNameCharactersMax) {
    return Invalid(Concat({"1 validation error detected: Value '", name->name,
                           "' at 'functionName' failed to satisfy constraint: Member must have "
                           "length less than or equal to 64"}));
  }
  return *std::move(name);
}

}  // namespace stator::server
