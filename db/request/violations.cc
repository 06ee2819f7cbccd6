#include "db/request/violations.h"

#include <algorithm>
#include <array>

#include "db/base/error.h"
#include "db/base/limits.h"
#include "db/request/table_names.h"

namespace stator {
namespace {

using error::Concat;

constexpr std::string_view kNotNull = "Member must not be null";

// The service counts the characters of a text as Java does: a character beyond U+FFFF is two.
size_t JavaLength(std::string_view utf8) {
  size_t length = 0;
  for (const char c : utf8) {
    const auto byte = static_cast<uint8_t>(c);
    if ((byte & 0xC0) != 0x80) length += byte >= 0xF0 ? 2 : 1;
  }
  return length;
}

constexpr std::array<bool, 256> kNameCharacters = [] {
  std::array<bool, 256> is{};
  for (int c = 0; c < 256; ++c) {
    is[static_cast<size_t>(c)] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                 (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
  }
  return is;
}();

bool MatchesName(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return kNameCharacters[static_cast<uint8_t>(c)];
  });
}

// What holds for an ARN that stands in place of a name.
Constraint ArnConstraint(Constraint constraint) {
  constraint.names_table = false;
  constraint.name_pattern = false;
  constraint.min = 1;
  constraint.max = limits::kTableArnBytesMax;
  return constraint;
}

std::string LowerFirst(std::string_view name) {
  std::string lowered(name);
  if (lowered[0] >= 'A' && lowered[0] <= 'Z') lowered[0] = static_cast<char>(lowered[0] + 32);
  return lowered;
}

// The same with names as the API spells them: "RequestItems.visits.member.Keys".
std::string ApiPathText(const MemberPath& path) {
  const std::string text = path.parent == nullptr ? "" : ApiPathText(*path.parent) + ".";
  if (path.key) return Concat({text, *path.key, ".member"});
  if (path.index == 0) return Concat({text, path.name});
  return text + std::to_string(path.index) + ".member";
}

// The service lists no more.
constexpr size_t kViolationsMax = 10;

bool IsParameter(Wording wording) {
  return wording == Wording::kParameter || wording == Wording::kParameterInPlainWords;
}

bool Fits(int64_t size, const Constraint& constraint) {
  return size >= constraint.min && size <= constraint.max;
}

// "Member must have length greater than or equal to 3": `what` is "length" or "value".
std::string Bound(std::string_view what, int64_t actual, const Constraint& constraint) {
  const bool low = actual < constraint.min;
  return Concat({"Member must have ", what, low ? " greater" : " less", " than or equal to ",
                 std::to_string(low ? constraint.min : constraint.max)});
}

}  // namespace

std::string PathText(const MemberPath& path) {
  std::string text = path.parent == nullptr ? "" : PathText(*path.parent) + ".";
  if (path.key) return Concat({text, *path.key, ".member"});
  if (path.index == 0) return text + LowerFirst(path.name);
  return text + std::to_string(path.index) + ".member";
}

void Violations::ReportAbsent(const MemberPath& path, const Constraint& constraint,
                              std::string_view enum_set) {
  if (!enum_set.empty()) {
    const std::string text = invalid_.empty() ? std::string() : PathText(path);
    for (const InvalidEnum& invalid : invalid_) {
      if (invalid.path != text) continue;
      if (constraint.ends_list) closed_ = true;
      return Add(invalid.text, path,
                 Concat({"Member must satisfy enum value set: [", enum_set, "]"}));
    }
  }
  if (!constraint.required) return;
  if (constraint.ends_list) closed_ = true;
  if (IsParameter(constraint.wording)) {
    return Refuse(
        Concat({"The parameter '", path.name, "' is required but was not present in the request"}));
  }
  Add(std::nullopt, path, kNotNull);
}

bool Violations::ReportInvalidElements(const MemberPath& path, std::string_view enum_set) {
  const std::string text = PathText(path);
  for (const InvalidEnum& invalid : invalid_) {
    if (invalid.path != text) continue;
    Add(invalid.text, path,
        Concat({"Member must satisfy constraint: [Member must satisfy enum value set: [", enum_set,
                "]]"}));
    return true;
  }
  return false;
}

void Violations::CheckText(std::string_view text, const MemberPath& path,
                           const Constraint& constraint) {
  if (constraint.names_table && IsArn(text)) {
    return CheckText(text, path, ArnConstraint(constraint));
  }
  const bool is_name = constraint.name_pattern && MatchesName(text);
  const auto length = static_cast<int64_t>(is_name ? text.size() : JavaLength(text));
  const bool fits = Fits(length, constraint);
  if (!fits && constraint.wording == Wording::kParameterInPlainWords) {
    return Refuse(Concat({path.name, " must be at least ", std::to_string(constraint.min),
                          " characters long and at most ", std::to_string(constraint.max),
                          " characters long"}));
  }
  // Where one character would do, an empty text is too short and nothing else.
  const bool matches = is_name || !constraint.name_pattern || (text.empty() && constraint.min == 1);
  if (!matches) {
    Add(text, path, "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
  }
  if (!fits) Add(text, path, Bound("length", length, constraint));
  if (constraint.ends_list && !(fits && matches)) closed_ = true;
}

void Violations::CheckInteger(int64_t value, const MemberPath& path, const Constraint& constraint) {
  if (Fits(value, constraint)) return;
  const std::string requirement = Bound("value", value, constraint);
  if (constraint.wording != Wording::kValueless) {
    return Add(std::to_string(value), path, requirement);
  }
  AddWithoutValue(path.name, requirement);
}

bool Violations::SizeFits(size_t size, const Constraint& constraint) {
  return Fits(static_cast<int64_t>(size), constraint);
}

void Violations::BadSize(std::string_view printed, size_t size, const MemberPath& path,
                         const Constraint& constraint) {
  const auto length = static_cast<int64_t>(size);
  const std::string requirement = Bound("length", length, constraint);
  switch (constraint.wording) {
    case Wording::kIsRequired:
      return Refuse(Concat({"The ", PathText(path), " parameter is required for BatchWriteItem"}));
    case Wording::kValueless:
      return AddWithoutValue(ApiPathText(path), requirement);
    case Wording::kValuelessTooShortInLower:
      return AddWithoutValue(length < constraint.min ? PathText(path) : ApiPathText(path),
                             requirement);
    default:
      return Add(printed, path, requirement);
  }
}

bool Violations::WritesFit(size_t size) { return size >= 1 && size <= limits::kBatchWritesMax; }

void Violations::BadWrites(std::string_view printed, size_t size, const MemberPath& path) {
  if (size == 0) {
    return AddWithoutValue(PathText(path), "Member must have length greater than or equal to 1");
  }
  Add(printed, *path.parent,
      Concat({"Map value must satisfy constraint: [Member must have length less than or equal to ",
              std::to_string(limits::kBatchWritesMax),
              ", Member must have length greater than or equal to 1]"}));
}

bool Violations::TextsFit(const std::vector<std::string>& texts, const Constraint& constraint) {
  if (constraint.element_max == 0) return true;
  return std::all_of(texts.begin(), texts.end(), [&](const std::string& text) {
    const auto length = static_cast<int64_t>(JavaLength(text));
    return length >= constraint.element_min && length <= constraint.element_max;
  });
}

void Violations::BadTexts(std::string_view printed, const MemberPath& path,
                          const Constraint& constraint) {
  Add(printed, path,
      Concat({"Member must satisfy constraint: [Member must have length less than or equal to ",
              std::to_string(constraint.element_max),
              ", Member must have length greater than or equal to ",
              std::to_string(constraint.element_min), "]"}));
}

void Violations::Add(std::optional<std::string_view> value, const MemberPath& path,
                     std::string_view requirement) {
  if (found_.size() == kViolationsMax) {
    closed_ = true;
    return;
  }
  const std::string printed = value.has_value() ? Concat({"'", *value, "'"}) : "null";
  found_.push_back(Concat({"Value ", printed, " at '", PathText(path),
                           "' failed to satisfy constraint: ", requirement}));
}

void Violations::AddWithoutValue(std::string_view path, std::string_view requirement) {
  found_.push_back(Concat({"Value at '", path, "' failed to satisfy constraint: ", requirement}));
}

void Violations::Refuse(std::string_view message) {
  refusal_ = message;
  closed_ = true;
}

absl::Status Violations::ToStatus() const {
  if (!refusal_.empty()) return error::Validation(refusal_);
  if (found_.empty()) return absl::OkStatus();
  std::string message = Concat({std::to_string(found_.size()), " validation error",
                                found_.size() == 1 ? "" : "s", " detected: "});
  for (const std::string& violation : found_) {
    if (&violation != &found_.front()) message += "; ";
    message += violation;
  }
  return error::Validation(message);
}

}  // namespace stator
