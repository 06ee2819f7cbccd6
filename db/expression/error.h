// The errors of expressions, by name. Each is a ValidationException with DynamoDB's text, bare:
// whether an operation puts "1 validation error detected: " before it is for the plan to say.
// Where they come from: the service's answers as the public record has them (its documentation,
// bug reports, the suites of its emulators).
#pragma once

#include <cstddef>
#include <string_view>

#include "absl/status/status.h"
#include "db/expression/kind.h"

namespace stator::expression::error {

// Of the text alone.
absl::Status Empty(Kind kind);
absl::Status TooLong(Kind kind, size_t bytes);
// `near` is the text from the token before the offending one to the token behind it.
absl::Status Syntax(Kind kind, std::string_view token, std::string_view near);
absl::Status RedundantParentheses(Kind kind);
absl::Status TooManyOperators(Kind kind, size_t count);
absl::Status TooManyInOperands(Kind kind, size_t count);
absl::Status ReservedWord(Kind kind, std::string_view word);
absl::Status ListIndexOutOfRange(Kind kind, std::string_view digits);
absl::Status UnknownFunction(Kind kind, std::string_view function);
absl::Status MisusedFunction(Kind kind, std::string_view function);
absl::Status RepeatedClause(std::string_view clause);

// Of the text with its names and values.
absl::Status UndefinedName(Kind kind, std::string_view placeholder);
absl::Status UndefinedValue(Kind kind, std::string_view placeholder);
absl::Status OperandCount(Kind kind, std::string_view function, size_t count);
absl::Status PathRequired(Kind kind, std::string_view function);
absl::Status SameOperand(Kind kind, std::string_view operation, std::string_view path);
absl::Status OperandType(Kind kind, std::string_view operation, std::string_view type);
// Of the clauses ADD and DELETE; `type` is the long name: "STRING".
absl::Status ClauseOperandType(std::string_view clause, std::string_view type);
absl::Status UnknownTypeName(Kind kind, std::string_view type);
absl::Status BetweenTypes(Kind kind, std::string_view lower, std::string_view upper);
absl::Status BetweenOrder(Kind kind, std::string_view lower, std::string_view upper);
absl::Status OverlappingPaths(Kind kind, std::string_view one, std::string_view two);
absl::Status ConflictingPaths(Kind kind, std::string_view one, std::string_view two);

// Of ExpressionAttributeNames and ExpressionAttributeValues; `member` is one of the two.
absl::Status EmptyPlaceholders(std::string_view member);
absl::Status InvalidPlaceholder(std::string_view member, std::string_view key);
// What a placeholder of ExpressionAttributeNames stands for: found where an expression uses it, ...
absl::Status NameTooLong();
// ... and wherever it stands; `defect` as of the name in an item.
absl::Status InvalidName(std::string_view defect, std::string_view key);
absl::Status PlaceholdersTooLarge(size_t bytes);
// `keys` is joined by ", ".
absl::Status UnusedPlaceholders(std::string_view member, std::string_view keys);

// Of key conditions, in their form.
absl::Status KeyOperator(std::string_view operation);
absl::Status KeyNesting();
absl::Status KeyNestedAttribute();
absl::Status KeyNotFirstOperand(std::string_view operation);
absl::Status KeySeveralNames();
absl::Status KeyNoName();
absl::Status KeyRepeated();
absl::Status KeyConditionCount();
// Of key conditions, against a key.
absl::Status KeyMissing(std::string_view attribute);
absl::Status KeyNotSupported();
absl::Status KeyNotIndexable();
absl::Status KeyType();

// Of an update that meets its item.
absl::Status InvalidUpdatePath();
absl::Status AttributeTypeMismatch();  // Of AttributeUpdates.
absl::Status IncorrectOperand();
absl::Status MissingOperand();
absl::Status NestingTooDeep();

}  // namespace stator::expression::error
