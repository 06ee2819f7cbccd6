// Attribute values to JSON, in one walk over their bytes.
#pragma once

#include "db/wire/json_writer.h"
#include "stator/item.h"

namespace stator::wire {

// DynamoDB JSON: {"page":{"S":"/home"}}.
void WriteItem(ItemView item, JsonWriter& json);
void WriteValue(ValueView value, JsonWriter& json);

// Plain JSON: {"page":"/home"}. Sets become arrays, bytes become strings of base64.
void WritePlainItem(ItemView item, JsonWriter& json);
void WritePlainValue(ValueView value, JsonWriter& json);

}  // namespace stator::wire
