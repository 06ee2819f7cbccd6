// The tokens of an expression, read from left to right, and its first syntax error.
//
// After an error the stream stands at the end of the text, where nothing is accepted: the parser
// unwinds by itself, and need not look after every step whether something went wrong.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "db/expression/kind.h"
#include "db/expression/lexer.h"

namespace stator::expression {

class TokenStream {
 public:
  TokenStream(Kind kind, std::string_view text)
      : kind_(kind), text_(text), tokens_(Tokenize(text)) {}

  const Token& Peek() const { return tokens_[at_]; }
  const Token& PeekNext() const { return tokens_[at_ + 1 < tokens_.size() ? at_ + 1 : at_]; }
  bool Is(TokenType type) const { return Peek().type == type; }
  bool IsKeyword(std::string_view keyword) const {
    return Is(TokenType::kIdentifier) && EqualsIgnoringCase(Peek().text, keyword);
  }
  bool AtEnd() const { return Is(TokenType::kEnd); }

  // Takes the current token; at the end it stays.
  const Token& Take() { return AtEnd() ? tokens_[at_] : tokens_[at_++]; }
  // Takes it if it fits; else changes nothing and returns false.
  bool Accept(TokenType type) { return Is(type) && (Take(), true); }
  bool AcceptKeyword(std::string_view keyword) { return IsKeyword(keyword) && (Take(), true); }
  // Takes it if it fits; else it is a syntax error.
  const Token& Expect(TokenType type);
  void ExpectKeyword(std::string_view keyword);

  // The current token is a syntax error. Only the first one counts.
  void Fail();
  bool failed() const { return !status_.ok(); }
  const absl::Status& status() const { return status_; }

 private:
  Kind kind_;
  std::string_view text_;
  std::vector<Token> tokens_;  // kEnd is last.
  size_t at_ = 0;
  absl::Status status_;
};

}  // namespace stator::expression
