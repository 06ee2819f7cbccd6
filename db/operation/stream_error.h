// The errors of the operations on streams, by name.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "stator/request/stream.h"

namespace stator::operation::error {

// ResourceNotFoundException.
absl::Status StreamNotFound(std::string_view arn);
absl::Status ShardNotFound(std::string_view shard_id, std::string_view arn);

// ValidationException.
absl::Status InvalidShardIterator();
// The type needs one.
absl::Status SequenceNumberMissing(ShardIteratorType type);
// None that a record could have.
absl::Status InvalidSequenceNumber(std::string_view number);
// One of another shard.
absl::Status SequenceNumberOutOfShard(std::string_view number, std::string_view shard_id);
// A ShardFilter of which one member says nothing without the other.
absl::Status IncompleteShardFilter();

// TrimmedDataAccessException.
absl::Status TrimmedData();
// ExpiredIteratorException.
absl::Status ExpiredIterator();

}  // namespace stator::operation::error
