#include "db/wire/message_writer.h"

#include <cstdio>

namespace stator::wire {

// Seconds with three decimals: clients read them as a double, which has room for no more.
void WriteMember(Time value, JsonWriter& json) {
  const int64_t milliseconds =
      std::chrono::floor<std::chrono::milliseconds>(value.time_since_epoch()).count();
  const int64_t magnitude = milliseconds < 0 ? -milliseconds : milliseconds;
  char text[32];
  const int size =
      std::snprintf(text, sizeof text, "%s%lld.%03d", milliseconds < 0 ? "-" : "",
                    static_cast<long long>(magnitude / 1000), static_cast<int>(magnitude % 1000));
  json.Raw({text, static_cast<size_t>(size)});
}

void WriteMember(const AttributeNames& names, JsonWriter& json) {
  json.Raw("{");
  for (auto entry = names.begin(); entry != names.end(); ++entry) {
    if (entry != names.begin()) json.Raw(",");
    json.String(entry->first);
    json.Raw(":");
    json.String(entry->second);
  }
  json.Raw("}");
}

void WriteMember(const ItemList& items, JsonWriter& json) {
  json.Raw("[");
  for (auto item = items.begin(); item != items.end(); ++item) {
    if (item != items.begin()) json.Raw(",");
    WriteItem(*item, json);
  }
  json.Raw("]");
}

}  // namespace stator::wire
