// The tokens of a statement, read from left to right, and its first error.
//
// After an error the stream stands at its end, where nothing is accepted: the parser unwinds by
// itself, and need not look after every step whether something went wrong.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "db/partiql/lexer.h"

namespace stator::partiql {

class TokenStream {
 public:
  // REQUIRES: kEnd is last.
  explicit TokenStream(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  const Token& Peek() const { return tokens_[at_]; }
  const Token& PeekNext() const { return tokens_[at_ + 1 < tokens_.size() ? at_ + 1 : at_]; }
  bool Is(TokenType type) const { return Peek().type == type; }
  bool IsName() const { return Is(TokenType::kIdentifier) || Is(TokenType::kQuotedIdentifier); }
  // `word` is in small letters.
  bool IsKeyword(std::string_view word) const { return IsKeyword(Peek(), word); }
  static bool IsKeyword(const Token& token, std::string_view word);
  bool IsOperator(std::string_view text) const {
    return Is(TokenType::kOperator) && Peek().text == text;
  }
  bool AtEnd() const { return Is(TokenType::kEnd); }

  // Takes the current token; at the end it stays.
  const Token& Take() { return AtEnd() ? tokens_[at_] : tokens_[at_++]; }
  // Takes it if it fits; else changes nothing and returns false.
  bool Accept(TokenType type) { return Is(type) && (Take(), true); }
  bool AcceptKeyword(std::string_view word) { return IsKeyword(word) && (Take(), true); }
  // Takes it if it fits; else the statement fails with `otherwise`.
  void Expect(TokenType type, const absl::Status& otherwise) {
    if (!Accept(type)) Fail(otherwise);
  }

  // Only the first error counts.
  void Fail(const absl::Status& status) {
    status_.Update(status);
    at_ = tokens_.size() - 1;
  }
  bool failed() const { return !status_.ok(); }
  const absl::Status& status() const { return status_; }

 private:
  std::vector<Token> tokens_;
  size_t at_ = 0;
  absl::Status status_;
};

}  // namespace stator::partiql
