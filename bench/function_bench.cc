// How soon after a commit a function begins, and what a mapping costs the writes that fire it.
//
//   function_bench [RECORDS]
//
// Puts come one at a time, each when the function has seen the one before: what is measured is the
// way to it, not a queue. A subscription to the table's changes marks the commit; the function, its
// own beginning. The rows of writes compare a table with a stream alone, with a mapping whose
// filter wants nothing, and with one whose function is called, written to without waiting.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "stator/database.h"
#include "stator/trigger.h"

namespace {

using stator::EmbeddedDatabase;
using SteadyClock = std::chrono::steady_clock;

void Must(const absl::Status& status) {
  if (status.ok()) return;
  std::cerr << status << "\n";
  std::exit(1);
}
template <typename T>
T Must(absl::StatusOr<T> result) {
  Must(result.status());
  return *std::move(result);
}

void CreateStreamed(EmbeddedDatabase& db, const std::string& table) {
  Must(db.CreateTable(table, "p"));
  Must(db.UpdateTable(
             {.table_name = table,
              .stream_specification =
                  stator::StreamSpecification{true, stator::StreamViewType::kNewAndOldImages}})
           .status());
}

void MapTo(EmbeddedDatabase& db, const std::string& table, const char* function,
           std::optional<stator::FilterCriteria> filters = std::nullopt) {
  const auto streams = Must(db.ListStreams({.table_name = table}));
  Must(db.triggers().CreateEventSourceMapping(
      {.event_source_arn = streams.streams[0].stream_arn,
       .function_name = function,
       .starting_position = stator::EventSourcePosition::kLatest,
       .filter_criteria = std::move(filters)}));
}

double Percentile(std::vector<double>& values, double p) {
  std::sort(values.begin(), values.end());
  return values[static_cast<size_t>(p * static_cast<double>(values.size() - 1))];
}

// From each commit to the beginning of the function that it fires.
void MeasureLatency(EmbeddedDatabase& db, const char* storage, int records) {
  CreateStreamed(db, "latency");
  std::atomic<SteadyClock::time_point> committed{SteadyClock::time_point()};
  std::atomic<int> seen{0};
  std::vector<double> us;
  us.reserve(static_cast<size_t>(records));
  Must(db.triggers().Register("note", [&](const stator::Invocation&) -> stator::FunctionResult {
    const auto since = SteadyClock::now() - committed.load();
    us.push_back(std::chrono::duration<double, std::micro>(since).count());
    ++seen;
    return stator::FunctionResponse();
  }));
  const auto marks = Must(db.OnChange("latency", [&] { committed = SteadyClock::now(); }));
  MapTo(db, "latency", "note");
  for (int i = 0; i < records; ++i) {
    Must(db.Put("latency", {{"p", std::to_string(i)}, {"n", i}}));
    while (seen <= i) std::this_thread::yield();
  }
  db.triggers().Unregister("note");
  std::printf("commit to C++ function, %-6s  p50 %8.1f us   p99 %8.1f us   (goal p99 1000)\n",
              storage, Percentile(us, 0.5), Percentile(us, 0.99));
}

double MicrosPerPut(EmbeddedDatabase& db, const std::string& table, int records) {
  const auto begun = SteadyClock::now();
  for (int i = 0; i < records; ++i) Must(db.Put(table, {{"p", std::to_string(i)}, {"n", i}}));
  const std::chrono::duration<double, std::micro> took = SteadyClock::now() - begun;
  Must(db.triggers().Drain().status());
  return took.count() / records;
}

void MeasureWrites(EmbeddedDatabase& db, const char* storage, int records) {
  Must(db.CreateTable("plain", "p"));
  for (const char* table : {"streamed", "filtered", "called"}) CreateStreamed(db, table);
  Must(db.triggers().Register("ignore", [](const stator::Invocation&) -> stator::FunctionResult {
    return stator::FunctionResponse();
  }));
  stator::Filter nothing;
  nothing.pattern = R"({"eventName":["NONE"]})";
  MapTo(db, "filtered", "ignore", stator::FilterCriteria{{{nothing}}});
  MapTo(db, "called", "ignore");
  const double plain = MicrosPerPut(db, "plain", records);
  for (const char* table : {"streamed", "filtered", "called"}) {
    const double us = MicrosPerPut(db, table, records);
    std::printf("put in a table %-9s %-6s  %8.1f us   %5.2f of a plain one\n", table, storage, us,
                us / plain);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int records = argc > 1 ? std::atoi(argv[1]) : 5000;
  const auto memory = Must(stator::OpenInMemory());
  MeasureLatency(*memory, "memory", records);
  MeasureWrites(*memory, "memory", records);
  const char* disk = std::getenv("STATOR_BENCH_DISK");
  const std::string path = std::string(disk != nullptr ? disk : ".") + "/function_bench.db";
  std::filesystem::remove_all(path);  // Of a run that was ended.
  {
    const auto db = Must(stator::Open(path));
    MeasureLatency(*db, "disk", records);
    MeasureWrites(*db, "disk", records);
  }
  std::filesystem::remove_all(path);
  return 0;
}
