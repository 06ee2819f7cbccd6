#include "server/lambda/function_configuration.h"

#include <string>

#include "server/lambda/report.h"

namespace stator::server {
namespace {

// "2026-11-26T17:00:00.000+0000"
std::string LastModifiedText(Time time) {
  std::string text = FormatTime(time);
  text.pop_back();
  return text + "+0000";
}

}  // namespace

FunctionConfiguration Configuration(const FunctionDefinition& function) {
  const bool is_image = function.kind == FunctionKind::kHttp;
  FunctionConfiguration configuration;
  configuration.function_name = function.name;
  configuration.function_arn = function.arn;
  if (!is_image) {
    configuration.runtime = function.runtime;
    configuration.handler = function.handler;
  }
  configuration.role = function.role;
  configuration.code_size = function.code_bytes;
  configuration.description = function.description;
  configuration.timeout = static_cast<int32_t>(function.timeout.count());
  configuration.memory_size = function.memory_mb;
  configuration.last_modified = LastModifiedText(function.modified);
  configuration.code_sha256 = function.code_sha256;
  if (!function.environment.empty()) {
    configuration.environment.emplace().variables.emplace(function.environment.begin(),
                                                          function.environment.end());
  }
  configuration.revision_id = function.revision;
  configuration.package_type = is_image ? "Image" : "Zip";
  configuration.architectures = {std::string(kArchitecture)};
  configuration.logging_config.log_group = "/aws/lambda/" + function.name;
  return configuration;
}

FunctionCodeLocation CodeLocation(const FunctionDefinition& function) {
  if (function.kind == FunctionKind::kHttp) {
    return {
        .repository_type = "ECR", .image_uri = function.url, .resolved_image_uri = function.url};
  }
  return {.repository_type = "S3", .location = "file://" + function.code_directory};
}

}  // namespace stator::server
