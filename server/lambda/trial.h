// What to type to see a function run when a table changes.
#pragma once

#include <string>
#include <string_view>

namespace stator::server {

// Lines of text: the commands, with the server's URL, its region and the folder of functions, which
// may be empty.
std::string FunctionTrial(std::string_view url, std::string_view region,
                          const std::string& functions_root);

}  // namespace stator::server
