// The door over HTTP: a server in this process, on a port of the loopback that the system chooses,
// over an engine in memory; and a client of it.
#pragma once

#include <memory>

#include "tests/support/door.h"

namespace stator::testing {

std::unique_ptr<Door> OpenHttpDoor(const Options& options = {});

}  // namespace stator::testing
