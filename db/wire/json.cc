#include "stator/json.h"

#include <utility>

#include "db/base/status_macros.h"
#include "db/wire/error.h"
#include "db/wire/json_cursor.h"
#include "db/wire/plain_reader.h"
#include "db/wire/value_reader.h"
#include "db/wire/value_writer.h"

namespace stator {
namespace {

using wire::JsonCursor;
using wire::JsonIndex;
using wire::JsonKind;

constexpr std::string_view kNoObject = "Unexpected field type";

using ReadEncoding = bool (wire::ValueReader::*)(std::string*);

// An encoding from DynamoDB JSON, read by ReadItem or ReadOne.
absl::StatusOr<std::string> FromDynamoDbJson(std::string_view json, ReadEncoding read) {
  const JsonIndex index(json);
  JsonCursor cursor(json, index);
  if (!index.ok()) return wire::error::Malformed();
  if (cursor.Kind() != JsonKind::kObject) return wire::error::Serialization(kNoObject);
  wire::ScalarReader scalars(cursor);
  wire::ValueReader values(scalars);
  std::string encoded;
  if (!(values.*read)(&encoded) || !cursor.AtEnd()) {
    return scalars.fault().empty() ? wire::error::Malformed()
                                   : wire::error::Serialization(scalars.fault());
  }
  if (const auto defect = values.TakeDefect()) return error::InvalidValue(*defect, {});
  return encoded;
}

// An encoding from plain JSON, whose outermost value stands at this depth.
absl::StatusOr<std::string> FromJson(std::string_view json, int depth) {
  const JsonIndex index(json);
  if (!index.ok()) return wire::error::Malformed();
  JsonCursor cursor(json, index);
  if (depth == 0 && cursor.Kind() != JsonKind::kObject) {
    return wire::error::Serialization(kNoObject);
  }
  return wire::PlainReader(cursor).Read(depth);
}

template <typename View>
std::string Write(View view, void (*write)(View, wire::JsonWriter&)) {
  std::string out;
  {
    wire::JsonWriter json(out);
    write(view, json);
  }
  return out;
}

}  // namespace

absl::StatusOr<Item> ItemFromDynamoDbJson(std::string_view json) {
  STATOR_ASSIGN_OR_RETURN(std::string encoded,
                          FromDynamoDbJson(json, &wire::ValueReader::ReadItem));
  return Item::FromEncoded(std::move(encoded));
}

absl::StatusOr<Value> ValueFromDynamoDbJson(std::string_view json) {
  STATOR_ASSIGN_OR_RETURN(std::string encoded, FromDynamoDbJson(json, &wire::ValueReader::ReadOne));
  return Value::FromEncoded(std::move(encoded));
}

absl::StatusOr<Item> ItemFromJson(std::string_view json) {
  STATOR_ASSIGN_OR_RETURN(std::string encoded, FromJson(json, 0));
  return Item::FromEncoded(std::move(encoded));
}

absl::StatusOr<Value> ValueFromJson(std::string_view json) {
  STATOR_ASSIGN_OR_RETURN(std::string encoded, FromJson(json, 1));
  return Value::FromEncoded(std::move(encoded));
}

std::string ToDynamoDbJson(ItemView item) { return Write(item, wire::WriteItem); }
std::string ToDynamoDbJson(ValueView value) { return Write(value, wire::WriteValue); }
std::string ToJson(ItemView item) { return Write(item, wire::WritePlainItem); }
std::string ToJson(ValueView value) { return Write(value, wire::WritePlainValue); }

}  // namespace stator
