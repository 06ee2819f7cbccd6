// A key condition, lowered in two steps: to terms, one for each attribute it names, which needs no
// table; and, against a key, to the value of each partition attribute and a range of the sort
// attributes.
//
//   STATOR_ASSIGN_OR_RETURN(KeyTerms terms, ReadKeyTerms(binding));
//   STATOR_ASSIGN_OR_RETURN(KeyCondition condition, MatchKey(terms, schema.key));
#pragma once

#include <cstdint>
#include <string_view>

#include "absl/container/inlined_vector.h"
#include "absl/status/statusor.h"
#include "db/expression/binding.h"
#include "db/model/schema.h"
#include "stator/value.h"

namespace stator::expression {

enum class KeyTest : uint8_t {
  kEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
  kBetween,     // Both bounds belong to the range.
  kBeginsWith,  // Of S and B.
  kNone,        // A test that no range of keys answers, which legacy KeyConditions may name.
};

// Borrows from what the Binding borrows. KeyConditions become terms without one.
struct KeyTerm {
  std::string_view attribute;
  KeyTest test;
  ValueView value;  // Of kBetween the lower bound. Of kNone nothing.
  ValueView upper;  // Of kBetween only.
};

// In order of the text; each attribute once.
using KeyTerms = absl::InlinedVector<KeyTerm, 2>;

// REQUIRES: binding.kind() is kKeyCondition, and Check found no fault. Refuses what is no key
// condition for any key: OR, NOT, IN, "<>", other functions, nested attributes, two terms for one
// attribute, tests of no attribute or of two.
absl::StatusOr<KeyTerms> ReadKeyTerms(const Binding& binding);

struct KeyCondition {
  // The values of the partition attributes, in the key's order: all of them.
  absl::InlinedVector<ValueView, 1> partition;
  // Terms for the leading sort attributes, in the key's order; all but the last are kEqual. Empty:
  // the whole partition.
  KeyTerms sort;
};

// Refuses terms that do not fit the key: a partition attribute that is missing or not tested for
// equality, an attribute that is not of the key, values of another type than the key's.
absl::StatusOr<KeyCondition> MatchKey(const KeyTerms& terms, const KeySchema& key);

}  // namespace stator::expression
