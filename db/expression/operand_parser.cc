#include "db/expression/operand_parser.h"

#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

#include "db/base/limits.h"
#include "db/expression/error.h"
#include "db/expression/reserved_words.h"

namespace stator::expression {
namespace {

// 300 operators cannot be nested deeper but by parentheses that say nothing, so that only towers of
// "NOT (" are refused for their height alone. The stack that this takes is well under 1 MB.
constexpr int kParserNestingMax = 320;

// List indexes are Java integers to the service.
constexpr uint32_t kListIndexMax = std::numeric_limits<int32_t>::max();

}  // namespace

OperandParser::Nesting::Nesting(OperandParser& parser) : parser_(parser) {
  if (++parser_.nesting_ > kParserNestingMax) parser_.tokens_.Fail();
}

void OperandParser::Report(Fault fault, absl::Status status) {
  absl::Status& first = faults_[static_cast<size_t>(fault)];
  if (first.ok()) first = std::move(status);
}

absl::Status OperandParser::Verdict(absl::Span<const Fault> urgency) const {
  if (tokens_.failed()) return tokens_.status();
  for (const Fault fault : urgency) {
    if (!faults_[static_cast<size_t>(fault)].ok()) return faults_[static_cast<size_t>(fault)];
  }
  return absl::OkStatus();
}

void OperandParser::CountOperator() {
  if (++operators_ == limits::kExpressionOperatorsMax + 1) {
    Report(Fault::kOperatorCount, error::TooManyOperators(kind_, operators_));
  }
}

bool OperandParser::IsKeyword(std::string_view word) const {
  for (const std::string_view keyword : keywords_) {
    if (EqualsIgnoringCase(word, keyword)) return true;
  }
  return false;
}

PathElement OperandParser::ParseName() {
  if (tokens_.Is(TokenType::kNamePlaceholder)) return build_.NamePlaceholder(tokens_.Take().text);
  if (!tokens_.Is(TokenType::kIdentifier) || IsKeyword(tokens_.Peek().text)) {
    tokens_.Fail();
    return build_.Name({});
  }
  const std::string_view name = tokens_.Take().text;
  if (IsReservedWord(name)) Report(Fault::kReservedWord, error::ReservedWord(kind_, name));
  return build_.Name(name);
}

PathElement OperandParser::ParseIndex() {
  const std::string_view digits = tokens_.Expect(TokenType::kInteger).text;
  uint32_t index = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), index);
  const bool too_large = read.ec == std::errc::result_out_of_range || index > kListIndexMax;
  if (too_large) Report(Fault::kReservedWord, error::ListIndexOutOfRange(kind_, digits));
  tokens_.Expect(TokenType::kCloseBracket);
  return TreeBuilder::Index(index);
}

NodeId OperandParser::ParsePath() {
  absl::InlinedVector<PathElement, 8> elements{ParseName()};
  while (true) {
    if (tokens_.Accept(TokenType::kDot)) {
      elements.push_back(ParseName());
    } else if (tokens_.Accept(TokenType::kOpenBracket)) {
      elements.push_back(ParseIndex());
    } else {
      return build_.Path(elements);
    }
  }
}

NodeId OperandParser::ParseValue() {
  return build_.Value(tokens_.Expect(TokenType::kValuePlaceholder).text);
}

bool OperandParser::AtCall() const {
  return tokens_.Is(TokenType::kIdentifier) &&
         tokens_.PeekNext().type == TokenType::kOpenParenthesis && !IsKeyword(tokens_.Peek().text);
}

NodeId OperandParser::ParseOperand() {
  if (tokens_.Is(TokenType::kValuePlaceholder)) return ParseValue();
  if (tokens_.Is(TokenType::kOpenParenthesis)) return ParseInParentheses();
  if (AtCall()) return ParseCall();
  return ParsePath();
}

NodeId OperandParser::ParseInParentheses() {
  const Nesting nesting(*this);
  tokens_.Accept(TokenType::kOpenParenthesis);
  if (tokens_.Is(TokenType::kOpenParenthesis) && IsConditional(kind_)) {
    Report(Fault::kParentheses, error::RedundantParentheses(kind_));
  }
  const NodeId operand = ParseOperand();
  tokens_.Expect(TokenType::kCloseParenthesis);
  return operand;
}

NodeId OperandParser::ParseCall() {
  const Nesting nesting(*this);
  const std::string_view name = tokens_.Take().text;
  tokens_.Accept(TokenType::kOpenParenthesis);
  Operands operands;
  do {
    operands.push_back(ParseOperand());
  } while (tokens_.Accept(TokenType::kComma));
  tokens_.Expect(TokenType::kCloseParenthesis);
  CountOperator();
  return FinishCall(name, operands);
}

// A function of another grammar is as unknown as one of none. The latter has no node; something
// must stand for it until the fault is reported.
NodeId OperandParser::FinishCall(std::string_view name, const Operands& operands) {
  const std::optional<Function> function = FunctionNamed(name);
  if (!function.has_value() || InfoOf(*function).in_update != (kind_ == Kind::kUpdate)) {
    Report(Fault::kFunctionName, error::UnknownFunction(kind_, name));
  }
  if (!function.has_value()) return build_.Value({});
  CheckArguments(*function, operands);
  return build_.Call(*function, operands);
}

void OperandParser::CheckArguments(Function function, const Operands& operands) {
  for (size_t i = 0; i < operands.size(); ++i) {
    const Node& operand = build_.node(operands[i]);
    if (operand.type != NodeType::kFunction || InfoOf(operand.function()).is_argument) continue;
    // What must be a path is refused for that, by the checks after binding.
    if (i == 0 && InfoOf(function).needs_path && kind_ == Kind::kUpdate) continue;
    Report(Fault::kFunctionUse, error::MisusedFunction(kind_, InfoOf(operand.function()).name));
  }
}

void OperandParser::CheckIsOperand(NodeId operand) {
  const Node& node = build_.node(operand);
  if (node.type != NodeType::kFunction || !InfoOf(node.function()).is_condition) return;
  Report(Fault::kFunctionUse, error::MisusedFunction(kind_, InfoOf(node.function()).name));
}

}  // namespace stator::expression
