#include "db/trigger/error.h"

#include <string>

#include "db/base/error.h"
#include "db/base/limits.h"
#include "db/base/mapping_limits.h"

namespace stator::trigger::error {

using stator::error::Concat;
using stator::error::Validation;

absl::Status UnrecognizedSource() { return Validation("Unrecognized event source."); }

absl::Status StreamNotFound(std::string_view arn) {
  return Validation(Concat({"Stream not found: ", arn}));
}

absl::Status NoStartingPosition() {
  return Validation(
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy "
      "constraint: Member must not be null.");
}

absl::Status UnsupportedStartingPosition(std::string_view arn) {
  return Validation(Concat({"Unsupported starting position for arn type: ", arn}));
}

absl::Status UnusedTimestamp() {
  return Validation("StartingPositionTimestamp is for the StartingPosition AT_TIMESTAMP alone.");
}

absl::Status FunctionDoesNotExist() { return Validation("Function does not exist"); }

absl::Status FunctionOfAnotherRegion(std::string_view theirs, std::string_view ours) {
  return stator::error::Make(
      ErrorCode::kResourceNotFound,
      Concat({"Functions from '", theirs, "' are not reachable in this region ('", ours, "')"}));
}

absl::Status InvalidFilter() { return Validation("Invalid filter pattern definition."); }

absl::Status TooManyFilters() {
  return Validation(Concat({"FilterCriteria has more than the ",
                            std::to_string(limits::kFiltersMax), " filters that it may have."}));
}

absl::Status UnsupportedOnSuccess() {
  return Validation("Unsupported DestinationConfig parameter for given event source mapping type.");
}

absl::Status DestinationIsNoTable(std::string_view arn) {
  return Validation(Concat(
      {"A destination that is not a table of this database is not supported by this version: ",
       arn}));
}

absl::Status UnsupportedMetric() {
  return Validation("Unsupported MetricsConfig parameter for given event source mapping type.");
}

absl::Status RecordAgeTooLow() {
  return Validation(Concat({"MaximumRecordAgeInSeconds must be -1, or at least ",
                            std::to_string(limits::kRecordAgeSecondsMin), "."}));
}

absl::Status TwoPlacesToReplayFrom() {
  return Validation("A replay begins with a time or with a sequence number, not with both.");
}

absl::Status NoSequenceNumber(std::string_view text) {
  return Validation(Concat(
      {"A replay cannot begin with '", text, "', which is not the SequenceNumber of a record."}));
}

absl::Status TooManyTags() {
  return Validation(Concat({"Tags has more than the ", std::to_string(limits::kTagsPerResourceMax),
                            " entries that it may have."}));
}

absl::Status InvalidTag(std::string_view key) {
  return Validation(Concat(
      {"Tags: the entry '", key, "' is not of 1 to ", std::to_string(limits::kTagKeyCharactersMax),
       " characters with a value of at most ", std::to_string(limits::kTagValueCharactersMax),
       ", all of them letters, digits, spaces and _ . : / = + - @, and without aws: in front."}));
}

absl::Status MalformedMember(std::string_view value, std::string_view member,
                             std::string_view pattern) {
  return Validation(Concat({"1 validation error detected: Value '", value, "' at '", member,
                            "' failed to satisfy constraint: Member must satisfy regular "
                            "expression pattern: ",
                            pattern}));
}

}  // namespace stator::trigger::error
