// What is wrong with an event source mapping, in the service's words where they were recorded, and
// in its manner elsewhere. All of them are ValidationExceptions, which AWS Lambda calls
// InvalidParameterValueException, but for what is said otherwise.
#pragma once

#include <string_view>

#include "absl/status/status.h"

namespace stator::trigger::error {

// The source.
absl::Status UnrecognizedSource();
absl::Status StreamNotFound(std::string_view arn);
absl::Status NoStartingPosition();
absl::Status UnsupportedStartingPosition(std::string_view arn);
absl::Status UnusedTimestamp();

// The function.
absl::Status FunctionDoesNotExist();
// ResourceNotFoundException.
absl::Status FunctionOfAnotherRegion(std::string_view theirs, std::string_view ours);

// What is done with records.
absl::Status InvalidFilter();
absl::Status TooManyFilters();
absl::Status UnsupportedOnSuccess();
absl::Status DestinationIsNoTable(std::string_view arn);
absl::Status UnsupportedMetric();
absl::Status RecordAgeTooLow();

// Where a replay begins: in words of our own.
absl::Status TwoPlacesToReplayFrom();
absl::Status NoSequenceNumber(std::string_view text);

absl::Status TooManyTags();
absl::Status InvalidTag(std::string_view key);

// A text that does not match the pattern that the API reference has for its member.
absl::Status MalformedMember(std::string_view value, std::string_view member,
                             std::string_view pattern);

}  // namespace stator::trigger::error
