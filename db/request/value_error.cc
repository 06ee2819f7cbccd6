#include "db/request/value_error.h"

#include <string>

#include "db/base/check.h"
#include "db/base/error.h"
#include "db/base/limits.h"

namespace stator {

// In the requests that have an envelope, the defects that are not of sets are found where the
// request is read.
bool IsFoundLate(const ValueDefect& defect, const ValuePlace& place) {
  if (!place.in_expression_values || !defect.may_be_found_late) return false;
  const bool of_set = defect.envelope == ValueDefect::Envelope::kOutsideKeys;
  return of_set || !defect.wrapped || !place.enveloping;
}

}  // namespace stator

namespace stator::error {
namespace {

using Envelope = ValueDefect::Envelope;

constexpr std::string_view kInvalid = "One or more parameter values were invalid: ";

// As the messages call the elements.
std::string_view ElementName(Type set_type) {
  return set_type == Type::kNumberSet ? "number" : "string";
}

}  // namespace

absl::Status InvalidValue(const ValueDefect& defect, const ValuePlace& place) {
  if (place.in_start_key && defect.prefixed_in_start_key) {
    return Validation(Concat({"The provided starting key is invalid: ", defect.text}));
  }
  const bool of_set = defect.envelope == Envelope::kOutsideKeys;
  const bool enveloped =
      place.enveloping && (defect.envelope == Envelope::kAlways || (of_set && !place.keeps_text));
  const bool wrapped =
      place.in_expression_values && defect.wrapped && (of_set || !place.enveloping);
  const std::string text =
      wrapped ? Concat({"ExpressionAttributeValues contains invalid value: ", defect.text,
                        " for key ", place.expression_value})
              : defect.text;
  return Validation(enveloped ? Concat({"1 validation error detected: ", text}) : text);
}

ValueDefect EmptyAttributeValue() {
  return {.text =
              "Supplied AttributeValue is empty, must contain exactly one of the supported "
              "datatypes"};
}

ValueDefect SeveralDatatypes() {
  return {.text =
              "Supplied AttributeValue has more than one datatypes set, must contain exactly "
              "one of the supported datatypes"};
}

ValueDefect NullMustBeTrue() {
  return {.text = Concat({kInvalid, "Null attribute value types must have the value of true"}),
          .envelope = Envelope::kAlways};
}

// The two spaces are the service's.
ValueDefect EmptySet(Type set_type) {
  STATOR_CHECK(IsSet(set_type));
  return {.text = set_type == Type::kBinarySet
                      ? Concat({kInvalid, "Binary sets should not be empty"})
                      : Concat({kInvalid, "An ", ElementName(set_type), " set  may not be empty"}),
          .envelope = Envelope::kOutsideKeys,
          .prefixed_in_start_key = set_type != Type::kNumberSet};
}

ValueDefect NullElement(Type set_type) {
  STATOR_CHECK(IsSet(set_type));
  return {
      .text = set_type == Type::kBinarySet
                  ? Concat({kInvalid, "Binary sets may not contain null values"})
                  : Concat({kInvalid, "An ", ElementName(set_type), " set  may not have a null ",
                            ElementName(set_type), " as a member"}),
      .envelope = Envelope::kOutsideKeys};
}

ValueDefect DuplicateElements(Type set_type, std::string_view printed) {
  STATOR_CHECK(IsSet(set_type));
  ValueDefect defect{.text = "Input collection contains duplicates",
                     .envelope = Envelope::kOutsideKeys,
                     .prefixed_in_start_key = false};
  if (set_type == Type::kStringSet) {
    defect.text = Concat({kInvalid, "Input collection [", printed, "] contains duplicates."});
  } else if (set_type == Type::kBinarySet) {
    defect.text =
        Concat({kInvalid, "Input collection [", printed, "]of type BS contains duplicates."});
  }
  return defect;
}

ValueDefect NestingTooDeep() {
  return {.text =
              "Nesting Levels have exceeded supported limits: Attributes in the item have "
              "nested levels beyond supported limit",
          .wrapped = false,
          .prefixed_in_start_key = false};
}

ValueDefect BadNumber(std::string_view message) {
  return {.text = std::string(message), .prefixed_in_start_key = false};
}

ValueDefect NotUtf8() {
  return {.text = Concat({kInvalid, "A string or a name is not valid UTF-8"}),
          .may_be_found_late = false};
}

// The guide has names of one character at least; peers hold nobody to it, so the words are ours.
ValueDefect EmptyName() { return {.text = Concat({kInvalid, "Empty attribute name"})}; }

ValueDefect NameTooLong() {
  return {.text = Concat({"Attribute name is too large, must be less than ",
                          std::to_string(limits::kAttributeNameBytesMax + 1), " bytes"}),
          .envelope = Envelope::kAlways,
          .wrapped = false};
}

}  // namespace stator::error
