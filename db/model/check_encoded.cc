// Walks bytes of unknown origin with a cursor that never leaves them. Each function takes what it
// is named for off the front and returns false at the first thing that is not canonical.
#include "db/base/limits.h"
#include "db/base/utf8.h"
#include "db/model/encode.h"
#include "stator/value.h"

namespace stator {
namespace {

using Bytes = std::string_view;

// The shortest form only, of at most 32 bits.
bool TakeVarint(Bytes& in, size_t* value) {
  uint64_t result = 0;
  for (size_t i = 0; i < in.size() && i < 5; ++i) {
    const auto byte = static_cast<uint8_t>(in[i]);
    result |= uint64_t{byte & 0x7Fu} << (7 * i);
    if (byte >= 0x80) continue;
    if (byte == 0 && i > 0) return false;
    if (result > UINT32_MAX) return false;
    in.remove_prefix(i + 1);
    *value = result;
    return true;
  }
  return false;
}

bool TakePrefixed(Bytes& in, Bytes* bytes) {
  size_t size;
  if (!TakeVarint(in, &size) || size > in.size()) return false;
  *bytes = in.substr(0, size);
  in.remove_prefix(size);
  return true;
}

bool IsPayload(Type scalar, Bytes payload) {
  switch (scalar) {
    case Type::kString:
      return IsValidUtf8(payload);
    case Type::kNumber:
      return Number::Decode(payload).has_value();
    default:
      return true;
  }
}

bool TakeContainer(Bytes& in, Bytes* body, uint32_t* count) {
  if (in.size() < internal::kContainerHeaderBytes) return false;
  const size_t size = internal::ReadFixed32(in.data() + 1);
  *count = internal::ReadFixed32(in.data() + 5);
  in.remove_prefix(internal::kContainerHeaderBytes);
  if (size > in.size()) return false;
  *body = in.substr(0, size);
  in.remove_prefix(size);
  return true;
}

bool TakeValue(Bytes& in, int depth);

bool IsListBody(Bytes body, uint32_t count, int depth) {
  for (; count > 0; --count) {
    if (!TakeValue(body, depth)) return false;
  }
  return body.empty();
}

bool IsMapBody(Bytes body, uint32_t count, int depth) {
  Bytes previous;
  for (uint32_t i = 0; i < count; ++i) {
    Bytes name;
    if (!TakePrefixed(body, &name) || !IsValidUtf8(name)) return false;
    if (i > 0 && name <= previous) return false;
    if (!TakeValue(body, depth)) return false;
    previous = name;
  }
  return body.empty();
}

bool IsSetBody(Type element_type, Bytes body, uint32_t count) {
  Bytes previous;
  for (uint32_t i = 0; i < count; ++i) {
    Bytes element;
    if (!TakePrefixed(body, &element) || !IsPayload(element_type, element)) return false;
    if (i > 0 && element <= previous) return false;
    previous = element;
  }
  return body.empty();
}

// An item is at depth 0, its attributes at depth 1: lists and maps reach depth 32.
bool TakeValue(Bytes& in, int depth) {
  if (in.empty()) return false;
  const auto tag = static_cast<uint8_t>(in[0]);
  const auto type = static_cast<Type>(tag);
  if (tag == static_cast<uint8_t>(Type::kNull) ||
      (tag & 0xFE) == static_cast<uint8_t>(Type::kBool)) {
    in.remove_prefix(1);
    return true;
  }
  if (type == Type::kString || type == Type::kNumber || type == Type::kBinary) {
    in.remove_prefix(1);
    Bytes payload;
    return TakePrefixed(in, &payload) && IsPayload(type, payload);
  }
  Bytes body;
  uint32_t count;
  switch (type) {
    case Type::kStringSet:
      return TakeContainer(in, &body, &count) && IsSetBody(Type::kString, body, count);
    case Type::kNumberSet:
      return TakeContainer(in, &body, &count) && IsSetBody(Type::kNumber, body, count);
    case Type::kBinarySet:
      return TakeContainer(in, &body, &count) && IsSetBody(Type::kBinary, body, count);
    case Type::kList:
      return depth <= limits::kNestingMax && TakeContainer(in, &body, &count) &&
             IsListBody(body, count, depth + 1);
    case Type::kMap:
      return depth <= limits::kNestingMax && TakeContainer(in, &body, &count) &&
             IsMapBody(body, count, depth + 1);
    default:
      return false;
  }
}

}  // namespace

bool CheckEncoded(std::string_view encoded) { return TakeValue(encoded, 0) && encoded.empty(); }

}  // namespace stator
