// Operators by precedence climbing; a chain of the same logical operator becomes one node, so that
// no statement is deep unless it nests.
#include "db/partiql/expression_parser.h"

#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"
#include "db/base/limits.h"
#include "db/partiql/error.h"
#include "stator/number.h"

namespace stator::partiql {
namespace {

constexpr int kOrPrecedence = 10;
constexpr int kAndPrecedence = 20;
constexpr int kNotPrecedence = 30;
constexpr int kEqualityPrecedence = 40;
constexpr int kComparisonPrecedence = 50;
constexpr int kAdditionPrecedence = 60;
constexpr int kMultiplicationPrecedence = 70;

constexpr std::string_view kFunctionKeywords[] = {
    "exists",       "count",      "avg",         "max",
    "min",          "sum",        "char_length", "character_length",
    "octet_length", "bit_length", "upper",       "lower",
    "size",         "sexp",       "list",        "bag"};
// Operators that look like keywords.
constexpr std::string_view kOperatorKeywords[] = {"and",  "or",    "is",     "in",       "between",
                                                  "like", "union", "except", "intersect"};

std::optional<Comparison> ComparisonOf(std::string_view text) {
  if (text == "=") return Comparison::kEqual;
  if (text == "<>" || text == "!=") return Comparison::kNotEqual;
  if (text == "<") return Comparison::kLess;
  if (text == "<=") return Comparison::kLessOrEqual;
  if (text == ">") return Comparison::kGreater;
  if (text == ">=") return Comparison::kGreaterOrEqual;
  return std::nullopt;
}

struct NamedType {
  std::string_view name;
  IsType type;
};
constexpr NamedType kTypes[] = {
    {"missing", IsType::kMissing}, {"null", IsType::kNull},      {"bool", IsType::kBool},
    {"boolean", IsType::kBool},    {"int", IsType::kNumber},     {"integer", IsType::kNumber},
    {"decimal", IsType::kNumber},  {"numeric", IsType::kNumber}, {"string", IsType::kString},
    {"blob", IsType::kBinary},     {"list", IsType::kList},      {"struct", IsType::kMap},
    {"tuple", IsType::kMap}};

std::string Lowered(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return lower;
}

}  // namespace

ExpressionParser::Nesting::Nesting(ExpressionParser& parser) : parser_(parser) {
  // Parentheses make no levels of the tree, and its canonical spelling may need some: so there is
  // more room here than in the tree.
  if (++parser_.nesting_ > 4 * limits::kStatementNestingMax) {
    parser_.tokens_.Fail(error::NestingTooDeep());
  }
}

NodeId ExpressionParser::Fail(const absl::Status& status) {
  tokens_.Fail(status);
  return build_.Literal(NodeType::kNull, 0, {});
}

NodeId ExpressionParser::Make(NodeType type, uint8_t detail, const std::vector<NodeId>& operands,
                              Location at) {
  const NodeId made = build_.Make(type, detail, operands, at);
  if (build_.node(made).depth > limits::kStatementNestingMax) {
    tokens_.Fail(error::NestingTooDeep());
  }
  return made;
}

NodeId ExpressionParser::Join(NodeType type, NodeId left, NodeId right, Location at) {
  std::vector<NodeId> operands;
  for (const NodeId side : {left, right}) {
    const Node& node = build_.node(side);
    if (node.type != type) {
      operands.push_back(side);
      continue;
    }
    for (const NodeId operand : build_.statement().operands(node)) operands.push_back(operand);
  }
  return Make(type, 0, operands, at);
}

ExpressionParser::Infix ExpressionParser::PeekInfix() const {
  const Token& token = tokens_.Peek();
  if (token.type == TokenType::kStar) return {Infix::Kind::kOther, kMultiplicationPrecedence};
  if (token.type == TokenType::kOperator) {
    if (token.text == "+" || token.text == "-") {
      return {Infix::Kind::kArithmetic, kAdditionPrecedence};
    }
    const std::optional<Comparison> comparison = ComparisonOf(token.text);
    if (!comparison) {
      const bool concatenates = token.text == "||";
      return {Infix::Kind::kOther, concatenates ? kAdditionPrecedence : kMultiplicationPrecedence};
    }
    const bool equality = *comparison == Comparison::kEqual || *comparison == Comparison::kNotEqual;
    return {Infix::Kind::kCompare, equality ? kEqualityPrecedence : kComparisonPrecedence};
  }
  const bool negated = tokens_.IsKeyword("not");
  const Token& word = negated ? tokens_.PeekNext() : token;
  if (TokenStream::IsKeyword(word, "in")) return {Infix::Kind::kIn, kEqualityPrecedence, negated};
  if (TokenStream::IsKeyword(word, "between")) {
    return {Infix::Kind::kBetween, kComparisonPrecedence, negated};
  }
  if (TokenStream::IsKeyword(word, "like")) {
    return {Infix::Kind::kOther, kComparisonPrecedence, negated};
  }
  if (negated) return {};
  if (tokens_.IsKeyword("is")) return {Infix::Kind::kIs, kEqualityPrecedence};
  if (tokens_.IsKeyword("and")) return {Infix::Kind::kAnd, kAndPrecedence};
  if (tokens_.IsKeyword("or")) return {Infix::Kind::kOr, kOrPrecedence};
  return {};
}

NodeId ExpressionParser::ParseExpression(int precedence) {
  const Nesting nesting(*this);
  NodeId left = ParsePrefix();
  while (true) {
    const Infix infix = PeekInfix();
    if (infix.kind == Infix::Kind::kNone || infix.precedence <= precedence) return left;
    left = ParseInfix(left, infix);
  }
}

NodeId ExpressionParser::ParsePrefix() {
  const Location at = tokens_.Peek().at;
  if (tokens_.AcceptKeyword("not")) {
    return Make(NodeType::kNot, 0, {ParseExpression(kNotPrecedence)}, at);
  }
  const bool minus = tokens_.IsOperator("-");
  if (!minus && !tokens_.IsOperator("+")) return ParseTerm();
  tokens_.Take();
  // A sign belongs to the number behind it; DynamoDB has no other use for one.
  if (tokens_.Is(TokenType::kNumber)) return ParseNumber(minus);
  if (tokens_.AtEnd()) return Fail(error::UnexpectedTerm());
  return Fail(error::UnsupportedOperand(at));
}

NodeId ExpressionParser::Right(int precedence) {
  if (tokens_.AtEnd()) return Fail(error::MissingRightHandSide());
  return ParseExpression(precedence);
}

NodeId ExpressionParser::ParseInfix(NodeId left, const Infix& infix) {
  const Token token = tokens_.Take();
  if (infix.negated) tokens_.Take();
  switch (infix.kind) {
    case Infix::Kind::kOr:
      return Join(NodeType::kOr, left, Right(infix.precedence), token.at);
    case Infix::Kind::kAnd:
      return Join(NodeType::kAnd, left, Right(infix.precedence), token.at);
    case Infix::Kind::kCompare:
      return Make(NodeType::kCompare, static_cast<uint8_t>(*ComparisonOf(token.text)),
                  {left, Right(infix.precedence)}, token.at);
    case Infix::Kind::kArithmetic:
      return Make(token.text == "+" ? NodeType::kAdd : NodeType::kSubtract, 0,
                  {left, Right(infix.precedence)}, token.at);
    case Infix::Kind::kIs:
      return ParseIs(left, token.at);
    case Infix::Kind::kIn:
      return ParseIn(left, infix, token.at);
    case Infix::Kind::kBetween:
      return ParseBetween(left, infix, token.at);
    default:
      Right(infix.precedence);  // Its syntax counts first.
      return Fail(error::UnsupportedOperand(token.at));
  }
}

NodeId ExpressionParser::ParseIs(NodeId tested, Location at) {
  const bool negated = tokens_.AcceptKeyword("not");
  const Token& token = tokens_.Peek();
  for (const NamedType& named : kTypes) {
    if (!TokenStream::IsKeyword(token, named.name)) continue;
    tokens_.Take();
    const NodeId is = Make(NodeType::kIs, static_cast<uint8_t>(named.type), {tested}, at);
    return negated ? Make(NodeType::kNot, 0, {is}, at) : is;
  }
  return Fail(error::ExpectedTypeName());
}

NodeId ExpressionParser::ParseIn(NodeId tested, const Infix& infix, Location at) {
  NodeId list;
  const Location list_at = tokens_.Peek().at;
  if (tokens_.Accept(TokenType::kOpenParenthesis)) {
    // Here parentheses make a list even of one element.
    list =
        Make(NodeType::kList, 0, ParseList(TokenType::kCloseParenthesis, "RIGHT_PAREN"), list_at);
  } else {
    list = Right(infix.precedence);
  }
  const NodeId in = Make(NodeType::kIn, 0, {tested, list}, at);
  return infix.negated ? Make(NodeType::kNot, 0, {in}, at) : in;
}

NodeId ExpressionParser::ParseBetween(NodeId tested, const Infix& infix, Location at) {
  const NodeId lower = Right(infix.precedence);
  if (!tokens_.AcceptKeyword("and")) return Fail(error::ExpectedKeyword("AND"));
  const NodeId upper = Right(infix.precedence);
  const NodeId between = Make(NodeType::kBetween, 0, {tested, lower, upper}, at);
  return infix.negated ? Make(NodeType::kNot, 0, {between}, at) : between;
}

NodeId ExpressionParser::ParseTerm() {
  const Token token = tokens_.Peek();
  switch (token.type) {
    case TokenType::kKeyword:
      return ParseKeywordTerm();
    case TokenType::kIdentifier:
    case TokenType::kQuotedIdentifier:
      return tokens_.PeekNext().type == TokenType::kOpenParenthesis ? ParseCall() : ParsePath();
    case TokenType::kString:
      tokens_.Take();
      return build_.String(TextOf(token), token.at);
    case TokenType::kNumber:
      return ParseNumber(false);
    case TokenType::kParameter:
      tokens_.Take();
      return build_.Parameter(token.at);
    case TokenType::kOpenParenthesis:
      return ParseGroup();
    case TokenType::kOpenBracket:
      tokens_.Take();
      return Make(NodeType::kList, 0, ParseList(TokenType::kCloseBracket, "RIGHT_BRACKET"),
                  token.at);
    case TokenType::kOpenBag:
      tokens_.Take();
      return Make(NodeType::kBag, 0, ParseList(TokenType::kCloseBag, "RIGHT_DOUBLE_ANGLE_BRACKET"),
                  token.at);
    case TokenType::kOpenBrace:
      return ParseMap();
    case TokenType::kOperator:
      return Fail(error::UnexpectedOperator());
    default:
      return Fail(error::UnexpectedTerm());
  }
}

NodeId ExpressionParser::ParseKeywordTerm() {
  const Token token = tokens_.Peek();
  if (tokens_.AcceptKeyword("true")) return build_.Literal(NodeType::kBool, 1, token.at);
  if (tokens_.AcceptKeyword("false")) return build_.Literal(NodeType::kBool, 0, token.at);
  if (tokens_.AcceptKeyword("null")) return build_.Literal(NodeType::kNull, 0, token.at);
  if (tokens_.AcceptKeyword("missing")) return build_.Literal(NodeType::kMissing, 0, token.at);
  if (tokens_.PeekNext().type == TokenType::kOpenParenthesis) {
    for (const std::string_view word : kFunctionKeywords) {
      if (tokens_.IsKeyword(word)) return ParseCall();
    }
  }
  for (const std::string_view word : kOperatorKeywords) {
    if (tokens_.IsKeyword(word)) return Fail(error::UnexpectedOperator());
  }
  // To PartiQL this would be the start of FROM ... SET ...
  if (tokens_.IsKeyword("from")) return Fail(error::ExpectedDataManipulation());
  return Fail(error::UnexpectedKeyword());
}

NodeId ExpressionParser::ParseNumber(bool negative) {
  const Token token = tokens_.Take();
  std::string text = negative ? "-" : "";
  if (token.text[0] == '.') text += '0';
  text += token.text;
  // "5." is a number to PartiQL.
  const size_t dot = text.find('.');
  if (dot != std::string::npos &&
      (dot + 1 == text.size() || text[dot + 1] == 'e' || text[dot + 1] == 'E')) {
    text.erase(dot, 1);
  }
  const absl::StatusOr<Number> number = Number::Parse(text);
  return number.ok() ? build_.Number(*number, token.at) : Fail(number.status());
}

std::vector<NodeId> ExpressionParser::ParseList(TokenType close, std::string_view close_name) {
  std::vector<NodeId> elements;
  if (tokens_.Accept(close)) return elements;
  do {
    elements.push_back(ParseExpression());
  } while (tokens_.Accept(TokenType::kComma));
  tokens_.Expect(close, error::ExpectedToken(close_name));
  return elements;
}

NodeId ExpressionParser::ParseGroup() {
  const Location at = tokens_.Take().at;
  const std::vector<NodeId> elements = ParseList(TokenType::kCloseParenthesis, "RIGHT_PAREN");
  if (elements.empty()) return Fail(error::EmptyGroup());
  return elements.size() == 1 ? elements[0] : Make(NodeType::kList, 0, elements, at);
}

NodeId ExpressionParser::ParseMap() {
  const Location at = tokens_.Take().at;
  std::vector<NodeId> members;
  if (tokens_.Accept(TokenType::kCloseBrace)) return Make(NodeType::kMap, 0, members, at);
  do {
    members.push_back(ParseExpression());
    tokens_.Expect(TokenType::kColon, error::ExpectedToken("COLON"));
    members.push_back(ParseExpression());
  } while (tokens_.Accept(TokenType::kComma));
  tokens_.Expect(TokenType::kCloseBrace, error::ExpectedToken("RIGHT_CURLY"));
  return Make(NodeType::kMap, 0, members, at);
}

NodeId ExpressionParser::ParseCall() {
  const Token name = tokens_.Take();
  tokens_.Take();  // The parenthesis.
  std::vector<NodeId> arguments;
  if (tokens_.Is(TokenType::kStar)) {  // COUNT(*)
    tokens_.Take();
    tokens_.Expect(TokenType::kCloseParenthesis, error::ExpectedToken("RIGHT_PAREN"));
  } else {
    arguments = ParseList(TokenType::kCloseParenthesis, "RIGHT_PAREN");
  }
  const NodeId call = build_.Call(Lowered(TextOf(name)), arguments, name.at);
  if (build_.node(call).depth > limits::kStatementNestingMax) {
    tokens_.Fail(error::NestingTooDeep());
  }
  return call;
}

NodeId ExpressionParser::ParsePath() {
  if (!tokens_.IsName()) return Fail(error::ExpectedIdentifierForPath());
  const Token first = tokens_.Take();
  const NodeId path = build_.Path(TextOf(first), first.at);
  while (true) {
    if (tokens_.Accept(TokenType::kDot)) {
      if (!tokens_.IsName()) return Fail(error::InvalidPathDot());
      build_.AddStep(path, TextOf(tokens_.Take()));
    } else if (tokens_.Accept(TokenType::kOpenBracket)) {
      const Token step = tokens_.Take();
      uint32_t index;
      if (step.type == TokenType::kString) {
        build_.AddStep(path, TextOf(step));
      } else if (step.type == TokenType::kNumber &&
                 absl::SimpleAtoi(absl::string_view(step.text.data(), step.text.size()), &index)) {
        build_.AddStep(path, index);
      } else {
        return Fail(error::InvalidPathComponent());
      }
      tokens_.Expect(TokenType::kCloseBracket, error::ExpectedToken("RIGHT_BRACKET"));
    } else {
      return path;
    }
  }
}

}  // namespace stator::partiql
