// Every condition is a test of one attribute: a comparison operator with its values. What may stand
// where is a table; Expected has a second notation, which is read as such a test. Then each test
// becomes a node, or a term of a key condition.
#include "db/plan/legacy_condition.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "absl/types/span.h"
#include "db/base/check.h"
#include "db/base/status_macros.h"
#include "db/plan/legacy_error.h"
#include "db/plan/legacy_tree.h"
#include "db/request/legacy.h"

namespace stator::plan {
namespace {

using expression::BoundCondition;
using expression::Comparator;
using expression::Function;
using expression::KeyTerms;
using expression::KeyTest;
using expression::NodeId;

constexpr size_t kAnyCount = static_cast<size_t>(-1);

enum class Types : uint8_t { kAll, kOrdered, kTexts };

// What a comparison operator takes.
struct Signature {
  size_t min_count;
  size_t max_count;
  Types types;
};

Signature SignatureOf(ComparisonOperator comparison) {
  switch (comparison) {
    case ComparisonOperator::kEq:
    case ComparisonOperator::kNe:
      return {1, 1, Types::kAll};
    case ComparisonOperator::kNotNull:
    case ComparisonOperator::kNull:
      return {0, 0, Types::kAll};
    case ComparisonOperator::kIn:
      return {1, kAnyCount, Types::kOrdered};
    case ComparisonOperator::kBetween:
      return {2, 2, Types::kOrdered};
    case ComparisonOperator::kBeginsWith:
      return {1, 1, Types::kTexts};
    default:
      return {1, 1, Types::kOrdered};
  }
}

bool Takes(Types types, Type type) {
  const bool is_text = type == Type::kString || type == Type::kBinary;
  switch (types) {
    case Types::kAll:
      return true;
    case Types::kOrdered:
      return is_text || type == Type::kNumber;
    case Types::kTexts:
      return is_text;
  }
  STATOR_CHECK(false);
}

// A test of one attribute. Borrows from the request.
struct Test {
  std::string_view attribute;
  ComparisonOperator comparison;
  absl::Span<const Value> values;
};

absl::Status CheckValues(const Test& test) {
  const Signature signature = SignatureOf(test.comparison);
  const std::string_view name = EnumText(test.comparison);
  if (test.values.size() < signature.min_count || test.values.size() > signature.max_count) {
    return error::ArgumentCount(name);
  }
  for (const Value& value : test.values) {
    if (value.type() != test.values[0].type()) return error::ArgumentTypesDiffer();
  }
  for (const Value& value : test.values) {
    if (!Takes(signature.types, value.type())) return error::ArgumentType(name, value.type());
  }
  const bool descends = test.comparison == ComparisonOperator::kBetween &&
                        test.values[0].view().ScalarBytes() > test.values[1].view().ScalarBytes();
  return descends ? error::BoundsDescend() : absl::OkStatus();
}

absl::StatusOr<Test> TestOf(std::string_view attribute, const Condition& condition) {
  Test test{attribute, *condition.comparison_operator, {}};
  if (condition.attribute_value_list) test.values = *condition.attribute_value_list;
  STATOR_RETURN_IF_ERROR(CheckValues(test));
  return test;
}

absl::StatusOr<Test> ComparisonOf(std::string_view attribute,
                                  const ExpectedAttributeValue& expected) {
  Test test{attribute, *expected.comparison_operator, {}};
  if (expected.exists) return error::ExistsAndOperator(attribute);
  if (expected.attribute_value_list) {
    test.values = *expected.attribute_value_list;
  } else if (expected.value) {
    test.values = {&*expected.value, 1};
  } else if (SignatureOf(test.comparison).min_count > 0) {
    return error::OperatorWithoutValues(EnumText(test.comparison), attribute);
  }
  STATOR_RETURN_IF_ERROR(CheckValues(test));
  return test;
}

absl::StatusOr<Test> TestOf(std::string_view attribute, const ExpectedAttributeValue& expected) {
  if (expected.value && expected.attribute_value_list) return error::ValueAndList(attribute);
  if (expected.comparison_operator) return ComparisonOf(attribute, expected);
  if (expected.attribute_value_list) return error::ListWithoutOperator(attribute);
  if (!expected.exists.value_or(true)) {
    if (expected.value) return error::ValueOfAbsent(attribute);
    return Test{attribute, ComparisonOperator::kNull, {}};
  }
  if (!expected.value) return error::ValueMissing(expected.exists ? "true" : "null", attribute);
  return Test{attribute, ComparisonOperator::kEq, {&*expected.value, 1}};
}

NodeId Call(LegacyTree& tree, Function function, const Test& test) {
  const NodeId attribute = tree.Attribute(test.attribute);
  if (test.values.empty()) return tree->Call(function, {attribute});
  return tree->Call(function, {attribute, tree.Value(test.values[0])});
}

NodeId Compare(LegacyTree& tree, Comparator comparator, const Test& test) {
  return tree->Compare(comparator, tree.Attribute(test.attribute), tree.Value(test.values[0]));
}

NodeId In(LegacyTree& tree, const Test& test) {
  absl::InlinedVector<NodeId, 8> list;
  for (const Value& value : test.values) list.push_back(tree.Value(value));
  return tree->In(tree.Attribute(test.attribute), list);
}

NodeId NotContains(LegacyTree& tree, const Test& test) {
  const NodeId contains = Call(tree, Function::kContains, test);
  const NodeId exists = tree->Call(Function::kAttributeExists, {tree.Attribute(test.attribute)});
  return tree->And({exists, tree->Not(contains)});
}

NodeId Lower(LegacyTree& tree, const Test& test) {
  switch (test.comparison) {
    case ComparisonOperator::kEq:
      return Compare(tree, Comparator::kEqual, test);
    case ComparisonOperator::kNe:
      return Compare(tree, Comparator::kNotEqual, test);
    case ComparisonOperator::kIn:
      return In(tree, test);
    case ComparisonOperator::kLe:
      return Compare(tree, Comparator::kLessOrEqual, test);
    case ComparisonOperator::kLt:
      return Compare(tree, Comparator::kLess, test);
    case ComparisonOperator::kGe:
      return Compare(tree, Comparator::kGreaterOrEqual, test);
    case ComparisonOperator::kGt:
      return Compare(tree, Comparator::kGreater, test);
    case ComparisonOperator::kBetween:
      return tree->Between(tree.Attribute(test.attribute), tree.Value(test.values[0]),
                           tree.Value(test.values[1]));
    case ComparisonOperator::kNotNull:
      return Call(tree, Function::kAttributeExists, test);
    case ComparisonOperator::kNull:
      return Call(tree, Function::kAttributeNotExists, test);
    case ComparisonOperator::kContains:
      return Call(tree, Function::kContains, test);
    case ComparisonOperator::kNotContains:
      return NotContains(tree, test);
    case ComparisonOperator::kBeginsWith:
      return Call(tree, Function::kBeginsWith, test);
  }
  STATOR_CHECK(false);
}

absl::Status CheckOperator(size_t conditions, const std::optional<ConditionalOperator>& given) {
  if (!given || conditions > 1) return absl::OkStatus();
  return conditions == 0 ? error::OperatorWithoutConditions() : error::OperatorOfOneCondition();
}

// `conditions` is an Expectations or a Conditions.
template <typename ByAttribute>
absl::StatusOr<std::optional<BoundCondition>> LowerAll(
    expression::Kind kind, const std::optional<ByAttribute>& conditions,
    const std::optional<ConditionalOperator>& conditional_operator) {
  STATOR_RETURN_IF_ERROR(CheckOperator(conditions ? conditions->size() : 0, conditional_operator));
  if (!conditions || conditions->empty()) return std::nullopt;
  LegacyTree tree(kind);
  absl::InlinedVector<NodeId, 8> nodes;
  for (const auto& [attribute, condition] : *conditions) {
    STATOR_ASSIGN_OR_RETURN(const Test test, TestOf(attribute, condition));
    nodes.push_back(Lower(tree, test));
  }
  NodeId root = nodes[0];
  if (nodes.size() > 1) {
    root = conditional_operator == ConditionalOperator::kOr ? tree->Or(nodes) : tree->And(nodes);
  }
  return std::optional<BoundCondition>(std::in_place, std::move(tree).Bind(root));
}

KeyTest KeyTestOf(ComparisonOperator comparison) {
  switch (comparison) {
    case ComparisonOperator::kEq:
      return KeyTest::kEqual;
    case ComparisonOperator::kLe:
      return KeyTest::kLessOrEqual;
    case ComparisonOperator::kLt:
      return KeyTest::kLess;
    case ComparisonOperator::kGe:
      return KeyTest::kGreaterOrEqual;
    case ComparisonOperator::kGt:
      return KeyTest::kGreater;
    case ComparisonOperator::kBetween:
      return KeyTest::kBetween;
    case ComparisonOperator::kBeginsWith:
      return KeyTest::kBeginsWith;
    default:
      return KeyTest::kNone;
  }
}

}  // namespace

absl::StatusOr<std::optional<BoundCondition>> LowerExpected(
    const std::optional<Expectations>& expected,
    const std::optional<ConditionalOperator>& conditional_operator) {
  return LowerAll(expression::Kind::kCondition, expected, conditional_operator);
}

absl::StatusOr<std::optional<BoundCondition>> LowerFilter(
    const std::optional<Conditions>& filter,
    const std::optional<ConditionalOperator>& conditional_operator) {
  return LowerAll(expression::Kind::kFilter, filter, conditional_operator);
}

absl::StatusOr<KeyTerms> LowerKeyConditions(const Conditions& conditions) {
  KeyTerms terms;
  for (const auto& [attribute, condition] : conditions) {
    STATOR_ASSIGN_OR_RETURN(const Test test, TestOf(attribute, condition));
    const KeyTest key_test = KeyTestOf(test.comparison);
    expression::KeyTerm term{.attribute = attribute, .test = key_test, .value = {}, .upper = {}};
    if (key_test != KeyTest::kNone) {
      term.value = test.values.front();
      term.upper = test.values.back();
    }
    terms.push_back(term);
  }
  return terms;
}

}  // namespace stator::plan
