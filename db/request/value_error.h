// What is wrong with an attribute value, and how DynamoDB says so where it stands. Shared by the
// reader of JSON and the value gate of the embedded door.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "absl/status/status.h"
#include "stator/request/item.h"
#include "stator/request/query.h"
#include "stator/value.h"

namespace stator {

struct ValueDefect {
  // Since June 2026 PutItem and UpdateItem put "1 validation error detected: " before some texts:
  // kOutsideKeys are those of sets.
  enum class Envelope : uint8_t { kNever, kOutsideKeys, kAlways };

  std::string text;
  Envelope envelope = Envelope::kNever;
  // In ExpressionAttributeValues most texts are wrapped with the name of the value; in the requests
  // that have an envelope only those of sets are.
  bool wrapped = true;
  // In ExclusiveStartKey some texts have a prefix. Those of numbers and of duplicates, which the
  // service finds when it converts values, have none.
  bool prefixed_in_start_key = true;
  // What no JSON can carry is told of at once wherever it stands.
  bool may_be_found_late = true;
};

// The member of the request in which a value stands.
struct ValuePlace {
  bool enveloping = false;                 // Of a PutItem or an UpdateItem.
  bool keeps_text = false;                 // In Key or a legacy parameter: of the old wording.
  bool in_start_key = false;               // In ExclusiveStartKey.
  bool names_attributes = false;           // In Item: what is written has names.
  bool in_expression_values = false;       // In ExpressionAttributeValues, ...
  std::string_view expression_value = {};  // ... under this name, such as ":v".
};

// The place of values in the member of this name of the API.
constexpr ValuePlace PlaceOf(std::string_view member, bool enveloping) {
  return {.enveloping = enveloping,
          .keeps_text = member == "Key",
          .in_start_key = member == "ExclusiveStartKey",
          .names_attributes = member == "Item",
          .in_expression_values = member == "ExpressionAttributeValues"};
}

// The place of an attribute value that is a member by itself, or an element of a list: those of the
// legacy parameters and of statements.
constexpr ValuePlace PlaceOfSingle(bool enveloping) {
  return {.enveloping = enveloping, .keeps_text = true};
}

// Whether the service looks at other parameters of the request first: it does so for most defects
// in ExpressionAttributeValues, of the requests below.
bool IsFoundLate(const ValueDefect& defect, const ValuePlace& place);

// True for the requests that stand by themselves and have ExpressionAttributeValues.
template <typename Request>
inline constexpr bool kFindsDefectsLate =
    std::is_same_v<Request, PutItemRequest> || std::is_same_v<Request, UpdateItemRequest> ||
    std::is_same_v<Request, DeleteItemRequest> || std::is_same_v<Request, QueryRequest> ||
    std::is_same_v<Request, ScanRequest>;

// True for the requests whose errors go into the envelope of June 2026.
template <typename Request>
inline constexpr bool kEnveloping =
    std::is_same_v<Request, PutItemRequest> || std::is_same_v<Request, UpdateItemRequest>;

namespace error {

// The ValidationException for a defect in its place.
absl::Status InvalidValue(const ValueDefect& defect, const ValuePlace& place);

ValueDefect EmptyAttributeValue();       // {}
ValueDefect SeveralDatatypes();          // {"S": "a", "N": "1"}
ValueDefect NullMustBeTrue();            // {"NULL": false}
ValueDefect EmptySet(Type set_type);     // {"SS": []}
ValueDefect NullElement(Type set_type);  // {"SS": [null]}
// `printed` is the text of the elements as they came, "a, b, a"; sets of numbers do not print it.
ValueDefect DuplicateElements(Type set_type, std::string_view printed);
ValueDefect NestingTooDeep();
ValueDefect BadNumber(std::string_view message);  // Of Number::Parse.
ValueDefect NotUtf8();
ValueDefect EmptyName();  // Of an attribute.
ValueDefect NameTooLong();

}  // namespace error
}  // namespace stator
