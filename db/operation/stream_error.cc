// The exceptions of streams have the words of the API reference. What the service says of sequence
// numbers and filters that make no sense is not documented: those texts are ours.
#include "db/operation/stream_error.h"

#include "db/base/error.h"
#include "db/request/enums.h"

namespace stator::operation::error {

using stator::error::Concat;
using stator::error::Make;
using stator::error::Validation;

absl::Status StreamNotFound(std::string_view arn) {
  return Make(ErrorCode::kResourceNotFound,
              Concat({"Requested resource not found: Stream: ", arn, " not found"}));
}

absl::Status ShardNotFound(std::string_view shard_id, std::string_view arn) {
  return Make(ErrorCode::kResourceNotFound, Concat({"Requested resource not found: Shard: ",
                                                    shard_id, " in Stream: ", arn, " not found"}));
}

absl::Status InvalidShardIterator() { return Validation("Invalid ShardIterator"); }

absl::Status SequenceNumberMissing(ShardIteratorType type) {
  return Validation(
      Concat({"SequenceNumber must be specified for ShardIteratorType ", EnumText(type)}));
}

absl::Status InvalidSequenceNumber(std::string_view number) {
  return Validation(Concat({"Invalid SequenceNumber: ", number}));
}

absl::Status SequenceNumberOutOfShard(std::string_view number, std::string_view shard_id) {
  return Validation(
      Concat({"Invalid SequenceNumber: ", number, " is not in the range of shard ", shard_id}));
}

absl::Status IncompleteShardFilter() {
  return Validation("ShardFilter must have both Type and ShardId");
}

absl::Status TrimmedData() {
  return Make(ErrorCode::kTrimmedDataAccess, "The data you are trying to access has been trimmed.");
}

absl::Status ExpiredIterator() {
  return Make(ErrorCode::kExpiredIterator,
              "The provided iterator exceeds the maximum age allowed.");
}

}  // namespace stator::operation::error
