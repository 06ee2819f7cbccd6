// A filter pattern as a tree that depends on its text alone. An object asks for all of its fields,
// a leaf for one of its tests.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "db/trigger/value_test.h"

namespace stator::trigger {

// [ ... ]: of the values at its place one must pass one of the tests.
struct PatternLeaf {
  std::vector<ValueTest> tests;
  // {"exists": false}: or there is no value at its path, which begins at the record.
  bool accepts_absence = false;
  std::vector<std::string> path;
};

struct PatternObject;
using PatternNode = std::variant<PatternLeaf, std::unique_ptr<const PatternObject>>;

// { ... }: all fields, and one of the alternatives if there are any ("$or"), which speak of the
// same object.
struct PatternObject {
  std::map<std::string, PatternNode, std::less<>> fields;
  std::vector<PatternObject> alternatives;
};

// nullopt: it is no pattern.
std::optional<PatternObject> ParsePattern(std::string_view text);

}  // namespace stator::trigger
