// Where a function's code is, from what a request says of it.
//
//   S3Bucket "hot-reload", S3Key "/srv/app"   a folder below --functions-root, used as it is
//   ZipFile                                   unpacked, with --allow-code-upload
//   ImageUri "http://127.0.0.1:9000"              whatever takes the Lambda Invoke form there
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/lambda/function.h"
#include "server/lambda/messages.h"

namespace stator::server {

inline constexpr std::string_view kHotReloadBucket = "hot-reload";

struct CodeSettings {
  std::string functions_root;  // Absolute; empty: no folder may be used.
  bool allow_upload = false;
};

// Sets kind, code_directory, url, code_sha256 and code_bytes of `function`. `new_directory` gives a
// place for code that is to be unpacked; when this has failed nothing is there. Errors are
// kInvalidArgument with AWS Lambda's text, or one that names the flag; kOutOfRange for an upload
// that is too large. Safe with any input: folders are looked at behind all links.
absl::Status ResolveCode(const FunctionCode& code, PackageType package,
                         const CodeSettings& settings,
                         absl::FunctionRef<std::string()> new_directory,
                         FunctionDefinition& function);

}  // namespace stator::server
