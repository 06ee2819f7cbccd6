// The part of an item that some paths lead to, in the item's own shape: maps keep only the
// attributes asked for, lists only the elements asked for, in their order and without gaps.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "db/expression/binding.h"
#include "db/expression/path.h"
#include "stator/item.h"

namespace stator::expression {

// Immutable, safe to share between threads. Borrows what its Binding borrows.
class BoundProjection {
 public:
  // REQUIRES: binding.kind() is kProjection, and Check found no fault.
  explicit BoundProjection(Binding binding);
  BoundProjection(BoundProjection&&) noexcept = default;
  BoundProjection& operator=(BoundProjection&&) noexcept = default;

  // Appends the encoding of the projected item to `out`, in one pass over `item`. Paths that lead
  // nowhere are left out, and so are containers of which nothing is left.
  void Apply(ItemView item, std::string& out) const;

  // The attributes that the paths start with, sorted: what an index must hold to answer.
  std::vector<std::string_view> Attributes() const;

  const Binding& binding() const { return binding_; }

 private:
  Binding binding_;
  std::vector<Path> paths_;  // Sorted; they point into the tree, which does not move.
};

// The same for any paths. REQUIRES: `sorted` is in the order of PathLess and no two overlap.
void Project(ItemView item, absl::Span<const Path> sorted, Names names, std::string& out);

}  // namespace stator::expression
