// What a SELECT list makes of an item: a flat row. A nested path gives the value it leads to under
// the name of its last step, as "l[0]" where that is in a list.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "db/expression/binding.h"
#include "db/partiql/statement.h"
#include "stator/item.h"

namespace stator::partiql {

// Immutable. Owns what it needs of the statement.
class Columns {
 public:
  // REQUIRES: the statement has columns (not "*").
  explicit Columns(const Statement& statement);

  // All columns are whole attributes, each once: then the row is a projection of the item.
  bool IsProjection() const { return is_projection_; }
  // The paths, as an expression of kind kProjection.
  const expression::Binding& paths() const { return paths_; }

  // Appends the encoding of the row to `out`. Paths that lead nowhere are left out; of two columns
  // of one name the last counts.
  void Apply(ItemView item, std::string& out) const;

 private:
  expression::Binding paths_;
  std::vector<std::string> labels_;  // Of each path.
  bool is_projection_;
};

}  // namespace stator::partiql
