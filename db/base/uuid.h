// Version 4 UUIDs, for what needs a name that no other database has: tables, backups, streams.
#pragma once

#include <string>

namespace stator {

// 36 characters, lower case: "f81d4fae-7dec-41d0-8765-00a0c91e6bf6". From the system's random
// generator; thread-safe.
std::string NewUuid();

}  // namespace stator
