#include "db/wire/scalar_reader.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "db/base/error.h"
#include "db/wire/base64.h"

namespace stator::wire {
namespace {

using stator::error::Concat;

constexpr std::string_view kTrueTexts[] = {"true", "1", "yes"};
constexpr std::string_view kFalseTexts[] = {"false", "0", "no"};

bool EqualsIgnoringCase(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
  });
}

bool IsOneOf(std::string_view text, const std::string_view (&choices)[3]) {
  return std::any_of(std::begin(choices), std::end(choices),
                     [text](std::string_view choice) { return EqualsIgnoringCase(text, choice); });
}

// The Java type as the service names it, without its package.
std::string_view JavaName(Expected expected) {
  switch (expected) {
    case Expected::kInteger:
      return "Integer";
    case Expected::kLong:
      return "Long";
    case Expected::kBoolean:
      return "Boolean";
    default:
      return "String";
  }
}

// What the service's Java answers where it has the type of a container and needs a class.
constexpr std::string_view kGenericCast =
    "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class "
    "java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and "
    "java.lang.Class are in module java.base of loader 'bootstrap')";

// Where a list stands and none is expected.
std::string ListFault(Expected expected, std::string_view name) {
  constexpr std::string_view kPrefix = "Unrecognized collection type ";
  switch (expected) {
    case Expected::kBlob:
      return Concat({kPrefix, "class java.nio.ByteBuffer"});
    case Expected::kMap:
    case Expected::kContainer:
      return Concat({kPrefix, name});
    case Expected::kStructure:
    case Expected::kElement:
      return Concat({kPrefix, "class com.amazonaws.dynamodb.v20120810.", name});
    default:
      return Concat({kPrefix, "class java.lang.", JavaName(expected)});
  }
}

// Where a string, a number or a truth value stands and another type is expected; `token` is how the
// service's parser calls it.
std::string ScalarFault(Expected expected, std::string_view token) {
  switch (expected) {
    case Expected::kBlob:
      return "only base-64-encoded strings are convertible to bytes";
    case Expected::kElement:
      return "Unexpected value type in payload";
    case Expected::kContainer:
      return std::string(kGenericCast);
    case Expected::kList:
    case Expected::kMap:
    case Expected::kStructure:
      return "Unexpected field type";
    default:
      return Concat({token, " cannot be converted to ", JavaName(expected)});
  }
}

// A number with a fraction or an exponent, cut to what fits.
int64_t Truncate(double value) {
  constexpr double kLimit = 9223372036854775808.0;  // 2^63
  if (value >= kLimit) return std::numeric_limits<int64_t>::max();
  if (value < -kLimit) return std::numeric_limits<int64_t>::min();
  return static_cast<int64_t>(value);
}

// The nearest double; from_chars leaves it alone when it is out of range.
double ToDouble(std::string_view digits) {
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc::result_out_of_range) return value;
  const bool tiny = digits.find("e-") != digits.npos || digits.find("E-") != digits.npos;
  const double huge = std::numeric_limits<double>::infinity();
  return tiny ? 0 : digits[0] == '-' ? -huge : huge;
}

int64_t ToInteger(std::string_view digits) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc::result_out_of_range) return value;
  return digits[0] == '-' ? std::numeric_limits<int64_t>::min()
                          : std::numeric_limits<int64_t>::max();
}

}  // namespace

bool ScalarReader::WrongType(Expected expected, std::string_view name) {
  switch (cursor_.Kind()) {
    case JsonKind::kObject:
      return Fail("Start of structure or map found where not expected");
    case JsonKind::kArray:
      return Fail(ListFault(expected, name));
    case JsonKind::kString:
      return Fail(ScalarFault(expected, "STRING_VALUE"));
    case JsonKind::kTrue:
      return Fail(ScalarFault(expected, "TRUE_VALUE"));
    case JsonKind::kFalse:
      return Fail(ScalarFault(expected, "FALSE_VALUE"));
    case JsonKind::kNumber: {
      std::string_view digits;
      bool integer = false;
      if (!cursor_.ReadNumber(&digits) || !IsJsonNumber(digits, &integer)) return false;
      return Fail(ScalarFault(expected, integer ? "NUMBER_VALUE" : "DECIMAL_VALUE"));
    }
    case JsonKind::kNull:
      return Fail(ScalarFault(expected, "NULL_VALUE"));
    case JsonKind::kNone:
      break;
  }
  return false;
}

bool ScalarReader::ReadBoolean(bool* value) {
  const JsonKind kind = cursor_.Kind();
  *value = kind == JsonKind::kTrue;
  if (kind == JsonKind::kTrue || kind == JsonKind::kFalse) return cursor_.ReadAtom();
  if (kind != JsonKind::kString) return WrongType(Expected::kBoolean);
  std::string_view text;
  if (!ReadText(&text)) return false;
  *value = IsOneOf(text, kTrueTexts);
  return *value || IsOneOf(text, kFalseTexts) || Fail("Unexpected token received from parser");
}

bool ScalarReader::ReadWhole(Expected expected, int64_t* value) {
  if (cursor_.Kind() != JsonKind::kNumber) return WrongType(expected);
  std::string_view digits;
  bool integer = false;
  if (!cursor_.ReadNumber(&digits) || !IsJsonNumber(digits, &integer)) return false;
  *value = integer ? ToInteger(digits) : Truncate(ToDouble(digits));
  return true;
}

bool ScalarReader::ReadInteger(int64_t* value) { return ReadWhole(Expected::kLong, value); }

bool ScalarReader::ReadInteger(int32_t* value) {
  int64_t whole = 0;
  if (!ReadWhole(Expected::kInteger, &whole)) return false;
  *value = static_cast<int32_t>(std::clamp<int64_t>(whole, std::numeric_limits<int32_t>::min(),
                                                    std::numeric_limits<int32_t>::max()));
  return true;
}

bool ScalarReader::ReadDouble(double* value) {
  if (cursor_.Kind() != JsonKind::kNumber) return WrongType(Expected::kLong);
  std::string_view digits;
  if (!cursor_.ReadNumber(&digits)) return false;
  *value = ToDouble(digits);
  return true;
}

bool ScalarReader::ReadBlob(std::string* bytes) {
  if (cursor_.Kind() != JsonKind::kString) return WrongType(Expected::kBlob);
  std::string_view encoded;
  if (!ReadText(&encoded)) return false;
  bytes->clear();
  if (encoded.size() % 4 != 0) {
    return Fail(Concat({"Base64 encoded length is expected a multiple of 4 bytes but found: ",
                        std::to_string(encoded.size())}));
  }
  // The spelling is the service's.
  return DecodeBase64(encoded, *bytes) || Fail("Invalid last non-pad Base64 character dectected");
}

}  // namespace stator::wire
