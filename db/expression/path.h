// Document paths with their names resolved: finding a value, and order among paths.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "db/expression/binding.h"
#include "db/expression/tree.h"
#include "stator/item.h"

namespace stator::expression {

using Names = absl::Span<const std::string_view>;
using Path = absl::Span<const PathElement>;

// The value that `path` leads to; nullopt where any step is missing or meets another type.
std::optional<ValueView> Find(ItemView item, Path path, Names names);

// Indexes by number, before names by their bytes.
std::strong_ordering Compare(const PathElement& a, const PathElement& b, Names names);

// Element by element; a path comes directly before those that continue it. So paths that share a
// beginning stand together, in the order in which a walk of the item meets them.
bool PathLess(Path a, Path b, Names names);

// The paths of a projection or an update in that order.
std::vector<Path> SortedPaths(const Binding& binding);

// The number of leading `sorted` paths whose element at `depth` is that of the first.
// REQUIRES: all are longer than `depth`.
size_t GroupSize(absl::Span<const Path> sorted, size_t depth, Names names);

}  // namespace stator::expression
