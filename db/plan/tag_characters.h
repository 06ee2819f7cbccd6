// Which characters keys and values of tags may have.
#pragma once

#include <string_view>

namespace stator::plan {

// Letters with their marks, digits and spaces of any script, and + - = . _ : / @. REQUIRES:
// well-formed UTF-8.
bool IsTagText(std::string_view text);

}  // namespace stator::plan
