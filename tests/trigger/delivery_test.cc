// What functions are called with: which records, in which batches, in which order, and when.
#include <atomic>
#include <set>
#include <string>
#include <thread>

#include "tests/trigger/background_fixture.h"

namespace stator::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Delivery : public TriggerTest {};

TEST_F(Delivery, BeginsWithTheOldestRecordOrWithTheNextOne) {
  Put("old");
  Remember(nullptr, "all");
  Map({.function_name = "all"});
  Map({.function_name = "f", .starting_position = EventSourcePosition::kLatest});
  Drain();
  EXPECT_THAT(calls_, ElementsAre(ElementsAre("old")));
  calls_.clear();
  Remember();
  Put("new");
  Drain();
  EXPECT_EQ(calls_, (Calls{{"new"}, {"new"}}));
}

TEST_F(Delivery, HasRecordsAsTheStreamHasThem) {
  Record seen;
  ASSERT_THAT(triggers().Register("f",
                                  [&](const Invocation& call) -> FunctionResult {
                                    seen = call.records[0];
                                    EXPECT_EQ(call.attempt, 1);
                                    EXPECT_EQ(call.request_id.size(), 36u);
                                    EXPECT_EQ(call.stream_arn, StreamOf("tab"));
                                    EXPECT_EQ(call.deadline,
                                              clock_.Now() + std::chrono::seconds(3));
                                    return FunctionResponse();
                                  }),
              IsOk());
  Map({});
  Put("a", 1);
  Put("a", 2);
  EXPECT_EQ(Drain().records, 2);
  EXPECT_EQ(seen.event_name, OperationType::kInsert);
  EXPECT_EQ(seen.dynamodb->new_image, (Item{{"p", "a"}, {"n", 1}}));
}

TEST_F(Delivery, CutsBatchesAtTheirSize) {
  Remember();
  Map({.batch_size = 2});
  for (const char* key : {"a", "b", "c", "d", "e"}) Put(key);
  const DrainReport report = Drain();
  EXPECT_EQ(calls_, (Calls{{"a", "b"}, {"c", "d"}, {"e"}}));
  EXPECT_EQ(report.invocations, 3);
  EXPECT_EQ(report.records, 5);
}

TEST_F(Delivery, CutsBatchesAtSixMegabytes) {
  Remember();
  Map({});
  const std::string big(390'000, 'x');
  for (int i = 0; i < 20; ++i) {
    ASSERT_THAT(db_->Put("tab", Item{{"p", std::to_string(i)}, {"x", big}}), IsOk());
  }
  Drain();
  ASSERT_THAT(calls_, SizeIs(2));
  EXPECT_THAT(calls_[0], SizeIs(16));
  EXPECT_THAT(calls_[1], SizeIs(4));
}

TEST_F(Delivery, PassesOverWhatTheFiltersDoNotWant) {
  Remember();
  const std::string uuid =
      Map({.filter_criteria = FilterCriteria{{{Filter{R"({"dynamodb":{"Keys":{"p":{"S":["b"]}}}})"},
                                               Filter{R"({"eventName":["REMOVE"]})"}}}}});
  Put("a");
  Put("b");
  ASSERT_THAT(db_->Delete("tab", Item{{"p", "a"}}), IsOk());
  Put("c");
  const DrainReport report = Drain();
  EXPECT_EQ(calls_, (Calls{{"b", "a"}}));
  EXPECT_EQ(report.filtered, 2);
  // Without filters it goes on with what comes.
  ASSERT_THAT(
      triggers().UpdateEventSourceMapping({.uuid = uuid, .filter_criteria = FilterCriteria{}}),
      IsOk());
  Put("d");
  Drain();
  EXPECT_EQ(calls_, (Calls{{"b", "a"}, {"d"}}));
}

TEST_F(Delivery, CallsNothingForAWhollyFilteredBatchAndDoesNotLookAtItAgain) {
  Remember();
  Map({.filter_criteria = FilterCriteria{{{Filter{R"({"eventName":["REMOVE"]})"}}}}});
  for (int i = 0; i < 20; ++i) Put(std::to_string(i));
  EXPECT_EQ(Drain().filtered, 20);
  EXPECT_EQ(Drain().filtered, 0);
  EXPECT_THAT(calls_, IsEmpty());
}

TEST_F(Delivery, GoesOnWhereItWasWhenItIsEnabledAgain) {
  Remember();
  const std::string uuid = Map({.enabled = false});
  Put("a");
  Drain();
  EXPECT_THAT(calls_, IsEmpty());
  ASSERT_THAT(triggers().UpdateEventSourceMapping({.uuid = uuid, .enabled = true}), IsOk());
  Drain();
  ASSERT_THAT(triggers().UpdateEventSourceMapping({.uuid = uuid, .enabled = false}), IsOk());
  Put("b");
  Drain();
  ASSERT_THAT(triggers().UpdateEventSourceMapping({.uuid = uuid, .enabled = true}), IsOk());
  Drain();
  EXPECT_EQ(calls_, (Calls{{"a"}, {"b"}}));
}

TEST_F(Delivery, WaitsForAFunctionThatIsNotThereYet) {
  const std::string uuid = Map({});
  Put("a");
  Drain();
  EXPECT_EQ(Get(uuid).last_processing_result, "PROBLEM: Function not found");
  Remember();
  Drain();
  EXPECT_EQ(calls_, (Calls{{"a"}}));
  EXPECT_EQ(Get(uuid).last_processing_result, "OK");
  triggers().Unregister("f");
  Put("b");
  EXPECT_EQ(Drain().invocations, 0);
}

TEST_F(Delivery, FollowsShardsToTheirChildren) {
  // Those of a parent are done before its child begins, though each batch fails at first.
  std::vector<std::pair<std::string, int64_t>> seen;
  ASSERT_THAT(
      triggers().Register("f",
                          [&](const Invocation& call) -> FunctionResult {
                            if (call.attempt < 3) return absl::UnknownError("not yet");
                            for (const Record& record : call.records) {
                              seen.emplace_back(
                                  call.shard_id,
                                  *record.dynamodb->new_image->Find("n")->AsNumber().ToInt64());
                            }
                            return FunctionResponse();
                          }),
      IsOk());
  Map({.parallelization_factor = 2});
  for (int i = 0; i < 5; ++i) {
    Put("a", i);
    ASSERT_THAT(db_->RollShards("tab"), IsOk());
  }
  Put("a", 5);
  EXPECT_EQ(Drain().records, 6);
  ASSERT_THAT(seen, SizeIs(6));
  std::set<std::string> shards;
  for (size_t i = 0; i < seen.size(); ++i) {
    EXPECT_EQ(seen[i].second, static_cast<int64_t>(i));
    shards.insert(seen[i].first);
  }
  EXPECT_THAT(shards, SizeIs(6));
}

TEST_F(Delivery, DrainsAStreamThatWasDisabledAndInheritsNothingFromIt) {
  Remember();
  Map({});
  Put("a");
  ASSERT_THAT(
      db_->UpdateTable({.table_name = "tab",
                        .stream_specification = StreamSpecification{.stream_enabled = false}}),
      IsOk());
  Put("unseen");
  Drain();
  EXPECT_EQ(calls_, (Calls{{"a"}}));
}

TEST_F(Delivery, KeepsTheOrderOfEachItemWithParallelLanes) {
  std::map<std::string, int64_t> last;
  ASSERT_THAT(triggers().Register(
                  "f",
                  [&](const Invocation& call) -> FunctionResult {
                    for (const Record& record : call.records) {
                      const int64_t n =
                          record.dynamodb->new_image->Find("n")->AsNumber().ToInt64().value();
                      EXPECT_EQ(n, last[KeyOf(record)] + 1);
                      last[KeyOf(record)] = n;
                    }
                    return FunctionResponse();
                  }),
              IsOk());
  Map({.batch_size = 3, .parallelization_factor = 10});
  for (int n = 1; n <= 20; ++n) {
    for (int key = 0; key < 7; ++key) Put(std::to_string(key), n);
  }
  EXPECT_EQ(Drain().records, 140);
  for (int key = 0; key < 7; ++key) EXPECT_EQ(last[std::to_string(key)], 20) << key;
}

TEST_F(Delivery, KeepsTheOrderOfEachItemWhileTheNumberOfLanesChanges) {
  std::map<std::string, int64_t> last;
  int calls = 0;
  ASSERT_THAT(triggers().Register(
                  "f",
                  [&](const Invocation& call) -> FunctionResult {
                    if (++calls % 4 == 0) return absl::UnknownError("now and then");
                    for (const Record& record : call.records) {
                      const auto n = record.dynamodb->new_image->Find("n")->AsNumber().ToInt64();
                      EXPECT_EQ(*n, last[KeyOf(record)] + 1);
                      last[KeyOf(record)] = *n;
                    }
                    return FunctionResponse();
                  }),
              IsOk());
  const std::string uuid = Map({.batch_size = 2, .parallelization_factor = 4});
  int64_t records = 0;
  int n = 0;
  for (const int32_t factor : {7, 1, 10, 3}) {
    for (int round = 0; round < 5; ++round) {
      ++n;
      for (int key = 0; key < 9; ++key) Put(std::to_string(key), n);
    }
    records += Drain().records;
    for (int key = 0; key < 9; ++key) Put(std::to_string(key), n + 1);
    ++n;
    ASSERT_THAT(
        triggers().UpdateEventSourceMapping({.uuid = uuid, .parallelization_factor = factor}),
        IsOk());
    EXPECT_EQ(Get(uuid).parallelization_factor, factor);
    records += Drain().records;
  }
  EXPECT_EQ(records, 9 * n);
  for (int key = 0; key < 9; ++key) EXPECT_EQ(last[std::to_string(key)], n) << key;
}

TEST_F(Delivery, CountsWhatItFiltersOnceWhileTheNumberOfLanesChanges) {
  std::string uuid;
  Remember([&](const Invocation&) -> FunctionResult {
    // Lanes are at different places by now.
    if (calls_.size() != 2) return FunctionResponse();
    EXPECT_THAT(triggers().UpdateEventSourceMapping({.uuid = uuid, .parallelization_factor = 5}),
                IsOk());
    return absl::UnknownError("once");
  });
  const Filter wanted{R"({"dynamodb":{"NewImage":{"n":{"N":["1"]}}}})"};
  uuid = Map({.batch_size = 2,
              .filter_criteria = FilterCriteria{{{wanted}}},
              .parallelization_factor = 3,
              .bisect_batch_on_function_error = true});
  for (int i = 0; i < 60; ++i) Put(std::to_string(i), i % 3 == 0 ? 1 : 0);
  const DrainReport report = Drain();
  EXPECT_EQ(report.records, 20);
  EXPECT_EQ(report.filtered, 40);
  EXPECT_EQ(Get(uuid).parallelization_factor, 5);
}

// By themselves, as they are unless they wait for a drain.
using BackgroundDelivery = BackgroundTriggerTest;

TEST_F(BackgroundDelivery, IsWokenByTheCommit) {
  std::atomic<int> records = 0;
  Remember([&](const Invocation& call) -> FunctionResult {
    records += static_cast<int>(call.records.size());
    return FunctionResponse();
  });
  Map({});
  for (int i = 1; i <= 200; ++i) {
    Put(std::to_string(i));
    if (i % 20 == 0) Await([&] { return records == i; });
  }
}

TEST_F(BackgroundDelivery, APoisonedMappingKeepsNoOtherFromItsRecords) {
  Remember([](const Invocation&) -> FunctionResult { return absl::UnknownError("poison"); },
           "poisoned");
  Map({.function_name = "poisoned"});
  std::atomic<int> records = 0;
  for (const char* name : {"a", "b", "c", "d"}) {
    ASSERT_THAT(triggers().Register(name,
                                    [&](const Invocation& call) -> FunctionResult {
                                      records += static_cast<int>(call.records.size());
                                      return FunctionResponse();
                                    }),
                IsOk());
    Map({.function_name = name});
  }
  for (int i = 0; i < 50; ++i) Put(std::to_string(i));
  Await([&] { return records == 4 * 50; });
}

TEST_F(BackgroundDelivery, GathersUntilTheBatchIsFullOrTheWindowOver) {
  Remember();
  Map({.batch_size = 3, .maximum_batching_window_in_seconds = 60});
  const auto calls = [&] {
    const std::lock_guard lock(mutex_);
    return calls_.size();
  };
  Put("a");
  ASSERT_THAT(db_->RunDue(), IsOk());
  EXPECT_EQ(calls(), 0u);
  Put("b");
  Put("c");
  Await([&] { return calls() == 1; });
  Put("d");
  ASSERT_THAT(db_->RunDue(), IsOk());
  EXPECT_EQ(calls(), 1u);
  clock_.Advance(std::chrono::seconds(60));
  ASSERT_THAT(db_->RunDue(), IsOk());
  EXPECT_EQ(calls_, (Calls{{"a", "b", "c"}, {"d"}}));
}

TEST_F(BackgroundDelivery, StopsAMappingWhoseFunctionOverrunsItsTime) {
  std::atomic<bool> may_end = false;
  ASSERT_THAT(triggers().Register("f",
                                  [&](const Invocation&) -> FunctionResult {
                                    while (!may_end) std::this_thread::yield();
                                    return FunctionResponse();
                                  },
                                  {.timeout = std::chrono::milliseconds(20)}),
              IsOk());
  const std::string uuid = Map({});
  Put("a");
  Await([&] { return *Get(uuid).state == "Disabled"; });
  EXPECT_EQ(Get(uuid).last_processing_result,
            "PROBLEM: Function has not returned in time and cannot be stopped");
  may_end = true;
  // Its answer was not taken: enabled again, it gets the record again.
  triggers().Unregister("f");
  Remember();
  ASSERT_THAT(triggers().UpdateEventSourceMapping({.uuid = uuid, .enabled = true}), IsOk());
  Await([&] {
    const std::lock_guard lock(mutex_);
    return calls_ == Calls{{"a"}};
  });
}

}  // namespace
}  // namespace stator::testing
