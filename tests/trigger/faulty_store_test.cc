// Functions over a store that decides twice, replans, fails and loses answers: an exactly-once
// function, and what an answer asks to be written, have counted each record once in the end, and an
// at-least-once function has seen every one.
#include <cstdlib>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "db/open.h"
#include "db/storage/faulty.h"
#include "db/storage/store.h"
#include "gmock/gmock.h"
#include "nlohmann/json.hpp"
#include "stator/database.h"
#include "stator/trigger.h"
#include "tests/support/matchers.h"

namespace stator::testing {
namespace {

constexpr int kHistories = 40;
constexpr int kPuts = 60;

// Calls again what the store refused or did not answer; it may then have been done already.
template <typename Call>
auto Persist(const Call& call) {
  for (int i = 0;; ++i) {
    auto result = call();
    if (result.ok() || i == 100) return result;
  }
}

// Adds the number of records to the item "host" of "out".
class CountingHost final : public FunctionHost {
 public:
  bool Has(std::string_view function) const override { return function == "host"; }
  void Invoke(Call call, Done done) override {
    const auto records = nlohmann::json::parse(call.payload)["Records"].size();
    const nlohmann::json update = {
        {"TableName", "out"},
        {"Key", {{"p", {{"S", "host"}}}}},
        {"UpdateExpression", "ADD n :n"},
        {"ExpressionAttributeValues", {{":n", {{"N", std::to_string(records)}}}}}};
    nlohmann::json answer;
    answer["transactItems"].push_back({{"Update", update}});
    std::move(done)({.payload = answer.dump()});
  }
};

class OverFaultyStore {
 public:
  explicit OverFaultyStore(uint64_t seed) {
    Options options;
    options.clock = &clock_;
    options.triggers_wait_for_drain = true;
    auto opened = OpenOver(storage::MakeFaulty(storage::OpenMemory(), {.seed = seed,
                                                                       .repeat = 150,
                                                                       .replan = 100,
                                                                       .unknown_done = 60,
                                                                       .unknown_not_done = 60,
                                                                       .fail = 60}),
                           options);
    EXPECT_THAT(opened, IsOk());
    db_ = *std::move(opened);
    db_->triggers().SetHost(&host_);
    for (const char* table : {"tab", "out", "seen"}) CreateTable(table);
    Enable("tab");
    RegisterFunctions();
    for (const char* function : {"count", "see", "host"}) Map(function);
  }
  ~OverFaultyStore() { db_->triggers().SetHost(nullptr); }

  void PutSome() {
    for (int i = 0; i < kPuts; ++i) {
      // Whether it was done or not: what is there in the end counts.
      db_->Put("tab", Item{{"p", std::to_string(i)}}).IgnoreError();
      if (i % 8 == 0) db_->triggers().Drain().IgnoreError();
    }
  }
  void DrainAll() {
    EXPECT_THAT(Persist([&] { return db_->triggers().Drain(); }), IsOk());
  }

  size_t ItemsIn(const std::string& table) {
    const auto page = db_->Scan({.table_name = table, .select = Select::kCount});
    EXPECT_THAT(page, IsOk());
    return static_cast<size_t>(page->count);
  }
  size_t CountedBy(const std::string& function) {
    const auto item = db_->Get("out", Item{{"p", function}});
    EXPECT_THAT(item, IsOk());
    if (!item->has_value()) return 0;
    return static_cast<size_t>(*(*item)->Find("n")->AsNumber().ToInt64());
  }

 private:
  void CreateTable(const std::string& table) {
    EXPECT_THAT(Persist([&] {
                  const absl::Status created = db_->CreateTable(table, "p");
                  return IsError(created, ErrorCode::kResourceInUse) ? absl::OkStatus() : created;
                }),
                IsOk());
  }
  void Enable(const std::string& table) {
    for (int i = 0; i < 100; ++i) {
      db_->UpdateTable(
             {.table_name = table,
              .stream_specification = StreamSpecification{true, StreamViewType::kKeysOnly}})
          .IgnoreError();
      const auto streams = db_->ListStreams({.table_name = table});
      if (streams.ok() && !streams->streams.empty()) {
        stream_ = *streams->streams[0].stream_arn;
        return;
      }
    }
    ADD_FAILURE() << "no stream";
  }
  void RegisterFunctions() {
    EXPECT_THAT(
        db_->triggers().Register("count",
                                 [this](const Invocation& call, Transaction& tx) -> FunctionResult {
                                   for (size_t i = 0; i < call.records.size(); ++i) {
                                     const auto sum = tx.Add("out", Item{{"p", "count"}}, "n", 1);
                                     if (!sum.ok()) return sum.status();
                                   }
                                   if (++calls_ % 5 == 0) return absl::UnknownError("now and then");
                                   return FunctionResponse();
                                 }),
        IsOk());
    EXPECT_THAT(db_->triggers().Register("see",
                                         [this](const Invocation& call) -> FunctionResult {
                                           for (const Record& record : call.records) {
                                             const absl::Status put =
                                                 db_->Put("seen", *record.dynamodb->keys);
                                             if (!put.ok()) return put;
                                           }
                                           return FunctionResponse();
                                         }),
                IsOk());
  }
  void Map(const std::string& function) {
    EXPECT_THAT(Persist([&]() -> absl::Status {
                  const auto mapping = db_->triggers().CreateEventSourceMapping(
                      {.event_source_arn = stream_,
                       .function_name = function,
                       .starting_position = EventSourcePosition::kTrimHorizon,
                       .batch_size = 3,
                       .parallelization_factor = 2});
                  if (IsError(mapping.status(), ErrorCode::kResourceInUse)) return {};
                  return mapping.status();
                }),
                IsOk());
  }

  ManualClock clock_;
  CountingHost host_;
  int calls_ = 0;
  std::string stream_;
  std::unique_ptr<EmbeddedDatabase> db_;
};

TEST(FunctionsOverAFaultyStore, CountEachRecordOnceAndSeeAll) {
  const char* given = std::getenv("STATOR_SEED");
  const uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : 1;
  for (uint64_t history = 0; history < kHistories; ++history) {
    SCOPED_TRACE("STATOR_SEED=" + std::to_string(seed) + ", history " + std::to_string(history));
    OverFaultyStore run(seed * kHistories + history);
    run.PutSome();
    run.DrainAll();
    const size_t items = run.ItemsIn("tab");
    EXPECT_GT(items, size_t{kPuts / 2});
    EXPECT_EQ(run.CountedBy("count"), items);
    EXPECT_EQ(run.CountedBy("host"), items);
    EXPECT_EQ(run.ItemsIn("seen"), items);
    if (::testing::Test::HasFailure()) return;
  }
}

}  // namespace
}  // namespace stator::testing
