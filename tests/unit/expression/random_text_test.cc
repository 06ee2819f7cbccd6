// Random texts from fixed seeds: none crashes the parser, and what parses prints to a text that
// parses to the same.

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "db/expression/parser.h"

namespace stator::expression {
namespace {

constexpr Kind kKinds[] = {Kind::kCondition, Kind::kUpdate, Kind::kProjection};

TEST(Parser, SurvivesRandomBytes) {
  std::mt19937 random(20260601);
  for (int i = 0; i < 5000; ++i) {
    std::string text(random() % 40, '\0');
    for (char& c : text) c = static_cast<char>(random());
    for (const Kind kind : kKinds) (void)Parse(kind, text);
  }
}

// Words that make most of a grammar, so that a fair part of the texts parses.
TEST(Parser, PrintsRandomTextsToWhatParsesToTheSame) {
  constexpr const char* kWords[] = {"a",
                                    "b",
                                    "#c",
                                    ":v",
                                    ":w",
                                    " ",
                                    "(",
                                    ")",
                                    "=",
                                    "<>",
                                    "<",
                                    ">=",
                                    ",",
                                    ".d",
                                    "[0]",
                                    "[12]",
                                    " AND",
                                    " OR",
                                    " NOT ",
                                    " IN (",
                                    " ",
                                    "+",
                                    " - ",
                                    "SET ",
                                    " REMOVE ",
                                    " ADD ",
                                    " DELETE ",
                                    " BETWEEN ",
                                    "size(",
                                    "contains(",
                                    "attribute_exists(",
                                    "if_not_exists(",
                                    "list_append(",
                                    "a = :v",
                                    "b.c < d"};
  std::mt19937 random(7);
  int parsed = 0;
  for (int i = 0; i < 50000; ++i) {
    std::string text;
    for (auto words = random() % 12 + 1; words > 0; --words) {
      text += kWords[random() % std::size(kWords)];
    }
    const Kind kind = kKinds[random() % std::size(kKinds)];
    const auto tree = Parse(kind, text);
    if (!tree.ok()) continue;
    ++parsed;
    const std::string printed = (*tree)->ToString();
    const auto again = Parse(kind, printed);
    ASSERT_TRUE(again.ok()) << text << "\n" << printed << "\n" << again.status();
    ASSERT_EQ((*again)->ToString(), printed) << text;
  }
  EXPECT_GT(parsed, 300);
}

}  // namespace
}  // namespace stator::expression
