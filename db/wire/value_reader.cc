#include "db/wire/value_reader.h"

#include <algorithm>
#include <utility>

#include "db/base/limits.h"
#include "stator/error.h"
#include "stator/number.h"

namespace stator::wire {
namespace {

constexpr std::string_view kAttributeMap =
    "java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>";

// TypeFromName, without a loop: this runs once for every value.
std::optional<Type> TypeOf(std::string_view name) {
  if (name.size() == 1) {
    switch (name[0]) {
      case 'S':
        return Type::kString;
      case 'N':
        return Type::kNumber;
      case 'B':
        return Type::kBinary;
      case 'M':
        return Type::kMap;
      case 'L':
        return Type::kList;
      default:
        return std::nullopt;
    }
  }
  if (name.size() == 2 && name[1] == 'S') {
    switch (name[0]) {
      case 'S':
        return Type::kStringSet;
      case 'N':
        return Type::kNumberSet;
      case 'B':
        return Type::kBinarySet;
      default:
        return std::nullopt;
    }
  }
  if (name == "BOOL") return Type::kBool;
  if (name == "NULL") return Type::kNull;
  return std::nullopt;
}

// What a thread keeps of it after a large value would be kept for good.
constexpr size_t kKeptBytes = 64 * 1024;

ValueBuilder& ThreadBuilder() {
  static thread_local ValueBuilder builder;
  return builder;
}

}  // namespace

ValueReader::ValueReader(ScalarReader& scalars)
    : scalars_(scalars), cursor_(scalars.cursor()), builder_(ThreadBuilder()) {}

ValueReader::~ValueReader() {
  largest_ = std::max(largest_, builder_.bytes());
  if (largest_ > kKeptBytes) {
    builder_ = ValueBuilder();
  } else {
    builder_.Clear();  // An error may have left something.
  }
}

void ValueReader::Note(ValueDefect defect) {
  if (defect_.has_value()) return;
  defect_ = std::move(defect);
  defect_name_ = attribute_;
}

bool ValueReader::ReadItem(std::string* encoded) {
  builder_.BeginMap();
  const bool read = cursor_.ForEachMember(attribute_scratch_, [this](std::string_view name) {
    attribute_ = name;
    builder_.Name(name);
    return ReadValue(1);
  });
  if (!read) return false;
  largest_ = std::max(largest_, builder_.bytes());  // Before duplicate attributes are dropped.
  builder_.End();
  *encoded = builder_.Take();
  return true;
}

bool ValueReader::ReadOne(std::string* encoded) {
  if (!ReadValue(1)) return false;
  largest_ = std::max(largest_, builder_.bytes());
  *encoded = builder_.Take();
  return true;
}

bool ValueReader::ReadValue(int depth) {
  int types = 0;
  if (cursor_.Kind() == JsonKind::kNull) {
    if (!cursor_.ReadAtom()) return false;
  } else if (cursor_.Kind() != JsonKind::kObject) {
    return scalars_.WrongType(Expected::kElement, "AttributeValue");
  } else {
    const bool read = cursor_.ForEachMember(name_scratch_, [&](std::string_view name) {
      const std::optional<Type> type = TypeOf(name);
      if (!type.has_value()) return cursor_.SkipValue();
      if (cursor_.Kind() == JsonKind::kNull) return cursor_.ReadAtom();
      if (++types == 1) return ReadTyped(*type, depth);
      // Its shape counts all the same, and comes first.
      Note(stator::error::SeveralDatatypes());
      ValueBuilder thrown_away;
      ValueBuilder* const kept = std::exchange(out_, &thrown_away);
      const bool read_typed = ReadTyped(*type, depth);
      out_ = kept;
      return read_typed;
    });
    if (!read) return false;
  }
  if (types == 0) {
    Note(stator::error::EmptyAttributeValue());
    out_->Null();
  }
  return true;
}

bool ValueReader::ReadTyped(Type type, int depth) {
  switch (type) {
    case Type::kString: {
      std::string_view text;
      if (!scalars_.ReadText(&text)) return false;
      out_->String(text);
      return true;
    }
    case Type::kNumber:
      return ReadNumber();
    case Type::kBinary:
      return ReadBinary();
    case Type::kNull:
      return ReadNull();
    case Type::kBool: {
      bool value;
      if (!scalars_.ReadBoolean(&value)) return false;
      out_->Bool(value);
      return true;
    }
    case Type::kStringSet:
    case Type::kNumberSet:
    case Type::kBinarySet:
      return ReadSet(type);
    case Type::kList:
      return ReadList(depth);
    case Type::kMap:
      return ReadMap(depth);
  }
  return false;
}

bool ValueReader::ReadNumber() {
  std::string_view text;
  if (!scalars_.ReadText(&text)) return false;
  const absl::StatusOr<Number> number = Number::Parse(text);
  if (number.ok()) {
    out_->Number(number->encoded());
  } else {
    Note(stator::error::BadNumber(ErrorOf(number.status()).message));
    out_->Null();
  }
  return true;
}

bool ValueReader::ReadNull() {
  bool value;
  if (!scalars_.ReadBoolean(&value)) return false;
  if (!value) Note(stator::error::NullMustBeTrue());
  out_->Null();
  return true;
}

bool ValueReader::ReadBinary() {
  if (!scalars_.ReadBlob(&blob_)) return false;
  out_->Binary(blob_);
  return true;
}

bool ValueReader::ReadSet(Type set_type) {
  if (cursor_.Kind() != JsonKind::kArray) return scalars_.WrongType(Expected::kList);
  const JsonCursor set = cursor_;
  out_->BeginSet(set_type);
  const bool read = cursor_.ForEachElement([&] { return ReadSetElement(set_type); });
  if (!read) return false;
  const ValueBuilder::Ended ended = out_->End();
  if (ended.duplicate_element) {
    Note(stator::error::DuplicateElements(set_type, PrintElements(set)));
  } else if (ended.count == 0) {
    Note(stator::error::EmptySet(set_type));
  }
  return true;
}

bool ValueReader::ReadSetElement(Type set_type) {
  if (cursor_.Kind() == JsonKind::kNull) {
    Note(stator::error::NullElement(set_type));
    return cursor_.ReadAtom();
  }
  if (set_type == Type::kBinarySet) {
    if (!scalars_.ReadBlob(&blob_)) return false;
    out_->SetElement(blob_);
    return true;
  }
  std::string_view text;
  if (!scalars_.ReadText(&text)) return false;
  if (set_type == Type::kStringSet) {
    out_->SetElement(text);
    return true;
  }
  const absl::StatusOr<Number> number = Number::Parse(text);
  if (number.ok()) {
    out_->SetElement(number->encoded());
  } else {
    Note(stator::error::BadNumber(ErrorOf(number.status()).message));
  }
  return true;
}

std::string ValueReader::PrintElements(JsonCursor set) {
  std::string printed;
  std::string scratch;
  bool first = true;
  set.ForEachElement([&] {
    std::string_view text;
    if (set.Kind() != JsonKind::kString) return set.SkipValue();
    set.ReadString(&text, scratch);
    if (!std::exchange(first, false)) printed += ", ";
    printed += text;
    return true;
  });
  return printed;
}

bool ValueReader::ReadList(int depth) {
  if (cursor_.Kind() != JsonKind::kArray) return scalars_.WrongType(Expected::kList);
  if (depth >= limits::kNestingMax && !cursor_.IsEmptyContainer()) return RefuseDepth();
  out_->BeginList();
  if (!cursor_.ForEachElement([&] { return ReadValue(depth + 1); })) return false;
  out_->End();
  return true;
}

bool ValueReader::ReadMap(int depth) {
  if (cursor_.Kind() != JsonKind::kObject) return scalars_.WrongType(Expected::kMap, kAttributeMap);
  if (depth >= limits::kNestingMax && !cursor_.IsEmptyContainer()) return RefuseDepth();
  out_->BeginMap();
  const bool read = cursor_.ForEachMember(name_scratch_, [&](std::string_view name) {
    out_->Name(name);
    return ReadValue(depth + 1);
  });
  if (!read) return false;
  out_->End();
  return true;
}

bool ValueReader::RefuseDepth() {
  Note(stator::error::NestingTooDeep());
  out_->Null();
  return cursor_.SkipValue();
}

}  // namespace stator::wire
