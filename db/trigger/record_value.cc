#include "db/trigger/record_value.h"

#include <string>
#include <utility>
#include <vector>

#include "db/engine/row_reader.h"
#include "db/request/enums.h"

namespace stator::trigger {
namespace {

using engine::RowReader;
using Attributes = std::vector<std::pair<std::string, Value>>;

void AddText(Attributes& map, std::string_view name, const std::optional<std::string>& text) {
  if (text) map.emplace_back(name, Value(*text));
}

template <NamedEnum Enum>
void AddEnum(Attributes& map, std::string_view name, const std::optional<Enum>& value) {
  if (value) map.emplace_back(name, Value(EnumText(*value)));
}

void AddImage(Attributes& map, std::string_view name, const std::optional<Item>& image,
              ImageForm form) {
  if (!image) return;
  map.emplace_back(name, form == ImageForm::kMap ? Value::FromEncoded(image->encoded())
                                                 : Value(Binary(image->encoded())));
}

Value ValueOfChange(const StreamRecord& change, ImageForm form) {
  Attributes map;
  if (const auto& created = change.approximate_creation_date_time) {
    map.emplace_back(
        "ApproximateCreationDateTime",
        Value(int64_t{
            std::chrono::floor<std::chrono::seconds>(*created).time_since_epoch().count()}));
  }
  AddImage(map, "Keys", change.keys, ImageForm::kMap);
  AddImage(map, "NewImage", change.new_image, form);
  AddImage(map, "OldImage", change.old_image, form);
  AddText(map, "SequenceNumber", change.sequence_number);
  if (change.size_bytes) map.emplace_back("SizeBytes", Value(*change.size_bytes));
  AddEnum(map, "StreamViewType", change.stream_view_type);
  return Map(std::move(map));
}

std::optional<std::string> TextIn(RowReader& in, std::string_view name) {
  const auto value = in.Find(name, Type::kString);
  return value ? std::optional(std::string(value->AsString())) : std::nullopt;
}

template <NamedEnum Enum>
std::optional<Enum> EnumIn(RowReader& in, std::string_view name) {
  const std::string text = in.RequiredString(name);
  for (const auto& [value, value_text] : EnumNames<Enum>::names) {
    if (value_text == text) return value;
  }
  in.Fail();
  return std::nullopt;
}

std::optional<Item> ImageIn(RowReader& in, ItemView map, std::string_view name) {
  const std::optional<ValueView> value = map.Find(name);
  if (!value) return std::nullopt;
  if (value->type() == Type::kMap) return Item(value->AsMap());
  const std::string_view bytes =
      value->type() == Type::kBinary ? value->AsBinary() : std::string_view();
  if (CheckEncoded(bytes) && ValueView(bytes).type() == Type::kMap) return Item(ItemView(bytes));
  in.Fail();
  return std::nullopt;
}

std::optional<StreamRecord> ChangeOf(ItemView map) {
  RowReader in(map);
  StreamRecord change;
  change.approximate_creation_date_time =
      Time(std::chrono::seconds(in.RequiredInteger("ApproximateCreationDateTime")));
  change.keys = ImageIn(in, map, "Keys");
  change.new_image = ImageIn(in, map, "NewImage");
  change.old_image = ImageIn(in, map, "OldImage");
  change.sequence_number = in.RequiredString("SequenceNumber");
  change.size_bytes = in.RequiredInteger("SizeBytes");
  change.stream_view_type = EnumIn<StreamViewType>(in, "StreamViewType");
  return in.ok() && change.keys ? std::optional(std::move(change)) : std::nullopt;
}

}  // namespace

Value ValueOfRecord(const Record& record, std::string_view stream_arn, ImageForm form) {
  Attributes map;
  AddText(map, "eventID", record.event_id);
  AddEnum(map, "eventName", record.event_name);
  AddText(map, "eventVersion", record.event_version);
  AddText(map, "eventSource", record.event_source);
  AddText(map, "awsRegion", record.aws_region);
  if (record.dynamodb) map.emplace_back("dynamodb", ValueOfChange(*record.dynamodb, form));
  map.emplace_back("eventSourceARN", Value(stream_arn));
  if (record.user_identity) {
    Attributes identity;
    AddText(identity, "type", record.user_identity->type);
    AddText(identity, "principalId", record.user_identity->principal_id);
    map.emplace_back("userIdentity", Map(std::move(identity)));
  }
  return Map(std::move(map));
}

std::optional<Record> RecordOfValue(ValueView value) {
  if (value.type() != Type::kMap) return std::nullopt;
  RowReader in(value.AsMap());
  Record record;
  record.event_id = in.RequiredString("eventID");
  record.event_name = EnumIn<OperationType>(in, "eventName");
  record.event_version = TextIn(in, "eventVersion");
  record.event_source = TextIn(in, "eventSource");
  record.aws_region = TextIn(in, "awsRegion");
  const auto change = in.Find("dynamodb", Type::kMap);
  if (change) record.dynamodb = ChangeOf(change->AsMap());
  if (const auto identity = in.Find("userIdentity", Type::kMap)) {
    RowReader of(identity->AsMap());
    record.user_identity =
        Identity{.principal_id = TextIn(of, "principalId"), .type = TextIn(of, "type")};
  }
  return in.ok() && record.dynamodb ? std::optional(std::move(record)) : std::nullopt;
}

}  // namespace stator::trigger
