#include "db/engine/stream_view.h"

#include <chrono>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "db/base/check.h"
#include "db/model/log_key.h"

namespace stator::engine {
namespace {

// Of whoever deletes what has expired (API reference, DynamoDB Streams, Identity).
constexpr std::string_view kExpiryPrincipal = "dynamodb.amazonaws.com";
constexpr std::string_view kExpiryType = "Service";

bool ShowsBefore(StreamViewType view) {
  return view == StreamViewType::kOldImage || view == StreamViewType::kNewAndOldImages;
}
bool ShowsAfter(StreamViewType view) {
  return view == StreamViewType::kNewImage || view == StreamViewType::kNewAndOldImages;
}

// One of them is there, and their keys are the same.
ItemView EitherImage(const ChangeRecord& change) {
  return change.after ? *change.after : *change.before;
}

Item KeysOf(const StreamDefinition& stream, const ChangeRecord& change) {
  const ItemView image = EitherImage(change);
  std::vector<std::pair<std::string, Value>> keys;
  for (const KeySchemaElement& element : stream.key_schema) {
    const std::optional<ValueView> value = image.Find(*element.attribute_name);
    STATOR_CHECK(value.has_value());
    keys.emplace_back(*element.attribute_name, Value(*value));
  }
  return Item(Map(std::move(keys)));
}

OperationType EventOf(const ChangeRecord& change) {
  if (!change.before) return OperationType::kInsert;
  return change.after ? OperationType::kModify : OperationType::kRemove;
}

// The same whenever the record is read, and no other record's.
std::string EventId(LogId log, Sequence sequence, const DigestSecret& secret) {
  const LogKey key(log, 0, sequence);
  const Value bytes = Binary(key.bytes());
  const ValueView view = bytes;
  const Digest digest = Digest::Of(secret, {&view, 1});
  std::string text;
  for (const char c : digest.bytes()) {
    constexpr std::string_view kHex = "0123456789abcdef";
    text += kHex[static_cast<uint8_t>(c) >> 4];
    text += kHex[static_cast<uint8_t>(c) & 15];
  }
  return text;
}

}  // namespace

size_t SizeOfRecord(const StreamDefinition& stream, const ChangeRecord& change) {
  size_t bytes = KeysOf(stream, change).view().SizeAsItem();
  if (change.before && ShowsBefore(stream.view)) bytes += change.before->SizeAsItem();
  if (change.after && ShowsAfter(stream.view)) bytes += change.after->SizeAsItem();
  return bytes;
}

Record RecordOf(const StreamDefinition& stream, Sequence sequence, const ChangeRecord& change,
                const StreamOrigin& origin) {
  StreamRecord shown{
      .approximate_creation_date_time = std::chrono::floor<std::chrono::seconds>(change.time),
      .keys = KeysOf(stream, change),
      .sequence_number = SequenceNumberText(sequence),
      .size_bytes = static_cast<int64_t>(SizeOfRecord(stream, change)),
      .stream_view_type = stream.view};
  if (change.after && ShowsAfter(stream.view)) shown.new_image.emplace(*change.after);
  if (change.before && ShowsBefore(stream.view)) shown.old_image.emplace(*change.before);
  Record record{.event_id = EventId(stream.log, sequence, origin.secret),
                .event_name = EventOf(change),
                .event_version = "1.1",
                .event_source = "aws:dynamodb",
                .aws_region = origin.region,
                .dynamodb = std::move(shown)};
  if (change.actor == Actor::kTimeToLive) {
    record.user_identity =
        Identity{.principal_id = std::string(kExpiryPrincipal), .type = std::string(kExpiryType)};
  }
  return record;
}

}  // namespace stator::engine
