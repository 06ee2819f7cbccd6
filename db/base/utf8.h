// UTF-8 as DynamoDB takes it: strings and names compare by these bytes, and are never normalised.
#pragma once

#include <cstddef>
#include <string_view>

namespace stator {

// True if `text` is well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
bool IsValidUtf8(std::string_view text);

// How many code points there are, which is what limits in characters count. REQUIRES: UTF-8.
size_t CharacterCount(std::string_view utf8);

}  // namespace stator
