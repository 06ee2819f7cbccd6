// Operations that change functions, with AWS Lambda's checks and words.
#include <chrono>
#include <filesystem>
#include <system_error>
#include <utility>

#include "db/base/status_macros.h"
#include "db/base/uuid.h"
#include "db/wire/decode.h"
#include "server/lambda/function_check.h"
#include "server/lambda/function_configuration.h"
#include "server/lambda/lambda_parts.h"
#include "server/lambda/messages.h"

namespace stator::server {
namespace {

std::map<std::string, std::string> VariablesOf(const Environment& environment) {
  if (!environment.variables) return {};
  return {environment.variables->begin(), environment.variables->end()};
}

// What was unpacked for a change that came to nothing.
void Discard(const std::string& directory) {
  std::error_code ignored;
  if (!directory.empty()) std::filesystem::remove_all(directory, ignored);
}

absl::StatusOr<FunctionConfiguration> Create(const LambdaParts& parts, std::string_view body) {
  STATOR_ASSIGN_OR_RETURN(const CreateFunctionRequest request,
                          wire::Decode<CreateFunctionRequest>(body));
  STATOR_RETURN_IF_ERROR(CheckCreate(request));
  STATOR_ASSIGN_OR_RETURN(const FunctionName name, CheckFunctionName(*request.function_name));
  absl::MutexLock lock(&parts.changes);
  if (parts.functions.Find(name.name) != nullptr) {
    return absl::AlreadyExistsError("Function already exist: " + name.name);
  }
  FunctionDefinition function;
  function.name = name.name;
  function.arn = FunctionArn(parts.region, parts.account, name.name);
  function.runtime = request.runtime.value_or("");
  function.handler = request.handler.value_or("");
  function.role = *request.role;
  function.description = request.description.value_or("");
  if (request.environment) function.environment = VariablesOf(*request.environment);
  function.timeout = std::chrono::seconds(request.timeout.value_or(3));
  function.memory_mb = request.memory_size.value_or(128);
  function.modified = parts.clock.Now();
  function.revision = NewUuid();
  if (request.tags) function.tags = {request.tags->begin(), request.tags->end()};
  std::string unpacked;
  STATOR_RETURN_IF_ERROR(ResolveCode(
      *request.code, request.package_type.value_or(PackageType::kZip), parts.code,
      [&] { return unpacked = parts.functions.NewCodeDirectory(name.name); }, function));
  absl::StatusOr<FunctionStore::Shared> created = parts.functions.Create(std::move(function));
  if (!created.ok()) {
    Discard(unpacked);
    return created.status();
  }
  return Configuration(**created);
}

absl::StatusOr<FunctionConfiguration> UpdateConfiguration(const LambdaParts& parts,
                                                          std::string_view body) {
  STATOR_ASSIGN_OR_RETURN(const UpdateFunctionConfigurationRequest request,
                          wire::Decode<UpdateFunctionConfigurationRequest>(body));
  STATOR_RETURN_IF_ERROR(CheckUpdate(request));
  absl::MutexLock lock(&parts.changes);
  STATOR_ASSIGN_OR_RETURN(const FunctionStore::Shared found,
                          FindFunction(parts, *request.function_name));
  if (found->kind == FunctionKind::kHttp && (request.runtime || request.handler)) {
    return absl::InvalidArgumentError(
        "Please don't provide Handler or Runtime or Layer when the intended function PackageType "
        "is Image");
  }
  STATOR_ASSIGN_OR_RETURN(
      const FunctionStore::Shared updated,
      parts.functions.Update(found->name, request.revision_id.value_or(""),
                             [&](FunctionDefinition& function) {
                               if (request.role) function.role = *request.role;
                               if (request.handler) function.handler = *request.handler;
                               if (request.runtime) function.runtime = *request.runtime;
                               if (request.description) function.description = *request.description;
                               if (request.timeout)
                                 function.timeout = std::chrono::seconds(*request.timeout);
                               if (request.memory_size) function.memory_mb = *request.memory_size;
                               if (request.environment)
                                 function.environment = VariablesOf(*request.environment);
                               function.modified = parts.clock.Now();
                               function.revision = NewUuid();
                               return absl::OkStatus();
                             }));
  return Configuration(*updated);
}

absl::StatusOr<FunctionConfiguration> UpdateCode(const LambdaParts& parts, std::string_view body) {
  STATOR_ASSIGN_OR_RETURN(const UpdateFunctionCodeRequest request,
                          wire::Decode<UpdateFunctionCodeRequest>(body));
  STATOR_RETURN_IF_ERROR(CheckUpdate(request));
  absl::MutexLock lock(&parts.changes);
  STATOR_ASSIGN_OR_RETURN(const FunctionStore::Shared found,
                          FindFunction(parts, *request.function_name));
  const FunctionCode code{.zip_file = request.zip_file,
                          .s3_bucket = request.s3_bucket,
                          .s3_key = request.s3_key,
                          .image_uri = request.image_uri};
  const PackageType package =
      found->kind == FunctionKind::kHttp ? PackageType::kImage : PackageType::kZip;
  const std::string revision = request.revision_id.value_or("");
  FunctionDefinition changed = *found;
  std::string unpacked;
  STATOR_RETURN_IF_ERROR(ResolveCode(
      code, package, parts.code,
      [&] { return unpacked = parts.functions.NewCodeDirectory(found->name); }, changed));
  if (request.dry_run.value_or(false)) {
    Discard(unpacked);
    STATOR_RETURN_IF_ERROR(FunctionStore::CheckRevision(*found, revision));
    return Configuration(changed);
  }
  const absl::StatusOr<FunctionStore::Shared> updated =
      parts.functions.Update(found->name, revision, [&](FunctionDefinition& function) {
        function.code_directory = changed.code_directory;
        function.url = changed.url;
        function.code_bytes = changed.code_bytes;
        function.code_sha256 = changed.code_sha256;
        function.modified = parts.clock.Now();
        function.revision = NewUuid();
        return absl::OkStatus();
      });
  if (!updated.ok()) {
    Discard(unpacked);
    return updated.status();
  }
  return Configuration(**updated);
}

void TellOfChange(const LambdaParts& parts, const std::string& name) {
  parts.changed(name);
  parts.triggers.HostChanged();
}

LambdaAnswer ChangedAnswer(const LambdaParts& parts,
                           const absl::StatusOr<FunctionConfiguration>& changed, int status) {
  if (changed.ok()) TellOfChange(parts, changed->function_name);
  return LambdaResult(changed, status);
}

}  // namespace

LambdaAnswer CreateFunction(const LambdaParts& parts, const LambdaRequest& request) {
  return ChangedAnswer(parts, Create(parts, request.body), 201);
}

LambdaAnswer UpdateFunctionConfiguration(const LambdaParts& parts, const LambdaRequest& request) {
  return ChangedAnswer(
      parts,
      UpdateConfiguration(parts, WithMember(request.body, "FunctionName", request.arguments[0])),
      200);
}

LambdaAnswer UpdateFunctionCode(const LambdaParts& parts, const LambdaRequest& request) {
  return ChangedAnswer(
      parts, UpdateCode(parts, WithMember(request.body, "FunctionName", request.arguments[0])),
      200);
}

LambdaAnswer DeleteFunction(const LambdaParts& parts, const LambdaRequest& request) {
  const absl::StatusOr<FunctionStore::Shared> found =
      FindFunction(parts, request.arguments[0], request.Find("Qualifier"));
  if (!found.ok()) return LambdaError(found.status());
  if (request.Find("Qualifier") != nullptr) {
    return LambdaError(absl::InvalidArgumentError(
        "$LATEST version cannot be deleted without deleting the function."));
  }
  {
    absl::MutexLock lock(&parts.changes);
    const absl::Status deleted = parts.functions.Delete((*found)->name);
    if (!deleted.ok()) return LambdaError(deleted);
  }
  TellOfChange(parts, (*found)->name);
  return {.status = 204};
}

}  // namespace stator::server
