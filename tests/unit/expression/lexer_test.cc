// Text and its tokens, side by side. Tokens are shown between bars, illegal ones after a "!".

#include "db/expression/lexer.h"

#include <gtest/gtest.h>

#include <string>

#include "db/expression/reserved_words.h"

namespace stator::expression {
namespace {

std::string Shown(std::string_view text) {
  std::string out;
  for (const Token& token : Tokenize(text)) {
    if (!out.empty()) out += '|';
    if (token.type == TokenType::kIllegal) out += '!';
    if (token.type == TokenType::kEnd) out += "$";
    out += token.text;
  }
  return out;
}

struct Lexed {
  std::string_view text;
  std::string_view tokens;
};

TEST(Lexer, SplitsTextIntoTokens) {
  constexpr Lexed kRows[] = {
      {"", "$"},
      {" \t\r\n", "$"},
      {"a", "a|$"},
      {"a.b[0].#c", "a|.|b|[|0|]|.|#c|$"},
      {"a=:v", "a|=|:v|$"},
      {"a<>b<=c>=d<e>f", "a|<>|b|<=|c|>=|d|<|e|>|f|$"},
      {"a>< b", "a|>|<|b|$"},
      {"size(a)+:x-b", "size|(|a|)|+|:x|-|b|$"},
      {"#1a_B :0_x", "#1a_B|:0_x|$"},
      {"# a", "!#|a|$"},
      {":", "!:|$"},
      {"##a", "!#|#a|$"},
      {"a#b:c", "a|#b|:c|$"},
      {"_a", "!_|a|$"},
      {"a_b", "a_b|$"},
      {"0", "0|$"},
      {"10", "10|$"},
      {"007", "0|0|7|$"},
      {"1a", "1|a|$"},
      {"a1", "a1|$"},
      {"a\"b'", "a|!\"|b|!'|$"},
      {"a*b/c%d", "a|!*|b|!/|c|!%|d|$"},
      {"a\xc3\xa9 b", "a|!\xc3\xa9|b|$"},
      {"\xe2\x82\xac\xf0\x9f\x98\x80", "!\xe2\x82\xac|!\xf0\x9f\x98\x80|$"},
      {"\xc3", "!\xc3|$"},
      {"\x80\x80", "!\x80|!\x80|$"},
      {std::string_view("a\0b", 3), std::string_view("a|!\0|b|$", 8)},
  };
  for (const Lexed& row : kRows) EXPECT_EQ(Shown(row.text), row.tokens) << row.text;
}

TEST(Lexer, TokensPointIntoTheText) {
  const std::string text = " a = :v";
  for (const Token& token : Tokenize(text)) {
    EXPECT_GE(token.text.data(), text.data());
    EXPECT_LE(token.text.data() + token.text.size(), text.data() + text.size());
  }
}

TEST(ReservedWords, AreFoundInAnyCase) {
  for (const char* word : {"ABORT", "abort", "aBoRt", "ZONE", "zone", "SIZE", "Select", "name",
                           "CURRENT", "YEAR", "status", "list", "COMMENT", "DATA", "count"}) {
    EXPECT_TRUE(IsReservedWord(word)) << word;
  }
}

TEST(ReservedWords, OrdinaryNamesAreNotReserved) {
  for (const char* word : {"", "a", "id", "pk", "ABORT2", "ABORTS", "zon", "zones", "email",
                           "averyveryverylongattributenamethatisnotreserved"}) {
    EXPECT_FALSE(IsReservedWord(word)) << word;
  }
}

}  // namespace
}  // namespace stator::expression
