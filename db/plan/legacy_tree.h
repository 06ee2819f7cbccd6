// A tree and the values that its request gives it, made together: what the legacy parameters are
// lowered to.
//
//   LegacyTree tree(Kind::kCondition);
//   const NodeId root = tree->Compare(Comparator::kEqual, tree.Attribute("a"), tree.Value(value));
//   BoundCondition condition(std::move(tree).Bind(root));
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "db/expression/binding.h"
#include "db/expression/tree_builder.h"
#include "stator/value.h"

namespace stator::plan {

class LegacyTree {
 public:
  explicit LegacyTree(expression::Kind kind) : build_(kind) {}

  expression::TreeBuilder* operator->() { return &build_; }

  // An attribute of the item by its name, which is no path.
  expression::NodeId Attribute(std::string_view name) { return build_.Path({build_.Name(name)}); }
  // The next value. What it points at must outlive the binding.
  expression::NodeId Value(ValueView value) {
    values_.push_back(value);
    return build_.Value(":" + std::to_string(values_.size()));
  }

  // This is spent afterwards. Nothing is checked: what could be said against the tree has been said
  // of the legacy parameter, in other words.
  expression::Binding Bind(expression::NodeId root = 0) && {
    return expression::Binding(std::move(build_).Finish(root), values_);
  }

 private:
  expression::TreeBuilder build_;
  absl::InlinedVector<ValueView, 8> values_;
};

}  // namespace stator::plan
