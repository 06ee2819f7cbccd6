// Zip files, as they are uploaded with a function's code.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace stator::server {

// As the service bounds them.
inline constexpr size_t kZipBytesMax = size_t{50} << 20;
// A request with one, in base64.
inline constexpr size_t kUploadBytesMax = kZipBytesMax / 3 * 4 + (size_t{1} << 20);
inline constexpr uint64_t kUnzippedBytesMax = uint64_t{250} << 20;

// Writes what is in `zip` below `directory`, which is made; flushed. Files that are executable stay
// so, links stay links. Refused, with AWS Lambda's words where it has some: what is damaged or
// encrypted, needs another method than deflate, has more than `bytes_max` in it, or reaches out of
// the folder by a name or a link. Then `directory` is gone again. `zip` may be anything.
absl::Status Unzip(std::string_view zip, const std::string& directory,
                   uint64_t bytes_max = kUnzippedBytesMax);

}  // namespace stator::server
