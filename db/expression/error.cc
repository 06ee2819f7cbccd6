#include "db/expression/error.h"

#include <initializer_list>
#include <string>

#include "db/base/error.h"
#include "db/request/value_error.h"

namespace stator::expression::error {
namespace {

// "Invalid FilterExpression: ..."
absl::Status Invalid(Kind kind, std::initializer_list<std::string_view> pieces) {
  return ::stator::error::Validation(
      ::stator::error::Concat({"Invalid ", KindName(kind), ": ", ::stator::error::Concat(pieces)}));
}

absl::Status Plain(std::initializer_list<std::string_view> pieces) {
  return ::stator::error::Validation(::stator::error::Concat(pieces));
}

}  // namespace

absl::Status Empty(Kind kind) { return Invalid(kind, {"The expression can not be empty;"}); }

absl::Status TooLong(Kind kind, size_t bytes) {
  return Invalid(kind, {"Expression size has exceeded the maximum allowed size; expression size: ",
                        std::to_string(bytes)});
}

absl::Status Syntax(Kind kind, std::string_view token, std::string_view near) {
  return Invalid(kind, {"Syntax error; token: \"", token, "\", near: \"", near, "\""});
}

absl::Status RedundantParentheses(Kind kind) {
  return Invalid(kind, {"The expression has redundant parentheses;"});
}

absl::Status TooManyOperators(Kind kind, size_t count) {
  return Invalid(kind, {"The expression contains too many operators; operator count: ",
                        std::to_string(count)});
}

absl::Status TooManyInOperands(Kind kind, size_t count) {
  return Invalid(kind, {"The IN operator is provided with too many operands; number of operands: ",
                        std::to_string(count)});
}

absl::Status ReservedWord(Kind kind, std::string_view word) {
  return Invalid(kind, {"Attribute name is a reserved keyword; reserved keyword: ", word});
}

absl::Status ListIndexOutOfRange(Kind kind, std::string_view digits) {
  return Invalid(kind, {"List index is not within the allowable range; index: [", digits, "]"});
}

absl::Status UnknownFunction(Kind kind, std::string_view function) {
  return Invalid(kind, {"Invalid function name; function: ", function});
}

absl::Status MisusedFunction(Kind kind, std::string_view function) {
  return Invalid(kind, {"The function is not allowed to be used this way in an expression; "
                        "function: ",
                        function});
}

absl::Status RepeatedClause(std::string_view clause) {
  return Invalid(Kind::kUpdate,
                 {"The \"", clause, "\" section can only be used once in an update expression;"});
}

absl::Status UndefinedName(Kind kind, std::string_view placeholder) {
  return Invalid(kind, {"An expression attribute name used in the document path is not defined; "
                        "attribute name: ",
                        placeholder});
}

absl::Status UndefinedValue(Kind kind, std::string_view placeholder) {
  return Invalid(kind, {"An expression attribute value used in expression is not defined; "
                        "attribute value: ",
                        placeholder});
}

absl::Status OperandCount(Kind kind, std::string_view function, size_t count) {
  return Invalid(kind, {"Incorrect number of operands for operator or function; "
                        "operator or function: ",
                        function, ", number of operands: ", std::to_string(count)});
}

absl::Status PathRequired(Kind kind, std::string_view function) {
  return Invalid(
      kind, {"Operator or function requires a document path; operator or function: ", function});
}

absl::Status SameOperand(Kind kind, std::string_view operation, std::string_view path) {
  return Invalid(kind, {"The first operand must be distinct from the remaining operands for this "
                        "operator or function; operator: ",
                        operation, ", first operand: ", path});
}

absl::Status OperandType(Kind kind, std::string_view operation, std::string_view type) {
  return Invalid(kind, {"Incorrect operand type for operator or function; operator or function: ",
                        operation, ", operand type: ", type});
}

absl::Status ClauseOperandType(std::string_view clause, std::string_view type) {
  return Invalid(Kind::kUpdate, {"Incorrect operand type for operator or function; operator: ",
                                 clause, ", operand type: ", type});
}

absl::Status UnknownTypeName(Kind kind, std::string_view type) {
  return Invalid(kind, {"Invalid attribute type name found; type: ", type,
                        ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}"});
}

absl::Status BetweenTypes(Kind kind, std::string_view lower, std::string_view upper) {
  return Invalid(kind, {"The BETWEEN operator requires same data type for lower and upper bounds; "
                        "lower bound operand: AttributeValue: ",
                        lower, ", upper bound operand: AttributeValue: ", upper});
}

absl::Status BetweenOrder(Kind kind, std::string_view lower, std::string_view upper) {
  return Invalid(kind, {"The BETWEEN operator requires upper bound to be greater than or equal to "
                        "lower bound; lower bound operand: AttributeValue: ",
                        lower, ", upper bound operand: AttributeValue: ", upper});
}

absl::Status OverlappingPaths(Kind kind, std::string_view one, std::string_view two) {
  return Invalid(kind, {"Two document paths overlap with each other; must remove or rewrite one of "
                        "these paths; path one: ",
                        one, ", path two: ", two});
}

absl::Status ConflictingPaths(Kind kind, std::string_view one, std::string_view two) {
  return Invalid(kind, {"Two document paths conflict with each other; must remove or rewrite one "
                        "of these paths; path one: ",
                        one, ", path two: ", two});
}

absl::Status EmptyPlaceholders(std::string_view member) {
  return Plain({member, " must not be empty"});
}

absl::Status InvalidPlaceholder(std::string_view member, std::string_view key) {
  return Plain({member, " contains invalid key: Syntax error; key: \"", key, "\""});
}

absl::Status NameTooLong() { return Plain({stator::error::NameTooLong().text}); }

absl::Status InvalidName(std::string_view defect, std::string_view key) {
  return Plain({"ExpressionAttributeNames contains invalid value: ", defect, " for key ", key});
}

// The guide has the limit ("Expression parameters", "Lengths"); the words are ours.
absl::Status PlaceholdersTooLarge(size_t bytes) {
  return Plain(
      {"The size of ExpressionAttributeNames and ExpressionAttributeValues has exceeded "
       "the maximum allowed size; size: ",
       std::to_string(bytes)});
}

absl::Status UnusedPlaceholders(std::string_view member, std::string_view keys) {
  return Plain({"Value provided in ", member, " unused in expressions: keys: {", keys, "}"});
}

absl::Status KeyOperator(std::string_view operation) {
  return Plain({"Invalid operator used in KeyConditionExpression: ", operation});
}

absl::Status KeyNesting() {
  return Plain({"KeyConditionExpressions cannot contain nested operations"});
}

absl::Status KeyNestedAttribute() {
  return Plain({"KeyConditionExpressions cannot have conditions on nested attributes"});
}

absl::Status KeyNotFirstOperand(std::string_view operation) {
  return Plain({"Invalid condition in KeyConditionExpression: ", operation,
                " operator must have the key attribute as its first operand"});
}

absl::Status KeySeveralNames() {
  return Plain(
      {"Invalid condition in KeyConditionExpression: Multiple attribute names used in "
       "one condition"});
}

absl::Status KeyNoName() {
  return Plain({"Invalid condition in KeyConditionExpression: No key attribute specified"});
}

absl::Status KeyRepeated() {
  return Plain({"KeyConditionExpressions must only contain one condition per key"});
}

absl::Status KeyConditionCount() { return Plain({"Conditions can be of length 1 or 2 only"}); }

absl::Status KeyMissing(std::string_view attribute) {
  return Plain({"Query condition missed key schema element: ", attribute});
}

absl::Status KeyNotSupported() { return Plain({"Query key condition not supported"}); }

absl::Status KeyNotIndexable() {
  return Plain({"Attempted conditional constraint is not an indexable operation"});
}

absl::Status KeyType() {
  return Plain(
      {"One or more parameter values were invalid: Condition parameter type does not "
       "match schema type"});
}

absl::Status InvalidUpdatePath() {
  return Plain({"The document path provided in the update expression is invalid for update"});
}

absl::Status AttributeTypeMismatch() { return Plain({"Type mismatch for attribute to update"}); }

absl::Status IncorrectOperand() {
  return Plain({"An operand in the update expression has an incorrect data type"});
}

absl::Status MissingOperand() {
  return Plain({"The provided expression refers to an attribute that does not exist in the item"});
}

absl::Status NestingTooDeep() { return Plain({::stator::error::NestingTooDeep().text}); }

}  // namespace stator::expression::error
