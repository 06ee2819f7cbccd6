// Field tables of the operations on functions. Members that this version does not support are
// refused by name, unless they are empty, which is how tools spell "none".
#pragma once

#include "db/request/event_source_mapping.h"
#include "db/request/field.h"
#include "server/lambda/messages.h"

namespace stator {

namespace lambda_limits {
inline constexpr int64_t kFunctionNameCharactersMax = 140;  // Of an ARN; of a name it is 64.
inline constexpr int64_t kDescriptionCharactersMax = 256;
inline constexpr int64_t kHandlerCharactersMax = 128;
inline constexpr int64_t kTimeoutSecondsMax = 900;
inline constexpr int64_t kMemoryMegabytesMin = 128;
inline constexpr int64_t kMemoryMegabytesMax = 10'240;
inline constexpr int64_t kEventRetriesMax = 2;
inline constexpr int64_t kEventAgeSecondsMin = 60;
inline constexpr int64_t kEventAgeSecondsMax = 21'600;
inline constexpr int64_t kS3KeyCharactersMax = 1024;
}  // namespace lambda_limits

template <>
struct EnumNames<server::PackageType> {
  static constexpr std::pair<server::PackageType, std::string_view> names[] = {
      {server::PackageType::kImage, "Image"},
      {server::PackageType::kZip, "Zip"},
  };
};

template <>
struct FieldsOf<server::FunctionCode> {
  using T = server::FunctionCode;
  static constexpr std::string_view name = "FunctionCode";
  static constexpr auto fields = std::make_tuple(
      Field("ZipFile", &T::zip_file), Field("S3Bucket", &T::s3_bucket).Between(3, 63),
      Field("S3Key", &T::s3_key).Between(1, lambda_limits::kS3KeyCharactersMax),
      Unsupported("S3ObjectVersion"), Unsupported("S3ObjectStorageMode"),
      Field("ImageUri", &T::image_uri), Unsupported("SourceKMSKeyArn"));
};

template <>
struct FieldsOf<server::Environment> {
  using T = server::Environment;
  static constexpr std::string_view name = "Environment";
  static constexpr auto fields = std::make_tuple(Field("Variables", &T::variables));
};

template <>
struct FieldsOf<server::CreateFunctionRequest> {
  using R = server::CreateFunctionRequest;
  static constexpr std::string_view name = "CreateFunctionRequest";
  static constexpr auto fields = std::make_tuple(
      Field("FunctionName", &R::function_name)
          .Required()
          .Between(1, lambda_limits::kFunctionNameCharactersMax),
      Field("Runtime", &R::runtime), Field("Role", &R::role).Required(),
      Field("Handler", &R::handler).Between(0, lambda_limits::kHandlerCharactersMax),
      Field("Code", &R::code).Required(),
      Field("Description", &R::description).Between(0, lambda_limits::kDescriptionCharactersMax),
      Field("Timeout", &R::timeout).Between(1, lambda_limits::kTimeoutSecondsMax),
      Field("MemorySize", &R::memory_size)
          .Between(lambda_limits::kMemoryMegabytesMin, lambda_limits::kMemoryMegabytesMax),
      Field("Publish", &R::publish), Unsupported("PublishTo"),
      Unsupported("VpcConfig").UnlessEmpty(), Field("PackageType", &R::package_type),
      Unsupported("DeadLetterConfig").UnlessEmpty(), Field("Environment", &R::environment),
      Unsupported("KMSKeyArn"), Unsupported("TracingConfig").UnlessEmpty(), Field("Tags", &R::tags),
      Unsupported("Layers").UnlessEmpty(), Unsupported("FileSystemConfigs").UnlessEmpty(),
      Unsupported("CodeSigningConfigArn"), Unsupported("ImageConfig").UnlessEmpty(),
      Field("Architectures", &R::architectures).Between(1, 1),
      Unsupported("EphemeralStorage").UnlessEmpty(), Unsupported("SnapStart").UnlessEmpty(),
      Unsupported("LoggingConfig").UnlessEmpty(), Unsupported("TenancyConfig").UnlessEmpty(),
      Unsupported("CapacityProviderConfig").UnlessEmpty(),
      Unsupported("DurableConfig").UnlessEmpty());
};

template <>
struct FieldsOf<server::UpdateFunctionConfigurationRequest> {
  using R = server::UpdateFunctionConfigurationRequest;
  static constexpr std::string_view name = "UpdateFunctionConfigurationRequest";
  static constexpr auto fields = std::make_tuple(
      Field("FunctionName", &R::function_name)
          .Required()
          .Between(1, lambda_limits::kFunctionNameCharactersMax),
      Field("Role", &R::role),
      Field("Handler", &R::handler).Between(0, lambda_limits::kHandlerCharactersMax),
      Field("Description", &R::description).Between(0, lambda_limits::kDescriptionCharactersMax),
      Field("Timeout", &R::timeout).Between(1, lambda_limits::kTimeoutSecondsMax),
      Field("MemorySize", &R::memory_size)
          .Between(lambda_limits::kMemoryMegabytesMin, lambda_limits::kMemoryMegabytesMax),
      Unsupported("VpcConfig").UnlessEmpty(), Field("Environment", &R::environment),
      Field("Runtime", &R::runtime), Unsupported("DeadLetterConfig").UnlessEmpty(),
      Unsupported("KMSKeyArn"), Unsupported("TracingConfig").UnlessEmpty(),
      Field("RevisionId", &R::revision_id), Unsupported("Layers").UnlessEmpty(),
      Unsupported("FileSystemConfigs").UnlessEmpty(), Unsupported("ImageConfig").UnlessEmpty(),
      Unsupported("EphemeralStorage").UnlessEmpty(), Unsupported("SnapStart").UnlessEmpty(),
      Unsupported("LoggingConfig").UnlessEmpty(),
      Unsupported("CapacityProviderConfig").UnlessEmpty(),
      Unsupported("DurableConfig").UnlessEmpty());
};

template <>
struct FieldsOf<server::UpdateFunctionCodeRequest> {
  using R = server::UpdateFunctionCodeRequest;
  static constexpr std::string_view name = "UpdateFunctionCodeRequest";
  static constexpr auto fields = std::make_tuple(
      Field("FunctionName", &R::function_name)
          .Required()
          .Between(1, lambda_limits::kFunctionNameCharactersMax),
      Field("ZipFile", &R::zip_file), Field("S3Bucket", &R::s3_bucket).Between(3, 63),
      Field("S3Key", &R::s3_key).Between(1, lambda_limits::kS3KeyCharactersMax),
      Unsupported("S3ObjectVersion"), Unsupported("S3ObjectStorageMode"),
      Field("ImageUri", &R::image_uri), Field("Publish", &R::publish), Unsupported("PublishTo"),
      Field("DryRun", &R::dry_run), Field("RevisionId", &R::revision_id),
      Field("Architectures", &R::architectures).Between(1, 1), Unsupported("SourceKMSKeyArn"));
};

template <>
struct FieldsOf<server::PutFunctionEventInvokeConfigRequest> {
  using R = server::PutFunctionEventInvokeConfigRequest;
  static constexpr std::string_view name = "PutFunctionEventInvokeConfigRequest";
  static constexpr auto fields = std::make_tuple(
      Field("FunctionName", &R::function_name)
          .Required()
          .Between(1, lambda_limits::kFunctionNameCharactersMax),
      Field("MaximumRetryAttempts", &R::maximum_retry_attempts)
          .Between(0, lambda_limits::kEventRetriesMax),
      Field("MaximumEventAgeInSeconds", &R::maximum_event_age_in_seconds)
          .Between(lambda_limits::kEventAgeSecondsMin, lambda_limits::kEventAgeSecondsMax),
      Field("DestinationConfig", &R::destination_config));
};

template <>
struct FieldsOf<server::TagResourceRequest> {
  using R = server::TagResourceRequest;
  static constexpr std::string_view name = "TagResourceRequest";
  static constexpr auto fields = std::make_tuple(Field("Resource", &R::resource).Required(),
                                                 Field("Tags", &R::tags).Required());
};

// Results.

template <>
struct FieldsOf<server::TracingConfigResponse> {
  using T = server::TracingConfigResponse;
  static constexpr std::string_view name = "TracingConfigResponse";
  static constexpr auto fields = std::make_tuple(Field("Mode", &T::mode));
};

template <>
struct FieldsOf<server::EphemeralStorage> {
  using T = server::EphemeralStorage;
  static constexpr std::string_view name = "EphemeralStorage";
  static constexpr auto fields = std::make_tuple(Field("Size", &T::size));
};

template <>
struct FieldsOf<server::SnapStartResponse> {
  using T = server::SnapStartResponse;
  static constexpr std::string_view name = "SnapStartResponse";
  static constexpr auto fields =
      std::make_tuple(Field("ApplyOn", &T::apply_on),  //
                      Field("OptimizationStatus", &T::optimization_status));
};

template <>
struct FieldsOf<server::LoggingConfig> {
  using T = server::LoggingConfig;
  static constexpr std::string_view name = "LoggingConfig";
  static constexpr auto fields =
      std::make_tuple(Field("LogFormat", &T::log_format), Field("LogGroup", &T::log_group));
};

template <>
struct FieldsOf<server::FunctionConfiguration> {
  using R = server::FunctionConfiguration;
  static constexpr std::string_view name = "FunctionConfiguration";
  static constexpr auto fields = std::make_tuple(
      Field("FunctionName", &R::function_name), Field("FunctionArn", &R::function_arn),
      Field("Runtime", &R::runtime), Field("Role", &R::role), Field("Handler", &R::handler),
      Field("CodeSize", &R::code_size), Field("Description", &R::description),
      Field("Timeout", &R::timeout), Field("MemorySize", &R::memory_size),
      Field("LastModified", &R::last_modified), Field("CodeSha256", &R::code_sha256),
      Field("Version", &R::version), Field("Environment", &R::environment),
      Field("TracingConfig", &R::tracing_config), Field("RevisionId", &R::revision_id),
      Field("State", &R::state), Field("LastUpdateStatus", &R::last_update_status),
      Field("PackageType", &R::package_type), Field("Architectures", &R::architectures),
      Field("EphemeralStorage", &R::ephemeral_storage), Field("SnapStart", &R::snap_start),
      Field("LoggingConfig", &R::logging_config));
};

template <>
struct FieldsOf<server::FunctionCodeLocation> {
  using T = server::FunctionCodeLocation;
  static constexpr std::string_view name = "FunctionCodeLocation";
  static constexpr auto fields = std::make_tuple(
      Field("RepositoryType", &T::repository_type), Field("Location", &T::location),
      Field("ImageUri", &T::image_uri), Field("ResolvedImageUri", &T::resolved_image_uri));
};

template <>
struct FieldsOf<server::GetFunctionResult> {
  using R = server::GetFunctionResult;
  static constexpr std::string_view name = "GetFunctionResponse";
  static constexpr auto fields = std::make_tuple(Field("Configuration", &R::configuration),
                                                 Field("Code", &R::code), Field("Tags", &R::tags));
};

template <>
struct FieldsOf<server::ListFunctionsResult> {
  using R = server::ListFunctionsResult;
  static constexpr std::string_view name = "ListFunctionsResponse";
  static constexpr auto fields = std::make_tuple(Field("NextMarker", &R::next_marker),  //
                                                 Field("Functions", &R::functions));
};

template <>
struct FieldsOf<server::ListVersionsByFunctionResult> {
  using R = server::ListVersionsByFunctionResult;
  static constexpr std::string_view name = "ListVersionsByFunctionResponse";
  static constexpr auto fields = std::make_tuple(Field("Versions", &R::versions));
};

template <>
struct FieldsOf<server::FunctionEventInvokeConfig> {
  using R = server::FunctionEventInvokeConfig;
  static constexpr std::string_view name = "FunctionEventInvokeConfig";
  static constexpr auto fields = std::make_tuple(
      Field("LastModified", &R::last_modified), Field("FunctionArn", &R::function_arn),
      Field("MaximumRetryAttempts", &R::maximum_retry_attempts),
      Field("MaximumEventAgeInSeconds", &R::maximum_event_age_in_seconds),
      Field("DestinationConfig", &R::destination_config));
};

template <>
struct FieldsOf<server::ListFunctionEventInvokeConfigsResult> {
  using R = server::ListFunctionEventInvokeConfigsResult;
  static constexpr std::string_view name = "ListFunctionEventInvokeConfigsResponse";
  static constexpr auto fields =
      std::make_tuple(Field("FunctionEventInvokeConfigs", &R::function_event_invoke_configs));
};

template <>
struct FieldsOf<server::ListTagsResult> {
  using R = server::ListTagsResult;
  static constexpr std::string_view name = "ListTagsResponse";
  static constexpr auto fields = std::make_tuple(Field("Tags", &R::tags));
};

}  // namespace stator
