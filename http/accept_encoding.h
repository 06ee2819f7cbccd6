// What a client says of the codings that it takes.
#pragma once

#include <string_view>

namespace stator::http {

// True if an Accept-Encoding header asks for gzip: by name or by "*", with a weight that is not 0
// and not below that of identity, when that is named. An absent header asks for nothing.
bool AcceptsGzip(std::string_view accept_encoding);

}  // namespace stator::http
