// The errors of PartiQL statements, by name. All are ValidationException. Those of syntax begin
// with "Statement wasn't well formed, can't be processed: ", and speak as the open PartiQL parser
// does that the service has inside; the rest is the service's own, where it is known from its
// documentation and from what its users report.
#pragma once

#include <cstddef>
#include <string_view>

#include "absl/status/status.h"
#include "db/expression/kind.h"
#include "db/partiql/location.h"

namespace stator::partiql::error {

// Tokens.
absl::Status UnexpectedCharacter(std::string_view character);
absl::Status UnterminatedString();
absl::Status UnterminatedIdentifier();
absl::Status UnterminatedComment();

// Syntax.
absl::Status ExpectedDataManipulation();
absl::Status UnexpectedTerm();
absl::Status UnexpectedKeyword();
absl::Status UnexpectedOperator();
absl::Status UnexpectedTokenAfterExpression();
absl::Status UnexpectedTokenAfterSemicolon();
absl::Status MissingRightHandSide();
absl::Status EmptyGroup();
absl::Status ExpectedToken(std::string_view type);  // "RIGHT_PAREN"
absl::Status ExpectedKeyword(std::string_view keyword);
absl::Status ExpectedTypeName();
absl::Status ExpectedIdentifierForPath();
absl::Status InvalidPathDot();
absl::Status InvalidPathComponent();
absl::Status ExpectedFromAfterSelect();
absl::Status ExpectedFromAfterDelete();
absl::Status ExpectedAssignment();
absl::Status AsteriskNotAlone();
absl::Status ExpectedReturning();
absl::Status NestingTooDeep();

// Parts of PartiQL that DynamoDB does not have.
absl::Status UnsupportedClause(std::string_view clause, Location at);
absl::Status UnexpectedPathComponent(Location at);
absl::Status TooManyFromComponents();
absl::Status IndexInWrite(Location at);
absl::Status SeveralItems();
absl::Status ReturningOfDelete(std::string_view clause);  // "MODIFIED OLD *"
absl::Status UnsupportedFunction(std::string_view function, Location at);
absl::Status UnsupportedCondition(Location at);
absl::Status UnsupportedOperand(Location at);
absl::Status UnsupportedValue(Location at);

// Statements with their parameters.
absl::Status ParameterCount();
absl::Status ArgumentCount(std::string_view function, size_t count);
// What is wrong with the expression that a statement became, without the name that expressions have
// in requests: "Invalid FilterExpression: ".
absl::Status OfStatement(expression::Kind kind, absl::Status status);
absl::Status InsertedIsNoMap();
absl::Status MixedBag();
absl::Status SetOfOtherAttribute(std::string_view function);
absl::Status TooManyKeysInList(size_t count);

// Statements against a key.
absl::Status NoKeyEquality();
absl::Status OrderByWithoutWhere();
absl::Status OrderByWithoutKey();
absl::Status OrderByOtherAttribute(std::string_view attribute);
absl::Status OrderByWithoutHashKey();

}  // namespace stator::partiql::error
