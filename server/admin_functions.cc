// Functions: what there is, how they fare, and the work that waits for them.
#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "db/base/status_macros.h"
#include "db/wire/json_writer.h"
#include "server/admin_answer.h"
#include "server/admin_parts.h"
#include "server/decimal.h"
#include "server/lambda/functions.h"

namespace stator::server {
namespace {

constexpr int kMicroseconds = 6;

std::string SecondsOf(std::chrono::microseconds time) {
  return DecimalText(time.count(), kMicroseconds);
}

// Members of an object, after the first.
void Member(std::string_view name, std::string_view json_value, wire::JsonWriter& json) {
  json.Raw(",\"");
  json.Raw(name);
  json.Raw("\":");
  json.Raw(json_value);
}
void Member(std::string_view name, uint64_t count, wire::JsonWriter& json) {
  Member(name, std::to_string(count), json);
}

void WriteFunction(const FunctionStats& stats, wire::JsonWriter& json) {
  json.Raw(R"({"name":)");
  json.String(stats.name);
  Member("invocations", stats.invocations, json);
  Member("errors", stats.errors, json);
  Member("throttles", stats.throttles, json);
  Member("duration_seconds", SecondsOf(stats.duration), json);
  Member("cold_starts", stats.cold_starts, json);
  Member("children", static_cast<uint64_t>(stats.children), json);
  Member("running", static_cast<uint64_t>(stats.running), json);
  json.Raw("}");
}

void WriteMapping(const MappingStats& stats, wire::JsonWriter& json) {
  json.Raw(R"({"uuid":)");
  json.String(stats.uuid);
  json.Raw(R"(,"function":)");
  json.String(stats.function);
  Member("invocations", stats.invocations, json);
  Member("errors", stats.errors, json);
  Member("throttles", stats.throttles, json);
  Member("duration_seconds", SecondsOf(stats.duration), json);
  Member("records", stats.records, json);
  Member("filtered", stats.filtered, json);
  Member("dropped", stats.dropped, json);
  Member("dead_lettered", stats.dead_lettered, json);
  Member("iterator_age_seconds", SecondsOf(stats.iterator_age), json);
  json.Raw("}");
}

template <typename Stats, typename Write>
void WriteAllOf(const std::vector<Stats>& all, Write write, wire::JsonWriter& json) {
  json.Raw("[");
  for (const Stats& stats : all) {
    if (&stats != &all.front()) json.Raw(",");
    write(stats, json);
  }
  json.Raw("]");
}

// The text is whole when the writer is gone.
void WriteCounts(const Functions::DrainCounts& counts, std::string& body) {
  const DrainReport& report = counts.triggers;
  wire::JsonWriter json(body);
  json.Raw(R"({"invocations":)");
  json.Integer(report.invocations);
  Member("errors", static_cast<uint64_t>(report.errors), json);
  Member("records", static_cast<uint64_t>(report.records), json);
  Member("filtered", static_cast<uint64_t>(report.filtered), json);
  Member("dropped", static_cast<uint64_t>(report.dropped), json);
  Member("skipped_seconds", SecondsOf(report.skipped), json);
  Member("event_invocations", static_cast<uint64_t>(counts.events.invocations), json);
  Member("event_errors", static_cast<uint64_t>(counts.events.errors), json);
  json.Raw("}");
}

void WriteState(Functions& functions, std::string& body) {
  wire::JsonWriter json(body);
  json.Raw(R"({"functions":)");
  WriteAllOf(functions.stats(), WriteFunction, json);
  json.Raw(R"(,"mappings":)");
  WriteAllOf(functions.triggers().stats(), WriteMapping, json);
  Member("waiting_events", functions.waiting_events(), json);
  json.Raw("}");
}

AdminAnswer NoFunctions() { return NothingThere("This server has no functions"); }

// Triggers and events that never end reach a limit; anything else is an error like others.
AdminAnswer NotDrained(const absl::Status& status) {
  if (!IsError(status, ErrorCode::kLimitExceeded)) return Failed(status);
  return Refused(409, "DrainDivergedException",
                 std::string_view(status.message().data(), status.message().size()));
}

absl::StatusOr<Time> TimeIn(ValueView since) {
  const std::optional<int64_t> count =
      since.type() == Type::kNumber ? ScaledDecimal(since.AsNumber(), kMicroseconds) : std::nullopt;
  if (!count || *count < 0) {
    return absl::InvalidArgumentError("since must be a number of seconds since 1970");
  }
  return Time(std::chrono::microseconds(*count));
}

// "since", in seconds since 1970, or "sequence_number", a text; or nothing.
absl::StatusOr<ReplayFrom> ReadReplayFrom(std::string_view body) {
  ReplayFrom from;
  if (body.empty()) return from;
  STATOR_ASSIGN_OR_RETURN(const Item members, ReadMembers(body, {"since", "sequence_number"}));
  if (const std::optional<ValueView> since = members.Find("since")) {
    STATOR_ASSIGN_OR_RETURN(from.since, TimeIn(*since));
  }
  if (const std::optional<ValueView> number = members.Find("sequence_number")) {
    if (number->type() != Type::kString) {
      return absl::InvalidArgumentError("sequence_number must be a string");
    }
    from.sequence_number = number->AsString();
  }
  return from;
}

std::optional<AdminAnswer> RefuseMembers(std::string_view body) {
  if (body.empty()) return std::nullopt;
  const absl::StatusOr<Item> members = ReadMembers(body, {});
  return members.ok() ? std::nullopt : std::optional(BadRequest(members.status()));
}

}  // namespace

AdminAnswer DrainFunctions(const AdminParts& parts, const AdminRequest& request) {
  if (parts.functions == nullptr) return NoFunctions();
  if (std::optional<AdminAnswer> refusal = RefuseMembers(request.body)) return *std::move(refusal);
  const absl::StatusOr<Functions::DrainCounts> counts = parts.functions->Drain();
  if (!counts.ok()) return NotDrained(counts.status());
  AdminAnswer answer;
  WriteCounts(*counts, answer.body);
  return answer;
}

AdminAnswer ReadFunctions(const AdminParts& parts, const AdminRequest&) {
  if (parts.functions == nullptr) return NoFunctions();
  AdminAnswer answer;
  WriteState(*parts.functions, answer.body);
  return answer;
}

AdminAnswer ReadFunctionLog(const AdminParts& parts, const AdminRequest& request) {
  if (parts.functions == nullptr) return NoFunctions();
  std::optional<std::string> log = parts.functions->Log(request.argument);
  if (!log) return NothingThere("There is no such function");
  return {.body = *std::move(log), .content_type = "text/plain; charset=utf-8"};
}

AdminAnswer ReplayMapping(const AdminParts& parts, const AdminRequest& request) {
  if (parts.functions == nullptr) return NoFunctions();
  const absl::StatusOr<ReplayFrom> from = ReadReplayFrom(request.body);
  if (!from.ok()) return BadRequest(from.status());
  const absl::Status replayed = parts.functions->triggers().Replay(request.argument, *from);
  if (IsError(replayed, ErrorCode::kResourceNotFound)) return NothingThere("No such mapping");
  if (IsError(replayed, ErrorCode::kValidation)) return BadRequest(replayed);
  return replayed.ok() ? AdminAnswer{.body = "{}"} : Failed(replayed);
}

AdminAnswer RedriveMapping(const AdminParts& parts, const AdminRequest& request) {
  if (parts.functions == nullptr) return NoFunctions();
  if (std::optional<AdminAnswer> refusal = RefuseMembers(request.body)) return *std::move(refusal);
  const absl::StatusOr<int64_t> delivered = parts.functions->triggers().Redrive(request.argument);
  if (IsError(delivered.status(), ErrorCode::kResourceNotFound)) {
    return NothingThere("No such mapping");
  }
  if (!delivered.ok()) return Failed(delivered.status());
  return {.body = R"({"delivered":)" + std::to_string(*delivered) + "}"};
}

}  // namespace stator::server
