// Edits to an item, and the pass that merges them with its bytes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "db/expression/path.h"
#include "stator/item.h"

namespace stator::expression {

struct Edit {
  Path path;
  std::optional<ValueView> value;  // nullopt: what is there is removed.
};

// Puts edits in the order that Merge needs.
void SortEdits(std::vector<Edit>& edits, Names names);

// Appends to `out` the encoding of `item` with the edits made.
//
// Elements of lists are addressed by where they stand in `item`. Setting one beyond the end appends
// it, several such in order of their indexes; elements behind a removed one move up.
//
// REQUIRES: edits are sorted, no two paths overlap or conflict, and the parent of every path is in
// `item` and of the right type.
void Merge(ItemView item, absl::Span<const Edit> edits, Names names, std::string& out);

}  // namespace stator::expression
