// Text to tree.
#pragma once

#include <memory>
#include <string_view>

#include "absl/status/statusor.h"
#include "db/expression/kind.h"
#include "db/expression/tree.h"

namespace stator::expression {

// Parses an expression of the given kind. The tree borrows nothing from `text`.
//
// Errors (error.h) are those that DynamoDB finds in the text alone, in its order: empty, too long,
// syntax, then the first of the most urgent kind of fault (redundant parentheses, unknown or
// misplaced functions, reserved words, ...). What needs names or values, and what DynamoDB only
// says after looking at those (the arity of functions among them), is found by Bind.
//
// Never recurses deeper than a fixed limit, whatever the text; never throws; any bytes are allowed.
absl::StatusOr<std::shared_ptr<const Tree>> Parse(Kind kind, std::string_view text);

}  // namespace stator::expression
