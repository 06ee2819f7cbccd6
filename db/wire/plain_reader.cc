#include "db/wire/plain_reader.h"

#include "db/base/limits.h"
#include "db/request/value_error.h"
#include "db/wire/error.h"
#include "stator/number.h"

namespace stator::wire {

absl::StatusOr<std::string> PlainReader::Read(int depth) {
  if (ReadValue(depth) && cursor_.AtEnd()) return out_.Take();
  return error_.ok() ? error::Malformed() : error_;
}

bool PlainReader::ReadValue(int depth) {
  if (depth > limits::kNestingMax) {
    error_ = stator::error::InvalidValue(stator::error::NestingTooDeep(), {});
    return false;
  }
  switch (cursor_.Kind()) {
    case JsonKind::kString: {
      std::string_view text;
      if (!cursor_.ReadString(&text, text_scratch_)) return false;
      out_.String(text);
      return true;
    }
    case JsonKind::kNumber:
      return ReadNumber();
    case JsonKind::kTrue:
      out_.Bool(true);
      return cursor_.ReadAtom();
    case JsonKind::kFalse:
      out_.Bool(false);
      return cursor_.ReadAtom();
    case JsonKind::kNull:
      out_.Null();
      return cursor_.ReadAtom();
    case JsonKind::kArray:
      return ReadArray(depth);
    case JsonKind::kObject:
      return ReadObject(depth);
    case JsonKind::kNone:
      break;
  }
  return false;
}

bool PlainReader::ReadNumber() {
  std::string_view digits;
  if (!cursor_.ReadNumber(&digits)) return false;
  const absl::StatusOr<Number> number = Number::Parse(digits);
  if (!number.ok()) {
    error_ = number.status();
    return false;
  }
  out_.Number(number->encoded());
  return true;
}

bool PlainReader::ReadArray(int depth) {
  out_.BeginList();
  if (!cursor_.ForEachElement([&] { return ReadValue(depth + 1); })) return false;
  out_.End();
  return true;
}

bool PlainReader::ReadObject(int depth) {
  out_.BeginMap();
  const bool read = cursor_.ForEachMember(name_scratch_, [&](std::string_view name) {
    out_.Name(name);
    return ReadValue(depth + 1);
  });
  if (!read) return false;
  out_.End();
  return true;
}

}  // namespace stator::wire
