// The recursion is as deep as the value: 32 levels for whatever has passed a database.
#include "db/wire/value_writer.h"

namespace stator::wire {
namespace {

// Calls write(element) for each element of a container, with commas between.
template <typename Container, typename Write>
void WriteSeparated(const Container& container, JsonWriter& json, Write&& write) {
  bool first = true;
  for (const auto& element : container) {
    if (!first) json.Raw(",");
    first = false;
    write(element);
  }
}

template <typename Write>
void WriteMap(MapView map, JsonWriter& json, Write&& write) {
  json.Raw("{");
  WriteSeparated(map, json, [&](const MapView::Entry& entry) {
    json.String(entry.name);
    json.Raw(":");
    write(entry.value, json);
  });
  json.Raw("}");
}

template <typename Write>
void WriteList(ListView list, JsonWriter& json, Write&& write) {
  json.Raw("[");
  WriteSeparated(list, json, [&](ValueView element) { write(element, json); });
  json.Raw("]");
}

// Numbers stand between quotes in DynamoDB JSON, and bare in plain JSON.
void WriteSet(SetView set, std::string_view quote, JsonWriter& json) {
  json.Raw("[");
  WriteSeparated(set, json, [&](std::string_view element) {
    switch (set.type()) {
      case Type::kStringSet:
        return json.String(element);
      case Type::kBinarySet:
        return json.Base64(element);
      default:
        json.Raw(quote);
        json.Raw(NumberText(element));
        json.Raw(quote);
    }
  });
  json.Raw("]");
}

}  // namespace

void WriteItem(ItemView item, JsonWriter& json) { WriteMap(item, json, WriteValue); }

void WriteValue(ValueView value, JsonWriter& json) {
  switch (value.type()) {
    case Type::kString:
      json.Raw("{\"S\":");
      json.String(value.AsString());
      break;
    case Type::kNumber:
      json.Raw("{\"N\":\"");
      json.Raw(NumberText(value.AsEncodedNumber()));
      json.Raw("\"");
      break;
    case Type::kBinary:
      json.Raw("{\"B\":");
      json.Base64(value.AsBinary());
      break;
    case Type::kBool:
      return json.Raw(value.AsBool() ? "{\"BOOL\":true}" : "{\"BOOL\":false}");
    case Type::kNull:
      return json.Raw("{\"NULL\":true}");
    case Type::kStringSet:
      json.Raw("{\"SS\":");
      WriteSet(value.AsSet(), "\"", json);
      break;
    case Type::kNumberSet:
      json.Raw("{\"NS\":");
      WriteSet(value.AsSet(), "\"", json);
      break;
    case Type::kBinarySet:
      json.Raw("{\"BS\":");
      WriteSet(value.AsSet(), "\"", json);
      break;
    case Type::kList:
      json.Raw("{\"L\":");
      WriteList(value.AsList(), json, WriteValue);
      break;
    case Type::kMap:
      json.Raw("{\"M\":");
      WriteMap(value.AsMap(), json, WriteValue);
      break;
  }
  json.Raw("}");
}

void WritePlainItem(ItemView item, JsonWriter& json) { WriteMap(item, json, WritePlainValue); }

void WritePlainValue(ValueView value, JsonWriter& json) {
  switch (value.type()) {
    case Type::kString:
      return json.String(value.AsString());
    case Type::kNumber:
      return json.Raw(NumberText(value.AsEncodedNumber()));
    case Type::kBinary:
      return json.Base64(value.AsBinary());
    case Type::kBool:
      return json.Raw(value.AsBool() ? "true" : "false");
    case Type::kNull:
      return json.Raw("null");
    case Type::kStringSet:
    case Type::kNumberSet:
    case Type::kBinarySet:
      return WriteSet(value.AsSet(), "", json);
    case Type::kList:
      return WriteList(value.AsList(), json, WritePlainValue);
    case Type::kMap:
      return WriteMap(value.AsMap(), json, WritePlainValue);
  }
}

}  // namespace stator::wire
