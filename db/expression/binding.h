// A tree with the names and values of one request: two arrays beside it, so that evaluation looks
// nothing up and copies no tree.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "absl/container/inlined_vector.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "db/expression/placeholders.h"
#include "db/expression/tree.h"
#include "stator/value.h"

namespace stator::expression {

class Binding {
 public:
  // For trees without name placeholders whose values are known by position: values[i] is that of
  // tree->values()[i]. Nothing is checked; Check (check.h) does.
  Binding(std::shared_ptr<const Tree> tree, absl::Span<const ValueView> values);

  const Tree& tree() const { return *tree_; }
  Kind kind() const { return tree_->kind(); }

  // The attribute names that tree().names() stand for.
  absl::Span<const std::string_view> names() const { return names_; }
  // REQUIRES: defined, as all are after Bind.
  std::string_view name(uint32_t index) const { return names_[index]; }
  ValueView value(uint32_t index) const { return values_[index]; }

  absl::Span<const PathElement> path(NodeId id) const { return tree_->path(tree_->node(id)); }

  // An attribute name or a value that the request did not define. Only Check meets such.
  bool IsNameDefined(uint32_t index) const { return names_[index].data() != nullptr; }
  bool IsValueDefined(uint32_t index) const { return !values_[index].encoded().empty(); }

 private:
  friend absl::StatusOr<Binding> Bind(std::shared_ptr<const Tree>, Placeholders&);
  explicit Binding(std::shared_ptr<const Tree> tree) : tree_(std::move(tree)) {}

  std::shared_ptr<const Tree> tree_;
  absl::InlinedVector<std::string_view, 4> names_;  // Point into tree or request.
  absl::InlinedVector<ValueView, 4> values_;        // Point into the request.
};

// Resolves the placeholders of `tree`, marks them as used, and checks all that DynamoDB checks
// before it reads an item: names and values are defined, functions have the right number and types
// of operands, bounds are in order, paths do not overlap. The Binding borrows from what
// `placeholders` borrows from.
absl::StatusOr<Binding> Bind(std::shared_ptr<const Tree> tree, Placeholders& placeholders);

}  // namespace stator::expression
