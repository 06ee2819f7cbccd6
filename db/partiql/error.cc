#include "db/partiql/error.h"

#include <string>

#include "db/base/error.h"
#include "db/base/limits.h"

namespace stator::partiql::error {

using stator::error::Concat;
using stator::error::Validation;

namespace {

absl::Status Malformed(std::string_view what) {
  return Validation(Concat({"Statement wasn't well formed, can't be processed: ", what}));
}

}  // namespace

absl::Status UnexpectedCharacter(std::string_view character) {
  return Malformed(Concat({"Unexpected character: '", character, "'"}));
}
absl::Status UnterminatedString() { return Malformed("Unterminated string literal"); }
absl::Status UnterminatedIdentifier() { return Malformed("Unterminated quoted identifier"); }
absl::Status UnterminatedComment() { return Malformed("Unterminated comment"); }

absl::Status ExpectedDataManipulation() { return Malformed("Expected data manipulation"); }
absl::Status UnexpectedTerm() { return Malformed("Unexpected term"); }
absl::Status UnexpectedKeyword() { return Malformed("Unexpected keyword"); }
absl::Status UnexpectedOperator() { return Malformed("Unexpected operator"); }
absl::Status UnexpectedTokenAfterExpression() {
  return Malformed("Unexpected token after expression");
}
absl::Status UnexpectedTokenAfterSemicolon() {
  return Malformed("Unexpected token after semicolon. (Only one query is allowed.)");
}
absl::Status MissingRightHandSide() {
  return Malformed("Missing right-hand side expression of infix operator");
}
absl::Status EmptyGroup() { return Malformed("Expression group cannot be empty"); }
absl::Status ExpectedToken(std::string_view type) { return Malformed(Concat({"Expected ", type})); }
absl::Status ExpectedKeyword(std::string_view keyword) {
  return Malformed(Concat({"Expected ", keyword, " keyword"}));
}
absl::Status ExpectedTypeName() { return Malformed("Expected type name"); }
absl::Status ExpectedIdentifierForPath() {
  return Malformed("Expected identifier for simple path");
}
absl::Status InvalidPathDot() { return Malformed("Invalid path dot component"); }
absl::Status InvalidPathComponent() { return Malformed("Invalid path component for simple path"); }
absl::Status ExpectedFromAfterSelect() { return Malformed("Expected FROM after SELECT list"); }
absl::Status ExpectedFromAfterDelete() { return Malformed("Expected FROM after DELETE"); }
absl::Status ExpectedAssignment() { return Malformed("Expected '='"); }
absl::Status AsteriskNotAlone() {
  return Malformed(
      "Other expressions may not be present in the select list when '*' is used without dot "
      "notation.");
}
absl::Status ExpectedReturning() {
  return Malformed("Expected ( MODIFIED | ALL ) ( NEW | OLD ) in each returning element.");
}
absl::Status NestingTooDeep() {
  return Malformed(Concat(
      {"Nesting exceeds the limit of ", std::to_string(limits::kStatementNestingMax), " levels"}));
}

absl::Status UnsupportedClause(std::string_view clause, Location at) {
  return Validation(Concat({"Unsupported clause: ", clause, " at ", at.ToString()}));
}
absl::Status UnexpectedPathComponent(Location at) {
  return Validation(Concat({"Unexpected path component at ", at.ToString()}));
}
absl::Status TooManyFromComponents() {
  return Validation("A path may contain at most 2 components in the FROM clause");
}
absl::Status IndexInWrite(Location at) {
  return Validation(
      Concat({"FROM clause may only contain a single table name in data manipulation statements "
              "at ",
              at.ToString()}));
}
absl::Status SeveralItems() {
  return Validation(
      "Unsupported operation: Inserting multiple items in a single statement is not supported, "
      "use \"INSERT INTO tableName VALUE item\" instead");
}
absl::Status ReturningOfDelete(std::string_view clause) {
  return Validation(Concat({"Invalid returning clause: RETURNING ", clause,
                            ". Only RETURNING ALL OLD * is allowed in DELETE statements."}));
}
absl::Status UnsupportedFunction(std::string_view function, Location at) {
  return Validation(Concat({"Unsupported function: ", function, " at ", at.ToString()}));
}
absl::Status UnsupportedCondition(Location at) {
  return Validation(Concat({"Unsupported condition at ", at.ToString()}));
}
absl::Status UnsupportedOperand(Location at) {
  return Validation(Concat({"Unsupported operand at ", at.ToString()}));
}
absl::Status UnsupportedValue(Location at) {
  return Validation(Concat({"Unsupported value at ", at.ToString()}));
}

absl::Status ParameterCount() {
  return Validation("Number of parameters in request and statement don't match.");
}
absl::Status ArgumentCount(std::string_view function, size_t count) {
  return Validation(
      Concat({"Incorrect number of operands for operator or function; operator or "
              "function: ",
              function, ", number of operands: ", std::to_string(count)}));
}
absl::Status OfStatement(expression::Kind kind, absl::Status status) {
  const std::string name = Concat({"Invalid ", expression::KindName(kind), ": "});
  const std::string_view message(status.message().data(), status.message().size());
  return message.starts_with(name) ? Validation(message.substr(name.size())) : status;
}
absl::Status InsertedIsNoMap() {
  return Validation("Unsupported operation: the inserted value must be a map of attributes");
}
absl::Status MixedBag() {
  return Validation(
      "One or more parameter values were invalid: A set must hold strings, numbers or binaries, "
      "all of one type");
}
absl::Status SetOfOtherAttribute(std::string_view function) {
  return Validation(
      Concat({"The first operand of ", function, " must be the attribute that is set"}));
}
absl::Status TooManyKeysInList(size_t count) {
  return Validation(
      Concat({"The IN operator is provided with too many hash key values; number of values: ",
              std::to_string(count)}));
}

absl::Status NoKeyEquality() {
  return Validation("Where clause does not contain a mandatory equality on all key attributes");
}
absl::Status OrderByWithoutWhere() {
  return Validation("Must have WHERE clause in the statement when using ORDER BY clause.");
}
absl::Status OrderByWithoutKey() {
  return Validation(
      "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY "
      "clause.");
}
absl::Status OrderByOtherAttribute(std::string_view attribute) {
  return Validation(Concat(
      {"Variable reference ", attribute, " in ORDER BY clause must be part of the primary key"}));
}
absl::Status OrderByWithoutHashKey() {
  return Validation(
      "Must have hash key specified in ORDER BY clause when more than one hash key condition "
      "specified in WHERE clause.");
}

}  // namespace stator::partiql::error
