// The statistics as JSON. Latencies are in seconds, and so are the bounds of their buckets, which
// are powers of two of a nanosecond: each bucket counts what lies below its bound and not below
// that of the one before. Buckets and operations that count nothing are left out.
#include <cmath>
#include <string>
#include <utility>

#include "db/wire/json_writer.h"
#include "server/admin_parts.h"
#include "server/decimal.h"

namespace stator::server {
namespace {

using wire::JsonWriter;

constexpr int kSmallestExponent = 10;  // About a microsecond.

// Members of an object, one after the other.
class Members {
 public:
  explicit Members(JsonWriter& json) : json_(json) { json_.Raw("{"); }
  void End() { json_.Raw("}"); }

  // A name; its value is to be written next.
  JsonWriter& Name(std::string_view name) {
    if (!std::exchange(first_, false)) json_.Raw(",");
    json_.String(name);
    json_.Raw(":");
    return json_;
  }
  void Count(std::string_view name, uint64_t count) {
    Name(name).Integer(static_cast<int64_t>(count));
  }
  void Seconds(std::string_view name, uint64_t nanoseconds) {
    Name(name).Raw(SecondsText(nanoseconds));
  }

 private:
  JsonWriter& json_;
  bool first_ = true;
};

void WriteBucket(JsonWriter& json, std::string_view bound, const std::string& value, uint64_t count,
                 bool& first) {
  if (!std::exchange(first, false)) json.Raw(",");
  Members bucket(json);
  bucket.Name(bound).Raw(value);
  bucket.Count("count", count);
  bucket.End();
}

void WriteLatency(const HistogramCounts& latency, JsonWriter& json) {
  Members members(json);
  members.Seconds("mean", static_cast<uint64_t>(std::llround(latency.Mean())));
  members.Seconds("p50", latency.Percentile(0.5));
  members.Seconds("p90", latency.Percentile(0.9));
  members.Seconds("p99", latency.Percentile(0.99));
  members.Seconds("p99.9", latency.Percentile(0.999));
  members.Seconds("max", latency.max());
  members.Name("buckets").Raw("[");
  uint64_t before = 0;
  bool first = true;
  for (int exponent = kSmallestExponent; exponent <= Histogram::kBitsMax; ++exponent) {
    const uint64_t below = latency.Below(exponent);
    if (below > before) {
      WriteBucket(json, "below", SecondsText(uint64_t{1} << exponent), below - before, first);
    }
    before = below;
  }
  json.Raw("]");
  members.End();
}

void WriteOperation(const OperationStatistics& operation, const HistogramCounts& latency,
                    JsonWriter& json) {
  Members members(json);
  members.Count("count", latency.count());
  Members errors(members.Name("errors"));
  for (const auto& [name, count] : operation.Errors()) errors.Count(name, count);
  errors.End();
  WriteLatency(latency, members.Name("latency_seconds"));
  members.End();
}

void WriteWritersPerCommit(const EmbeddedDatabase::Stats& stats, JsonWriter& json) {
  constexpr int kMeanDecimals = 3;
  const double mean = stats.commits == 0
                          ? 0
                          : static_cast<double>(stats.writes) / static_cast<double>(stats.commits);
  Members members(json);
  members.Name("mean").Raw(
      DecimalText(std::llround(mean * std::pow(10, kMeanDecimals)), kMeanDecimals));
  members.Name("buckets").Raw("[");
  bool first = true;
  for (size_t i = 0; i < stats.commits_by_writes.size(); ++i) {
    if (stats.commits_by_writes[i] == 0) continue;
    WriteBucket(json, "up_to", std::to_string(1 << i), stats.commits_by_writes[i], first);
  }
  json.Raw("]");
  members.End();
}

void WriteStore(const EmbeddedDatabase::Stats& stats, JsonWriter& json) {
  Members members(json);
  members.Count("commits", stats.commits);
  members.Count("writes", stats.writes);
  WriteWritersPerCommit(stats, members.Name("writers_per_commit"));
  members.Count("syncs", stats.syncs);
  members.Count("pages_written", stats.pages_written);
  members.Count("reader_lag", stats.reader_lag);
  members.Count("change_records", stats.change_records);
  members.Count("bytes_used", stats.bytes_used);
  members.Count("map_bytes", stats.map_bytes);
  members.Count("page_bytes", stats.page_bytes);
  members.Count("free_pages", stats.free_pages);
  members.End();
}

}  // namespace

AdminAnswer ReadStatistics(const AdminParts& parts, const AdminRequest&) {
  AdminAnswer answer;
  JsonWriter json(answer.body);
  Members members(json);
  Members operations(members.Name("operations"));
  for (const OperationStatistics& operation : parts.statistics.operations()) {
    const HistogramCounts latency = operation.Latency();
    if (latency.count() == 0) continue;
    WriteOperation(operation, latency, operations.Name(operation.name()));
  }
  operations.End();
  WriteStore(parts.db.stats(), members.Name("store"));
  members.End();
  return answer;
}

}  // namespace stator::server
