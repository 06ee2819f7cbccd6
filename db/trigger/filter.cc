// A pattern is laid over the record by one walk over both: where the pattern has an object, the
// members of the record's object are looked up in it. Where the record has an array, one of its
// elements must match, and for an object all of it: two fields of a pattern never find their values
// in different elements.
//
// That there is no value at a path ("exists": false) is asked of the whole record, whichever
// element of an array was being looked at.
#include "db/trigger/filter.h"

#include <algorithm>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "db/trigger/error.h"
#include "db/trigger/pattern.h"
#include "db/wire/json_cursor.h"
#include "db/wire/json_index.h"

namespace stator::trigger {
namespace {

using wire::JsonCursor;
using wire::JsonKind;

// Of arrays directly in arrays, which records do not have at all. Bounds the stack.
constexpr int kArraysInArraysMax = 16;

// Functions that match take a copy of the cursor; those that pass a value move theirs.
class RecordMatcher {
 public:
  RecordMatcher(std::string_view record, const wire::JsonIndex& index) : root_(record, index) {}

  bool Matches(const PatternObject& pattern) { return ObjectMatches(pattern, root_); }

 private:
  bool NodeMatches(const PatternNode& node, const JsonCursor& at) {
    if (const auto* leaf = std::get_if<PatternLeaf>(&node)) {
      return LeafMatches(*leaf, at, 0) || AbsenceMatches(node);
    }
    const PatternObject& object = *std::get<1>(node);
    return AnyObjectMatches(object, at, 0) || AbsenceMatches(node);
  }

  // What stands at `at`, or in an array there.
  bool AnyObjectMatches(const PatternObject& object, JsonCursor at, int depth) {
    if (at.Kind() == JsonKind::kObject) return ObjectMatches(object, at);
    return AnyElement(at, depth, [&](const JsonCursor& element) {
      return AnyObjectMatches(object, element, depth + 1);
    });
  }

  bool LeafMatches(const PatternLeaf& leaf, JsonCursor at, int depth) {
    Scalar value{at.Kind(), {}};
    std::string scratch;
    switch (at.Kind()) {
      case JsonKind::kObject:
      case JsonKind::kNone:
        return false;
      case JsonKind::kArray:
        return AnyElement(at, depth, [&](const JsonCursor& element) {
          return LeafMatches(leaf, element, depth + 1);
        });
      case JsonKind::kString:
        if (!at.ReadString(&value.text, scratch)) return false;
        break;
      case JsonKind::kNumber:
        if (!at.ReadNumber(&value.text)) return false;
        break;
      default:
        break;
    }
    return std::any_of(leaf.tests.begin(), leaf.tests.end(),
                       [&](const ValueTest& test) { return Passes(value, test); });
  }

  template <typename Match>
  bool AnyElement(JsonCursor at, int depth, Match match) {
    if (at.Kind() != JsonKind::kArray || depth == kArraysInArraysMax) return false;
    bool found = false;
    at.ForEachElement([&] {
      found = match(at);
      return !found && at.SkipValue();
    });
    return found;
  }

  bool ObjectMatches(const PatternObject& object, const JsonCursor& at) {
    return FieldsMatch(object, at) &&
           (object.alternatives.empty() ||
            std::any_of(
                object.alternatives.begin(), object.alternatives.end(),
                [&](const PatternObject& alternative) { return ObjectMatches(alternative, at); }));
  }

  // Members are met in the record's order. Fields that were not met can match by their absence.
  bool FieldsMatch(const PatternObject& object, JsonCursor at) {
    absl::InlinedVector<const PatternNode*, 8> met;
    std::string scratch;
    const bool passed =
        at.Kind() == JsonKind::kObject && at.ForEachMember(scratch, [&](std::string_view name) {
          const auto field = object.fields.find(name);
          if (field == object.fields.end()) return at.SkipValue();
          met.push_back(&field->second);
          return NodeMatches(field->second, at) && at.SkipValue();
        });
    if (!passed || met.size() == object.fields.size()) return passed;
    return std::all_of(object.fields.begin(), object.fields.end(), [&](const auto& field) {
      return std::find(met.begin(), met.end(), &field.second) != met.end() ||
             AbsenceMatches(field.second);
    });
  }

  // Whether a part of the pattern that found nothing to look at matches nevertheless.
  bool AbsenceMatches(const PatternNode& node) {
    if (const auto* leaf = std::get_if<PatternLeaf>(&node)) {
      return leaf->accepts_absence && !IsPresent(leaf->path, root_, 0);
    }
    return AbsenceMatches(*std::get<1>(node));
  }
  bool AbsenceMatches(const PatternObject& object) {
    const auto& alternatives = object.alternatives;
    return std::all_of(object.fields.begin(), object.fields.end(),
                       [&](const auto& field) { return AbsenceMatches(field.second); }) &&
           (alternatives.empty() ||
            std::any_of(alternatives.begin(), alternatives.end(),
                        [&](const PatternObject& other) { return AbsenceMatches(other); }));
  }

  // Whether there is a value that is no container at the end of the path.
  bool IsPresent(absl::Span<const std::string> path, JsonCursor at, int depth) {
    switch (at.Kind()) {
      case JsonKind::kArray:
        return AnyElement(at, depth, [&](const JsonCursor& element) {
          return IsPresent(path, element, depth + 1);
        });
      case JsonKind::kObject: {
        if (path.empty()) return false;
        bool present = false;
        std::string scratch;
        at.ForEachMember(scratch, [&](std::string_view name) {
          if (name != path.front()) return at.SkipValue();
          present = IsPresent(path.subspan(1), at, 0);
          return !present && at.SkipValue();
        });
        return present;
      }
      default:
        return path.empty() && at.Kind() != JsonKind::kNone;
    }
  }

  JsonCursor root_;
};

}  // namespace

absl::StatusOr<Filters> Filters::Parse(absl::Span<const std::string> patterns) {
  Filters filters;
  for (const std::string& text : patterns) {
    std::optional<PatternObject> pattern = ParsePattern(text);
    if (!pattern) return error::InvalidFilter();
    filters.patterns_.push_back(std::make_shared<const PatternObject>(*std::move(pattern)));
  }
  return filters;
}

bool Filters::Matches(std::string_view record) const {
  if (patterns_.empty()) return true;
  const wire::JsonIndex index(record);
  if (!index.ok()) return false;
  RecordMatcher matcher(record, index);
  return std::any_of(patterns_.begin(), patterns_.end(),
                     [&](const auto& pattern) { return matcher.Matches(*pattern); });
}

}  // namespace stator::trigger
