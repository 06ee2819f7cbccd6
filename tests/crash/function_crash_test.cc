// Functions on disk, killed while threads write and functions run: whenever the process ends, an
// exactly-once function has counted each record that its mapping is past once, and each other one
// not at all; an at-least-once function has seen every one in the end.
//
// Write n of a thread puts item n of its own. The function "count" adds one to a counter for each
// record, and to a counter of the record's thread, and fails now and then; "see" marks the item as
// seen, by a write of its own.
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "stator/database.h"
#include "stator/trigger.h"
#include "tests/crash/crash_harness.h"
#include "tests/crash/scan_all.h"

namespace stator {
namespace {

using crash::Ledger;
using crash::ScanAll;

Item KeyOf(int thread, uint64_t number) {
  return Item{{"p", "thread" + std::to_string(thread)}, {"s", number}};
}

std::string ThreadOf(const Record& record) {
  return std::string(record.dynamodb->keys->Find("p")->AsString());
}

// A function that fails on every seventh call, after it has written.
FunctionResult Count(const Invocation& call, Transaction& tx) {
  static std::atomic<uint64_t> calls{0};
  for (const Record& record : call.records) {
    for (const std::string& counter : {std::string("all"), ThreadOf(record)}) {
      const auto sum = tx.Add("counters", Item{{"p", counter}}, "n", 1);
      if (!sum.ok()) return sum.status();
    }
  }
  if (++calls % 7 == 0) return absl::UnknownError("now and then");
  return FunctionResponse();
}

FunctionResult See(Database& db, const Invocation& call) {
  for (const Record& record : call.records) {
    const absl::Status put = db.Put("seen", *record.dynamodb->keys);
    if (!put.ok()) return put;
  }
  return FunctionResponse();
}

absl::Status CreateTable(Database& db, const char* table, bool streamed) {
  const absl::Status created =
      streamed || std::string(table) == "seen"
          ? db.CreateTable(table, "p", KeyDefinition("s", ScalarAttributeType::kN))
          : db.CreateTable(table, "p");
  if (IsError(created, ErrorCode::kResourceInUse)) return absl::OkStatus();
  if (!created.ok() || !streamed) return created;
  return db
      .UpdateTable({.table_name = table,
                    .stream_specification = StreamSpecification{true, StreamViewType::kNewImage}})
      .status();
}

absl::Status Map(EmbeddedDatabase& db, const char* function, int32_t batch) {
  const auto streams = db.ListStreams({.table_name = "items"});
  if (!streams.ok()) return streams.status();
  // A process that ended between the table and its stream leaves one without: begin again.
  if (streams->streams.empty()) return absl::NotFoundError("no stream");
  const absl::Status created =
      db.triggers()
          .CreateEventSourceMapping({.event_source_arn = streams->streams[0].stream_arn,
                                     .function_name = function,
                                     .starting_position = EventSourcePosition::kTrimHorizon,
                                     .batch_size = batch,
                                     .parallelization_factor = 3,
                                     .maximum_retry_attempts = 1000})
          .status();
  return IsError(created, ErrorCode::kResourceInUse) ? absl::OkStatus() : created;
}

absl::StatusOr<std::unique_ptr<EmbeddedDatabase>> OpenAt(const std::string& path, bool drains) {
  auto db = Open(path, {.shards_per_stream = 4,
                        .shard_age = std::chrono::milliseconds(drains ? 1'000'000 : 150),
                        .triggers_wait_for_drain = drains,
                        .map_bytes = size_t{1} << 30});
  if (!db.ok()) return db.status();
  for (const auto& [table, streamed] : std::initializer_list<std::pair<const char*, bool>>{
           {"counters", false}, {"seen", false}, {"items", true}}) {
    if (absl::Status made = CreateTable(**db, table, streamed); !made.ok()) return made;
  }
  Triggers& triggers = (*db)->triggers();
  if (absl::Status set = triggers.Register("count", &Count); !set.ok()) return set;
  const auto see = [raw = db->get()](const Invocation& call) { return See(*raw, call); };
  if (absl::Status set = triggers.Register("see", see); !set.ok()) return set;
  if (absl::Status made = Map(**db, "count", 20); !made.ok()) return made;
  if (absl::Status made = Map(**db, "see", 50); !made.ok()) return made;
  return db;
}

class FunctionWorkload final : public crash::CrashWorkload {
 public:
  void Write(const std::string& path, Ledger& ledger) override {
    auto db = OpenAt(path, /*drains=*/false);
    if (!db.ok()) return ledger.Fail(db.status().ToString());
    ledger.opened = true;
    std::vector<std::thread> threads;
    for (int t = 0; t < ledger.threads; ++t) {
      threads.emplace_back([&db = **db, t, &ledger] { WriteItems(db, t, ledger); });
    }
    for (std::thread& thread : threads) thread.join();
  }

  std::string Check(const std::string& path, Ledger& ledger) override {
    auto db = OpenAt(path, /*drains=*/true);
    if (!db.ok()) return "cannot open: " + db.status().ToString();
    if (std::string wrong = CheckCounters(**db, /*is_drained=*/false); !wrong.empty()) return wrong;
    const auto drained = (*db)->triggers().Drain();
    if (!drained.ok()) return "cannot drain: " + drained.status().ToString();
    if (drained->dropped > 0) return "records were given up";
    delivered_late_ += drained->records;
    if (std::string wrong = CheckCounters(**db, /*is_drained=*/true); !wrong.empty()) return wrong;
    return CheckItems(**db, ledger);
  }

  std::string Finish() override {
    return delivered_late_ == 0 ? "no process ended before its functions had seen everything" : "";
  }

 private:
  static void WriteItems(Database& db, int t, Ledger& ledger) {
    Ledger::Thread& mine = ledger.of[t];
    while (!ledger.failed) {
      const uint64_t number = mine.begun.fetch_add(1) + 1;
      const absl::Status put = db.Put("items", KeyOf(t, number));
      if (!put.ok()) return ledger.Fail(put.ToString());
      mine.acknowledged.store(number);
    }
  }

  // What is counted is what there is, or less of it while some is yet to be delivered; and the
  // counters that are moved on together agree.
  std::string CheckCounters(Database& db, bool is_drained) {
    const auto counters = ScanAll(db, {.table_name = "counters"});
    const auto items = ScanAll(db, {.table_name = "items"});
    if (!counters.ok() || !items.ok()) return "cannot read";
    int64_t all = 0;
    int64_t of_threads = 0;
    for (const Item& counter : *counters) {
      const int64_t n = counter.Find("n")->AsNumber().ToInt64().value();
      (counter.Find("p")->AsString() == "all" ? all : of_threads) += n;
    }
    const auto there = static_cast<int64_t>(items->size());
    const std::string seen = ": " + std::to_string(all) + ", " + std::to_string(of_threads) +
                             " of threads, " + std::to_string(there) + " items";
    if (all != of_threads) return "a transaction of a function is torn" + seen;
    if (all > there) return "a record was counted twice" + seen;
    if (is_drained && all != there) return "a record was not counted" + seen;
    return "";
  }

  std::string CheckItems(Database& db, Ledger& ledger) {
    const auto items = ScanAll(db, {.table_name = "items"});
    const auto seen = ScanAll(db, {.table_name = "seen"});
    if (!items.ok() || !seen.ok()) return "cannot read";
    if (items->size() != seen->size()) return "a record was not seen";
    std::map<std::string, uint64_t> of;
    for (const Item& item : *items) ++of[std::string(item.Find("p")->AsString())];
    for (int t = 0; t < ledger.threads; ++t) {
      Ledger::Thread& thread = ledger.of[t];
      const uint64_t there = of["thread" + std::to_string(t)];
      if (there < thread.acknowledged || there > thread.begun) return "items are lost";
      thread.begun = there;
      thread.acknowledged = there;
    }
    return "";
  }

  int64_t delivered_late_ = 0;
};

}  // namespace
}  // namespace stator

int main(int argc, char** argv) {
  stator::FunctionWorkload workload;
  return stator::crash::RunCrashTest(workload, argc, argv);
}
