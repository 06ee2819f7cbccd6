// AWS Lambda's operations that there are none of here, so that an error can name them.
#pragma once

#include <string_view>

namespace stator::server {

// The name of the one that has this method and path; empty if there is none. Pure.
std::string_view MissingOperation(std::string_view method, std::string_view path);

}  // namespace stator::server
