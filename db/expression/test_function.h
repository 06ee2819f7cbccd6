// What the functions of conditions compute, apart from where their operands come from.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "db/expression/operand.h"
#include "stator/value.h"

namespace stator::expression {

// size(): of S the UTF-16 code units (a character beyond U+FFFF counts as two), of B the bytes, of
// sets, L and M the elements. nullopt for N, BOOL and NULL, which have no size.
std::optional<size_t> SizeOf(ValueView value);

// begins_with(): S in S, B in B; anything else is false.
bool BeginsWith(const Operand& text, const Operand& prefix);

// contains(): S in S and B in B as a part, a member of a set as an element, anything in an L as an
// equal element; anything else is false.
bool Contains(const Operand& container, const Operand& element);

}  // namespace stator::expression
