// Views read in place; values are built whole, by appending to one string.
#include "stator/value.h"

#include <cstring>

#include "absl/container/inlined_vector.h"
#include "db/base/check.h"
#include "db/model/encode.h"

namespace stator {
namespace {

struct TypeNameEntry {
  Type type;
  std::string_view name;
};

constexpr TypeNameEntry kTypeNames[] = {
    {Type::kString, "S"},     {Type::kNumber, "N"},     {Type::kBinary, "B"},
    {Type::kStringSet, "SS"}, {Type::kNumberSet, "NS"}, {Type::kBinarySet, "BS"},
    {Type::kMap, "M"},        {Type::kList, "L"},       {Type::kNull, "NULL"},
    {Type::kBool, "BOOL"},
};

std::string_view BodyOf(std::string_view container) {
  STATOR_CHECK(container.size() >= internal::kContainerHeaderBytes);
  return container.substr(internal::kContainerHeaderBytes);
}

uint32_t CountOf(std::string_view container) { return internal::ReadFixed32(container.data() + 5); }

}  // namespace

std::string_view TypeName(Type type) {
  for (const TypeNameEntry& entry : kTypeNames) {
    if (entry.type == type) return entry.name;
  }
  return "?";
}

std::optional<Type> TypeFromName(std::string_view name) {
  for (const TypeNameEntry& entry : kTypeNames) {
    if (entry.name == name) return entry.type;
  }
  return std::nullopt;
}

// Views ------------------------------------------------------------------------------------------

std::string_view ValueView::ScalarBytes() const {
  const Type t = type();
  STATOR_CHECK(t == Type::kString || t == Type::kNumber || t == Type::kBinary);
  std::string_view payload;
  internal::ReadPrefixed(bytes_.data() + 1, &payload);
  return payload;
}

std::string_view ValueView::AsString() const {
  STATOR_CHECK(type() == Type::kString);
  return ScalarBytes();
}

std::string_view ValueView::AsBinary() const {
  STATOR_CHECK(type() == Type::kBinary);
  return ScalarBytes();
}

std::string_view ValueView::AsEncodedNumber() const {
  STATOR_CHECK(type() == Type::kNumber);
  return ScalarBytes();
}

Number ValueView::AsNumber() const {
  const std::optional<Number> number = Number::Decode(AsEncodedNumber());
  STATOR_CHECK(number.has_value());
  return *number;
}

bool ValueView::AsBool() const {
  STATOR_CHECK(type() == Type::kBool);
  return (bytes_[0] & 1) != 0;
}

ListView ValueView::AsList() const { return ListView(bytes_); }
MapView ValueView::AsMap() const {
  STATOR_CHECK(type() == Type::kMap);
  return MapView(bytes_);
}
SetView ValueView::AsSet() const { return SetView(bytes_); }

size_t ValueView::SizeInItem() const {
  switch (type()) {
    case Type::kNull:
    case Type::kBool:
      return 1;
    case Type::kNumber:
      return NumberSizeInItem(ScalarBytes());
    case Type::kString:
    case Type::kBinary:
      return ScalarBytes().size();
    case Type::kNumberSet:
    case Type::kStringSet:
    case Type::kBinarySet: {
      const SetView set(bytes_);
      size_t size = 0;
      for (std::string_view element : set) {
        size += set.type() == Type::kNumberSet ? NumberSizeInItem(element) : element.size();
      }
      return size;
    }
    case Type::kList: {
      size_t size = 3;
      for (ValueView element : ListView(bytes_)) size += 1 + element.SizeInItem();
      return size;
    }
    case Type::kMap: {
      const MapView map(bytes_);
      return 3 + map.size() + map.SizeAsItem();
    }
  }
  STATOR_CHECK(!"a known tag");
  return 0;
}

ListView::ListView(std::string_view encoded) : body_(BodyOf(encoded)), count_(CountOf(encoded)) {
  STATOR_CHECK(ValueView(encoded).type() == Type::kList);
}

std::optional<ValueView> ListView::At(size_t index) const {
  if (index >= count_) return std::nullopt;
  const char* at = body_.data();
  for (; index > 0; --index) at = internal::SkipValue(at);
  return ValueView(internal::ValueAt(at));
}

namespace {

// Names of one item are often of one length and share their first letters, so the last byte tells
// most of them apart without a call of memcmp. REQUIRES: a != "".
bool SameName(std::string_view a, std::string_view b) {
  return a.size() == b.size() && a.back() == b.back() &&
         std::memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

std::optional<ValueView> MapView::Find(std::string_view name) const {
  if (count_ == 0 || name.empty()) {
    // The empty name, which no request may use, would stand first.
    if (count_ == 0 || !(*begin()).name.empty()) return std::nullopt;
    return (*begin()).value;
  }
  const char* at = encoded_.data() + internal::kContainerHeaderBytes;
  const char* const end = encoded_.data() + encoded_.size();
  const auto first = static_cast<uint8_t>(name.front());
  while (at != end) {
    std::string_view entry_name;
    at = internal::ReadPrefixed(at, &entry_name);
    if (SameName(name, entry_name)) return ValueView(internal::ValueAt(at));
    if (!entry_name.empty() && static_cast<uint8_t>(entry_name.front()) > first) break;
    at = internal::SkipValue(at);
  }
  return std::nullopt;
}

std::string_view MapView::encoded() const {
  static constexpr char kEmptyMap[internal::kContainerHeaderBytes] = {
      static_cast<char>(Type::kMap)};
  return encoded_.empty() ? std::string_view(kEmptyMap, sizeof kEmptyMap) : encoded_;
}

size_t MapView::SizeAsItem() const {
  size_t size = 0;
  for (const Entry& entry : *this) size += entry.name.size() + entry.value.SizeInItem();
  return size;
}

SetView::SetView(std::string_view encoded)
    : body_(BodyOf(encoded)), type_(ValueView(encoded).type()), count_(CountOf(encoded)) {
  STATOR_CHECK(IsSet(type_));
}

Type SetView::element_type() const {
  switch (type_) {
    case Type::kStringSet:
      return Type::kString;
    case Type::kNumberSet:
      return Type::kNumber;
    default:
      return Type::kBinary;
  }
}

bool SetView::Contains(std::string_view element) const {
  for (std::string_view member : *this) {
    if (member >= element) return member == element;
  }
  return false;
}

// Values -----------------------------------------------------------------------------------------

namespace {

template <typename Elements>
std::string EncodeSet(Type type, const Elements& elements, auto payload_of) {
  absl::InlinedVector<std::string_view, 16> payloads;
  payloads.reserve(elements.size());
  for (const auto& element : elements) payloads.push_back(payload_of(element));
  std::string encoded;
  internal::AppendSet(type, payloads.data(), payloads.size(), encoded);
  return encoded;
}

std::string_view TextOf(const std::string& text) { return text; }
std::string_view EncodingOf(const Number& number) { return number.encoded(); }

void AppendNewScalar(Type type, std::string_view payload, std::string& out) {
  out.reserve(1 + internal::VarintBytes(payload.size()) + payload.size());
  internal::AppendScalar(type, payload, out);
}

Number CheckedNumber(double value) {
  absl::StatusOr<Number> number = Number::FromDouble(value);
  STATOR_CHECK(number.ok());
  return *number;
}

}  // namespace

Value::Value(std::string_view text) { AppendNewScalar(Type::kString, text, encoded_); }
Value::Value(const Number& number) { AppendNewScalar(Type::kNumber, number.encoded(), encoded_); }
Value::Value(double number) : Value(CheckedNumber(number)) {}
Value::Value(std::nullptr_t) : encoded_(1, static_cast<char>(Type::kNull)) {}
Value::Value(const Binary& binary) { AppendNewScalar(Type::kBinary, binary.bytes, encoded_); }
Value::Value(const StringSet& set) : encoded_(EncodeSet(Type::kStringSet, set.elements, TextOf)) {}
Value::Value(const NumberSet& set)
    : encoded_(EncodeSet(Type::kNumberSet, set.elements, EncodingOf)) {}
Value::Value(const BinarySet& set) : encoded_(EncodeSet(Type::kBinarySet, set.elements, TextOf)) {}

Value::Value(const List& list) {
  size_t bytes = 0;
  for (const Value& element : list.elements) bytes += element.encoded_.size();
  encoded_.reserve(internal::kContainerHeaderBytes + bytes);
  internal::AppendContainerHeader(Type::kList, bytes, list.elements.size(), encoded_);
  for (const Value& element : list.elements) encoded_.append(element.encoded_);
}

Value::Value(const Map& map) {
  absl::InlinedVector<internal::EncodedEntry, 16> entries;
  entries.reserve(map.entries.size());
  for (const auto& [name, value] : map.entries) entries.push_back({name, value.encoded_});
  internal::AppendMap(entries.data(), entries.size(), encoded_);
}

Value Value::FromBool(bool flag) {
  return FromEncoded(std::string(1, static_cast<char>(static_cast<uint8_t>(Type::kBool) | flag)));
}

}  // namespace stator
