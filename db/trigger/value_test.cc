#include "db/trigger/value_test.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "db/trigger/case_fold.h"

namespace stator::trigger {
namespace {

// Greedily from the left: when anything fits between the pieces, the earliest place is the best.
bool FitsPieces(std::string_view text, const std::vector<std::string>& pieces) {
  if (pieces.size() == 1) return text == pieces.front();
  if (!text.starts_with(pieces.front())) return false;
  text.remove_prefix(pieces.front().size());
  if (!text.ends_with(pieces.back())) return false;
  text.remove_suffix(pieces.back().size());
  for (size_t i = 1; i + 1 < pieces.size(); ++i) {
    const size_t at = text.find(pieces[i]);
    if (at == text.npos) return false;
    text.remove_prefix(at + pieces[i].size());
  }
  return true;
}

struct Tester {
  const Scalar& value;

  bool operator()(const ExactText& test) const { return value.IsText() && value.text == test.text; }
  bool operator()(const ExactNumber& test) const {
    return value.kind == wire::JsonKind::kNumber &&
           (value.text == test.text || NumberOf(value.text) == test.number);
  }
  bool operator()(const ExactAtom& test) const { return value.kind == test.kind; }
  bool operator()(const EqualInAnyCase& test) const {
    return value.IsText() && FoldCase(value.text) == test.folded;
  }
  bool operator()(const Prefix& test) const {
    if (!value.IsText()) return false;
    return test.in_any_case ? FoldCase(value.text).starts_with(test.text)
                            : value.text.starts_with(test.text);
  }
  bool operator()(const Suffix& test) const {
    if (!value.IsText()) return false;
    return test.in_any_case ? FoldCase(value.text).ends_with(test.text)
                            : value.text.ends_with(test.text);
  }
  bool operator()(const Wildcard& test) const {
    return value.IsText() && FitsPieces(value.text, test.pieces);
  }
  bool operator()(const InBlock& test) const {
    return value.IsText() && test.block.Contains(value.text);
  }
  bool operator()(const NumericRange& test) const {
    if (value.kind != wire::JsonKind::kNumber) return false;
    const double number = NumberOf(value.text);
    return (test.includes_low ? number >= test.low : number > test.low) &&
           (test.includes_high ? number <= test.high : number < test.high);
  }
  bool operator()(const Anything&) const { return true; }
  bool operator()(const AnythingBut& test) const {
    return std::none_of(test.tests.begin(), test.tests.end(),
                        [this](const ValueTest& inner) { return Passes(value, inner); });
  }
};

}  // namespace

bool Passes(const Scalar& value, const ValueTest& test) { return std::visit(Tester{value}, test); }

double NumberOf(std::string_view digits) {
  double number = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (result.ec != std::errc::result_out_of_range) return number;
  const bool tiny = digits.find("e-") != digits.npos || digits.find("E-") != digits.npos;
  const double infinity = std::numeric_limits<double>::infinity();
  return tiny ? 0 : digits.front() == '-' ? -infinity : infinity;
}

}  // namespace stator::trigger
