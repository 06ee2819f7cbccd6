// Records are written member by member, in the order in which AWS Lambda was seen to write them.
// They are not those of GetRecords: the creation time is a number with ".0", the identity has small
// letters, and each record names its stream.
#include "db/trigger/event.h"

#include <chrono>

#include "db/request/enums.h"
#include "db/trigger/time_text.h"
#include "db/wire/json_writer.h"
#include "db/wire/value_writer.h"

namespace stator::trigger {
namespace {

using wire::JsonWriter;

// The members of one object, with commas between those that are there.
class Members {
 public:
  explicit Members(JsonWriter& json) : json_(json) { json_.Raw("{"); }
  ~Members() { json_.Raw("}"); }
  Members(const Members&) = delete;
  Members& operator=(const Members&) = delete;

  JsonWriter& Name(std::string_view name) {
    json_.Raw(first_ ? "\"" : ",\"");
    json_.Raw(name);
    json_.Raw("\":");
    first_ = false;
    return json_;
  }
  void Add(std::string_view name, const std::optional<std::string>& text) {
    if (text) Name(name).String(*text);
  }
  void Add(std::string_view name, const std::optional<Item>& item) {
    if (item) WriteItem(*item, Name(name));
  }

 private:
  JsonWriter& json_;
  bool first_ = true;
};

void WriteChange(const StreamRecord& change, JsonWriter& json) {
  Members members(json);
  if (const auto& created = change.approximate_creation_date_time) {
    members.Name("ApproximateCreationDateTime")
        .Integer(std::chrono::floor<std::chrono::seconds>(created->time_since_epoch()).count());
    json.Raw(".0");
  }
  members.Add("Keys", change.keys);
  members.Add("NewImage", change.new_image);
  members.Add("OldImage", change.old_image);
  members.Add("SequenceNumber", change.sequence_number);
  if (change.size_bytes) members.Name("SizeBytes").Integer(*change.size_bytes);
  if (change.stream_view_type) {
    members.Name("StreamViewType").String(EnumText(*change.stream_view_type));
  }
}

}  // namespace

void AppendRecord(const Record& record, std::string_view stream_arn, std::string& out) {
  JsonWriter json(out);
  Members members(json);
  members.Add("eventID", record.event_id);
  if (record.event_name) members.Name("eventName").String(EnumText(*record.event_name));
  members.Add("eventVersion", record.event_version);
  members.Add("eventSource", record.event_source);
  members.Add("awsRegion", record.aws_region);
  if (record.dynamodb) WriteChange(*record.dynamodb, members.Name("dynamodb"));
  members.Name("eventSourceARN").String(stream_arn);
  if (record.user_identity) {
    Members identity(members.Name("userIdentity"));
    identity.Add("type", record.user_identity->type);
    identity.Add("principalId", record.user_identity->principal_id);
  }
}

std::string MakeEvent(absl::Span<const std::string> records,
                      const std::optional<EventWindow>& window) {
  std::string event;
  size_t bytes = 2 * records.size() + (window ? window->state.size() + 512 : 16);
  for (const std::string& record : records) bytes += record.size();
  event.reserve(bytes);
  {
    JsonWriter json(event);
    Members members(json);
    members.Name("Records").Raw("[");
    for (const std::string& record : records) {
      if (&record != records.data()) json.Raw(",");
      json.Raw(record);
    }
    json.Raw("]");
    if (window) {
      {
        Members bounds(members.Name("window"));
        bounds.Add("start", SecondsText(window->window.start));
        bounds.Add("end", SecondsText(window->window.end));
      }
      members.Name("state").Raw(window->state);
      members.Name("shardId").String(window->shard_id);
      members.Name("eventSourceARN").String(window->stream_arn);
      members.Name("isFinalInvokeForWindow").Raw(window->is_final ? "true" : "false");
      members.Name("isWindowTerminatedEarly").Raw(window->is_terminated_early ? "true" : "false");
    }
  }
  return event;
}

}  // namespace stator::trigger
