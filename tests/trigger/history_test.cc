// Mappings over time: restarts, rewinds, forks, replays, deletion.
#include <string>
#include <vector>

#include "tests/trigger/trigger_fixture.h"

namespace stator::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class TriggerHistory : public TriggerTest, public ::testing::WithParamInterface<Storage> {
 protected:
  TriggerHistory() : TriggerTest(GetParam()) {}
};
INSTANTIATE_TEST_SUITE_P(, TriggerHistory, ::testing::Values(Storage::kMemory, Storage::kDisk),
                         [](const auto& info) {
                           return info.param == Storage::kDisk ? "Disk" : "Memory";
                         });

TEST_P(TriggerHistory, ARewindPutsPlacesBackAndForgetsWhatWasUndone) {
  Remember();
  Map({});
  Put("a");
  Drain();
  const auto mark = db_->Mark();
  ASSERT_THAT(mark, IsOk());
  Put("b");
  Drain();
  Put("c");
  ASSERT_THAT(db_->Rewind(*mark), IsOk());
  Drain();
  EXPECT_EQ(calls_, (Calls{{"a"}, {"b"}}));
  Put("d");
  Drain();
  EXPECT_EQ(calls_, (Calls{{"a"}, {"b"}, {"d"}}));
}

TEST_P(TriggerHistory, ARewindUndoesMappingsMadeSince) {
  Remember();
  const auto mark = db_->Mark();
  const std::string uuid = Map({});
  ASSERT_THAT(db_->Rewind(*mark), IsOk());
  EXPECT_THAT(
      triggers().GetEventSourceMapping({.uuid = uuid}),
      IsErrorWith(ErrorCode::kResourceNotFound, "The resource you requested does not exist."));
  Put("a");
  Drain();
  EXPECT_THAT(calls_, IsEmpty());
}

TEST_P(TriggerHistory, AReplayDeliversAgain) {
  Remember();
  const std::string uuid = Map({});
  Put("a");
  clock_.Advance(std::chrono::seconds(10));
  const Time between = clock_.Now();
  Put("b");
  Drain();
  ASSERT_THAT(triggers().Replay(uuid, {}), IsOk());
  Drain();
  ASSERT_THAT(triggers().Replay(uuid, {.since = between}), IsOk());
  Drain();
  EXPECT_EQ(calls_, (Calls{{"a", "b"}, {"a", "b"}, {"b"}}));
}

TEST_P(TriggerHistory, AReplayBeginsWithASequenceNumberInEveryShard) {
  std::vector<std::string> numbers;
  Remember([&](const Invocation& call) {
    for (const Record& record : call.records) numbers.push_back(*record.dynamodb->sequence_number);
    return FunctionResponse();
  });
  const std::string uuid = Map({});
  Put("a");
  Put("b");
  ASSERT_THAT(db_->RollShards("tab"), IsOk());
  Put("c");
  Drain();
  ASSERT_THAT(numbers, SizeIs(3));
  ASSERT_THAT(triggers().Replay(uuid, {.sequence_number = numbers[1]}), IsOk());
  Drain();
  ASSERT_THAT(triggers().Replay(uuid, {.sequence_number = numbers[2]}), IsOk());
  Drain();
  EXPECT_EQ(calls_, (Calls{{"a", "b"}, {"c"}, {"b"}, {"c"}, {"c"}}));
}

TEST_P(TriggerHistory, AReplayOfWhatIsNoPlaceChangesNothing) {
  Remember();
  const std::string uuid = Map({});
  Put("a");
  Drain();
  EXPECT_THAT(triggers().Replay(uuid, {.sequence_number = "12"}),
              IsErrorWith(ErrorCode::kValidation,
                          "A replay cannot begin with '12', which is not the SequenceNumber of a "
                          "record."));
  EXPECT_THAT(triggers().Replay(uuid, {.since = clock_.Now(), .sequence_number = "12"}),
              IsErrorWith(ErrorCode::kValidation,
                          "A replay begins with a time or with a sequence number, not with both."));
  Drain();
  EXPECT_EQ(calls_, (Calls{{"a"}}));
}

TEST_P(TriggerHistory, ADeletedMappingIsCalledForNothingMoreAndANewOneBeginsAnew) {
  Remember();
  const std::string uuid = Map({});
  Put("a");
  Drain();
  const auto deleted = triggers().DeleteEventSourceMapping({.uuid = uuid});
  ASSERT_THAT(deleted, IsOk());
  EXPECT_EQ(deleted->state, "Deleting");
  Put("b");
  Drain();
  EXPECT_EQ(calls_, (Calls{{"a"}}));
  Map({});
  Drain();
  EXPECT_EQ(calls_, (Calls{{"a"}, {"a", "b"}}));
}

TEST_P(TriggerHistory, RecordsThatWereTrimmedUnreadCountAsDropped) {
  Remember();
  const std::string uuid = Map({});
  Put("a");
  Drain();
  triggers().Unregister("f");
  Put("b");
  clock_.Advance(std::chrono::hours(25));
  ASSERT_THAT(db_->RunDue(), IsOk());
  Remember();
  Put("c");
  EXPECT_EQ(Drain().dropped, 1);
  EXPECT_EQ(calls_, (Calls{{"a"}, {"c"}}));
}

class TriggerInMemory : public TriggerTest {};

TEST_F(TriggerInMemory, InAForkMappingsWaitForTheirFunctionsThere) {
  Remember();
  Map({});
  Put("a");
  auto fork = db_->Fork();
  ASSERT_THAT(fork, IsOk());
  ASSERT_THAT((*fork)->triggers().Drain(), IsOk());
  EXPECT_THAT(calls_, IsEmpty());
  Drain();
  EXPECT_EQ(calls_, (Calls{{"a"}}));
  Calls in_fork;
  ASSERT_THAT((*fork)->triggers().Register("f",
                                           [&](const Invocation& call) -> FunctionResult {
                                             in_fork.push_back(KeysOf(call));
                                             return FunctionResponse();
                                           }),
              IsOk());
  ASSERT_THAT((*fork)->triggers().Drain(), IsOk());
  EXPECT_EQ(in_fork, (Calls{{"a"}}));
}

}  // namespace
}  // namespace stator::testing
