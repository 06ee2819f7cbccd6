// A moment of a database that one can go back to (stator/database.h).
#pragma once

#include <cstdint>

namespace stator {

// The name of a mark, in one open database. Later marks have greater numbers, and none is given
// twice.
enum class MarkId : uint64_t {};

}  // namespace stator
