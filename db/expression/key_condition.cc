#include "db/expression/key_condition.h"

#include <algorithm>
#include <optional>

#include "db/base/check.h"
#include "db/base/status_macros.h"
#include "db/expression/error.h"
#include "db/expression/path.h"

namespace stator::expression {
namespace {

// With the value on the left, the test turns round.
KeyTest TestOf(Comparator comparator, bool value_first) {
  switch (comparator) {
    case Comparator::kLess:
      return value_first ? KeyTest::kGreater : KeyTest::kLess;
    case Comparator::kLessOrEqual:
      return value_first ? KeyTest::kGreaterOrEqual : KeyTest::kLessOrEqual;
    case Comparator::kGreater:
      return value_first ? KeyTest::kLess : KeyTest::kGreater;
    case Comparator::kGreaterOrEqual:
      return value_first ? KeyTest::kLessOrEqual : KeyTest::kGreaterOrEqual;
    default:
      return KeyTest::kEqual;
  }
}

class Reader {
 public:
  explicit Reader(const Binding& binding) : binding_(binding), tree_(binding.tree()) {}

  absl::StatusOr<KeyTerms> Run() && {
    STATOR_RETURN_IF_ERROR(Visit(tree_.root()));
    return std::move(terms_);
  }

 private:
  absl::Status Visit(NodeId id) {
    const Node& node = tree_.node(id);
    STATOR_RETURN_IF_ERROR(CheckOperator(node));
    if (node.type != NodeType::kAnd) return ReadTerm(node);
    for (const NodeId condition : tree_.operands(node)) STATOR_RETURN_IF_ERROR(Visit(condition));
    return absl::OkStatus();
  }

  absl::Status CheckOperator(const Node& node) const {
    switch (node.type) {
      case NodeType::kOr:
        return error::KeyOperator("OR");
      case NodeType::kNot:
        return error::KeyOperator("NOT");
      case NodeType::kIn:
        return error::KeyOperator("IN");
      case NodeType::kCompare:
        return node.comparator() == Comparator::kNotEqual ? error::KeyOperator("<>")
                                                          : absl::OkStatus();
      case NodeType::kBetween:
        return CheckFirstIsPath(node, "BETWEEN");
      case NodeType::kFunction:
        if (node.function() == Function::kSize) return error::KeyNesting();
        if (node.function() == Function::kBeginsWith) return CheckFirstIsPath(node, "begins_with");
        return error::KeyOperator(InfoOf(node.function()).name);
      default:
        return absl::OkStatus();
    }
  }

  absl::Status CheckFirstIsPath(const Node& node, std::string_view operation) const {
    if (tree_.node(tree_.operands(node)[0]).type == NodeType::kPath) return absl::OkStatus();
    return error::KeyNotFirstOperand(operation);
  }

  absl::Status ReadTerm(const Node& node) {
    std::optional<std::string_view> attribute;
    absl::InlinedVector<ValueView, 2> values;
    for (const NodeId id : tree_.operands(node)) {
      const Node& operand = tree_.node(id);
      if (operand.type == NodeType::kFunction) return error::KeyNesting();
      if (operand.type == NodeType::kValue) {
        values.push_back(binding_.value(operand.first));
        continue;
      }
      if (attribute.has_value()) return error::KeySeveralNames();
      if (operand.count > 1) return error::KeyNestedAttribute();
      attribute = binding_.name(tree_.path(operand)[0].value);
    }
    if (!attribute.has_value()) return error::KeyNoName();
    return AddTerm(node, *attribute, values);
  }

  absl::Status AddTerm(const Node& node, std::string_view attribute,
                       const absl::InlinedVector<ValueView, 2>& values) {
    for (const KeyTerm& term : terms_) {
      if (term.attribute == attribute) return error::KeyRepeated();
    }
    KeyTest test = KeyTest::kBeginsWith;
    if (node.type == NodeType::kBetween) test = KeyTest::kBetween;
    if (node.type == NodeType::kCompare) {
      const bool value_first = tree_.node(tree_.operands(node)[0]).type == NodeType::kValue;
      test = TestOf(node.comparator(), value_first);
    }
    terms_.push_back({attribute, test, values[0], values.back()});
    return absl::OkStatus();
  }

  const Binding& binding_;
  const Tree& tree_;
  KeyTerms terms_;
};

const KeyTerm* TermFor(const KeyTerms& terms, const KeyAttribute& attribute) {
  for (const KeyTerm& term : terms) {
    if (term.attribute == attribute.name) return &term;
  }
  return nullptr;
}

absl::Status CheckType(const KeyTerm& term, const KeyAttribute& attribute) {
  if (term.test == KeyTest::kNone) return error::KeyNotIndexable();
  const bool fits = term.value.type() == attribute.type && term.upper.type() == attribute.type;
  return fits ? absl::OkStatus() : error::KeyType();
}

}  // namespace

absl::StatusOr<KeyTerms> ReadKeyTerms(const Binding& binding) {
  STATOR_CHECK(binding.kind() == Kind::kKeyCondition);
  return Reader(binding).Run();
}

absl::StatusOr<KeyCondition> MatchKey(const KeyTerms& terms, const KeySchema& key) {
  if (terms.size() > std::max<size_t>(2, key.size())) return error::KeyConditionCount();
  KeyCondition condition;
  for (const KeyAttribute& attribute : key.partition) {
    const KeyTerm* term = TermFor(terms, attribute);
    if (term == nullptr) return error::KeyMissing(attribute.name);
    STATOR_RETURN_IF_ERROR(CheckType(*term, attribute));
    if (term->test != KeyTest::kEqual) return error::KeyNotSupported();
    condition.partition.push_back(term->value);
  }
  // Sort attributes are taken from the left for as long as there are terms.
  size_t left = terms.size() - condition.partition.size();
  for (const KeyAttribute& attribute : key.sort) {
    if (left == 0) break;
    const KeyTerm* term = TermFor(terms, attribute);
    if (term == nullptr) return error::KeyMissing(attribute.name);
    STATOR_RETURN_IF_ERROR(CheckType(*term, attribute));
    if (term->test != KeyTest::kEqual && left > 1) return error::KeyNotSupported();
    if (term->test == KeyTest::kBeginsWith && attribute.type == Type::kNumber) {
      return error::KeyType();
    }
    condition.sort.push_back(*term);
    --left;
  }
  if (left > 0) return error::KeyNotSupported();
  return condition;
}

}  // namespace stator::expression
