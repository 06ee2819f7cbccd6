// A record of a stream as an attribute value: a map with the members of the event's record, of
// which dead letters have a list.
#pragma once

#include <optional>
#include <string_view>

#include "stator/item.h"
#include "stator/request/stream.h"

namespace stator::trigger {

// How the images of a record are kept: as the maps that they are, or as binaries of their encoding,
// which do not nest.
enum class ImageForm : uint8_t { kMap, kBinary };

Value ValueOfRecord(const Record& record, std::string_view stream_arn, ImageForm form);

// Back, whatever the form. nullopt: a member is missing or of another type.
std::optional<Record> RecordOfValue(ValueView value);

}  // namespace stator::trigger
