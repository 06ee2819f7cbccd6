// Which file systems a database may lie on. LMDB shares memory between its readers and its writer
// through the map of a file and relies on locks, and neither holds across a network.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace stator::storage::lmdb {

// The name of a network or user-space file system by the number that statfs gives for its type;
// empty for any other.
std::string_view NetworkFilesystemName(uint32_t type);

// Error: error::NetworkFilesystem. `path` exists.
absl::Status CheckFilesystem(const std::string& path);

}  // namespace stator::storage::lmdb
