// ListStreams, DescribeStream, GetShardIterator, GetRecords.
#pragma once

#include "absl/status/statusor.h"
#include "db/operation/context.h"
#include "stator/request/stream.h"

namespace stator::operation {

absl::StatusOr<ListStreamsResult> ListStreams(const Context& context,
                                              const ListStreamsRequest& request);
absl::StatusOr<DescribeStreamResult> DescribeStream(const Context& context,
                                                    const DescribeStreamRequest& request);
absl::StatusOr<GetShardIteratorResult> GetShardIterator(const Context& context,
                                                        const GetShardIteratorRequest& request);
absl::StatusOr<GetRecordsResult> GetRecords(const Context& context,
                                            const GetRecordsRequest& request);

}  // namespace stator::operation
