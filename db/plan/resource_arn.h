// ARNs where a request names a resource by one: arn:aws:dynamodb:<region>:<account>:table/<name>,
// and /stream/<label> behind it for a stream.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace stator::plan {

// Everything before the name of a table, as this database has it in its ARNs.
struct ArnPrefix {
  std::string_view text;  // "arn:aws:dynamodb:us-east-1:000000000000:table/"

  std::string_view region() const;
  std::string_view account() const;
};

// The name in an ARN of a table of this database; nullopt: another region's or account's, or no
// ARN.
std::optional<std::string_view> TableNameIn(std::string_view arn, ArnPrefix own);

// What the service's authorizer says of a resource that the caller may not know of.
absl::Status AccessDenied(std::string_view arn, ArnPrefix own, std::string_view operation);

// That `arn` is one of a table, of this database's account and region. The account is looked at
// first: whose table it is not need not be told more. Errors: ValidationException,
// AccessDeniedException for `operation` on another account's.
absl::Status CheckTableArn(const std::optional<std::string>& arn, ArnPrefix own,
                           std::string_view operation);

// The same for an ARN of a stream. What it returns are parts of `arn`.
struct StreamName {
  std::string_view table;
  std::string_view label;
};
absl::StatusOr<StreamName> CheckStreamArn(std::string_view arn, ArnPrefix own,
                                          std::string_view operation);

}  // namespace stator::plan
