// One pass, one character of look-ahead.

#include "db/expression/lexer.h"

#include <cstddef>

namespace stator::expression {
namespace {

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool IsWordPart(char c) { return IsLetter(c) || IsDigit(c) || c == '_'; }
constexpr bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
constexpr char ToLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// Length of the longest prefix of `text` beyond `from` that is part of a word.
size_t WordEnd(std::string_view text, size_t from) {
  while (from < text.size() && IsWordPart(text[from])) ++from;
  return from;
}

size_t IntegerEnd(std::string_view text) {
  size_t end = 1;
  if (text[0] == '0') return end;
  while (end < text.size() && IsDigit(text[end])) ++end;
  return end;
}

// A character that is no token is reported whole, as the service does, not by its first byte.
size_t CharacterBytes(std::string_view text) {
  size_t end = 1;
  while (end < text.size() && end < 4 && (static_cast<uint8_t>(text[end]) & 0xC0) == 0x80 &&
         static_cast<uint8_t>(text[0]) >= 0xC0) {
    ++end;
  }
  return end;
}

Token Placeholder(TokenType type, std::string_view text) {
  const size_t end = WordEnd(text, 1);
  if (end == 1) return {TokenType::kIllegal, text.substr(0, 1)};
  return {type, text.substr(0, end)};
}

Token Less(std::string_view text) {
  if (text.starts_with("<>")) return {TokenType::kNotEqual, text.substr(0, 2)};
  if (text.starts_with("<=")) return {TokenType::kLessOrEqual, text.substr(0, 2)};
  return {TokenType::kLess, text.substr(0, 1)};
}

Token Greater(std::string_view text) {
  if (text.starts_with(">=")) return {TokenType::kGreaterOrEqual, text.substr(0, 2)};
  return {TokenType::kGreater, text.substr(0, 1)};
}

TokenType Punctuation(char c) {
  switch (c) {
    case '=':
      return TokenType::kEqual;
    case '(':
      return TokenType::kOpenParenthesis;
    case ')':
      return TokenType::kCloseParenthesis;
    case '[':
      return TokenType::kOpenBracket;
    case ']':
      return TokenType::kCloseBracket;
    case ',':
      return TokenType::kComma;
    case '.':
      return TokenType::kDot;
    case '+':
      return TokenType::kPlus;
    case '-':
      return TokenType::kMinus;
    default:
      return TokenType::kIllegal;
  }
}

// The first token of `text`, which starts with one.
Token First(std::string_view text) {
  const char c = text[0];
  if (IsLetter(c)) return {TokenType::kIdentifier, text.substr(0, WordEnd(text, 1))};
  if (IsDigit(c)) return {TokenType::kInteger, text.substr(0, IntegerEnd(text))};
  if (c == '#') return Placeholder(TokenType::kNamePlaceholder, text);
  if (c == ':') return Placeholder(TokenType::kValuePlaceholder, text);
  if (c == '<') return Less(text);
  if (c == '>') return Greater(text);
  const TokenType type = Punctuation(c);
  if (type != TokenType::kIllegal) return {type, text.substr(0, 1)};
  return {TokenType::kIllegal, text.substr(0, CharacterBytes(text))};
}

}  // namespace

std::vector<Token> Tokenize(std::string_view text) {
  std::vector<Token> tokens;
  tokens.reserve(text.size() / 3 + 2);
  for (size_t at = 0; at < text.size();) {
    if (IsBlank(text[at])) {
      ++at;
      continue;
    }
    tokens.push_back(First(text.substr(at)));
    at += tokens.back().text.size();
  }
  tokens.push_back({TokenType::kEnd, text.substr(text.size())});
  return tokens;
}

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (ToLower(a[i]) != ToLower(b[i])) return false;
  }
  return true;
}

}  // namespace stator::expression
