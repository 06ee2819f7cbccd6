// Words that an expression may not use as attribute names without a placeholder ("#n").
#pragma once

#include <string_view>

namespace stator::expression {

// True if DynamoDB reserves `word`, in any case.
bool IsReservedWord(std::string_view word);

}  // namespace stator::expression
