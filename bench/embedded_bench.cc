// The embedded engine beside raw LMDB, in one process and one run, repetitions interleaved so that
// a slow minute of the machine falls on both. Every benchmark checks what it got.
#include <cstdio>
#include <cstdlib>

#include "bench/durable_counters.h"
#include "bench/ratios.h"
#include "bench/raw_lmdb.h"
#include "bench/rewind_run.h"
#include "bench/workload.h"
#include "benchmark/benchmark.h"

namespace stator::bench {
namespace {

void Check(bool good) {
  if (good) return;
  std::fprintf(stderr, "benchmark: a wrong answer\n");
  std::exit(1);
}

Item KeyAt(int i) { return Item{{"p", KeyText(i)}}; }

// Reads. Keys and requests are made beforehand: the making is no part of a get.

void RawGet(benchmark::State& state) {
  RawLmdb& raw = RawLmdb::Filled();
  std::vector<std::string> keys;
  for (const int i : ItemsToRead()) keys.push_back(RawLmdb::KeyOf(i));
  size_t next = 0;
  for (auto _ : state) {
    const std::string_view value = raw.Get(keys[next++ % kReads]);
    Check(LooksRight(ItemView(value)));
    raw.Done();
  }
}

std::vector<GetItemRequest> Requests() {
  std::vector<GetItemRequest> requests;
  for (const int i : ItemsToRead()) {
    requests.push_back({.table_name = "items", .key = KeyAt(i), .consistent_read = true});
  }
  return requests;
}

void GetView(benchmark::State& state, EmbeddedDatabase& db) {
  const std::vector<GetItemRequest> requests = Requests();
  size_t next = 0;
  for (auto _ : state) {
    bool found = false;
    const absl::Status read = db.View(requests[next++ % kReads], [&](std::optional<ItemView> item) {
      found = item.has_value() && LooksRight(*item);
    });
    Check(read.ok() && found);
  }
}

void GetOwned(benchmark::State& state, EmbeddedDatabase& db) {
  const std::vector<GetItemRequest> requests = Requests();
  size_t next = 0;
  for (auto _ : state) {
    const auto result = db.GetItem(requests[next++ % kReads]);
    Check(result.ok() && LooksRight(*result->item));
  }
}

void RawScan100(benchmark::State& state) {
  RawLmdb& raw = RawLmdb::Filled();
  Random random(2);
  for (auto _ : state) {
    const int partition = random.Below(kPartitions);
    const std::string page = raw.Scan(RawLmdb::SortedKeyOf(partition, 0), kItemsPerPartition);
    Check(page.size() > 90'000);
  }
}

void Query100(benchmark::State& state, EmbeddedDatabase& db) {
  Random random(2);
  QueryRequest request{.table_name = "sorted", .key_condition_expression = "p = :p"};
  for (auto _ : state) {
    request.expression_attribute_values = Item{{":p", KeyText(random.Below(kPartitions))}};
    const auto page = db.Query(request);
    Check(page.ok() && page->count == kItemsPerPartition);
  }
}

// Counting looks at every item and copies none.
void QueryCount100(benchmark::State& state, EmbeddedDatabase& db) {
  Random random(2);
  QueryRequest request{
      .table_name = "sorted", .select = Select::kCount, .key_condition_expression = "p = :p"};
  for (auto _ : state) {
    request.expression_attribute_values = Item{{":p", KeyText(random.Below(kPartitions))}};
    const auto page = db.Query(request);
    Check(page.ok() && page->count == kItemsPerPartition);
  }
}

// Writes, each waited for.

void RawPut(benchmark::State& state) {
  RawLmdb& raw = RawLmdb::Filled();
  Random random(3);
  for (auto _ : state) {
    raw.Put(RawLmdb::KeyOf(random.Below(kItems)), SomeItem(random).encoded());
  }
}

void PutItem(benchmark::State& state, EmbeddedDatabase& db) {
  Random random(3);
  for (auto _ : state) {
    Check(db.PutItem({.table_name = "items", .item = SomeItem(random)}).ok());
  }
}

void RawIncrement(benchmark::State& state) {
  RawLmdb& raw = RawLmdb::Filled();
  Random random(4);
  for (auto _ : state) raw.Increment(RawLmdb::CounterKeyOf(random.Below(10'000)));
}

void UpdateItemAdd(benchmark::State& state, EmbeddedDatabase& db, const char* table = "counters") {
  Random random(4);
  const Expression add = *db.Prepare(ExpressionKind::kUpdate, "ADD n :one");
  UpdateItemRequest request{.table_name = table,
                            .update_expression = add,
                            .expression_attribute_values = Item{{":one", 1}}};
  for (auto _ : state) {
    request.key = KeyAt(random.Below(10'000));
    Check(db.UpdateItem(request).ok());
  }
}

// Durable counters: an iteration is a burst of increments by so many writers.

template <int kWriters>
void DurableCounters(benchmark::State& state) {
  static CounterRun run;
  int64_t done = 0;
  for (auto _ : state) done += run.Burst(kWriters);
  state.SetItemsProcessed(done);
  state.counters["writers/commit"] = run.WritersPerCommit();
}

// Going back to a mark after 100 writes; the writes are not timed.
void Rewind100(benchmark::State& state, bool on_disk) {
  RewindRun run(on_disk);
  for (auto _ : state) {
    state.PauseTiming();
    run.Write100();
    state.ResumeTiming();
    run.Rewind();
  }
  Check(run.Items() == RewindRun::kItems);
}

}  // namespace

void RegisterAll() {
  const auto add = [](const char* name, auto function) {
    return benchmark::RegisterBenchmark(name, function)
        ->Repetitions(5)
        ->ReportAggregatesOnly(false);
  };
  add("raw_get", RawGet);
  add("get_view_disk", [](benchmark::State& s) { GetView(s, FilledOnDisk()); });
  add("get_owned_disk", [](benchmark::State& s) { GetOwned(s, FilledOnDisk()); });
  add("get_view_memory", [](benchmark::State& s) { GetView(s, FilledInMemory()); });
  add("get_owned_memory", [](benchmark::State& s) { GetOwned(s, FilledInMemory()); });
  add("raw_scan_100", RawScan100);
  add("query_100_disk", [](benchmark::State& s) { Query100(s, FilledOnDisk()); });
  add("query_count_100_disk", [](benchmark::State& s) { QueryCount100(s, FilledOnDisk()); });
  add("query_100_memory", [](benchmark::State& s) { Query100(s, FilledInMemory()); });
  add("raw_put", RawPut);
  add("put_disk", [](benchmark::State& s) { PutItem(s, FilledOnDisk()); });
  add("put_memory", [](benchmark::State& s) { PutItem(s, FilledInMemory()); });
  add("raw_increment", RawIncrement);
  add("update_add_disk", [](benchmark::State& s) { UpdateItemAdd(s, FilledOnDisk()); });
  add("update_add_memory", [](benchmark::State& s) { UpdateItemAdd(s, FilledInMemory()); });
  // Counters, since a put of what is there already changes nothing and is not logged.
  add("streamed_add_disk",
      [](benchmark::State& s) { UpdateItemAdd(s, FilledOnDisk(), "streamed"); });
  add("streamed_add_memory",
      [](benchmark::State& s) { UpdateItemAdd(s, FilledInMemory(), "streamed"); });
  add("durable_counters_1_writer", DurableCounters<1>)->UseRealTime();
  add("durable_counters_32_writers", DurableCounters<32>)->UseRealTime();
  add("rewind_100_disk", [](benchmark::State& s) { Rewind100(s, true); })->UseRealTime();
  add("rewind_100_memory", [](benchmark::State& s) { Rewind100(s, false); })->UseRealTime();
}

const std::vector<Ratio>& Ratios() {
  static const auto& ratios = *new std::vector<Ratio>{
      {"GetItem as a view, on disk / raw LMDB get", "get_view_disk", "raw_get", 0.7},
      {"GetItem owned, on disk / raw LMDB get", "get_owned_disk", "raw_get", 0.5},
      {"GetItem as a view, in memory / raw LMDB get", "get_view_memory", "raw_get", 0},
      {"GetItem owned, in memory / raw LMDB get", "get_owned_memory", "raw_get", 0},
      {"Query of 100, on disk / raw LMDB scan of 100", "query_100_disk", "raw_scan_100", 0.7},
      {"Query of 100 that counts, on disk / raw scan of 100", "query_count_100_disk",
       "raw_scan_100", 0},
      {"Query of 100, in memory / raw LMDB scan of 100", "query_100_memory", "raw_scan_100", 0},
      {"PutItem, on disk / raw LMDB put", "put_disk", "raw_put", 0},
      {"PutItem, in memory / raw LMDB put", "put_memory", "raw_put", 0},
      {"UpdateItem ADD, on disk / raw LMDB get and put", "update_add_disk", "raw_increment", 0},
      {"UpdateItem ADD, in memory / raw LMDB get and put", "update_add_memory", "raw_increment", 0},
      {"UpdateItem ADD with a stream, on disk / without", "streamed_add_disk", "update_add_disk",
       0},
      {"UpdateItem ADD with a stream, in memory / without", "streamed_add_memory",
       "update_add_memory", 0},
      {"durable counters: 32 writers / 1 writer", "durable_counters_32_writers",
       "durable_counters_1_writer", 8},
      {"rewind of 100 writes, on disk / one durable write", "rewind_100_disk",
       "durable_counters_1_writer", 0},
      {"rewind of 100 writes, in memory / one PutItem in memory", "rewind_100_memory", "put_memory",
       0}};
  return ratios;
}

}  // namespace stator::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  stator::bench::RegisterAll();
  stator::bench::RatioReporter reporter(stator::bench::Ratios());
  benchmark::RunSpecifiedBenchmarks(&reporter);
}
