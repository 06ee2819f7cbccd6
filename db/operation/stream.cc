// An iterator says behind which record to go on. Its place may have been trimmed, the store may
// have been put back behind it, and its stream forgotten: each is another exception, and what is
// looked at first is what the iterator itself tells.
#include "db/operation/stream.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/engine/log_reader.h"
#include "db/engine/moment.h"
#include "db/engine/stream_edit.h"
#include "db/engine/stream_view.h"
#include "db/model/shard_id.h"
#include "db/operation/shard_iterator.h"
#include "db/operation/stream_error.h"
#include "db/plan/resource_arn.h"
#include "db/request/check_members.h"
#include "db/request/stream.h"

namespace stator::operation {
namespace {

using engine::ShardDefinition;
using engine::StreamDefinition;
using engine::StreamPtr;

std::string StreamArn(const Context& context, const std::string& table, const std::string& label) {
  return context.arn_prefix + table + "/stream/" + label;
}

absl::StatusOr<StreamPtr> FindStream(const Context& context, const std::string& arn,
                                     std::string_view operation) {
  STATOR_ASSIGN_OR_RETURN(const plan::StreamName name,
                          plan::CheckStreamArn(arn, {context.arn_prefix}, operation));
  StreamPtr stream = context.catalog.streams().Find(name.table, name.label);
  if (stream == nullptr) return error::StreamNotFound(arn);
  return stream;
}

Shard DescriptionOf(const StreamDefinition& stream, const ShardDefinition& shard) {
  Shard d{.shard_id = ShardIdText(stream.log, shard.number),
          .sequence_number_range =
              SequenceNumberRange{.starting_sequence_number = SequenceNumberText(shard.first)}};
  if (shard.last) {
    d.sequence_number_range->ending_sequence_number = SequenceNumberText(*shard.last);
  }
  if (shard.parent) d.parent_shard_id = ShardIdText(stream.log, *shard.parent);
  return d;
}

StreamStatus StatusOf(const StreamDefinition& stream, engine::Moment moment) {
  if (stream.IsEnabled()) {
    return engine::IsOver(stream.created, moment) ? StreamStatus::kEnabled
                                                  : StreamStatus::kEnabling;
  }
  return engine::IsOver(stream.disabled, moment) ? StreamStatus::kDisabled
                                                 : StreamStatus::kDisabling;
}

StreamDescription DescriptionOf(const StreamDefinition& stream, const std::string& arn,
                                engine::Moment moment) {
  return {.stream_arn = arn,
          .stream_label = stream.label,
          .stream_status = StatusOf(stream, moment),
          .stream_view_type = stream.view,
          .creation_request_date_time = stream.created,
          .table_name = stream.table,
          .key_schema = stream.key_schema};
}

absl::Status CheckShardFilter(const std::optional<ShardFilter>& filter) {
  const bool complete = !filter || (filter->type && filter->shard_id);
  return complete ? absl::OkStatus() : error::IncompleteShardFilter();
}

// Behind which record an iterator begins. `stamp` is that of the last commit.
absl::StatusOr<Sequence> PlaceOf(const GetShardIteratorRequest& request,
                                 const ShardDefinition& shard, uint64_t stamp, Sequence horizon) {
  const ShardIteratorType type = *request.shard_iterator_type;
  if (type == ShardIteratorType::kTrimHorizon) return std::max(horizon, shard.first);
  if (type == ShardIteratorType::kLatest) return Sequence::EndOf(stamp);
  if (!request.sequence_number) return error::SequenceNumberMissing(type);
  const std::optional<Sequence> number = ParseSequenceNumber(*request.sequence_number);
  if (!number) return error::InvalidSequenceNumber(*request.sequence_number);
  if (*number < shard.first || *number > shard.last.value_or(Sequence::EndOf(stamp))) {
    return error::SequenceNumberOutOfShard(*request.sequence_number, *request.shard_id);
  }
  const Sequence after =
      type == ShardIteratorType::kAfterSequenceNumber ? *number : number->Before();
  if (after < horizon) return error::TrimmedData();
  return after;
}

// The trim horizon of a shard at this moment of the store and of the clock.
absl::StatusOr<Sequence> HorizonOf(const Context& context, storage::Snapshot& snapshot,
                                   engine::LogShard shard) {
  return engine::TrimHorizon(snapshot, shard, context.clock.Now() - engine::kStreamRetention);
}

// One page of records. `full`: it ended before the shard did.
struct RecordPage {
  std::vector<Record> records;
  Sequence last;
  bool full = false;
};

absl::StatusOr<RecordPage> ReadRecords(const Context& context, storage::Snapshot& snapshot,
                                       const StreamDefinition& stream,
                                       const ShardIterator& iterator, size_t limit) {
  const engine::LogShard shard{stream.log, iterator.shard};
  STATOR_ASSIGN_OR_RETURN(const Sequence horizon, HorizonOf(context, snapshot, shard));
  if (iterator.after < horizon) return error::TrimmedData();
  const engine::StreamOrigin origin{
      .secret = context.secret,
      .region = std::string(plan::ArnPrefix{context.arn_prefix}.region())};
  RecordPage page{.records = {}, .last = iterator.after};
  size_t bytes = 0;
  const auto visit = [&](Sequence sequence, const ChangeRecord& change) {
    bytes += engine::SizeOfRecord(stream, change);
    page.full = page.records.size() == limit ||
                (!page.records.empty() && bytes > limits::kStreamPageBytesMax);
    if (page.full) return storage::Visit::kStop;
    page.records.push_back(engine::RecordOf(stream, sequence, change, origin));
    page.last = sequence;
    return storage::Visit::kContinue;
  };
  STATOR_RETURN_IF_ERROR(engine::ReadLog(snapshot, shard, iterator.after, visit));
  return page;
}

// The iterator of a request, if it is good still.
absl::StatusOr<ShardIterator> OpenIterator(const Context& context, const std::string& text) {
  STATOR_ASSIGN_OR_RETURN(ShardIterator iterator, ShardIterator::Open(context.secret, text));
  constexpr std::chrono::minutes kAgeMax{limits::kShardIteratorMinutes};
  if (context.clock.Now() - iterator.made > kAgeMax || context.epochs.IsDead(iterator.epoch)) {
    return error::ExpiredIterator();
  }
  return iterator;
}

// Runs `read(epoch)` in one epoch: what it looked at, in memory and in the store, is of one
// history.
template <typename Read>
auto InOneEpoch(const Context& context, const Read& read) {
  while (true) {
    const uint64_t epoch = context.epochs.Now();
    auto result = read(epoch);
    if (context.epochs.Now() == epoch) return result;
  }
}

absl::StatusOr<GetShardIteratorResult> MakeIterator(const Context& context,
                                                    const GetShardIteratorRequest& request,
                                                    uint64_t epoch) {
  STATOR_ASSIGN_OR_RETURN(const StreamPtr stream,
                          FindStream(context, *request.stream_arn, "GetShardIterator"));
  const std::optional<uint32_t> number = ParseShardId(stream->log, *request.shard_id);
  const ShardDefinition* shard = number ? stream->FindShard(*number) : nullptr;
  if (shard == nullptr) return error::ShardNotFound(*request.shard_id, *request.stream_arn);
  ShardIterator iterator{.table = stream->table,
                         .label = stream->label,
                         .log = stream->log,
                         .shard = *number,
                         .after = {},
                         .made = context.clock.Now(),
                         .epoch = epoch};
  STATOR_RETURN_IF_ERROR(context.store.View([&](storage::Snapshot& snapshot) -> absl::Status {
    STATOR_ASSIGN_OR_RETURN(const Sequence horizon,
                            HorizonOf(context, snapshot, {stream->log, *number}));
    STATOR_ASSIGN_OR_RETURN(iterator.after, PlaceOf(request, *shard, snapshot.stamp(), horizon));
    return absl::OkStatus();
  }));
  return GetShardIteratorResult{.shard_iterator = iterator.Seal(context.secret)};
}

absl::StatusOr<GetRecordsResult> ReadPageOf(const Context& context,
                                            const GetRecordsRequest& request, uint64_t epoch) {
  STATOR_ASSIGN_OR_RETURN(ShardIterator iterator, OpenIterator(context, *request.shard_iterator));
  const StreamPtr stream = context.catalog.streams().Find(iterator.table, iterator.label);
  if (stream == nullptr || stream->log != iterator.log) {
    return error::StreamNotFound(StreamArn(context, iterator.table, iterator.label));
  }
  const ShardDefinition* shard = stream->FindShard(iterator.shard);
  if (shard == nullptr) return error::TrimmedData();
  const size_t limit =
      request.limit.value_or(static_cast<int32_t>(limits::kStreamRecordsPerPageMax));
  RecordPage page;
  STATOR_RETURN_IF_ERROR(context.store.View([&](storage::Snapshot& snapshot) -> absl::Status {
    STATOR_ASSIGN_OR_RETURN(page, ReadRecords(context, snapshot, *stream, iterator, limit));
    return absl::OkStatus();
  }));
  GetRecordsResult result{.records = std::move(page.records), .next_shard_iterator = {}};
  // A shard that was closed before its records were read gets no more.
  if (page.full || shard->IsOpen()) {
    iterator.after = page.last;
    iterator.made = context.clock.Now();
    iterator.epoch = epoch;
    result.next_shard_iterator = iterator.Seal(context.secret);
  }
  return result;
}

}  // namespace

absl::StatusOr<ListStreamsResult> ListStreams(const Context& context,
                                              const ListStreamsRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  engine::StreamCatalog::Name after;
  if (const auto& start = request.exclusive_start_stream_arn) {
    STATOR_ASSIGN_OR_RETURN(const plan::StreamName name,
                            plan::CheckStreamArn(*start, {context.arn_prefix}, "ListStreams"));
    after = {.table = std::string(name.table), .label = std::string(name.label)};
  }
  const size_t limit = request.limit.value_or(static_cast<int32_t>(limits::kStreamsPerPageMax));
  const engine::StreamCatalog::Page page =
      context.catalog.streams().List(request.table_name, after, limit);
  ListStreamsResult result;
  for (const StreamPtr& stream : page.streams) {
    result.streams.push_back({.stream_arn = StreamArn(context, stream->table, stream->label),
                              .table_name = stream->table,
                              .stream_label = stream->label});
  }
  if (page.more) result.last_evaluated_stream_arn = result.streams.back().stream_arn;
  return result;
}

absl::StatusOr<DescribeStreamResult> DescribeStream(const Context& context,
                                                    const DescribeStreamRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  STATOR_RETURN_IF_ERROR(CheckShardFilter(request.shard_filter));
  STATOR_ASSIGN_OR_RETURN(const StreamPtr stream,
                          FindStream(context, *request.stream_arn, "DescribeStream"));
  // A parent that is not there, or no more, has no children to be found.
  std::optional<uint32_t> parent;
  if (request.shard_filter) parent = ParseShardId(stream->log, *request.shard_filter->shard_id);
  const size_t limit = request.limit.value_or(static_cast<int32_t>(limits::kShardsPerPageMax));
  StreamDescription d = DescriptionOf(*stream, *request.stream_arn, context.Now());
  std::vector<Shard>& shards = d.shards.emplace();
  for (const ShardDefinition& shard : stream->shards) {
    if (request.shard_filter && (!parent || shard.parent != parent)) continue;
    // The ids of a stream compare in the order of its shards.
    if (const auto& start = request.exclusive_start_shard_id) {
      if (ShardIdText(stream->log, shard.number) <= *start) continue;
    }
    if (shards.size() == limit) {
      d.last_evaluated_shard_id = shards.back().shard_id;
      break;
    }
    shards.push_back(DescriptionOf(*stream, shard));
  }
  return DescribeStreamResult{.stream_description = std::move(d)};
}

absl::StatusOr<GetShardIteratorResult> GetShardIterator(const Context& context,
                                                        const GetShardIteratorRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  return InOneEpoch(context, [&](uint64_t epoch) { return MakeIterator(context, request, epoch); });
}

absl::StatusOr<GetRecordsResult> GetRecords(const Context& context,
                                            const GetRecordsRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  return InOneEpoch(context, [&](uint64_t epoch) { return ReadPageOf(context, request, epoch); });
}

}  // namespace stator::operation
