#include "db/expression/function.h"

#include <cstddef>
#include <iterator>

namespace stator::expression {
namespace {

// In the order of the enumeration.
constexpr FunctionInfo kFunctions[] = {
    // name                  arity  update  condition argument path
    {"attribute_exists", 1, false, true, false, true},
    {"attribute_not_exists", 1, false, true, false, true},
    {"attribute_type", 2, false, true, false, false},
    {"begins_with", 2, false, true, false, false},
    {"contains", 2, false, true, false, false},
    {"size", 1, false, false, true, false},
    {"if_not_exists", 2, true, false, true, true},
    {"list_append", 2, true, false, true, false},
};

}  // namespace

const FunctionInfo& InfoOf(Function function) { return kFunctions[static_cast<size_t>(function)]; }

std::optional<Function> FunctionNamed(std::string_view name) {
  for (size_t i = 0; i < std::size(kFunctions); ++i) {
    if (kFunctions[i].name == name) return static_cast<Function>(i);
  }
  return std::nullopt;
}

}  // namespace stator::expression
