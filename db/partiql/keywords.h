// The words that PartiQL keeps for itself: those of SQL-92 and some of its own.
#pragma once

#include <string_view>

namespace stator::partiql {

// In any case.
bool IsKeyword(std::string_view word);

}  // namespace stator::partiql
