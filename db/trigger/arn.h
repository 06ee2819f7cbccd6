// ARNs and names where requests on mappings have them: of streams, of functions, of tables of dead
// letters. Matched by hand against the patterns of AWS Lambda's API reference, which errors quote.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace stator::trigger {

// Where the database is.
struct Place {
  std::string region;
  std::string account;

  // "arn:aws:lambda:<region>:<account>:function:<name>"
  std::string FunctionArn(std::string_view function) const;
  // "arn:aws:lambda:<region>:<account>:event-source-mapping:<uuid>"
  std::string MappingArn(std::string_view uuid) const;
  // "arn:aws:dynamodb:<region>:<account>:table/<name>"
  std::string TableArn(std::string_view table) const;
};

// The name of a function that is given as name, partial ARN or ARN, of this place, with the version
// $LATEST or without one. Errors: ValidationException (there are no other versions, and no
// aliases); ResourceNotFoundException for a function of another region.
absl::StatusOr<std::string> FunctionNameOf(std::string_view given, const Place& place);

// Parts of the ARN of a stream.
struct StreamSource {
  std::string table;
  std::string label;
};
// Whether there is such a stream is not asked. Errors: ValidationException, for what is no ARN, of
// another kind of source, or of another place.
absl::StatusOr<StreamSource> StreamSourceOf(std::string_view arn, const Place& place);

// The name of the table of a destination; empty for an empty text. Errors: ValidationException.
absl::StatusOr<std::string> DestinationTableOf(std::string_view destination, const Place& place);

}  // namespace stator::trigger
