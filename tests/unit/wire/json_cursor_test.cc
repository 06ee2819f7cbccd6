// The grammar: what is JSON and what is not.
#include "db/wire/json_cursor.h"

#include <memory>
#include <string>
#include <string_view>

#include "db/wire/decode.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"

namespace stator::wire {
namespace {

bool IsJson(std::string_view text) { return CheckSyntax(text).ok(); }

TEST(JsonCursor, AcceptsJson) {
  for (const std::string_view text : {
           "{}",
           "[]",
           " {} ",
           "\n[\t1 ,\r2]",
           "null",
           "true",
           "false",
           "0",
           "-0",
           "10",
           "-1.5e+10",
           "1E5",
           "0.0",
           "\"\"",
           "\"a\"",
           R"("\"\\\/\b\f\n\r\t")",
           R"("\u0000\u00e9\uD83D\uDE00")",
           R"({"a":{"b":[1,{"c":[]},[[]]]},"a":null})",
           "[[],{},[{}],\"]\"]",
           "\"\x7F\"",
           "\"\xF0\x9F\x98\x80\"",
           R"({"":""})",
       }) {
    EXPECT_TRUE(IsJson(text)) << text;
  }
}

constexpr std::string_view kNotJson[] = {
    "",
    " ",
    "{",
    "}",
    "[",
    "]",
    "{]",
    "[}",
    "[1",
    "{\"a\"",
    "{\"a\":",
    "{\"a\":1",
    "[1,]",
    "[,1]",
    "{\"a\":1,}",
    "{,}",
    "{\"a\" 1}",
    "{\"a\":1 \"b\":2}",
    "{1:2}",
    "{a:1}",
    "[1 2]",
    "1 2",
    "{} {}",
    "{}x",
    "x{}",
    "'a'",
    "\"a",
    "a\"",
    "\"a\"b",
    "a\"b\"",
    "1\"b\"",
    "tru",
    "truee",
    "True",
    "nul",
    "nulll",
    "fals",
    "falsey",
    "+1",
    "01",
    "-",
    "-a",
    "1.",
    ".5",
    "1e",
    "1e+",
    "1.e5",
    "--1",
    "0x10",
    "NaN",
    "Infinity",
    "1_000",
    "\"\\x\"",
    "\"\\u12\"",
    "\"\\u12G4\"",
    "\"\\\"",
    "\"\n\"",
    "\"\t\"",
    "\"\x01\"",
    "[\"a\",\"b\":1]",
    "{\"a\":\"b\":\"c\"}",
    "//",
    "/**/{}",
    "{}/**/",
    "\xEF\xBB\xBF{}",
    ":",
    ",",
    "[:]",
    "[\"\\",
};

TEST(JsonCursor, RefusesWhatIsNotJson) {
  for (const std::string_view text : kNotJson) {
    EXPECT_FALSE(IsJson(text)) << text;
  }
  EXPECT_FALSE(IsJson(std::string_view("{}\0", 3)));
  EXPECT_FALSE(IsJson(std::string_view("\"\0\"", 3)));
}

TEST(JsonCursor, RefusesTextThatIsNotUtf8) {
  for (const std::string_view text : {
           "\"\x80\"",
           "\"\xC0\x80\"",
           "\"\xC3\"",
           "\"\xE2\x82\"",
           "\"\xED\xA0\x80\"",
           "\"\xF5\x80\x80\x80\"",
           "\"\xFF\"",
           "\xFF",
       }) {
    EXPECT_FALSE(IsJson(text)) << ::testing::PrintToString(text);
  }
}

TEST(JsonCursor, RefusesHalfASurrogatePair) {
  for (const std::string_view text : {
           R"("\uD83D")",
           R"("\uDE00")",
           R"("\uD83Dx")",
           R"("\uD83D\n")",
           R"("\uD83D\u0041")",
           R"("\uD83D\uD83D")",
           R"("\uDE00\uD83D")",
           R"("\uD83D\uDE0")",
           R"({"\uD83D":1})",
       }) {
    EXPECT_FALSE(IsJson(text)) << text;
  }
}

TEST(JsonCursor, ReadsStrings) {
  struct Case {
    std::string_view json;
    std::string_view text;
  };
  const Case cases[] = {
      {R"("")", ""},
      {R"("plain")", "plain"},
      {R"("a\\b\"c\/d")", "a\\b\"c/d"},
      {R"("\b\f\n\r\t")", "\b\f\n\r\t"},
      {R"("\u0041\u00e9\u20AC\uD83D\uDE00")", "A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"},
      {R"("\uFFFF\uE000\uD7FF")", "\xEF\xBF\xBF\xEE\x80\x80\xED\x9F\xBF"},
      {R"("\u0000")", std::string_view("\0", 1)},
      {R"("a text of more than sixteen bytes")", "a text of more than sixteen bytes"},
      {R"("a text of more than sixteen bytes\n")", "a text of more than sixteen bytes\n"},
      {R"("ends with a slash\\")", "ends with a slash\\"},
      {"\"spaces behind\"  \n", "spaces behind"},
  };
  for (const Case& c : cases) {
    const JsonIndex index(c.json);
    ASSERT_TRUE(index.ok()) << c.json;
    JsonCursor cursor(c.json, index);
    ASSERT_EQ(cursor.Kind(), JsonKind::kString) << c.json;
    std::string scratch;
    std::string_view text;
    EXPECT_TRUE(cursor.ReadString(&text, scratch)) << c.json;
    EXPECT_EQ(text, c.text) << c.json;
    EXPECT_TRUE(cursor.AtEnd()) << c.json;
  }
}

TEST(JsonCursor, PassesMembersAndElements) {
  const std::string_view text = R"({"a":[1,2,{"x":[]}],"b":{},"a":"again"})";
  const JsonIndex index(text);
  JsonCursor cursor(text, index);
  std::string scratch;
  std::string names;
  EXPECT_TRUE(cursor.ForEachMember(scratch, [&](std::string_view name) {
    names += name;
    return cursor.SkipValue();
  }));
  EXPECT_EQ(names, "aba");
  EXPECT_TRUE(cursor.AtEnd());
}

TEST(JsonCursor, DepthCostsNoStack) {
  for (const size_t depth : {size_t{1000}, size_t{200'000}}) {
    const std::string lists = std::string(depth, '[') + std::string(depth, ']');
    EXPECT_TRUE(IsJson(lists));
    EXPECT_FALSE(IsJson(lists.substr(1)));
    EXPECT_FALSE(IsJson(lists.substr(0, lists.size() - 1)));
    std::string maps;
    for (size_t i = 0; i < depth; ++i) maps += "{\"a\":";
    EXPECT_FALSE(IsJson(maps));
    EXPECT_TRUE(IsJson(maps + "1" + std::string(depth, '}')));
    EXPECT_FALSE(IsJson(maps + "1" + std::string(depth - 1, '}') + "]"));
  }
}

// Texts of all lengths around the blocks and buffers of the index, each in a block of its own so
// that the address sanitizer sees every byte read too many.
TEST(JsonCursor, NeedsNoPadding) {
  for (size_t size = 2; size < 300; ++size) {
    const std::string text = "\"" + std::string(size - 2, 'x') + "\"";
    std::unique_ptr<char[]> exact(new char[size]);
    text.copy(exact.get(), size);
    EXPECT_TRUE(IsJson({exact.get(), size})) << size;
    EXPECT_FALSE(IsJson({exact.get(), size - 1})) << size;
  }
}

TEST(JsonCursor, TakesTextsOfAllSizes) {
  for (const size_t size : {JsonIndex::kKeptBytes - 1, JsonIndex::kKeptBytes,
                            JsonIndex::kKeptBytes + 1, size_t{5} << 20, size_t{100}}) {
    const std::string text = "[" + std::string(size - 2, ' ') + "]";
    EXPECT_TRUE(IsJson(text)) << size;
    EXPECT_FALSE(IsJson(text + "]")) << size;
  }
}

}  // namespace
}  // namespace stator::wire
