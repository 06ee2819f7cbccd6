// Requests and results of the operations on functions, with AWS Lambda's member names in
// snake_case. What a path or a query says of a request stands in its struct too. Those of event
// source mappings are stator/request/event_source_mapping.h's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "stator/clock.h"
#include "stator/request/common.h"
#include "stator/request/event_source_mapping.h"

namespace stator::server {

enum class PackageType : uint8_t { kZip, kImage };

struct FunctionCode {
  std::optional<std::string> zip_file{};  // Base64.
  std::optional<std::string> s3_bucket{};
  std::optional<std::string> s3_key{};
  std::optional<std::string> image_uri{};
};

struct Environment {
  std::optional<AttributeNames> variables{};
};

struct CreateFunctionRequest {
  std::optional<std::string> function_name{};  // required
  std::optional<std::string> runtime{};        // These two are required with code.
  std::optional<std::string> handler{};
  std::optional<std::string> role{};   // required
  std::optional<FunctionCode> code{};  // required
  std::optional<std::string> description{};
  std::optional<int32_t> timeout{};      // 1 to 900; default 3
  std::optional<int32_t> memory_size{};  // 128 to 10,240; default 128
  std::optional<bool> publish{};
  std::optional<PackageType> package_type{};
  std::optional<Environment> environment{};
  std::optional<AttributeNames> tags{};
  std::optional<std::vector<std::string>> architectures{};
};

// What is absent stays as it is.
struct UpdateFunctionConfigurationRequest {
  std::optional<std::string> function_name{};  // required
  std::optional<std::string> runtime{};
  std::optional<std::string> handler{};
  std::optional<std::string> role{};
  std::optional<std::string> description{};
  std::optional<int32_t> timeout{};
  std::optional<int32_t> memory_size{};
  std::optional<Environment> environment{};
  std::optional<std::string> revision_id{};
};

struct UpdateFunctionCodeRequest {
  std::optional<std::string> function_name{};  // required
  std::optional<std::string> zip_file{};
  std::optional<std::string> s3_bucket{};
  std::optional<std::string> s3_key{};
  std::optional<std::string> image_uri{};
  std::optional<bool> publish{};
  std::optional<bool> dry_run{};
  std::optional<std::string> revision_id{};
  std::optional<std::vector<std::string>> architectures{};
};

struct PutFunctionEventInvokeConfigRequest {
  std::optional<std::string> function_name{};             // required
  std::optional<int32_t> maximum_retry_attempts{};        // 0 to 2
  std::optional<int32_t> maximum_event_age_in_seconds{};  // 60 to 21,600
  std::optional<DestinationConfig> destination_config{};
};

struct TracingConfigResponse {
  std::string mode = "PassThrough";
};
struct EphemeralStorage {
  int32_t size = 512;
};
struct SnapStartResponse {
  std::string apply_on = "None";
  std::string optimization_status = "Off";
};
struct LoggingConfig {
  std::string log_format = "Text";
  std::string log_group;
};

struct FunctionConfiguration {
  std::string function_name;
  std::string function_arn;
  std::optional<std::string> runtime{};
  std::string role;
  std::optional<std::string> handler{};
  int64_t code_size = 0;
  std::string description;
  int32_t timeout = 0;
  int32_t memory_size = 0;
  std::string last_modified;  // "2026-11-26T17:00:00.000+0000"
  std::string code_sha256;
  std::string version = "$LATEST";
  std::optional<Environment> environment{};
  TracingConfigResponse tracing_config{};
  std::string revision_id;
  std::string state = "Active";
  std::string last_update_status = "Successful";
  std::string package_type;
  std::vector<std::string> architectures{};
  EphemeralStorage ephemeral_storage{};
  SnapStartResponse snap_start{};
  LoggingConfig logging_config{};
};

struct FunctionCodeLocation {
  std::string repository_type;
  std::optional<std::string> location{};
  std::optional<std::string> image_uri{};
  std::optional<std::string> resolved_image_uri{};
};

struct GetFunctionResult {
  FunctionConfiguration configuration;
  FunctionCodeLocation code;
  std::optional<AttributeNames> tags{};
};

struct ListFunctionsResult {
  std::optional<std::string> next_marker{};
  std::vector<FunctionConfiguration> functions;
};

struct ListVersionsByFunctionResult {
  std::vector<FunctionConfiguration> versions;
};

struct FunctionEventInvokeConfig {
  Time last_modified{};
  std::string function_arn;
  std::optional<int32_t> maximum_retry_attempts{};
  std::optional<int32_t> maximum_event_age_in_seconds{};
  DestinationConfig destination_config{};
};

struct ListFunctionEventInvokeConfigsResult {
  std::vector<FunctionEventInvokeConfig> function_event_invoke_configs;
};

struct TagResourceRequest {
  std::optional<std::string> resource{};  // required; an ARN
  std::optional<AttributeNames> tags{};   // required
};

struct ListTagsResult {
  AttributeNames tags;
};

}  // namespace stator::server
