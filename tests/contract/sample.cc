#include "tests/contract/sample.h"

#include <map>
#include <utility>
#include <vector>

namespace stator::testing {
namespace {

const std::map<std::string, Value, std::less<>>& AllValues() {
  static const auto& values = *new std::map<std::string, Value, std::less<>>{
      {":s", "a"},
      {":s2", "b"},
      {":x", "x"},
      {":v", "v"},
      {":str", "str"},
      {":st", "st"},
      {":tr", "tr"},
      {":none", ""},
      {":n", 1},
      {":n2", 2},
      {":n3", 3},
      {":n5", 5},
      {":n6", 6},
      {":frac", *Number::Parse("0.1")},
      {":tiny", *Number::Parse("1E-130")},
      {":big", *Number::Parse("9E125")},
      {":b", Binary("\x01")},
      {":b2", Binary("\x02")},
      {":b12", Binary("\x01\x02")},
      {":t", true},
      {":f", false},
      {":u", nullptr},
      {":ss", StringSet{"a"}},
      {":sc", StringSet{"c"}},
      {":sab", StringSet{"b", "a"}},
      {":ns", NumberSet{1}},
      {":n23", NumberSet{2, 3}},
      {":bs", BinarySet({"\x01"})},
      {":l", List{"a"}},
      {":ll", List{1, "x", Map{{"k", 1}}}},
      {":m", Map{{"k", "v"}}},
      {":mm", Map{{"z", 1}, {"k", "v"}}},
      {":mk", Map{{"k", 1}}},
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
  };
  return values;
}

const AttributeNames& AllNames() {
  static const auto& names = *new AttributeNames{
      {"#n", "n"}, {"#m", "m"}, {"#k", "k"},     {"#zz", "zz"},
      {"#p", "p"}, {"#s", "s"}, {"#dot", "x.y"}, {"#reserved", "name"},
  };
  return names;
}

bool IsIdentifier(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool Mentions(std::string_view text, std::string_view placeholder) {
  for (size_t at = text.find(placeholder); at != text.npos; at = text.find(placeholder, at + 1)) {
    const size_t end = at + placeholder.size();
    if (end == text.size() || !IsIdentifier(text[end])) return true;
  }
  return false;
}

bool AnyMentions(std::initializer_list<std::string_view> texts, std::string_view placeholder) {
  for (const std::string_view text : texts) {
    if (Mentions(text, placeholder)) return true;
  }
  return false;
}

}  // namespace

Item SampleKey() { return Item{{"p", "a"}}; }

Item Sample() {
  return Item{{"p", "a"},
              {"s", "str"},
              {"n", 5},
              {"b", Binary("\x01\x02")},
              {"t", true},
              {"u", nullptr},
              {"ss", StringSet{"a", "b"}},
              {"ns", NumberSet{1, 2}},
              {"bs", BinarySet({"\x01"})},
              {"l", List{1, "x", Map{{"k", 1}}}},
              {"m", Map{{"k", "v"}, {"z", 1}}},
              {"largest", Largest()},
              {"n38", Digits38()},
              {"x.y", "dotted"},
              {"name", "reserved"}};
}

std::optional<Item> ValuesFor(std::initializer_list<std::string_view> expressions) {
  std::vector<std::pair<std::string, Value>> mentioned;
  for (const auto& [placeholder, value] : AllValues()) {
    if (AnyMentions(expressions, placeholder)) mentioned.emplace_back(placeholder, value);
  }
  if (mentioned.empty()) return std::nullopt;
  return Item(Map(std::move(mentioned)));
}

std::optional<AttributeNames> NamesFor(std::initializer_list<std::string_view> expressions) {
  AttributeNames mentioned;
  for (const auto& [placeholder, name] : AllNames()) {
    if (AnyMentions(expressions, placeholder)) mentioned.emplace(placeholder, name);
  }
  if (mentioned.empty()) return std::nullopt;
  return mentioned;
}

Number Largest() { return *Number::Parse(std::string(38, '9') + "E+88"); }

Number Digits38() { return *Number::Parse(std::string(38, '1')); }

Value Nested(int levels, Value core, bool maps) {
  for (int i = 0; i < levels; ++i) {
    Value outer = maps ? Value(Map{{"k", core}}) : Value(List(std::vector<Value>{core}));
    core = std::move(outer);
  }
  return core;
}

}  // namespace stator::testing
