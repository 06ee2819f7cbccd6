// ListStreams, DescribeStream, GetShardIterator, GetRecords: the changes of a table's items, in
// order, for 24 hours.
//
//   An iterator is a position in one shard of a stream. Reading answers the next iterator, until
//   the shard is closed and read to its end:
//
//   GetShardIterator{.stream_arn = ..., .shard_id = ..., .shard_iterator_type = kTrimHorizon}
//   GetRecords{.shard_iterator = ...} → records, next_shard_iterator
#pragma once

#include "stator/clock.h"
#include "stator/request/common.h"
#include "stator/request/key_schema.h"
#include "stator/request/stream_specification.h"

namespace stator {

enum class StreamStatus : uint8_t { kEnabling, kEnabled, kDisabling, kDisabled };
enum class ShardFilterType : uint8_t { kChildShards };
enum class ShardIteratorType : uint8_t {
  kTrimHorizon,  // Before the oldest record that there is.
  kLatest,       // Behind the newest record of the moment.
  kAtSequenceNumber,
  kAfterSequenceNumber,
};
enum class OperationType : uint8_t { kInsert, kModify, kRemove };

struct Stream {
  std::optional<std::string> stream_arn{};
  std::optional<std::string> table_name{};
  std::optional<std::string> stream_label{};
};

struct SequenceNumberRange {
  std::optional<std::string> starting_sequence_number{};
  std::optional<std::string> ending_sequence_number{};  // Of closed shards.
};

struct Shard {
  std::optional<std::string> shard_id{};
  std::optional<SequenceNumberRange> sequence_number_range{};
  std::optional<std::string> parent_shard_id{};
};

struct StreamDescription {
  std::optional<std::string> stream_arn{};
  std::optional<std::string> stream_label{};
  std::optional<StreamStatus> stream_status{};
  std::optional<StreamViewType> stream_view_type{};
  std::optional<Time> creation_request_date_time{};
  std::optional<std::string> table_name{};
  std::optional<std::vector<KeySchemaElement>> key_schema{};
  std::optional<std::vector<Shard>> shards{};
  std::optional<std::string> last_evaluated_shard_id{};
};

struct ShardFilter {
  std::optional<ShardFilterType> type{};
  std::optional<std::string> shard_id{};  // Of the parent.
};

// Of whoever changed an item, when it was the service itself.
struct Identity {
  std::optional<std::string> principal_id{};
  std::optional<std::string> type{};
};

struct StreamRecord {
  std::optional<Time> approximate_creation_date_time{};  // Whole seconds.
  std::optional<Item> keys{};
  std::optional<Item> new_image{};
  std::optional<Item> old_image{};
  std::optional<std::string> sequence_number{};
  std::optional<int64_t> size_bytes{};
  std::optional<StreamViewType> stream_view_type{};
};

struct Record {
  std::optional<std::string> event_id{};  // The same at each reading.
  std::optional<OperationType> event_name{};
  std::optional<std::string> event_version{};
  std::optional<std::string> event_source{};
  std::optional<std::string> aws_region{};
  std::optional<StreamRecord> dynamodb{};
  std::optional<Identity> user_identity{};  // Of deletions by time to live.
};

struct ListStreamsRequest {
  std::optional<std::string> table_name{};
  std::optional<int32_t> limit{};  // 1 to 100; default 100
  std::optional<std::string> exclusive_start_stream_arn{};
};

struct ListStreamsResult {
  std::vector<Stream> streams;
  std::optional<std::string> last_evaluated_stream_arn{};
};

struct DescribeStreamRequest {
  std::optional<std::string> stream_arn{};  // required
  std::optional<int32_t> limit{};           // of shards, 1 to 100; default 100
  std::optional<std::string> exclusive_start_shard_id{};
  std::optional<ShardFilter> shard_filter{};
};

struct DescribeStreamResult {
  std::optional<StreamDescription> stream_description{};
};

struct GetShardIteratorRequest {
  std::optional<std::string> stream_arn{};                 // required
  std::optional<std::string> shard_id{};                   // required
  std::optional<ShardIteratorType> shard_iterator_type{};  // required
  std::optional<std::string> sequence_number{};            // with the types that name it
};

struct GetShardIteratorResult {
  std::optional<std::string> shard_iterator{};  // Good for 15 minutes.
};

struct GetRecordsRequest {
  std::optional<std::string> shard_iterator{};  // required
  std::optional<int32_t> limit{};               // 1 to 1000; default 1000
};

struct GetRecordsResult {
  std::vector<Record> records;  // At most 1 MB.
  // Absent at the end of a closed shard.
  std::optional<std::string> next_shard_iterator{};
};

}  // namespace stator
