#include "client/error.h"

#include "db/base/error.h"

namespace stator::client::error {

using stator::error::Concat;
using stator::error::Make;
using stator::error::Validation;

absl::Status BadUrl(std::string_view url) {
  return Validation(
      Concat({"The URL of an endpoint has the form http://host:port, which '", url, "' has not"}));
}

absl::Status Unsupported(std::string_view what) {
  return Validation(Concat({what, " is not supported by this version"}));
}

absl::Status BadOption(std::string_view option) {
  return Validation(Concat({"ClientOptions::", option, " has a value that is none"}));
}

absl::Status NoAnswer(std::string_view why, bool may_have_happened) {
  if (!may_have_happened) return Make(ErrorCode::kUnavailable, why);
  return Make(ErrorCode::kOutcomeUnknown,
              Concat({why, "; the write may or may not have happened"}));
}

absl::Status Closed() { return Make(ErrorCode::kUnavailable, "The database is closed"); }

absl::Status UsedAfterFork() {
  return Make(ErrorCode::kUnavailable, "The database was opened by the parent of this process");
}

}  // namespace stator::client::error
