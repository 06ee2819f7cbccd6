// A condition fixes an attribute to a set of values if it can only hold for those: "=" and IN do, a
// conjunction does if any part does, a disjunction if all parts do.
#include "db/partiql/key_search.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/partiql/error.h"

namespace stator::partiql {
namespace {

using expression::KeyTerm;
using expression::KeyTerms;
using expression::KeyTest;

using Values = std::vector<ValueView>;

void AddDistinct(ValueView value, Values& values) {
  if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
}

// What has no order is refused when it is matched with the key.
std::string_view OrderedBytes(ValueView value) {
  const bool is_ordered = value.type() == Type::kString || value.type() == Type::kNumber ||
                          value.type() == Type::kBinary;
  return is_ordered ? value.ScalarBytes() : value.encoded();
}

// What a comparison says of a whole attribute, whichever side it stands on.
struct Test {
  Comparison comparison;
  NodeId constant;
};

Comparison Mirrored(Comparison comparison) {
  switch (comparison) {
    case Comparison::kLess:
      return Comparison::kGreater;
    case Comparison::kLessOrEqual:
      return Comparison::kGreaterOrEqual;
    case Comparison::kGreater:
      return Comparison::kLess;
    case Comparison::kGreaterOrEqual:
      return Comparison::kLessOrEqual;
    default:
      return comparison;
  }
}

class Search {
 public:
  Search(const Statement& statement, Constants& constants)
      : statement_(statement), constants_(constants) {}

  bool IsAttribute(NodeId id, std::string_view attribute) const {
    const Node& node = statement_.node(id);
    return node.type == NodeType::kPath && node.count == 1 &&
           statement_.string(statement_.path(node)[0].value) == attribute;
  }

  bool IsValue(NodeId id) const {
    return constants_.IsConstant(id) && statement_.node(id).type != NodeType::kMissing;
  }

  std::optional<Test> TestOf(NodeId term, std::string_view attribute) const {
    const Node& node = statement_.node(term);
    if (node.type != NodeType::kCompare) return std::nullopt;
    const auto operands = statement_.operands(node);
    if (IsAttribute(operands[0], attribute) && IsValue(operands[1])) {
      return Test{node.comparison(), operands[1]};
    }
    if (IsAttribute(operands[1], attribute) && IsValue(operands[0])) {
      return Test{Mirrored(node.comparison()), operands[0]};
    }
    return std::nullopt;
  }

  std::optional<NodeId> EqualityOf(NodeId term, std::string_view attribute) const {
    const std::optional<Test> test = TestOf(term, attribute);
    if (!test || test->comparison != Comparison::kEqual) return std::nullopt;
    return test->constant;
  }

  bool IsList(NodeId term, std::string_view attribute) const {
    const Node& node = statement_.node(term);
    return node.type == NodeType::kIn && IsAttribute(statement_.operands(node)[0], attribute);
  }

  // nullopt: the condition fixes nothing.
  absl::StatusOr<std::optional<Values>> ValuesOf(NodeId condition, std::string_view attribute) {
    const Node& node = statement_.node(condition);
    if (const std::optional<NodeId> constant = EqualityOf(condition, attribute)) {
      STATOR_ASSIGN_OR_RETURN(const ValueView value, constants_.Of(*constant));
      return std::optional<Values>(Values{value});
    }
    if (IsList(condition, attribute)) {
      STATOR_ASSIGN_OR_RETURN(const Values elements,
                              constants_.ElementsOf(statement_.operands(node)[1]));
      Values distinct;
      for (const ValueView element : elements) AddDistinct(element, distinct);
      return std::optional<Values>(std::move(distinct));
    }
    if (node.type == NodeType::kAnd) return Intersection(node, attribute);
    if (node.type == NodeType::kOr) return Union(node, attribute);
    return std::optional<Values>();
  }

 private:
  absl::StatusOr<std::optional<Values>> Intersection(const Node& node, std::string_view attribute) {
    std::optional<Values> all;
    for (const NodeId operand : statement_.operands(node)) {
      STATOR_ASSIGN_OR_RETURN(std::optional<Values> values, ValuesOf(operand, attribute));
      if (!values) continue;
      if (!all) {
        all = std::move(values);
        continue;
      }
      const auto absent = [&](ValueView value) {
        return std::find(values->begin(), values->end(), value) == values->end();
      };
      all->erase(std::remove_if(all->begin(), all->end(), absent), all->end());
    }
    return all;
  }

  absl::StatusOr<std::optional<Values>> Union(const Node& node, std::string_view attribute) {
    Values all;
    for (const NodeId operand : statement_.operands(node)) {
      STATOR_ASSIGN_OR_RETURN(const std::optional<Values> values, ValuesOf(operand, attribute));
      if (!values) return std::optional<Values>();
      for (const ValueView value : *values) AddDistinct(value, all);
    }
    return std::optional<Values>(std::move(all));
  }

  const Statement& statement_;
  Constants& constants_;
};

// The term of a condition on a sort attribute, if it is one that bounds a range.
absl::StatusOr<std::optional<KeyTerm>> SortTermOf(const Statement& statement, Search& search,
                                                  Constants& constants, NodeId term,
                                                  const KeyAttribute& attribute) {
  const Node& node = statement.node(term);
  const auto value_at = [&](NodeId id) { return constants.Of(id); };
  if (const std::optional<Test> test = search.TestOf(term, attribute.name)) {
    if (test->comparison == Comparison::kNotEqual) return std::optional<KeyTerm>();
    constexpr KeyTest kTests[] = {KeyTest::kEqual,   KeyTest::kEqual,
                                  KeyTest::kLess,    KeyTest::kLessOrEqual,
                                  KeyTest::kGreater, KeyTest::kGreaterOrEqual};
    STATOR_ASSIGN_OR_RETURN(const ValueView value, value_at(test->constant));
    const KeyTest key_test = kTests[static_cast<size_t>(test->comparison)];
    return std::optional<KeyTerm>({attribute.name, key_test, value, value});
  }
  if (node.type != NodeType::kBetween && node.type != NodeType::kCall) {
    return std::optional<KeyTerm>();
  }
  const auto operands = statement.operands(node);
  if (operands.empty() || !search.IsAttribute(operands[0], attribute.name)) {
    return std::optional<KeyTerm>();
  }
  for (const NodeId operand : operands.subspan(1)) {
    if (!search.IsValue(operand)) return std::optional<KeyTerm>();
  }
  if (node.type == NodeType::kBetween) {
    STATOR_ASSIGN_OR_RETURN(const ValueView lower, value_at(operands[1]));
    STATOR_ASSIGN_OR_RETURN(const ValueView upper, value_at(operands[2]));
    return std::optional<KeyTerm>({attribute.name, KeyTest::kBetween, lower, upper});
  }
  if (statement.string(node.name) != "begins_with" || operands.size() != 2) {
    return std::optional<KeyTerm>();
  }
  STATOR_ASSIGN_OR_RETURN(const ValueView prefix, value_at(operands[1]));
  return std::optional<KeyTerm>({attribute.name, KeyTest::kBeginsWith, prefix, prefix});
}

// Finds the ranges of a read, attribute by attribute of the key.
class RangeSearch {
 public:
  RangeSearch(const Statement& statement, Constants& constants, const KeySchema& key)
      : statement_(statement), constants_(constants), key_(key), search_(statement, constants) {}

  absl::StatusOr<ReadKeys> Run() && {
    keys_.rest = TermsOf(statement_);
    if (keys_.rest.empty()) return std::move(keys_);
    keys_.ranges.emplace_back();
    for (const KeyAttribute& attribute : key_.partition) {
      STATOR_ASSIGN_OR_RETURN(const std::optional<Values> values,
                              search_.ValuesOf(*statement_.where(), attribute.name));
      if (!values) {
        keys_ = ReadKeys();
        keys_.rest = TermsOf(statement_);
        return std::move(keys_);
      }
      if (values->size() > limits::kHashKeysInListMax) {
        return error::TooManyKeysInList(values->size());
      }
      Multiply(attribute, *values);
    }
    keys_.is_scan = false;
    STATOR_RETURN_IF_ERROR(BoundSort());
    return std::move(keys_);
  }

 private:
  // Each range so far, for each value.
  void Multiply(const KeyAttribute& attribute, const Values& values) {
    std::vector<KeyTerms> ranges;
    for (const KeyTerms& range : keys_.ranges) {
      for (const ValueView value : values) {
        ranges.push_back(range);
        ranges.back().push_back({attribute.name, KeyTest::kEqual, value, value});
      }
    }
    keys_.ranges = std::move(ranges);
    // Terms that say nothing else are answered.
    const auto answered = [&](NodeId term) {
      if (search_.IsList(term, attribute.name)) keys_.is_list = true;
      return search_.IsList(term, attribute.name) ||
             search_.EqualityOf(term, attribute.name).has_value();
    };
    keys_.rest.erase(std::remove_if(keys_.rest.begin(), keys_.rest.end(), answered),
                     keys_.rest.end());
    if (values.size() != 1) keys_.is_list = true;
  }

  // Equalities on leading sort attributes, then one bound.
  absl::Status BoundSort() {
    keys_.is_point = true;
    for (const KeyAttribute& attribute : key_.sort) {
      STATOR_ASSIGN_OR_RETURN(const std::optional<KeyTerm> term, TakeSortTerm(attribute));
      if (!term) {
        STATOR_ASSIGN_OR_RETURN(const bool listed, TakeSortList(attribute));
        if (listed) continue;
        keys_.is_point = false;
        return absl::OkStatus();
      }
      for (KeyTerms& range : keys_.ranges) range.push_back(*term);
      if (term->test != KeyTest::kEqual) {
        keys_.is_point = false;
        return absl::OkStatus();
      }
    }
    return absl::OkStatus();
  }

  // An equality before any other bound. The term is no longer among the rest.
  absl::StatusOr<std::optional<KeyTerm>> TakeSortTerm(const KeyAttribute& attribute) {
    std::optional<KeyTerm> best;
    size_t at = 0;
    for (size_t i = 0; i < keys_.rest.size(); ++i) {
      STATOR_ASSIGN_OR_RETURN(
          const std::optional<KeyTerm> term,
          SortTermOf(statement_, search_, constants_, keys_.rest[i], attribute));
      if (!term || (best && term->test != KeyTest::kEqual)) continue;
      best = term;
      at = i;
      if (term->test == KeyTest::kEqual) break;
    }
    if (best) keys_.rest.erase(keys_.rest.begin() + static_cast<std::ptrdiff_t>(at));
    return best;
  }

  absl::StatusOr<bool> TakeSortList(const KeyAttribute& attribute) {
    STATOR_ASSIGN_OR_RETURN(const std::optional<Values> values,
                            search_.ValuesOf(*statement_.where(), attribute.name));
    if (!values || values->size() > limits::kInOperandsMax) return false;
    Multiply(attribute, *values);
    return true;
  }

  const Statement& statement_;
  Constants& constants_;
  const KeySchema& key_;
  Search search_;
  ReadKeys keys_;
};

}  // namespace

std::vector<NodeId> TermsOf(const Statement& statement) {
  if (!statement.where()) return {};
  const Node& node = statement.node(*statement.where());
  if (node.type != NodeType::kAnd) return {*statement.where()};
  const auto operands = statement.operands(node);
  return {operands.begin(), operands.end()};
}

absl::StatusOr<WriteKey> FindWriteKey(const Statement& statement, Constants& constants,
                                      const KeySchema& key) {
  const Search search(statement, constants);
  WriteKey found;
  found.rest = TermsOf(statement);
  for (const auto* part : {&key.partition, &key.sort}) {
    for (const KeyAttribute& attribute : *part) {
      const auto term = std::find_if(found.rest.begin(), found.rest.end(), [&](NodeId id) {
        return search.EqualityOf(id, attribute.name).has_value();
      });
      if (term == found.rest.end()) return error::NoKeyEquality();
      STATOR_ASSIGN_OR_RETURN(const ValueView value,
                              constants.Of(*search.EqualityOf(*term, attribute.name)));
      found.key.Set(attribute.name, Value(value));
      found.rest.erase(term);
    }
  }
  return found;
}

absl::StatusOr<ReadKeys> FindReadKeys(const Statement& statement, Constants& constants,
                                      const KeySchema& key) {
  return RangeSearch(statement, constants, key).Run();
}

absl::Status ApplyOrder(const Statement& statement, const KeySchema& key, ReadKeys& keys,
                        bool* forward) {
  *forward = true;
  if (statement.order().empty()) return absl::OkStatus();
  if (!statement.where()) return error::OrderByWithoutWhere();
  if (keys.is_scan) return error::OrderByWithoutKey();
  std::optional<bool> partitions_descend;
  for (const OrderKey& order : statement.order()) {
    if (key.Find(order.attribute) == nullptr) return error::OrderByOtherAttribute(order.attribute);
    if (key.partition[0].name == order.attribute) {
      partitions_descend = order.descending;
    } else {
      *forward = !order.descending;
    }
  }
  const bool one_partition =
      std::all_of(keys.ranges.begin(), keys.ranges.end(),
                  [&](const KeyTerms& range) { return range[0].value == keys.ranges[0][0].value; });
  if (!one_partition && !partitions_descend) return error::OrderByWithoutHashKey();
  // By partition, and where single items are read, by sort key within it.
  const auto less = [&](const KeyTerms& a, const KeyTerms& b) {
    for (size_t i = 0; i < a.size(); ++i) {
      const std::string_view one = OrderedBytes(a[i].value), other = OrderedBytes(b[i].value);
      if (one == other) continue;
      const bool descends =
          i < key.partition.size() ? partitions_descend.value_or(false) : !*forward;
      return descends ? other < one : one < other;
    }
    return false;
  };
  std::stable_sort(keys.ranges.begin(), keys.ranges.end(), less);
  return absl::OkStatus();
}

}  // namespace stator::partiql
