// Random patterns over random records, against a matcher that is as simple as it can be: over trees
// of another JSON library, by the words of the rules.
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "db/trigger/filter.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "tests/support/matchers.h"

namespace stator::trigger {
namespace {

using Json = nlohmann::ordered_json;
using Path = std::vector<std::string>;
using stator::testing::IsOk;

// A value, or what is in an array, and in arrays in it.
std::vector<Json> Elements(const Json& value) {
  if (!value.is_array()) return {value};
  std::vector<Json> all;
  for (const Json& element : value) {
    for (const Json& inner : Elements(element)) all.push_back(inner);
  }
  return all;
}

class NaiveMatcher {
 public:
  explicit NaiveMatcher(const Json& record) : record_(record) {}

  bool Matches(const Json& pattern) const { return Object(pattern, record_, {}); }

 private:
  bool Object(const Json& pattern, const Json& value, const Path& path) const {
    if (!value.is_object()) return false;
    for (const auto& [name, below] : pattern.items()) {
      if (name == "$or") {
        bool any = false;
        for (const Json& alternative : below) any |= Object(alternative, value, path);
        if (!any) return false;
      } else if (!Field(below, value.contains(name) ? value[name] : Json::array(),
                        Below(path, name))) {
        return false;
      }
    }
    return true;
  }

  bool Field(const Json& pattern, const Json& value, const Path& path) const {
    for (const Json& element : Elements(value)) {
      if (pattern.is_object() ? Object(pattern, element, path) : Leaf(pattern, element)) {
        return true;
      }
    }
    return Absent(pattern, path);
  }

  bool Absent(const Json& pattern, const Path& path) const {
    if (pattern.is_array()) {
      for (const Json& test : pattern) {
        if (test == Json{{"exists", false}}) return !Present(record_, path);
      }
      return false;
    }
    for (const auto& [name, below] : pattern.items()) {
      if (name == "$or") {
        bool any = false;
        for (const Json& alternative : below) any |= Absent(alternative, path);
        if (!any) return false;
      } else if (!Absent(below, Below(path, name))) {
        return false;
      }
    }
    return true;
  }

  static bool Present(const Json& value, const Path& path) {
    for (const Json& element : Elements(value)) {
      if (!element.is_object()) {
        if (path.empty()) return true;
      } else if (!path.empty() && element.contains(path.front()) &&
                 Present(element[path.front()], {path.begin() + 1, path.end()})) {
        return true;
      }
    }
    return false;
  }

  static bool Leaf(const Json& tests, const Json& value) {
    if (value.is_object()) return false;
    for (const Json& test : tests) {
      if (Test(test, value)) return true;
    }
    return false;
  }

  static bool Test(const Json& test, const Json& value) {
    if (!test.is_object()) return test == value;
    const std::string name = test.begin().key();
    const Json& operand = test.begin().value();
    if (name == "exists") return operand.get<bool>();
    if (name == "numeric") return value.is_number() && Numeric(operand, value.get<double>());
    if (name == "anything-but") return !AnyOf(operand, value);
    return value.is_string() && Text(name, operand, value.get<std::string>());
  }

  static bool AnyOf(const Json& operand, const Json& value) {
    if (operand.is_object()) {
      const std::string name = operand.begin().key();
      for (const Json& text : Elements(operand.begin().value())) {
        if (Test(Json{{name, text}}, value)) return true;
      }
      return false;
    }
    for (const Json& element : Elements(operand)) {
      if (element == value) return true;
    }
    return false;
  }

  static bool Numeric(const Json& operand, double value) {
    bool all = true;
    for (size_t i = 0; i < operand.size(); i += 2) {
      const std::string relation = operand[i];
      const double bound = operand[i + 1];
      all &= relation == "="    ? value == bound
             : relation == "<"  ? value < bound
             : relation == "<=" ? value <= bound
             : relation == ">"  ? value > bound
                                : value >= bound;
    }
    return all;
  }

  static std::string Lower(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return text;
  }

  static bool Text(const std::string& name, const Json& operand, std::string value) {
    std::string text;
    if (operand.is_object()) {
      text = Lower(operand.begin().value());
      value = Lower(value);
    } else {
      text = operand;
    }
    if (name == "prefix") return value.rfind(text, 0) == 0;
    if (name == "suffix") {
      return value.size() >= text.size() && value.substr(value.size() - text.size()) == text;
    }
    if (name == "equals-ignore-case") return Lower(value) == Lower(text);
    return Glob(text.c_str(), value.c_str());
  }

  static bool Glob(const char* pattern, const char* text) {
    if (*pattern == '\0') return *text == '\0';
    if (*pattern == '*') {
      return Glob(pattern + 1, text) || (*text != '\0' && Glob(pattern, text + 1));
    }
    return *pattern == *text && Glob(pattern + 1, text + 1);
  }

  static Path Below(Path path, const std::string& name) {
    path.push_back(name);
    return path;
  }

  const Json& record_;
};

// Few names and few values, so that matches are common.
class PatternInventor {
 public:
  explicit PatternInventor(uint64_t seed) : random_(seed) {}

  Json Record(int depth = 0) {
    Json object = Json::object();
    for (const char* name : {"a", "b", "c"}) {
      if (Below(4) > 0) object[name] = Value(depth);
    }
    return object;
  }

  Json Pattern(int depth = 0) {
    Json object = Json::object();
    do {
      const std::string name = Name();
      object[name] = depth < 3 && Below(3) == 0 ? Pattern(depth + 1) : Leaf();
    } while (Below(2) == 0);
    if (depth < 3 && Below(5) == 0) {
      object["$or"] = {Pattern(depth + 1), Pattern(depth + 1)};
    }
    return object;
  }

 private:
  size_t Below(size_t bound) { return random_() % bound; }
  std::string Name() { return std::string(1, static_cast<char>('a' + Below(3))); }

  Json Scalar() {
    static const Json kScalars[] = {"x", "xy", "y", "Xyx", "", 1, 2, 2.5, -1, true, false, nullptr};
    return kScalars[Below(std::size(kScalars))];
  }

  Json Value(int depth) {
    const size_t kind = Below(8);
    if (depth < 3 && kind < 2) return Record(depth + 1);
    if (depth < 3 && kind == 2) {
      Json array = Json::array();
      for (size_t i = Below(4); i > 0; --i) array.push_back(Value(depth + 1));
      return array;
    }
    return Scalar();
  }

  std::string Text() {
    static const std::string kTexts[] = {"x", "xy", "y", "yx", "Y"};
    return kTexts[Below(std::size(kTexts))];
  }

  Json Leaf() {
    Json tests = Json::array();
    do tests.push_back(Below(2) == 0 ? Scalar() : Operator());
    while (Below(3) == 0);
    return tests;
  }

  Json Operator() {
    switch (Below(8)) {
      case 0:
        return {{"exists", Below(2) == 0}};
      case 1:
        return {{"prefix", Below(2) == 0 ? Json(Text()) : Json{{"equals-ignore-case", Text()}}}};
      case 2:
        return {{"suffix", Below(2) == 0 ? Json(Text()) : Json{{"equals-ignore-case", Text()}}}};
      case 3:
        return {{"equals-ignore-case", Text()}};
      case 4:
        return {{"wildcard", Below(2) == 0 ? Text() + "*" + Text() : "*" + Text() + "*"}};
      case 5:
        return {{"anything-but", AnythingBut()}};
      default:
        return {{"numeric", Numeric()}};
    }
  }

  Json AnythingBut() {
    switch (Below(4)) {
      case 0:
        return Text();
      case 1:
        return Json::array({1, 2});
      case 2:
        return Json::array({Text(), Text()});
      default:
        return {{Below(2) == 0 ? "prefix" : "wildcard", Json::array({Text(), Text()})}};
    }
  }

  Json Numeric() {
    switch (Below(3)) {
      case 0:
        return Json::array({"=", 2.5});
      case 1:
        return Json::array({Below(2) == 0 ? "<" : "<=", 2});
      default:
        return Json::array({Below(2) == 0 ? ">" : ">=", -1, Below(2) == 0 ? "<" : "<=", 2});
    }
  }

  std::mt19937_64 random_;
};

TEST(Filter, AgreesWithASimpleMatcherOnRandomPatterns) {
  const char* given = std::getenv("STATOR_SEED");
  const uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : 20261126;
  SCOPED_TRACE("STATOR_SEED=" + std::to_string(seed));
  PatternInventor inventor(seed);
  int matches = 0;
  constexpr int kRounds = 10'000;
  for (int round = 0; round < kRounds; ++round) {
    const Json pattern = inventor.Pattern();
    const Json record = inventor.Record();
    const auto filters = Filters::Parse({pattern.dump()});
    ASSERT_THAT(filters, IsOk()) << pattern;
    const bool expected = NaiveMatcher(record).Matches(pattern);
    ASSERT_EQ(filters->Matches(record.dump()), expected) << pattern << "\n" << record;
    matches += expected ? 1 : 0;
  }
  EXPECT_GT(matches, kRounds / 20);  // Else it would prove little.
  EXPECT_LT(matches, kRounds / 20 * 19);
}

}  // namespace
}  // namespace stator::trigger
