// Text to tokens. One lexer serves all kinds of expression: keywords are identifiers to it, since
// which words are keywords differs between the grammars.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace stator::expression {

enum class TokenType : uint8_t {
  kIdentifier,        // A letter, then letters, digits and underscores.
  kNamePlaceholder,   // "#" and at least one letter, digit or underscore.
  kValuePlaceholder,  // ":" and the same.
  kInteger,           // "0", or digits that do not start with 0: "007" is three tokens.
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
  kOpenParenthesis,
  kCloseParenthesis,
  kOpenBracket,
  kCloseBracket,
  kComma,
  kDot,
  kPlus,
  kMinus,
  kIllegal,  // Any other character, whole as UTF-8 has it; no grammar has a place for it.
  kEnd,
};

struct Token {
  TokenType type;
  std::string_view text;  // Borrowed from the expression; empty for kEnd, which points at its end.
};

// The tokens of `text`, kEnd last. Never fails: what is no token is kIllegal. Blanks, tabs and line
// ends separate tokens and are dropped.
std::vector<Token> Tokenize(std::string_view text);

// ASCII only: keywords and reserved words are.
bool EqualsIgnoringCase(std::string_view a, std::string_view b);

}  // namespace stator::expression
