#include "db/plan/legacy_error.h"

#include <initializer_list>

#include "db/base/error.h"

namespace stator::plan::error {

using stator::error::Concat;
using stator::error::Validation;

namespace {

absl::Status InvalidParameter(std::initializer_list<std::string_view> pieces) {
  return Validation(Concat({"One or more parameter values were invalid: ", Concat(pieces)}));
}

}  // namespace

absl::Status Mixed(std::string_view legacy, std::string_view expressions) {
  return Validation(
      Concat({"Can not use both expression and non-expression parameters in the same request: "
              "Non-expression parameters: {",
              legacy, "} Expression parameters: {", expressions, "}"}));
}

absl::Status ValueAndList(std::string_view attribute) {
  return InvalidParameter(
      {"Value and AttributeValueList cannot be used together for Attribute: ", attribute});
}

absl::Status ExistsAndOperator(std::string_view attribute) {
  return InvalidParameter(
      {"Exists and ComparisonOperator cannot be used together for Attribute: ", attribute});
}

absl::Status OperatorWithoutValues(std::string_view comparison, std::string_view attribute) {
  return InvalidParameter({"Value or AttributeValueList must be used with ComparisonOperator: ",
                           comparison, " for Attribute: ", attribute});
}

absl::Status ListWithoutOperator(std::string_view attribute) {
  return InvalidParameter(
      {"AttributeValueList can only be used with a ComparisonOperator for Attribute: ", attribute});
}

absl::Status ValueMissing(std::string_view exists, std::string_view attribute) {
  return InvalidParameter(
      {"Value must be provided when Exists is ", exists, " for Attribute: ", attribute});
}

absl::Status ValueOfAbsent(std::string_view attribute) {
  return InvalidParameter({"Value cannot be used when Exists is false for Attribute: ", attribute});
}

absl::Status ArgumentCount(std::string_view comparison) {
  return InvalidParameter(
      {"Invalid number of argument(s) for the ", comparison, " ComparisonOperator"});
}

absl::Status ArgumentTypesDiffer() {
  return InvalidParameter({"AttributeValues inside AttributeValueList must be of same type"});
}

absl::Status ArgumentType(std::string_view comparison, Type type) {
  return InvalidParameter({"ComparisonOperator ", comparison, " is not valid for ", TypeName(type),
                           " AttributeValue type"});
}

absl::Status BoundsDescend() {
  return Validation(
      "The BETWEEN condition was provided a range where the lower bound is greater than the upper "
      "bound");
}

absl::Status OperatorWithoutConditions() {
  return Validation("ConditionalOperator cannot be used without Filter or Expected");
}

absl::Status OperatorOfOneCondition() {
  return Validation(
      "ConditionalOperator can only be used when Filter or Expected has two or more elements");
}

absl::Status UpdateWithoutValue() {
  return InvalidParameter({"Only DELETE action is allowed when no attribute value is specified"});
}

absl::Status CannotAdd(Type type) {
  return InvalidParameter({"ADD action is not supported for the type ", TypeName(type)});
}

absl::Status CannotDelete(Type type) {
  return InvalidParameter(
      {"DELETE action with value is not supported for the type ", TypeName(type)});
}

absl::Status DuplicateAttribute(std::string_view name) {
  return InvalidParameter({"Duplicate value in attribute name: ", name});
}

}  // namespace stator::plan::error
