// Files whose content survives the machine.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace stator::server {

// Replaces `path` by `content`, all of it or nothing, whatever happens meanwhile. Flushed.
absl::Status ReplaceFile(const std::string& path, std::string_view content);
// Flushes the names in `folder`: what was made, renamed or removed there stays so.
absl::Status FlushFolder(const std::string& folder);
// Flushes the whole file system that `folder` is on; for many files at once.
absl::Status FlushAllAround(const std::string& folder);
// kNotFound if it is not there.
absl::StatusOr<std::string> ReadFile(const std::string& path);
// The error that errno says, of `path`.
absl::Status FileError(std::string_view doing, const std::string& path);
// Writes all of it.
bool WriteAll(int file, std::string_view content);

}  // namespace stator::server
