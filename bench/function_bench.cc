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

#include "bench/node_host.h"
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

// Calls that Node compiles the handler and our bootstrap by.
constexpr int kWarmUp = 100;

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

// The same to a warm child of Node: the server's runner is the host, and the handler says when it
// began.
void MeasureNodeLatency(EmbeddedDatabase& db, const char* storage, const std::string& directory,
                        int records) {
  const auto host = stator::bench::NodeHost::Make(directory);
  if (host == nullptr || !host->Warm()) {
    std::printf("commit to Node child,   %-6s  skipped: there is no node to run it\n", storage);
    return;
  }
  CreateStreamed(db, "node_latency");
  std::atomic<SteadyClock::time_point> committed{SteadyClock::time_point()};
  std::vector<double> us;
  db.triggers().SetHost(host.get());
  const auto marks = Must(db.OnChange("node_latency", [&] { committed = SteadyClock::now(); }));
  MapTo(db, "node_latency", stator::bench::NodeHost::kName);
  for (int i = 0; i < kWarmUp + records; ++i) {
    const int before = host->answered();
    Must(db.Put("node_latency", {{"p", std::to_string(i)}, {"n", i}}));
    while (host->answered() == before) std::this_thread::yield();
    const std::chrono::duration<double, std::micro> since = host->began() - committed.load();
    if (i >= kWarmUp) us.push_back(since.count());
  }
  db.triggers().SetHost(nullptr);
  std::printf("commit to Node child,   %-6s  p50 %8.1f us   p99 %8.1f us   (goal p99 5000)\n",
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

// What a put costs in a table without a mapping when another table has one, and when none has: in
// turns, the medians. Both databases are new, and hold the same but for the mapping.
void MeasureUntouched(EmbeddedDatabase& mapped, EmbeddedDatabase& bare, const char* storage,
                      int records) {
  constexpr int kTurns = 20;
  for (EmbeddedDatabase* const db : {&mapped, &bare}) {
    CreateStreamed(*db, "watched");
    Must(db->CreateTable("untouched", "p"));
  }
  Must(mapped.triggers().Register(
      "ignore", [](const auto&) -> stator::FunctionResult { return stator::FunctionResponse(); }));
  MapTo(mapped, "watched", "ignore");
  std::vector<double> with, without;
  for (int turn = 0; turn < kTurns; ++turn) {
    without.push_back(MicrosPerPut(bare, "untouched", records / kTurns + 1));
    with.push_back(MicrosPerPut(mapped, "untouched", records / kTurns + 1));
  }
  const double us = Percentile(with, 0.5);
  std::printf("put beside mapped tables %-6s  %8.1f us   %5.2f of one without any (goal 1)\n",
              storage, us, us / Percentile(without, 0.5));
}

// `open` makes a new database of a name; `directory` takes what is written, and is empty.
template <typename Open>
void MeasureAll(Open open, const char* storage, const std::string& directory, int records) {
  {
    const std::unique_ptr<EmbeddedDatabase> db = open("called");
    MeasureLatency(*db, storage, records);
    MeasureNodeLatency(*db, storage, directory, records);
    MeasureWrites(*db, storage, records);
  }
  const std::unique_ptr<EmbeddedDatabase> mapped = open("mapped"), bare = open("bare");
  MeasureUntouched(*mapped, *bare, storage, records);
}

}  // namespace

int main(int argc, char** argv) {
  const int records = argc > 1 ? std::atoi(argv[1]) : 5000;
  if (argc > 2 || records < 1) {
    std::cerr << "function_bench [RECORDS], of which there is at least one\n";
    return 2;
  }
  const char* disk = std::getenv("STATOR_BENCH_DISK");
  const std::string directory = std::string(disk != nullptr ? disk : ".") + "/function_bench.db";
  std::filesystem::remove_all(directory);  // Of a run that was ended.
  std::filesystem::create_directories(directory);
  MeasureAll([](const std::string&) { return Must(stator::OpenInMemory()); }, "memory",
             directory + "/node-memory", records);
  MeasureAll([&](const std::string& name) { return Must(stator::Open(directory + "/" + name)); },
             "disk", directory + "/node-disk", records);
  std::filesystem::remove_all(directory);
  return 0;
}
