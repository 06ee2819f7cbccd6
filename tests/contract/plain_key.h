// The key of an item of the table "plain".
#pragma once

#include <string>

#include "tests/support/door.h"

namespace stator::testing {

inline Item Key(const std::string& p) { return Item{{"p", p}}; }

}  // namespace stator::testing
