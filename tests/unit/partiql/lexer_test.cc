#include "db/partiql/lexer.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::partiql {
namespace {

using ::stator::testing::IsInvalid;
using ::testing::ElementsAre;

std::vector<std::string> TextsOf(std::string_view text) {
  const auto tokens = Tokenize(text);
  EXPECT_TRUE(tokens.ok()) << tokens.status();
  std::vector<std::string> texts;
  if (!tokens.ok()) return texts;
  for (const Token& token : *tokens) texts.emplace_back(token.text);
  EXPECT_EQ(tokens->back().type, TokenType::kEnd);
  texts.pop_back();
  return texts;
}

TokenType TypeOf(std::string_view text) { return Tokenize(text)->front().type; }

TEST(PartiqlLexer, CutsTextIntoTokens) {
  EXPECT_THAT(TextsOf("SELECT a,b FROM t"), ElementsAre("SELECT", "a", ",", "b", "FROM", "t"));
  EXPECT_THAT(TextsOf("a<=1 b<>'x' c!=?"),
              ElementsAre("a", "<=", "1", "b", "<>", "'x'", "c", "!=", "?"));
  EXPECT_THAT(TextsOf("<<1,2>>{'a':[x]}"),
              ElementsAre("<<", "1", ",", "2", ">>", "{", "'a'", ":", "[", "x", "]", "}"));
  EXPECT_THAT(TextsOf(""), ElementsAre());
}

TEST(PartiqlLexer, TellsKeywordsFromNames) {
  EXPECT_EQ(TypeOf("select"), TokenType::kKeyword);
  EXPECT_EQ(TypeOf("SeLeCt"), TokenType::kKeyword);
  EXPECT_EQ(TypeOf("user"), TokenType::kKeyword);
  EXPECT_EQ(TypeOf("users"), TokenType::kIdentifier);
  EXPECT_EQ(TypeOf("_a$1"), TokenType::kIdentifier);
  EXPECT_EQ(TypeOf("\"user\""), TokenType::kQuotedIdentifier);
  EXPECT_EQ(TypeOf("octet_length"), TokenType::kKeyword);
  EXPECT_EQ(TypeOf("a_word_that_is_longer_than_any_keyword"), TokenType::kIdentifier);
}

TEST(PartiqlLexer, ReadsNumbersWhole) {
  for (const std::string_view number : {"0", "007", "1.5", ".5", "5.", "1e3", "1E+3", "1.5e-10"}) {
    EXPECT_THAT(TextsOf(number), ElementsAre(number));
    EXPECT_EQ(TypeOf(number), TokenType::kNumber);
  }
  EXPECT_THAT(TextsOf("a.5"), ElementsAre("a", ".5"));
}

TEST(PartiqlLexer, DoublesQuotationMarksWithinQuotations) {
  EXPECT_EQ(TextOf(Tokenize("'it''s'")->front()), "it's");
  EXPECT_EQ(TextOf(Tokenize("\"a\"\"b\"")->front()), "a\"b");
  EXPECT_EQ(TextOf(Tokenize("''")->front()), "");
  EXPECT_EQ(TextOf(Tokenize("''''")->front()), "'");
  EXPECT_EQ(TextOf(Tokenize("'a\"b'")->front()), "a\"b");
}

TEST(PartiqlLexer, DropsComments) {
  EXPECT_THAT(TextsOf("a -- b\nc"), ElementsAre("a", "c"));
  EXPECT_THAT(TextsOf("a /* b\n*/ c -- d"), ElementsAre("a", "c"));
  EXPECT_THAT(TextsOf("'--' -1"), ElementsAre("'--'", "-", "1"));
}

TEST(PartiqlLexer, KnowsWhereTokensStand) {
  const auto tokens = Tokenize("SELECT \xc3\xa9x\n  '\xc3\xa9' a");
  EXPECT_THAT(tokens, IsInvalid("Statement wasn't well formed, can't be processed: Unexpected "
                                "character: '\xc3\xa9'"));
  const auto lines = *Tokenize("a '\xc3\xa9' b\n  cd");
  EXPECT_EQ(lines[0].at.ToString(), "1:1:1");
  EXPECT_EQ(lines[1].at.ToString(), "1:3:3");
  EXPECT_EQ(lines[2].at.ToString(), "1:7:1");
  EXPECT_EQ(lines[3].at.ToString(), "2:3:2");
}

TEST(PartiqlLexer, RefusesWhatIsNoToken) {
  const std::string prefix = "Statement wasn't well formed, can't be processed: ";
  EXPECT_THAT(Tokenize("a # b"), IsInvalid(prefix + "Unexpected character: '#'"));
  EXPECT_THAT(Tokenize("`ion`"), IsInvalid(prefix + "Unexpected character: '`'"));
  EXPECT_THAT(Tokenize("1a"), IsInvalid(prefix + "Unexpected character: 'a'"));
  EXPECT_THAT(Tokenize("1e"), IsInvalid(prefix + "Unexpected character: 'e'"));
  EXPECT_THAT(Tokenize("'open"), IsInvalid(prefix + "Unterminated string literal"));
  EXPECT_THAT(Tokenize("'open''"), IsInvalid(prefix + "Unterminated string literal"));
  EXPECT_THAT(Tokenize("\"open"), IsInvalid(prefix + "Unterminated quoted identifier"));
  EXPECT_THAT(Tokenize("/* open"), IsInvalid(prefix + "Unterminated comment"));
}

}  // namespace
}  // namespace stator::partiql
