// Whether a function's code has changed since it was loaded.
#pragma once

#include <cstdint>
#include <string>

namespace stator::server {

// A number that is another one when a file below `directory` was written, added or removed, by the
// times, sizes and inodes of all of them; 0 if there is no such directory. Left out are
// node_modules,
// __pycache__ and what begins with a dot: they are large, and nobody edits them. Of what remains
// the first 2,000 files count, upper directories first, so that it takes a millisecond or two at
// most. Thread-safe.
uint64_t CodeStamp(const std::string& directory);

}  // namespace stator::server
