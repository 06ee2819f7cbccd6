// A door to a database that is opened with options, for suites about what those change.
#pragma once

#include <memory>

#include "tests/support/door.h"

namespace stator::testing {

// As kind.open(). The clock is the door's own, whatever the options say.
std::unique_ptr<Door> OpenDoor(const DoorKind& kind, const Options& options);

}  // namespace stator::testing
