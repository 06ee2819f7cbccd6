#include "server/lambda/function_configuration.h"

#include <chrono>
#include <cstdio>
#include <ctime>
#include <string>

namespace stator::server {
namespace {

// "2026-11-26T17:00:00.000+0000"
std::string LastModifiedText(Time time) {
  const auto milliseconds =
      std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count();
  const std::time_t seconds = static_cast<std::time_t>(milliseconds / 1000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03d+0000", parts.tm_year + 1900,
                parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                static_cast<int>(milliseconds % 1000));
  return text;
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
