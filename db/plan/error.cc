#include "db/plan/error.h"

#include <string>

#include "db/base/limits.h"

namespace stator::plan::error {

using stator::error::Concat;
using stator::error::Validation;

namespace {

// How most faults of values begin.
absl::Status Invalid(std::initializer_list<std::string_view> pieces) {
  return Validation(Concat({"One or more parameter values were invalid: ", Concat(pieces)}));
}

}  // namespace

absl::Status Enveloped(absl::Status status) {
  if (status.ok()) return status;
  const auto message = status.message();
  return Validation(Concat(
      {"1 validation error detected: ", std::string_view(message.data(), message.size())}));
}

absl::Status KeyDoesNotMatchSchema() {
  return Validation("The provided key element does not match the schema");
}

absl::Status MissingKeyInItem(std::string_view name) {
  return Invalid({"Missing the key ", name, " in the item"});
}

absl::Status KeyTypeMismatch(std::string_view name, Type expected, Type actual) {
  return Invalid({"Type mismatch for key ", name, " expected: ", TypeName(expected),
                  " actual: ", TypeName(actual)});
}

absl::Status EmptyKeyValue(std::string_view name, Type type) {
  return Validation(Concat({"One or more parameter values are not valid. The AttributeValue for a "
                            "key attribute cannot contain an empty ",
                            type == Type::kBinary ? "binary" : "string", " value. Key: ", name}));
}

absl::Status PartitionKeyTooLong() {
  return Invalid({"Size of hashkey has exceeded the maximum size limit of",
                  std::to_string(limits::kPartitionKeyBytesMax), " bytes"});
}

absl::Status SortKeyTooLong() {
  return Invalid({"Aggregated size of all range keys has exceeded the size limit of ",
                  std::to_string(limits::kSortKeyBytesMax), " bytes"});
}

absl::Status CannotUpdateKey(std::string_view name) {
  return Invalid({"Cannot update attribute ", name, ". This attribute is part of the key"});
}

absl::Status ItemTooLarge() { return Validation("Item size has exceeded the maximum allowed size"); }

absl::Status NamesWithoutExpression() {
  return Validation("ExpressionAttributeNames can only be specified when using expressions");
}

absl::Status ValuesWithoutExpression(std::string_view absent_expressions) {
  return Validation(
      Concat({"ExpressionAttributeValues can only be specified when using expressions: ",
              absent_expressions}));
}

absl::Status NamesEmpty() { return Validation("ExpressionAttributeNames must not be empty"); }

absl::Status ValuesEmpty() { return Validation("ExpressionAttributeValues must not be empty"); }

absl::Status InvalidNameKey(std::string_view key) {
  return Validation(
      Concat({"ExpressionAttributeNames contains invalid key: Syntax error; key: \"", key, "\""}));
}

absl::Status InvalidValueKey(std::string_view key) {
  return Validation(
      Concat({"ExpressionAttributeValues contains invalid key: Syntax error; key: \"", key, "\""}));
}

absl::Status UnusedNames(std::string_view keys) {
  return Validation(
      Concat({"Value provided in ExpressionAttributeNames unused in expressions: keys: {", keys,
              "}"}));
}

absl::Status UnusedValues(std::string_view keys) {
  return Validation(
      Concat({"Value provided in ExpressionAttributeValues unused in expressions: keys: {", keys,
              "}"}));
}

}  // namespace stator::plan::error
