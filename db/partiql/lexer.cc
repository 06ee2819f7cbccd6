// One pass over bytes. Columns count characters, so continuation bytes of UTF-8 do not move them.
#include "db/partiql/lexer.h"

#include <algorithm>

#include "db/base/status_macros.h"
#include "db/base/utf8.h"
#include "db/partiql/error.h"
#include "db/partiql/keywords.h"

namespace stator::partiql {
namespace {

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsWordStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}
constexpr bool IsWordPart(char c) { return IsWordStart(c) || IsDigit(c); }
constexpr bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// The character that begins at `text`, whole.
std::string_view FirstCharacter(std::string_view text) {
  size_t end = 1;
  while (end < text.size() && end < 4 && (static_cast<uint8_t>(text[end]) & 0xC0) == 0x80) ++end;
  return text.substr(0, end);
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  absl::StatusOr<std::vector<Token>> Run() && {
    while (true) {
      STATOR_RETURN_IF_ERROR(SkipBlanks());
      if (rest().empty()) break;
      STATOR_RETURN_IF_ERROR(Next());
    }
    tokens_.push_back({TokenType::kEnd, rest(), here_});
    return std::move(tokens_);
  }

 private:
  std::string_view rest() const { return text_.substr(at_); }

  void Advance(size_t bytes) {
    for (const char c : text_.substr(at_, bytes)) {
      if (c == '\n') {
        ++here_.line;
        here_.column = 1;
      } else if ((static_cast<uint8_t>(c) & 0xC0) != 0x80) {
        ++here_.column;
      }
    }
    at_ += bytes;
  }

  absl::Status SkipBlanks() {
    while (!rest().empty()) {
      if (IsBlank(rest()[0])) {
        Advance(1);
      } else if (rest().starts_with("--")) {
        Advance(std::min(rest().find('\n'), rest().size()));
      } else if (rest().starts_with("/*")) {
        const size_t end = rest().find("*/", 2);
        if (end == std::string_view::npos) return error::UnterminatedComment();
        Advance(end + 2);
      } else {
        break;
      }
    }
    return absl::OkStatus();
  }

  absl::Status Take(TokenType type, size_t bytes) {
    const std::string_view text = rest().substr(0, bytes);
    Location at = here_;
    at.length = static_cast<uint32_t>(CharacterCount(text));
    tokens_.push_back({type, text, at});
    Advance(bytes);
    return absl::OkStatus();
  }

  absl::Status Next() {
    const char c = rest()[0];
    if (IsWordStart(c)) return TakeWord();
    if (IsDigit(c) || (c == '.' && rest().size() > 1 && IsDigit(rest()[1]))) return TakeNumber();
    if (c == '\'') return TakeQuoted(TokenType::kString, error::UnterminatedString);
    if (c == '"') return TakeQuoted(TokenType::kQuotedIdentifier, error::UnterminatedIdentifier);
    for (const Symbol& symbol : kSymbols) {
      if (rest().starts_with(symbol.text)) return Take(symbol.type, symbol.text.size());
    }
    return error::UnexpectedCharacter(FirstCharacter(rest()));
  }

  absl::Status TakeWord() {
    size_t end = 1;
    while (end < rest().size() && IsWordPart(rest()[end])) ++end;
    return Take(IsKeyword(rest().substr(0, end)) ? TokenType::kKeyword : TokenType::kIdentifier,
                end);
  }

  size_t DigitsEnd(size_t from) const {
    while (from < rest().size() && IsDigit(rest()[from])) ++from;
    return from;
  }

  absl::Status TakeNumber() {
    const std::string_view text = rest();
    size_t end = DigitsEnd(0);
    if (end < text.size() && text[end] == '.') end = DigitsEnd(end + 1);
    if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
      size_t digits = end + 1;
      if (digits < text.size() && (text[digits] == '+' || text[digits] == '-')) ++digits;
      if (DigitsEnd(digits) > digits) end = DigitsEnd(digits);
    }
    if (end < text.size() && IsWordPart(text[end])) {
      return error::UnexpectedCharacter(text.substr(end, 1));
    }
    return Take(TokenType::kNumber, end);
  }

  // A quotation mark that is doubled stands for itself.
  absl::Status TakeQuoted(TokenType type, absl::Status (*unterminated)()) {
    const std::string_view text = rest();
    size_t end = 1;
    while (true) {
      end = text.find(text[0], end);
      if (end == std::string_view::npos) return unterminated();
      if (end + 1 == text.size() || text[end + 1] != text[0]) return Take(type, end + 1);
      end += 2;
    }
  }

  struct Symbol {
    std::string_view text;
    TokenType type;
  };
  // Longer ones first.
  static constexpr Symbol kSymbols[] = {
      {"<<", TokenType::kOpenBag},
      {">>", TokenType::kCloseBag},
      {"<>", TokenType::kOperator},
      {"<=", TokenType::kOperator},
      {">=", TokenType::kOperator},
      {"!=", TokenType::kOperator},
      {"||", TokenType::kOperator},
      {"<", TokenType::kOperator},
      {">", TokenType::kOperator},
      {"=", TokenType::kOperator},
      {"+", TokenType::kOperator},
      {"-", TokenType::kOperator},
      {"/", TokenType::kOperator},
      {"%", TokenType::kOperator},
      {"*", TokenType::kStar},
      {"?", TokenType::kParameter},
      {"(", TokenType::kOpenParenthesis},
      {")", TokenType::kCloseParenthesis},
      {"[", TokenType::kOpenBracket},
      {"]", TokenType::kCloseBracket},
      {"{", TokenType::kOpenBrace},
      {"}", TokenType::kCloseBrace},
      {",", TokenType::kComma},
      {":", TokenType::kColon},
      {".", TokenType::kDot},
      {";", TokenType::kSemicolon},
  };

  std::string_view text_;
  size_t at_ = 0;
  Location here_;
  std::vector<Token> tokens_;
};

}  // namespace

absl::StatusOr<std::vector<Token>> Tokenize(std::string_view text) { return Lexer(text).Run(); }

std::string TextOf(const Token& token) {
  if (token.type != TokenType::kString && token.type != TokenType::kQuotedIdentifier) {
    return std::string(token.text);
  }
  const char quote = token.text[0];
  std::string text;
  for (size_t i = 1; i + 1 < token.text.size(); ++i) {
    text += token.text[i];
    if (token.text[i] == quote) ++i;  // Doubled.
  }
  return text;
}

}  // namespace stator::partiql
