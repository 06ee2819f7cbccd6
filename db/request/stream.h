// Field tables of ListStreams, DescribeStream, GetShardIterator and GetRecords.
#pragma once

#include "db/base/limits.h"
#include "db/request/enums.h"
#include "db/request/field.h"
#include "db/request/key_schema.h"
#include "stator/request/stream.h"

namespace stator {

template <>
struct FieldsOf<ListStreamsRequest> {
  using R = ListStreamsRequest;
  static constexpr std::string_view name = "ListStreamsInput";
  static constexpr auto fields = std::make_tuple(
      Field("TableName", &R::table_name)
          .MatchesName()
          .Between(limits::kTableNameBytesMin, limits::kTableNameBytesMax),
      Field("Limit", &R::limit).Between(1, limits::kStreamsPerPageMax),
      Field("ExclusiveStartStreamArn", &R::exclusive_start_stream_arn)
          .Between(limits::kStreamArnCharactersMin, limits::kStreamArnCharactersMax));
};

template <>
struct FieldsOf<ShardFilter> {
  using T = ShardFilter;
  static constexpr std::string_view name = "ShardFilter";
  static constexpr auto fields =
      std::make_tuple(Field("Type", &T::type),
                      Field("ShardId", &T::shard_id)
                          .Between(limits::kShardIdCharactersMin, limits::kShardIdCharactersMax));
};

template <>
struct FieldsOf<DescribeStreamRequest> {
  using R = DescribeStreamRequest;
  static constexpr std::string_view name = "DescribeStreamInput";
  static constexpr auto fields = std::make_tuple(
      Field("StreamArn", &R::stream_arn)
          .Required()
          .Between(limits::kStreamArnCharactersMin, limits::kStreamArnCharactersMax),
      Field("Limit", &R::limit).Between(1, limits::kShardsPerPageMax),
      Field("ExclusiveStartShardId", &R::exclusive_start_shard_id)
          .Between(limits::kShardIdCharactersMin, limits::kShardIdCharactersMax),
      Field("ShardFilter", &R::shard_filter));
};

template <>
struct FieldsOf<GetShardIteratorRequest> {
  using R = GetShardIteratorRequest;
  static constexpr std::string_view name = "GetShardIteratorInput";
  static constexpr auto fields = std::make_tuple(
      Field("StreamArn", &R::stream_arn)
          .Required()
          .Between(limits::kStreamArnCharactersMin, limits::kStreamArnCharactersMax),
      Field("ShardId", &R::shard_id)
          .Required()
          .Between(limits::kShardIdCharactersMin, limits::kShardIdCharactersMax),
      Field("ShardIteratorType", &R::shard_iterator_type).Required(),
      Field("SequenceNumber", &R::sequence_number)
          .Between(limits::kSequenceNumberCharactersMin, limits::kSequenceNumberCharactersMax));
};

template <>
struct FieldsOf<GetRecordsRequest> {
  using R = GetRecordsRequest;
  static constexpr std::string_view name = "GetRecordsInput";
  static constexpr auto fields =
      std::make_tuple(Field("ShardIterator", &R::shard_iterator)
                          .Required()
                          .Between(1, limits::kShardIteratorCharactersMax),
                      Field("Limit", &R::limit).Between(1, limits::kStreamRecordsPerPageMax));
};

// Results.

template <>
struct FieldsOf<Stream> {
  static constexpr std::string_view name = "Stream";
  static constexpr auto fields = std::make_tuple(Field("StreamArn", &Stream::stream_arn),  //
                                                 Field("TableName", &Stream::table_name),
                                                 Field("StreamLabel", &Stream::stream_label));
};

template <>
struct FieldsOf<ListStreamsResult> {
  using R = ListStreamsResult;
  static constexpr std::string_view name = "ListStreamsOutput";
  static constexpr auto fields =
      std::make_tuple(Field("Streams", &R::streams),
                      Field("LastEvaluatedStreamArn", &R::last_evaluated_stream_arn));
};

template <>
struct FieldsOf<SequenceNumberRange> {
  using T = SequenceNumberRange;
  static constexpr std::string_view name = "SequenceNumberRange";
  static constexpr auto fields =
      std::make_tuple(Field("StartingSequenceNumber", &T::starting_sequence_number),
                      Field("EndingSequenceNumber", &T::ending_sequence_number));
};

template <>
struct FieldsOf<Shard> {
  static constexpr std::string_view name = "Shard";
  static constexpr auto fields =
      std::make_tuple(Field("ShardId", &Shard::shard_id),
                      Field("SequenceNumberRange", &Shard::sequence_number_range),
                      Field("ParentShardId", &Shard::parent_shard_id));
};

template <>
struct FieldsOf<StreamDescription> {
  using D = StreamDescription;
  static constexpr std::string_view name = "StreamDescription";
  static constexpr auto fields = std::make_tuple(
      Field("StreamArn", &D::stream_arn), Field("StreamLabel", &D::stream_label),
      Field("StreamStatus", &D::stream_status), Field("StreamViewType", &D::stream_view_type),
      Field("CreationRequestDateTime", &D::creation_request_date_time),
      Field("TableName", &D::table_name), Field("KeySchema", &D::key_schema),
      Field("Shards", &D::shards), Field("LastEvaluatedShardId", &D::last_evaluated_shard_id));
};

template <>
struct FieldsOf<DescribeStreamResult> {
  static constexpr std::string_view name = "DescribeStreamOutput";
  static constexpr auto fields =
      std::make_tuple(Field("StreamDescription", &DescribeStreamResult::stream_description));
};

template <>
struct FieldsOf<GetShardIteratorResult> {
  static constexpr std::string_view name = "GetShardIteratorOutput";
  static constexpr auto fields =
      std::make_tuple(Field("ShardIterator", &GetShardIteratorResult::shard_iterator));
};

template <>
struct FieldsOf<StreamRecord> {
  using T = StreamRecord;
  static constexpr std::string_view name = "StreamRecord";
  static constexpr auto fields = std::make_tuple(
      Field("ApproximateCreationDateTime", &T::approximate_creation_date_time),
      Field("Keys", &T::keys), Field("NewImage", &T::new_image), Field("OldImage", &T::old_image),
      Field("SequenceNumber", &T::sequence_number), Field("SizeBytes", &T::size_bytes),
      Field("StreamViewType", &T::stream_view_type));
};

template <>
struct FieldsOf<Identity> {
  static constexpr std::string_view name = "Identity";
  static constexpr auto fields = std::make_tuple(Field("PrincipalId", &Identity::principal_id),
                                                 Field("Type", &Identity::type));
};

// The one structure of the API whose members begin with small letters.
template <>
struct FieldsOf<Record> {
  static constexpr std::string_view name = "Record";
  static constexpr auto fields = std::make_tuple(
      Field("eventID", &Record::event_id), Field("eventName", &Record::event_name),
      Field("eventVersion", &Record::event_version), Field("eventSource", &Record::event_source),
      Field("awsRegion", &Record::aws_region), Field("dynamodb", &Record::dynamodb),
      Field("userIdentity", &Record::user_identity));
};

template <>
struct FieldsOf<GetRecordsResult> {
  using R = GetRecordsResult;
  static constexpr std::string_view name = "GetRecordsOutput";
  static constexpr auto fields = std::make_tuple(
      Field("Records", &R::records), Field("NextShardIterator", &R::next_shard_iterator));
};

}  // namespace stator
