// Any bytes may come from a damaged disk. What CheckEncoded lets through must be safe to walk, and
// must be the one encoding of its value.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "db/base/check.h"
#include "db/model/builder.h"
#include "stator/value.h"

namespace {

using stator::Type;
using stator::ValueBuilder;
using stator::ValueView;

void Rebuild(ValueView value, ValueBuilder& out);

void RebuildSet(stator::SetView set, ValueBuilder& out) {
  out.BeginSet(set.type());
  for (std::string_view element : set) {
    STATOR_CHECK(set.Contains(element));
    out.SetElement(element);
  }
  const ValueBuilder::Ended ended = out.End();
  STATOR_CHECK(!ended.duplicate_element && ended.count == set.size());
}

void RebuildMap(stator::MapView map, ValueBuilder& out) {
  out.BeginMap();
  for (auto [name, value] : map) {
    STATOR_CHECK(map.Find(name).has_value());
    out.Name(name);
    Rebuild(value, out);
  }
  const ValueBuilder::Ended ended = out.End();
  STATOR_CHECK(!ended.duplicate_name && ended.count == map.size());
}

void Rebuild(ValueView value, ValueBuilder& out) {
  switch (value.type()) {
    case Type::kNull:
      return out.Null();
    case Type::kBool:
      return out.Bool(value.AsBool());
    case Type::kNumber:
      STATOR_CHECK(*stator::Number::Parse(value.AsNumber().ToString()) == value.AsNumber());
      return out.Number(value.AsEncodedNumber());
    case Type::kString:
      return out.String(value.AsString());
    case Type::kBinary:
      return out.Binary(value.AsBinary());
    case Type::kNumberSet:
    case Type::kStringSet:
    case Type::kBinarySet:
      return RebuildSet(value.AsSet(), out);
    case Type::kList:
      out.BeginList();
      for (ValueView element : value.AsList()) Rebuild(element, out);
      out.End();
      return;
    case Type::kMap:
      return RebuildMap(value.AsMap(), out);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (!stator::CheckEncoded(bytes)) return 0;
  const ValueView value(bytes);
  value.SizeInItem();
  ValueBuilder out;
  Rebuild(value, out);
  STATOR_CHECK(out.view().encoded() == bytes);
  return 0;
}
