// What a pattern asks of one value of a record: the operators of a leaf.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "db/trigger/ip_block.h"
#include "db/wire/json_cursor.h"

namespace stator::trigger {

// A value that is no container. Borrowed.
struct Scalar {
  wire::JsonKind kind = wire::JsonKind::kNull;
  std::string_view text;  // Of a string without its escapes; of others as it stands.

  bool IsText() const { return kind == wire::JsonKind::kString; }
};

// "red"
struct ExactText {
  std::string text;
};
// 300, which 300.0 and 3e2 are too.
struct ExactNumber {
  double number = 0;
  std::string text;
};
// true, false, null
struct ExactAtom {
  wire::JsonKind kind = wire::JsonKind::kNull;
};
// {"equals-ignore-case": "red"}
struct EqualInAnyCase {
  std::string folded;
};
// {"prefix": "re"}, {"prefix": {"equals-ignore-case": "re"}}
struct Prefix {
  std::string text;  // Folded in any case.
  bool in_any_case = false;
};
// {"suffix": ...}
struct Suffix {
  std::string text;
  bool in_any_case = false;
};
// {"wildcard": "r*d"}: what stands before, between and behind the stars.
struct Wildcard {
  std::vector<std::string> pieces;
};
// {"cidr": "10.0.0.0/24"}
struct InBlock {
  IpBlock block;
};
// {"numeric": [">", 0, "<=", 5]}
struct NumericRange {
  double low = 0;
  double high = 0;
  bool includes_low = false;
  bool includes_high = false;
};
// {"exists": true}
struct Anything {};
// {"anything-but": ...}: none of these.
struct AnythingBut;

using ValueTest = std::variant<ExactText, ExactNumber, ExactAtom, EqualInAnyCase, Prefix, Suffix,
                               Wildcard, InBlock, NumericRange, Anything, AnythingBut>;
struct AnythingBut {
  std::vector<ValueTest> tests;
};

bool Passes(const Scalar& value, const ValueTest& test);

// The nearest double. REQUIRES: a number by JSON's grammar.
double NumberOf(std::string_view digits);

}  // namespace stator::trigger
