// What the tables of these tests speak of: one item of every type, names and values for all
// placeholders they use, and the verbs.
#pragma once

#include <sstream>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "db/expression/binding.h"
#include "db/expression/parser.h"
#include "stator/item.h"
#include "stator/request/common.h"

namespace stator::expression {

inline const Item& Everything() {
  static const Item item{
      {"pk", "key"},
      {"n", 5},
      {"neg", -3},
      {"s", "hello"},
      {"e", ""},
      {"u", "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"},  // 1 + 1 + 1 + 2 UTF-16 units.
      {"b", Binary(std::string_view("\x01\x02\xff", 3))},
      {"t", true},
      {"f", false},
      {"nul", nullptr},
      {"ss", StringSet{"x", "y"}},
      {"ns", NumberSet{1, 2, 3}},
      {"bs", BinarySet(std::vector<std::string>{"p", "q"})},
      {"l", List{"zero", 1, List{"deep"}, Map{{"k", "v"}}}},
      {"m", Map{{"a", 1}, {"b", Map{{"c", "d"}}}, {"l", List{10, 20}}, {"s", StringSet{"x"}}}},
      {"a.b", "dotted"},
      {"emptylist", List{}},
      {"emptymap", Map{}},
  };
  return item;
}

inline const std::optional<AttributeNames>& TestNames() {
  static const std::optional<AttributeNames> names = AttributeNames{
      {"#n", "n"}, {"#dot", "a.b"}, {"#m", "m"}, {"#a", "a"}, {"#n2", "n"}, {"#i", "[3]"}};
  return names;
}

inline const std::optional<Item>& TestValues() {
  static const std::optional<Item> values = Item{
      {":zero", 0},
      {":one", 1},
      {":two", 2},
      {":three", 3},
      {":four", 4},
      {":five", 5},
      {":six", 6},
      {":neg", -10},
      {":ten", 10},
      {":big", *Number::Parse("9e125")},
      {":tiny", *Number::Parse("1e-130")},
      {":s", "hello"},
      {":he", "he"},
      {":ell", "ell"},
      {":z", "zzz"},
      {":empty", ""},
      {":x", "x"},
      {":k", "v"},
      {":dotted", "dotted"},
      {":zerotext", "zero"},
      {":b", Binary(std::string_view("\x01\x02\xff", 3))},
      {":bstart", Binary(std::string_view("\x01", 1))},
      {":bmid", Binary(std::string_view("\x02\xff", 2))},
      {":p", Binary("p")},
      {":true", true},
      {":false", false},
      {":null", nullptr},
      {":ss", StringSet{"y", "x"}},
      {":ssy", StringSet{"y"}},
      {":ssz", StringSet{"z"}},
      {":ns", NumberSet{3, 1, 2}},
      {":ns7", NumberSet{7, 2}},
      {":bs", BinarySet(std::vector<std::string>{"q"})},
      {":l", List{"new"}},
      {":el", List{}},
      {":deep", List{"deep"}},
      {":m", Map{{"c", "d"}}},
      {":em", Map{}},
      {":tS", "S"},
      {":tN", "N"},
      {":tB", "B"},
      {":tBOOL", "BOOL"},
      {":tNULL", "NULL"},
      {":tSS", "SS"},
      {":tNS", "NS"},
      {":tBS", "BS"},
      {":tL", "L"},
      {":tM", "M"},
      {":tX", "STRING"},
  };
  return values;
}

// Parsed and bound with the names and values above, or why not.
inline absl::StatusOr<Binding> BoundText(Kind kind, std::string_view text) {
  absl::StatusOr<std::shared_ptr<const Tree>> tree = Parse(kind, text);
  if (!tree.ok()) return tree.status();
  Placeholders placeholders(TestNames(), TestValues());
  return Bind(*tree, placeholders);
}

// DynamoDB JSON without blanks; no text of these tests has one.
template <typename T>
std::string Shown(const T& value) {
  std::ostringstream out;
  out << value;
  std::string text = out.str();
  std::erase(text, ' ');
  return text;
}

}  // namespace stator::expression
