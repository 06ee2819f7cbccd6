// The statistics in the text format of Prometheus, version 0.0.4.
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/admin_parts.h"
#include "server/decimal.h"
#include "server/lambda/functions.h"

namespace stator::server {
namespace {

// The bounds of latencies: from 8 microseconds to 17 seconds, each twice the one before.
constexpr int kFirstExponent = 13;
constexpr int kLastExponent = 34;

// Families of samples, each under its HELP and TYPE.
class MetricsWriter {
 public:
  explicit MetricsWriter(std::string& out) : out_(out) {}

  void Family(std::string_view name, std::string_view type, std::string_view help) {
    family_ = name;
    Append({"# HELP ", name, " ", help, "\n# TYPE ", name, " ", type, "\n"});
  }
  // `labels` as they stand between the braces.
  void Sample(std::string_view suffix, std::string_view labels, std::string_view value) {
    Append({family_, suffix});
    if (!labels.empty()) Append({"{", labels, "}"});
    Append({" ", value, "\n"});
  }
  void Single(std::string_view name, std::string_view type, std::string_view help, uint64_t value) {
    Family(name, type, help);
    Sample("", "", std::to_string(value));
  }

 private:
  void Append(std::initializer_list<std::string_view> parts) {
    for (const std::string_view part : parts) out_ += part;
  }

  std::string& out_;
  std::string_view family_;
};

std::string Label(std::string_view name, std::string_view value) {
  std::string label(name);
  label += "=\"";
  label += value;
  label += '"';
  return label;
}

// A bound includes its value, so it is a nanosecond less than the power of two.
void WriteLatency(const OperationStatistics& operation, const HistogramCounts& latency,
                  MetricsWriter& out) {
  const std::string label = Label("operation", operation.name());
  for (int exponent = kFirstExponent; exponent <= kLastExponent; ++exponent) {
    const std::string bound = SecondsText((uint64_t{1} << exponent) - 1);
    out.Sample("_bucket", label + "," + Label("le", bound),
               std::to_string(latency.Below(exponent)));
  }
  const std::string count = std::to_string(latency.count());
  out.Sample("_bucket", label + ",le=\"+Inf\"", count);
  out.Sample("_sum", label, SecondsText(latency.sum()));
  out.Sample("_count", label, count);
}

void WriteOperations(const Statistics& statistics, MetricsWriter& out) {
  bool any = false;
  for (const OperationStatistics& operation : statistics.operations()) {
    const HistogramCounts latency = operation.Latency();
    if (latency.count() == 0) continue;
    if (!std::exchange(any, true)) {
      out.Family("stator_operation_duration_seconds", "histogram",
                 "From the decoding of a request to its answer.");
    }
    WriteLatency(operation, latency, out);
  }
  any = false;
  for (const OperationStatistics& operation : statistics.operations()) {
    for (const auto& [error, count] : operation.Errors()) {
      if (!std::exchange(any, true)) {
        out.Family("stator_operation_errors_total", "counter", "Requests answered by an error.");
      }
      out.Sample("", Label("operation", operation.name()) + "," + Label("error", error),
                 std::to_string(count));
    }
  }
}

void WriteWritersPerCommit(const EmbeddedDatabase::Stats& stats, MetricsWriter& out) {
  out.Family("stator_writers_per_commit", "histogram", "Writes that were committed together.");
  uint64_t up_to = 0;
  for (size_t i = 0; i < stats.commits_by_writes.size(); ++i) {
    up_to += stats.commits_by_writes[i];
    out.Sample("_bucket", Label("le", std::to_string(1 << i)), std::to_string(up_to));
  }
  out.Sample("_bucket", "le=\"+Inf\"", std::to_string(up_to));
  out.Sample("_sum", "", std::to_string(stats.writes));
  out.Sample("_count", "", std::to_string(up_to));
}

void WriteStore(const EmbeddedDatabase::Stats& stats, MetricsWriter& out) {
  out.Single("stator_commits_total", "counter", "Transactions that wrote.", stats.commits);
  out.Single("stator_writes_total", "counter", "Writes in all commits.", stats.writes);
  WriteWritersPerCommit(stats, out);
  out.Single("stator_syncs_total", "counter", "Flushes to the disk that were waited for.",
             stats.syncs);
  out.Single("stator_pages_written_total", "counter", "Pages of the file that commits wrote.",
             stats.pages_written);
  out.Single("stator_reader_lag_commits", "gauge",
             "Commits since the oldest moment that somebody still reads.", stats.reader_lag);
  out.Single("stator_change_records", "gauge", "Records of changes, kept for streams.",
             stats.change_records);
  out.Single("stator_used_bytes", "gauge", "Of the file or of memory, free pages included.",
             stats.bytes_used);
  out.Single("stator_map_bytes", "gauge", "What the file may grow to.", stats.map_bytes);
  out.Single("stator_page_bytes", "gauge", "The size of a page of the file.", stats.page_bytes);
  out.Single("stator_free_pages", "gauge", "Pages of the file that are used before it grows.",
             stats.free_pages);
}

constexpr int kMicrosecondDigits = 6;

std::string MicrosecondText(std::chrono::microseconds time) {
  return DecimalText(time.count(), kMicrosecondDigits);
}

// One family for each number that there is of every function, or of every mapping.
template <typename Stats, typename LabelOf>
struct FamilyWriter {
  const std::vector<Stats>& all;
  LabelOf label_of;
  MetricsWriter& out;

  template <typename TextOf>
  void Write(std::string_view name, std::string_view type, std::string_view help, TextOf text_of) {
    out.Family(name, type, help);
    for (const Stats& stats : all) out.Sample("", label_of(stats), text_of(stats));
  }
  void Count(std::string_view name, std::string_view help, uint64_t Stats::*count) {
    Write(name, "counter", help, [&](const Stats& stats) { return std::to_string(stats.*count); });
  }
};

template <typename Stats, typename LabelOf>
FamilyWriter(const std::vector<Stats>&, LabelOf, MetricsWriter&) -> FamilyWriter<Stats, LabelOf>;

void WriteFunctions(const std::vector<FunctionStats>& all, MetricsWriter& out) {
  if (all.empty()) return;
  FamilyWriter write{all, [](const auto& stats) { return Label("function", stats.name); }, out};
  write.Count("stator_function_invocations_total", "Calls that began.",
              &FunctionStats::invocations);
  write.Count("stator_function_errors_total", "Calls that failed.", &FunctionStats::errors);
  write.Count("stator_function_throttles_total", "Calls refused for too many others.",
              &FunctionStats::throttles);
  write.Count("stator_function_cold_starts_total", "Child processes started.",
              &FunctionStats::cold_starts);
  write.Write("stator_function_duration_seconds_total", "counter", "Of all calls together.",
              [](const FunctionStats& stats) { return MicrosecondText(stats.duration); });
  write.Write("stator_function_children", "gauge", "Child processes.",
              [](const FunctionStats& stats) { return std::to_string(stats.children); });
}

void WriteMappings(const std::vector<MappingStats>& all, MetricsWriter& out) {
  if (all.empty()) return;
  FamilyWriter write{all,
                     [](const auto& stats) {
                       return Label("mapping", stats.uuid) + "," +
                              Label("function", stats.function);
                     },
                     out};
  write.Count("stator_mapping_invocations_total", "Batches delivered, retries counted.",
              &MappingStats::invocations);
  write.Count("stator_mapping_errors_total", "Of them that failed.", &MappingStats::errors);
  write.Count("stator_mapping_throttles_total", "Calls refused for too many others.",
              &MappingStats::throttles);
  write.Count("stator_mapping_records_total", "Records delivered well.", &MappingStats::records);
  write.Count("stator_mapping_filtered_total", "Records that no filter matched.",
              &MappingStats::filtered);
  write.Count("stator_mapping_dropped_total", "Records given up.", &MappingStats::dropped);
  write.Count("stator_mapping_dead_lettered_total", "Of them kept as dead letters.",
              &MappingStats::dead_lettered);
  write.Write("stator_mapping_duration_seconds_total", "counter", "Of all calls together.",
              [](const MappingStats& stats) { return MicrosecondText(stats.duration); });
  write.Write("stator_mapping_iterator_age_seconds", "gauge",
              "How old the last record of the last batch was when it ended.",
              [](const MappingStats& stats) { return MicrosecondText(stats.iterator_age); });
}

}  // namespace

AdminAnswer ReadMetrics(const AdminParts& parts, const AdminRequest&) {
  AdminAnswer answer{.content_type = "text/plain; version=0.0.4; charset=utf-8"};
  MetricsWriter out(answer.body);
  out.Family("stator_info", "gauge", "Always 1.");
  out.Sample("", R"(version=")" STATOR_VERSION R"(",)" + Label("storage", parts.storage), "1");
  WriteOperations(parts.statistics, out);
  WriteStore(parts.db.stats(), out);
  if (parts.functions != nullptr) {
    WriteFunctions(parts.functions->stats(), out);
    WriteMappings(parts.functions->triggers().stats(), out);
    out.Single("stator_waiting_events", "gauge", "Invocations of type Event that wait.",
               parts.functions->waiting_events());
  }
  return answer;
}

}  // namespace stator::server
