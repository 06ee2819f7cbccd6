#include "db/engine/stream_edit.h"

#include <utility>

#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "db/engine/catalog_rows.h"
#include "db/plan/stream_error.h"

namespace stator::engine {
namespace {

void CloseOpenShards(StreamDefinition& stream, Time now, uint64_t stamp) {
  for (ShardDefinition& shard : stream.shards) {
    if (!shard.IsOpen()) continue;
    shard.closed = now;
    shard.last = Sequence{stamp, 0};
  }
}

}  // namespace

absl::Status EditStream(TableDefinition& table, const StreamSpecification& specification,
                        Time now) {
  const bool enabled = table.stream && table.stream->IsEnabled();
  if (*specification.stream_enabled) {
    if (enabled) return plan::error::StreamAlreadyEnabled(table.name);
    table.stream = TableStream{.view = *specification.stream_view_type, .enabled = now};
  } else {
    if (!enabled) return plan::error::NoStreamToDisable(table.name);
    table.stream->disabled = now;
  }
  return absl::OkStatus();
}

std::string StreamLabelOf(Time time) {
  // Not FromChrono, which counts in nanoseconds and ends with the year 2262.
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E3S",
                          absl::FromUnixMicros(time.time_since_epoch().count()),
                          absl::UTCTimeZone());
}

StreamDefinition NewStream(const TableDefinition& table, uint32_t shards, uint64_t stamp,
                           IdSource& ids) {
  StreamDefinition stream{.log = table.stream->log,
                          .table = table.name,
                          .label = table.stream->label,
                          .view = table.stream->view,
                          .key_schema = table.key_schema,
                          .created = table.stream->enabled};
  for (uint32_t segment = 0; segment < shards; ++segment) {
    stream.shards.push_back({.number = ids.Next(),
                             .segment = segment,
                             .segments = shards,
                             .opened = stream.created,
                             .first = {stamp, 1}});
  }
  return stream;
}

void DisableStream(StreamDefinition& stream, Time now, uint64_t stamp) {
  stream.disabled = now;
  CloseOpenShards(stream, now, stamp);
}

void RollShards(StreamDefinition& stream, Time now, uint64_t stamp, IdSource& ids) {
  std::vector<ShardDefinition> children;
  for (const ShardDefinition& shard : stream.shards) {
    if (!shard.IsOpen()) continue;
    children.push_back({.number = ids.Next(),
                        .parent = shard.number,
                        .segment = shard.segment,
                        .segments = shard.segments,
                        .opened = now,
                        .first = {stamp, 1}});
  }
  CloseOpenShards(stream, now, stamp);
  for (ShardDefinition& child : children) stream.shards.push_back(std::move(child));
}

}  // namespace stator::engine
