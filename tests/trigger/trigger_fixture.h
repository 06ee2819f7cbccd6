// A database in this process with a table "tab" (key "p") whose stream fires functions.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "stator/database.h"
#include "stator/trigger.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace stator::testing {

enum class Storage { kMemory, kDisk };

class TriggerTest : public ::testing::Test {
 protected:
  explicit TriggerTest(Storage storage = Storage::kMemory, bool waits_for_drain = true)
      : storage_(storage) {
    options_.clock = &clock_;
    options_.map_bytes = 1 << 30;
    options_.triggers_wait_for_drain = waits_for_drain;
    Open();
    CreateStreamed("tab");
    EXPECT_THAT(db_->CreateTable("out", "p"), IsOk());
  }

  void Open() {
    db_.reset();
    auto db = storage_ == Storage::kDisk ? stator::Open(dir_.path() + "/db", options_)
                                         : OpenInMemory(options_);
    ASSERT_THAT(db, IsOk());
    db_ = *std::move(db);
  }

  std::string CreateStreamed(const std::string& table) {
    EXPECT_THAT(db_->CreateTable(table, "p"), IsOk());
    EXPECT_THAT(db_->UpdateTable({.table_name = table,
                                  .stream_specification =
                                      StreamSpecification{true, StreamViewType::kNewAndOldImages}}),
                IsOk());
    return StreamOf(table);
  }
  std::string StreamOf(const std::string& table) {
    const auto streams = db_->ListStreams({.table_name = table});
    EXPECT_THAT(streams, IsOk());
    return *streams->streams.back().stream_arn;
  }

  void Put(const std::string& key, int n = 1, const std::string& table = "tab") {
    ASSERT_THAT(db_->Put(table, Item{{"p", key}, {"n", n}}), IsOk());
  }
  int64_t NumberOf(const std::string& key, const std::string& attribute = "n",
                   const std::string& table = "out") {
    const auto item = db_->Get(table, Item{{"p", key}});
    EXPECT_THAT(item, IsOk());
    if (!item->has_value()) return 0;
    const auto value = (*item)->Find(attribute);
    return value ? value->AsNumber().ToInt64().value() : 0;
  }

  // The UUID of a new mapping of "tab" and `function`.
  std::string Map(CreateEventSourceMappingRequest request) {
    if (!request.event_source_arn) request.event_source_arn = StreamOf("tab");
    if (!request.function_name) request.function_name = "f";
    if (!request.starting_position) request.starting_position = EventSourcePosition::kTrimHorizon;
    const auto mapping = triggers().CreateEventSourceMapping(request);
    EXPECT_THAT(mapping, IsOk());
    return mapping.ok() ? *mapping->uuid : "";
  }
  EventSourceMapping Get(const std::string& uuid) {
    const auto mapping = triggers().GetEventSourceMapping({.uuid = uuid});
    EXPECT_THAT(mapping, IsOk());
    return mapping.ok() ? *mapping : EventSourceMapping();
  }
  // A destination for what is given up: the table "dead", made when it is first asked for.
  DestinationConfig ToDeadLetters() {
    const absl::Status made = db_->CreateTable("dead", "mapping", KeyDefinition("id"));
    EXPECT_TRUE(made.ok() || IsError(made, ErrorCode::kResourceInUse)) << made;
    return {.on_success = std::nullopt,
            .on_failure = OnFailure{"arn:aws:dynamodb:us-east-1:000000000000:table/dead"}};
  }
  std::vector<Item> DeadLetters() {
    const auto page = db_->Scan({.table_name = "dead"});
    EXPECT_THAT(page, IsOk());
    std::vector<Item> items;
    for (const ItemView item : *page->items) items.emplace_back(item);
    return items;
  }
  Triggers& triggers() { return db_->triggers(); }
  DrainReport Drain() {
    const auto report = triggers().Drain();
    EXPECT_THAT(report, IsOk());
    return report.ok() ? *report : DrainReport();
  }

  static std::string KeyOf(const Record& record) {
    return std::string(record.dynamodb->keys->Find("p")->AsString());
  }
  static std::vector<std::string> KeysOf(const Invocation& call) {
    std::vector<std::string> keys;
    for (const Record& record : call.records) keys.push_back(KeyOf(record));
    return keys;
  }

  // Registers a function that remembers the keys of each call, and answers what `answer` says.
  void Remember(std::function<FunctionResult(const Invocation&)> answer = nullptr,
                const std::string& name = "f") {
    ASSERT_THAT(triggers().Register(name,
                                    [this, answer](const Invocation& call) -> FunctionResult {
                                      {
                                        const std::lock_guard lock(mutex_);
                                        calls_.push_back(KeysOf(call));
                                      }
                                      return answer ? answer(call) : FunctionResponse();
                                    }),
                IsOk());
  }
  using Calls = std::vector<std::vector<std::string>>;

  const Storage storage_;
  TempDir dir_;
  ManualClock clock_;
  Options options_;
  std::mutex mutex_;
  Calls calls_;
  std::unique_ptr<EmbeddedDatabase> db_;
};

}  // namespace stator::testing
