// Text to tokens. Words that are keywords can never be names unless they are quoted, so the lexer
// tells the two apart.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "db/partiql/location.h"

namespace stator::partiql {

enum class TokenType : uint8_t {
  kIdentifier,        // A letter, "_" or "$", then letters, digits, "_" and "$".
  kQuotedIdentifier,  // "...", with "" for a quotation mark.
  kKeyword,           // In any case.
  kString,            // '...', with '' for an apostrophe.
  kNumber,            // 1, 1.5, .5, 1e3
  kParameter,         // ?
  kOpenParenthesis,
  kCloseParenthesis,
  kOpenBracket,
  kCloseBracket,
  kOpenBrace,
  kCloseBrace,
  kOpenBag,   // <<
  kCloseBag,  // >>
  kComma,
  kColon,
  kDot,
  kStar,
  kSemicolon,
  kOperator,  // = <> != < <= > >= + - / % ||
  kEnd,
};

struct Token {
  TokenType type;
  std::string_view text;  // As it stands, quotes included. Borrowed from the statement.
  Location at;
};

// The tokens of `text`, kEnd last. Blanks, "-- to the end of the line" and "/* ... */" separate
// tokens and are dropped. Errors: a character that begins no token, a quotation or comment without
// an end, a number that a letter follows.
absl::StatusOr<std::vector<Token>> Tokenize(std::string_view text);

// What a kString or kQuotedIdentifier says; the text of any other token.
std::string TextOf(const Token& token);

}  // namespace stator::partiql
