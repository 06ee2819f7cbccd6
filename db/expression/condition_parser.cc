// Recursive descent. The one difficulty is the opening parenthesis, which may start a condition or
// an operand: both are parsed by the same functions, and what came out says which it was.

#include "db/expression/condition_parser.h"

#include <optional>
#include <utility>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/expression/error.h"

namespace stator::expression {
namespace {

constexpr std::string_view kConditionKeywords[] = {"AND", "OR", "NOT", "BETWEEN", "IN"};

constexpr Fault kConditionUrgency[] = {Fault::kOperatorCount, Fault::kInOperandCount,
                                       Fault::kParentheses,   Fault::kFunctionName,
                                       Fault::kFunctionUse,   Fault::kReservedWord};

std::optional<Comparator> ComparatorOf(TokenType type) {
  switch (type) {
    case TokenType::kEqual:
      return Comparator::kEqual;
    case TokenType::kNotEqual:
      return Comparator::kNotEqual;
    case TokenType::kLess:
      return Comparator::kLess;
    case TokenType::kLessOrEqual:
      return Comparator::kLessOrEqual;
    case TokenType::kGreater:
      return Comparator::kGreater;
    case TokenType::kGreaterOrEqual:
      return Comparator::kGreaterOrEqual;
    default:
      return std::nullopt;
  }
}

using Conditions = absl::InlinedVector<NodeId, 4>;

}  // namespace

ConditionParser::ConditionParser(Kind kind, std::string_view text)
    : OperandParser(kind, text, kConditionKeywords) {}

absl::StatusOr<std::shared_ptr<const Tree>> ConditionParser::Run() && {
  const NodeId root = RequireCondition(ParseOr());
  tokens_.Expect(TokenType::kEnd);
  STATOR_RETURN_IF_ERROR(Verdict(kConditionUrgency));
  return std::move(build_).Finish(root);
}

NodeId ConditionParser::RequireCondition(const Part& part) {
  if (part.is_condition || tokens_.failed()) return part.node;
  const Node& node = build_.node(part.node);
  const bool is_call = node.type == NodeType::kFunction;
  if (is_call && !InfoOf(node.function()).is_condition) {
    Report(Fault::kFunctionUse, error::MisusedFunction(kind_, InfoOf(node.function()).name));
  }
  // The node of an unknown function is a value without a name; its fault is known already.
  const bool is_unknown_call =
      node.type == NodeType::kValue && !Verdict({Fault::kFunctionName}).ok();
  if (!is_call && !is_unknown_call) tokens_.Fail();
  return part.node;
}

ConditionParser::Part ConditionParser::ParseOr() {
  const Part first = ParseAnd();
  if (!tokens_.IsKeyword("OR")) return first;
  Conditions conditions{RequireCondition(first)};
  while (tokens_.AcceptKeyword("OR")) conditions.push_back(RequireCondition(ParseAnd()));
  return {build_.Or(conditions), true, false};
}

ConditionParser::Part ConditionParser::ParseAnd() {
  const Part first = ParseNot();
  if (!tokens_.IsKeyword("AND")) return first;
  Conditions conditions{RequireCondition(first)};
  while (tokens_.AcceptKeyword("AND")) conditions.push_back(RequireCondition(ParseNot()));
  return {build_.And(conditions), true, false};
}

ConditionParser::Part ConditionParser::ParseNot() {
  int negations = 0;
  while (tokens_.AcceptKeyword("NOT")) ++negations;
  Part part = ParseTest();
  if (negations == 0) return part;
  part = {RequireCondition(part), true, false};
  for (; negations > 0; --negations) part.node = build_.Not(part.node);
  return part;
}

ConditionParser::Part ConditionParser::ParseTest() {
  if (tokens_.Is(TokenType::kOpenParenthesis)) return ParseBehind(ParseParentheses());
  return ParseBehind({ParseOperand(), false, false});
}

ConditionParser::Part ConditionParser::ParseParentheses() {
  const Nesting nesting(*this);
  tokens_.Accept(TokenType::kOpenParenthesis);
  Part part = ParseOr();
  tokens_.Expect(TokenType::kCloseParenthesis);
  if (part.parenthesised) Report(Fault::kParentheses, error::RedundantParentheses(kind_));
  part.parenthesised = true;
  return part;
}

// The rest of a test whose left operand is known. A condition has no such rest.
ConditionParser::Part ConditionParser::ParseBehind(Part left) {
  if (left.is_condition) return left;
  if (const auto comparator = ComparatorOf(tokens_.Peek().type)) {
    tokens_.Take();
    return Compare(left.node, *comparator);
  }
  if (tokens_.AcceptKeyword("BETWEEN")) return Between(left.node);
  if (tokens_.AcceptKeyword("IN")) return In(left.node);
  return left;
}

ConditionParser::Part ConditionParser::Compare(NodeId left, Comparator comparator) {
  const NodeId right = ParseOperand();
  CheckIsOperand(left);
  CheckIsOperand(right);
  CountOperator();
  return {build_.Compare(comparator, left, right), true, false};
}

ConditionParser::Part ConditionParser::Between(NodeId tested) {
  const NodeId lower = ParseOperand();
  tokens_.ExpectKeyword("AND");
  const NodeId upper = ParseOperand();
  for (const NodeId operand : {tested, lower, upper}) CheckIsOperand(operand);
  CountOperator();
  return {build_.Between(tested, lower, upper), true, false};
}

ConditionParser::Part ConditionParser::In(NodeId tested) {
  tokens_.Expect(TokenType::kOpenParenthesis);
  CheckIsOperand(tested);
  Conditions list;
  do {
    list.push_back(ParseOperand());
    CheckIsOperand(list.back());
  } while (tokens_.Accept(TokenType::kComma));
  tokens_.Expect(TokenType::kCloseParenthesis);
  if (list.size() > limits::kInOperandsMax) {
    Report(Fault::kInOperandCount, error::TooManyInOperands(kind_, list.size()));
  }
  CountOperator();
  return {build_.In(tested, list), true, false};
}

}  // namespace stator::expression
