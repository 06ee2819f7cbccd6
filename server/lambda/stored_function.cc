#include "server/lambda/stored_function.h"

#include <optional>

#include "db/base/status_macros.h"
#include "db/request/field.h"
#include "db/request/member_gate.h"
#include "db/wire/message_reader_inl.h"
#include "db/wire/message_writer.h"
#include "stator/request/common.h"

namespace stator::server {

struct StoredEventInvoke {
  std::optional<int32_t> retries_max{};
  std::optional<int64_t> age_max_seconds{};
  std::optional<std::string> on_success{};
  std::optional<std::string> on_failure{};
  std::optional<int64_t> modified_microseconds{};
};

struct StoredFunction {
  std::optional<std::string> name{};
  std::optional<std::string> arn{};
  std::optional<bool> is_http{};
  std::optional<std::string> runtime{};
  std::optional<std::string> handler{};
  std::optional<std::string> role{};
  std::optional<std::string> description{};
  std::optional<std::string> code_directory{};
  std::optional<std::string> url{};
  std::optional<AttributeNames> environment{};
  std::optional<int64_t> timeout_seconds{};
  std::optional<int32_t> memory_mb{};
  std::optional<std::string> code_sha256{};
  std::optional<int64_t> code_bytes{};
  std::optional<int64_t> modified_microseconds{};
  std::optional<std::string> revision{};
  std::optional<AttributeNames> tags{};
  std::optional<StoredEventInvoke> event_invoke{};
};

}  // namespace stator::server

namespace stator {

template <>
struct FieldsOf<server::StoredEventInvoke> {
  using T = server::StoredEventInvoke;
  static constexpr std::string_view name = "EventInvoke";
  static constexpr auto fields = std::make_tuple(
      Field("retries_max", &T::retries_max), Field("age_max_seconds", &T::age_max_seconds),
      Field("on_success", &T::on_success), Field("on_failure", &T::on_failure),
      Field("modified_microseconds", &T::modified_microseconds));
};

template <>
struct FieldsOf<server::StoredFunction> {
  using T = server::StoredFunction;
  static constexpr std::string_view name = "Function";
  static constexpr auto fields = std::make_tuple(
      Field("name", &T::name).Required(), Field("arn", &T::arn).Required(),
      Field("is_http", &T::is_http), Field("runtime", &T::runtime), Field("handler", &T::handler),
      Field("role", &T::role), Field("description", &T::description),
      Field("code_directory", &T::code_directory), Field("url", &T::url),
      Field("environment", &T::environment), Field("timeout_seconds", &T::timeout_seconds),
      Field("memory_mb", &T::memory_mb), Field("code_sha256", &T::code_sha256),
      Field("code_bytes", &T::code_bytes),
      Field("modified_microseconds", &T::modified_microseconds), Field("revision", &T::revision),
      Field("tags", &T::tags), Field("event_invoke", &T::event_invoke));
};

STATOR_INSTANTIATE_CHECK_MEMBERS(server::StoredFunction);

}  // namespace stator

namespace stator::server {
namespace {

int64_t MicrosecondsOf(Time time) { return time.time_since_epoch().count(); }
Time TimeOf(std::optional<int64_t> microseconds) {
  return Time(std::chrono::microseconds(microseconds.value_or(0)));
}

AttributeNames TextMap(const std::map<std::string, std::string>& map) {
  return {map.begin(), map.end()};
}
std::map<std::string, std::string> PlainMap(const std::optional<AttributeNames>& map) {
  if (!map) return {};
  return {map->begin(), map->end()};
}

StoredEventInvoke ToStored(const EventInvokeConfig& config) {
  StoredEventInvoke stored{.retries_max = config.retries_max,
                           .on_success = config.on_success,
                           .on_failure = config.on_failure,
                           .modified_microseconds = MicrosecondsOf(config.modified)};
  if (config.age_max) stored.age_max_seconds = config.age_max->count();
  return stored;
}

EventInvokeConfig FromStored(const StoredEventInvoke& stored) {
  EventInvokeConfig config{.retries_max = stored.retries_max,
                           .age_max = std::nullopt,
                           .on_success = stored.on_success,
                           .on_failure = stored.on_failure,
                           .modified = TimeOf(stored.modified_microseconds)};
  if (stored.age_max_seconds) config.age_max = std::chrono::seconds(*stored.age_max_seconds);
  return config;
}

}  // namespace

std::string EncodeFunction(const FunctionDefinition& function) {
  StoredFunction stored{.name = function.name,
                        .arn = function.arn,
                        .is_http = function.kind == FunctionKind::kHttp,
                        .runtime = function.runtime,
                        .handler = function.handler,
                        .role = function.role,
                        .description = function.description,
                        .code_directory = function.code_directory,
                        .url = function.url,
                        .environment = TextMap(function.environment),
                        .timeout_seconds = function.timeout.count(),
                        .memory_mb = function.memory_mb,
                        .code_sha256 = function.code_sha256,
                        .code_bytes = function.code_bytes,
                        .modified_microseconds = MicrosecondsOf(function.modified),
                        .revision = function.revision,
                        .tags = TextMap(function.tags)};
  if (function.event_invoke) stored.event_invoke = ToStored(*function.event_invoke);
  std::string text;
  wire::Encode(stored, text);
  return text;
}

absl::StatusOr<FunctionDefinition> DecodeFunction(std::string_view text) {
  STATOR_ASSIGN_OR_RETURN(const StoredFunction stored, wire::Decode<StoredFunction>(text));
  STATOR_RETURN_IF_ERROR(CheckMembers(stored));
  FunctionDefinition function;
  function.name = *stored.name;
  function.arn = *stored.arn;
  function.kind = stored.is_http.value_or(false) ? FunctionKind::kHttp : FunctionKind::kChild;
  function.runtime = stored.runtime.value_or("");
  function.handler = stored.handler.value_or("");
  function.role = stored.role.value_or("");
  function.description = stored.description.value_or("");
  function.code_directory = stored.code_directory.value_or("");
  function.url = stored.url.value_or("");
  function.environment = PlainMap(stored.environment);
  function.timeout = std::chrono::seconds(stored.timeout_seconds.value_or(3));
  function.memory_mb = stored.memory_mb.value_or(128);
  function.code_sha256 = stored.code_sha256.value_or("");
  function.code_bytes = stored.code_bytes.value_or(0);
  function.modified = TimeOf(stored.modified_microseconds);
  function.revision = stored.revision.value_or("");
  function.tags = PlainMap(stored.tags);
  if (stored.event_invoke) function.event_invoke = FromStored(*stored.event_invoke);
  return function;
}

}  // namespace stator::server
