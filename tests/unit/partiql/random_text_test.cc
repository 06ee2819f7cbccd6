// Random texts from fixed seeds: none crashes the parser, and what parses prints to a text that
// parses to the same.
#include <gtest/gtest.h>

#include <iterator>
#include <random>
#include <string>

#include "db/partiql/parser.h"

namespace stator::partiql {
namespace {

TEST(PartiqlParser, SurvivesRandomBytes) {
  std::mt19937 random(20260601);
  for (int i = 0; i < 20000; ++i) {
    std::string text = i % 2 == 0 ? "SELECT * FROM t WHERE " : "";
    for (auto bytes = random() % 40; bytes > 0; --bytes) text += static_cast<char>(random());
    (void)Parse(text);
  }
}

// Words that make most of the grammar, so that a fair part of the texts parses.
TEST(PartiqlParser, PrintsRandomTextsToWhatParsesToTheSame) {
  constexpr const char* kStarts[] = {"SELECT * FROM t WHERE ", "SELECT ", "UPDATE t SET a = ",
                                     "INSERT INTO t VALUE {'p': ", "DELETE FROM t WHERE "};
  constexpr const char* kWords[] = {"a",
                                    "b",
                                    " \"c d\" ",
                                    "'it''s'",
                                    "?",
                                    "1",
                                    "-2.5",
                                    " ",
                                    "(",
                                    ")",
                                    " = ",
                                    " <> ",
                                    " < ",
                                    " >= ",
                                    ",",
                                    ".d",
                                    "[0]",
                                    "['x']",
                                    " AND ",
                                    " OR ",
                                    " NOT ",
                                    " IN (",
                                    " IN [",
                                    "]",
                                    " + ",
                                    " - ",
                                    " BETWEEN ",
                                    " IS MISSING",
                                    " IS NOT NULL",
                                    "size(",
                                    "contains(",
                                    "<<",
                                    ">>",
                                    "{'k': ",
                                    "}",
                                    " SET b = ",
                                    " REMOVE c",
                                    " WHERE ",
                                    " FROM t",
                                    " ORDER BY ",
                                    " DESC",
                                    " RETURNING ALL OLD *",
                                    " TRUE",
                                    " NULL",
                                    " MISSING",
                                    "a = 1",
                                    "b.c < d",
                                    "[",
                                    ", 'z': "};
  std::mt19937 random(7);
  int parsed = 0;
  for (int i = 0; i < 40000; ++i) {
    std::string text = kStarts[random() % std::size(kStarts)];
    for (auto words = random() % 10 + 1; words > 0; --words) {
      text += kWords[random() % std::size(kWords)];
    }
    const auto statement = Parse(text);
    if (!statement.ok()) continue;
    ++parsed;
    const std::string printed = (*statement)->ToString();
    const auto again = Parse(printed);
    ASSERT_TRUE(again.ok()) << text << "\n" << printed << "\n" << again.status();
    ASSERT_EQ((*again)->ToString(), printed) << text;
    ASSERT_EQ((*again)->parameters(), (*statement)->parameters()) << text;
  }
  EXPECT_GT(parsed, 300);
}

}  // namespace
}  // namespace stator::partiql
