// What LMDB's return codes mean to a caller of the store.
#pragma once

#include <cstddef>
#include <string_view>

#include "absl/status/status.h"

namespace stator::storage::lmdb {

// REQUIRES: code != 0. A full map, a full disk and damage have errors of their own; everything
// else is error::Io with the name of the call.
absl::Status LmdbError(int code, std::string_view call, size_t map_bytes);

// True when the file system has no room: no space, a quota, the largest size of a file.
bool IsDiskFull(int code);

}  // namespace stator::storage::lmdb
