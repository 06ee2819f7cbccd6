// Comparing texts without regard to case.
#pragma once

#include <string>
#include <string_view>

namespace stator::trigger {

// The same text for texts that differ in case alone, letter by letter: of the Latin, Greek,
// Cyrillic and Armenian scripts. REQUIRES: UTF-8.
std::string FoldCase(std::string_view utf8);

}  // namespace stator::trigger
