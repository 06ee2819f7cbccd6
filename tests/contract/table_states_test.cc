// The states of tables and indexes, in a database whose changes of tables take five seconds of its
// clock.
#include <string>
#include <vector>

#include "tests/support/door.h"
#include "tests/support/door_options.h"
#include "tests/support/temp_dir.h"

namespace stator::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::chrono::seconds kDelay{5};
constexpr std::chrono::seconds kNearly{4};

CreateTableRequest Provisioned() {
  return {
      .attribute_definitions = {{{"p", ScalarAttributeType::kS}, {"a", ScalarAttributeType::kS}}},
      .table_name = "visits",
      .key_schema = {{{"p", KeyType::kHash}}},
      .provisioned_throughput = ProvisionedThroughput{1, 2},
      .global_secondary_indexes = {{{.index_name = "by_a",
                                     .key_schema = {{{"a", KeyType::kHash}}},
                                     .projection = Projection{ProjectionType::kAll},
                                     .provisioned_throughput = ProvisionedThroughput{1, 1}}}}};
}

UpdateTableRequest NewIndex(const std::string& name) {
  return {.attribute_definitions = {{{"b", ScalarAttributeType::kS}}},
          .table_name = "visits",
          .global_secondary_index_updates = {
              {{.create = {{.index_name = name,
                            .key_schema = {{{"b", KeyType::kHash}}},
                            .projection = Projection{ProjectionType::kAll},
                            .provisioned_throughput = ProvisionedThroughput{1, 1}}}}}}};
}

UpdateTableRequest NoIndex(const std::string& name) {
  return {.table_name = "visits", .global_secondary_index_updates = {{{.delete_ = {{name}}}}}};
}

const UpdateTableRequest& MoreThroughput() {
  static const auto& request = *new UpdateTableRequest{
      .table_name = "visits", .provisioned_throughput = ProvisionedThroughput{7, 7}};
  return request;
}

class TableStates : public ::testing::TestWithParam<DoorKind> {
 protected:
  TableStates() : door_(OpenDoor(GetParam(), {.transition_delay = kDelay})) {}

  Database& db() { return door_->db(); }
  void Wait(std::chrono::seconds time) { door_->clock().Advance(time); }

  void CreateActive() {
    ASSERT_THAT(db().CreateTable(Provisioned()), IsOk());
    Wait(kDelay);
  }
  TableDescription Described() {
    const auto described = db().DescribeTable({.table_name = "visits"});
    EXPECT_THAT(described, IsOk());
    return described.ok() ? *described->table : TableDescription();
  }
  GlobalSecondaryIndexDescription Index(size_t i) {
    const TableDescription table = Described();
    EXPECT_TRUE(table.global_secondary_indexes && table.global_secondary_indexes->size() > i);
    return (*table.global_secondary_indexes)[i];
  }
  std::string Arn() { return Described().table_arn.value_or(""); }
  absl::StatusOr<UpdateTimeToLiveResult> Expire() {
    return db().UpdateTimeToLive(
        {.table_name = "visits",
         .time_to_live_specification = TimeToLiveSpecification{true, "expires"}});
  }
  std::vector<std::string> Listed() { return db().ListTables({})->table_names; }

  void ExpectInUse(const std::string& what) {
    const std::string message =
        "Attempt to change a resource which is still in use: Table is being " + what + ": visits";
    EXPECT_THAT(db().UpdateTable(MoreThroughput()),
                IsErrorWith(ErrorCode::kResourceInUse, message));
    EXPECT_THAT(db().UpdateTable(NewIndex("by_b")),
                IsErrorWith(ErrorCode::kResourceInUse, message));
    EXPECT_THAT(db().DeleteTable({.table_name = "visits"}),
                IsErrorWith(ErrorCode::kResourceInUse, message));
    EXPECT_THAT(db().CreateTable(Provisioned()),
                IsErrorWith(ErrorCode::kResourceInUse, "Table already exists: visits"));
    const auto in_use = IsErrorWith(ErrorCode::kResourceInUse, message);
    EXPECT_THAT(Expire(), in_use);
    EXPECT_THAT(db().TagResource({.resource_arn = Arn(), .tags = {{{"k", "v"}}}}), in_use);
    EXPECT_THAT(db().UntagResource({.resource_arn = Arn(), .tag_keys = {{"k"}}}), in_use);
    // What the table has can be asked for, though.
    EXPECT_THAT(db().ListTagsOfResource({.resource_arn = Arn()}), IsOk());
    EXPECT_THAT(db().DescribeTimeToLive({.table_name = "visits"}), IsOk());
  }
  // Items can be neither read nor written.
  void ExpectShut() {
    const auto shut = IsErrorWith(ErrorCode::kResourceNotFound, "Requested resource not found");
    const Item key{{"p", "1"}};
    EXPECT_THAT(db().GetItem({.table_name = "visits", .key = key}), shut);
    EXPECT_THAT(db().PutItem({.table_name = "visits", .item = key}), shut);
    EXPECT_THAT(db().UpdateItem({.table_name = "visits", .key = key}), shut);
    EXPECT_THAT(db().DeleteItem({.table_name = "visits", .key = key}), shut);
    EXPECT_THAT(db().Scan({.table_name = "visits"}), shut);
  }

  std::unique_ptr<Door> door_;
};
INSTANTIATE_FOR_EVERY_DOOR(TableStates);

TEST_P(TableStates, ATableIsCreatedInTime) {
  const auto created = db().CreateTable(Provisioned());
  ASSERT_THAT(created, IsOk());
  EXPECT_EQ(created->table_description->table_status, TableStatus::kCreating);
  Wait(kNearly);
  EXPECT_EQ(Described().table_status, TableStatus::kCreating);
  EXPECT_EQ(Index(0).index_status, IndexStatus::kCreating);
  EXPECT_EQ(Index(0).backfilling, std::nullopt);
  EXPECT_THAT(Listed(), ElementsAre("visits"));
  ExpectShut();
  ExpectInUse("created");
  Wait(kDelay - kNearly);
  EXPECT_EQ(Described().table_status, TableStatus::kActive);
  EXPECT_EQ(Index(0).index_status, IndexStatus::kActive);
  EXPECT_THAT(db().Put("visits", Item{{"p", "1"}}), IsOk());
}

TEST_P(TableStates, ATableIsUpdatedInTimeAndServesMeanwhile) {
  CreateActive();
  ASSERT_THAT(db().UpdateTable(MoreThroughput()), IsOk());
  Wait(kNearly);
  EXPECT_EQ(Described().table_status, TableStatus::kUpdating);
  EXPECT_THAT(db().Put("visits", Item{{"p", "1"}}), IsOk());
  ExpectInUse("updated");
  Wait(kDelay - kNearly);
  EXPECT_EQ(Described().table_status, TableStatus::kActive);
  EXPECT_EQ(Described().provisioned_throughput->read_capacity_units, 7);
}

TEST_P(TableStates, WhatTakesNoTimeIsDoneAtOnce) {
  CreateActive();
  ASSERT_THAT(db().UpdateTable({.table_name = "visits", .deletion_protection_enabled = true}),
              IsOk());
  EXPECT_EQ(Described().table_status, TableStatus::kActive);
}

TEST_P(TableStates, ATableIsDeletedInTime) {
  CreateActive();
  ASSERT_THAT(db().Put("visits", Item{{"p", "1"}}), IsOk());
  const auto deleted = db().DeleteTable({.table_name = "visits"});
  ASSERT_THAT(deleted, IsOk());
  EXPECT_EQ(deleted->table_description->table_status, TableStatus::kDeleting);
  Wait(kNearly);
  EXPECT_EQ(Described().table_status, TableStatus::kDeleting);
  EXPECT_EQ(Index(0).index_status, IndexStatus::kDeleting);
  EXPECT_THAT(Listed(), ElementsAre("visits"));
  ExpectShut();
  ExpectInUse("deleted");
  Wait(kDelay - kNearly);
  EXPECT_THAT(Listed(), IsEmpty());
  EXPECT_THAT(db().DescribeTable({.table_name = "visits"}),
              IsErrorCode(ErrorCode::kResourceNotFound));
  EXPECT_THAT(db().DeleteTable({.table_name = "visits"}),
              IsErrorCode(ErrorCode::kResourceNotFound));
  ExpectShut();
}

TEST_P(TableStates, NothingIsLeftOfATableWhoseDeletionIsOver) {
  CreateActive();
  const std::string arn = Arn();
  ASSERT_THAT(db().TagResource({.resource_arn = arn, .tags = {{{"k", "v"}}}}), IsOk());
  ASSERT_THAT(db().DeleteTable({.table_name = "visits"}), IsOk());
  Wait(kDelay);
  // Each by itself, before any other operation can have noticed.
  EXPECT_THAT(db().DescribeTimeToLive({.table_name = "visits"}),
              IsErrorCode(ErrorCode::kResourceNotFound));
  EXPECT_THAT(Expire(), IsErrorCode(ErrorCode::kResourceNotFound));
  EXPECT_THAT(db().ListTagsOfResource({.resource_arn = arn}),
              IsErrorCode(ErrorCode::kAccessDenied));
  EXPECT_THAT(db().TagResource({.resource_arn = arn, .tags = {{{"k", "v"}}}}),
              IsErrorCode(ErrorCode::kResourceNotFound));
}

TEST_P(TableStates, TheNameOfADeletedTableIsFree) {
  CreateActive();
  ASSERT_THAT(db().Put("visits", Item{{"p", "1"}}), IsOk());
  ASSERT_THAT(db().DeleteTable({.table_name = "visits"}), IsOk());
  Wait(kDelay);
  CreateActive();
  EXPECT_EQ(Described().item_count, 0);
}

TEST_P(TableStates, AnIndexIsPreparedAndThenFilled) {
  CreateActive();
  ASSERT_THAT(db().Put("visits", Item{{"p", "1"}, {"b", "x"}}), IsOk());
  ASSERT_THAT(db().UpdateTable(NewIndex("by_b")), IsOk());
  Wait(kNearly);
  EXPECT_EQ(Described().table_status, TableStatus::kUpdating);
  EXPECT_EQ(Index(1).index_status, IndexStatus::kCreating);
  EXPECT_EQ(Index(1).backfilling, false);
  EXPECT_THAT(db().Put("visits", Item{{"p", "2"}, {"b", "x"}}), IsOk());
  EXPECT_THAT(db().Scan({.table_name = "visits", .index_name = "by_b"}),
              IsErrorCode(ErrorCode::kValidation));
  ExpectInUse("updated");
  Wait(kDelay - kNearly);
  EXPECT_EQ(Described().table_status, TableStatus::kActive);
  EXPECT_EQ(Index(1).index_status, IndexStatus::kActive);
  EXPECT_EQ(Index(1).backfilling, std::nullopt);
  EXPECT_EQ(Index(1).item_count, 2);
}

TEST_P(TableStates, AnIndexIsDeletedInTime) {
  CreateActive();
  ASSERT_THAT(db().Put("visits", Item{{"p", "1"}, {"a", "x"}}), IsOk());
  ASSERT_THAT(db().UpdateTable(NoIndex("by_a")), IsOk());
  Wait(kNearly);
  EXPECT_EQ(Described().table_status, TableStatus::kUpdating);
  EXPECT_EQ(Index(0).index_status, IndexStatus::kDeleting);
  EXPECT_THAT(db().Scan({.table_name = "visits", .index_name = "by_a"}),
              IsErrorCode(ErrorCode::kValidation));
  EXPECT_THAT(db().Put("visits", Item{{"p", "2"}, {"a", 5}}), IsOk());  // No longer a key.
  Wait(kDelay - kNearly);
  EXPECT_EQ(Described().global_secondary_indexes, std::nullopt);
  EXPECT_EQ(Described().attribute_definitions->size(), 1u);
}

TEST_P(TableStates, AnIndexIsUpdatedInTime) {
  CreateActive();
  ASSERT_THAT(
      db().UpdateTable(
          {.table_name = "visits",
           .global_secondary_index_updates = {{{.update = {{.index_name = "by_a",
                                                            .provisioned_throughput =
                                                                ProvisionedThroughput{5, 5}}}}}}}),
      IsOk());
  Wait(kNearly);
  EXPECT_EQ(Index(0).index_status, IndexStatus::kUpdating);
  EXPECT_EQ(Described().table_status, TableStatus::kUpdating);
  Wait(kDelay - kNearly);
  EXPECT_EQ(Index(0).index_status, IndexStatus::kActive);
}

TEST_P(TableStates, AStreamIsEnabledAndDisabledInTime) {
  CreateActive();
  const auto set = [this](const StreamSpecification& specification) {
    const auto updated =
        db().UpdateTable({.table_name = "visits", .stream_specification = specification});
    ASSERT_THAT(updated, IsOk());
  };
  set({.stream_enabled = true, .stream_view_type = StreamViewType::kKeysOnly});
  const std::string arn = Described().latest_stream_arn.value_or("");
  const auto status = [&] {
    const auto described = db().DescribeStream({.stream_arn = arn});
    EXPECT_THAT(described, IsOk());
    return described->stream_description->stream_status;
  };
  Wait(kNearly);
  EXPECT_EQ(status(), StreamStatus::kEnabling);
  Wait(kDelay - kNearly);
  EXPECT_EQ(status(), StreamStatus::kEnabled);
  set({.stream_enabled = false});
  Wait(kNearly);
  EXPECT_EQ(status(), StreamStatus::kDisabling);
  Wait(kDelay - kNearly);
  EXPECT_EQ(status(), StreamStatus::kDisabled);
}

TEST_P(TableStates, ATimeToLiveIsEnabledAndDisabledInTime) {
  CreateActive();
  const auto set = [this](bool enabled) {
    ASSERT_THAT(db().UpdateTimeToLive(
                    {.table_name = "visits",
                     .time_to_live_specification =
                         TimeToLiveSpecification{.enabled = enabled, .attribute_name = "t"}}),
                IsOk());
  };
  const auto status = [this] {
    const auto described = db().DescribeTimeToLive({.table_name = "visits"});
    EXPECT_THAT(described, IsOk());
    return described->time_to_live_description->time_to_live_status;
  };
  set(true);
  Wait(kNearly);
  EXPECT_EQ(status(), TimeToLiveStatus::kEnabling);
  Wait(kDelay - kNearly);
  EXPECT_EQ(status(), TimeToLiveStatus::kEnabled);
  set(false);
  Wait(kNearly);
  EXPECT_EQ(status(), TimeToLiveStatus::kDisabling);
  Wait(kDelay - kNearly);
  EXPECT_EQ(status(), TimeToLiveStatus::kDisabled);
}

// A state is derived from when its change began, so it does not matter what happened to the process
// in between.
TEST(TableStatesAfterReopening, GoOnAsTheyWere) {
  const TempDir dir;
  ManualClock clock;
  const Options options{.clock = &clock, .transition_delay = kDelay, .map_bytes = 1 << 30};
  const auto open = [&] { return *Open(dir.path() + "/db", options); };
  const auto status = [](Database& db) {
    return db.DescribeTable({.table_name = "visits"})->table->table_status;
  };
  auto db = open();
  ASSERT_THAT(db->CreateTable(Provisioned()), IsOk());
  db.reset();
  db = open();
  EXPECT_EQ(status(*db), TableStatus::kCreating);
  clock.Advance(kDelay);
  EXPECT_EQ(status(*db), TableStatus::kActive);
  ASSERT_THAT(db->Put("visits", Item{{"p", "1"}, {"b", "x"}}), IsOk());
  ASSERT_THAT(db->UpdateTable(NewIndex("by_b")), IsOk());
  db.reset();
  clock.Advance(kDelay);
  db = open();
  EXPECT_EQ(status(*db), TableStatus::kActive);
  EXPECT_EQ(
      (*db->DescribeTable({.table_name = "visits"})->table->global_secondary_indexes)[1].item_count,
      1);
  ASSERT_THAT(db->DeleteTable({.table_name = "visits"}), IsOk());
  db.reset();
  db = open();
  EXPECT_EQ(status(*db), TableStatus::kDeleting);
  db.reset();
  clock.Advance(kDelay);
  db = open();
  EXPECT_THAT(db->DescribeTable({.table_name = "visits"}),
              IsErrorCode(ErrorCode::kResourceNotFound));
}

TEST(TableStatesAfterReopening, AreOverWhereNothingTakesTimeAnyMore) {
  const TempDir dir;
  ManualClock clock;
  Options options{.clock = &clock, .transition_delay = kDelay, .map_bytes = 1 << 30};
  auto db = *Open(dir.path() + "/db", options);
  ASSERT_THAT(db->CreateTable(Provisioned()), IsOk());
  clock.Advance(kDelay);
  ASSERT_THAT(db->DeleteTable({.table_name = "visits"}), IsOk());
  db.reset();
  options.transition_delay = {};
  db = *Open(dir.path() + "/db", options);
  EXPECT_THAT(db->ListTables({})->table_names, IsEmpty());
  EXPECT_THAT(db->CreateTable(Provisioned()), IsOk());
  EXPECT_THAT(db->Put("visits", Item{{"p", "1"}}), IsOk());
}

}  // namespace
}  // namespace stator::testing
