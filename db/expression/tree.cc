#include "db/expression/tree.h"

#include "db/expression/printer.h"

namespace stator::expression {

std::string_view ComparatorText(Comparator comparator) {
  constexpr std::string_view kTexts[] = {"=", "<>", "<", "<=", ">", ">="};
  return kTexts[static_cast<int>(comparator)];
}

std::string_view ClauseText(Clause clause) {
  constexpr std::string_view kTexts[kClauseCount] = {"SET", "REMOVE", "ADD", "DELETE"};
  return kTexts[static_cast<int>(clause)];
}

std::string Tree::ToString() const { return Print(*this); }

}  // namespace stator::expression
