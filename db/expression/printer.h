// A tree as text, in one canonical spelling: keywords in capitals, single spaces, and only those
// parentheses that the meaning needs.
#pragma once

#include <string>

#include "absl/types/span.h"
#include "db/expression/tree.h"

namespace stator::expression {

std::string Print(const Tree& tree);

// "[a, [0], b]", as error messages show a path. `names[i]` is the attribute name that
// tree.names()[i] stands for.
std::string PrintPath(absl::Span<const PathElement> path, absl::Span<const std::string_view> names);

}  // namespace stator::expression
