// Marks and rewinds, where the database lives in this process, on either store: what each kind of
// thing is like after it was put back. (Random histories: tests/model_based.)
#include <chrono>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "stator/database.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace stator::testing {
namespace {

struct StoreKind {
  std::string name;
  bool on_disk;
};
void PrintTo(const StoreKind& kind, std::ostream* out) { *out << kind.name; }

class Marks : public ::testing::TestWithParam<StoreKind> {
 protected:
  Marks() { Open({.map_bytes = 1 << 30}); }

  void Open(Options options) {
    options.clock = &clock_;
    auto db =
        GetParam().on_disk ? stator::Open(dir_.path() + "/db", options) : OpenInMemory(options);
    ASSERT_THAT(db, IsOk());
    db_ = *std::move(db);
  }
  void CreatePlain(const std::string& name = "plain") {
    ASSERT_THAT(db_->CreateTable(name, "p"), IsOk());
  }
  void Put(const std::string& table, const Item& item) {
    ASSERT_THAT(db_->Put(table, item), IsOk());
  }
  Item Get(const std::string& table, const Item& key) {
    const auto item = db_->Get(table, key);
    EXPECT_THAT(item, IsOk());
    return item.ok() && *item ? **item : Item();
  }
  MarkId Mark() {
    const auto mark = db_->Mark();
    EXPECT_THAT(mark, IsOk());
    return mark.value_or(MarkId{0});
  }
  void Rewind(MarkId mark) { ASSERT_THAT(db_->Rewind(mark), IsOk()); }

  TempDir dir_;
  ManualClock clock_;
  std::unique_ptr<EmbeddedDatabase> db_;
};
INSTANTIATE_TEST_SUITE_P(, Marks,
                         ::testing::Values(StoreKind{"Memory", false}, StoreKind{"Disk", true}),
                         [](const auto& info) { return info.param.name; });

TEST_P(Marks, ARewindUndoesWritesToItems) {
  CreatePlain();
  Put("plain", {{"p", "changed"}, {"v", 1}});
  Put("plain", {{"p", "deleted"}});
  const MarkId mark = Mark();
  Put("plain", {{"p", "changed"}, {"v", 2}});
  ASSERT_THAT(db_->Delete("plain", {{"p", "deleted"}}), IsOk());
  Put("plain", {{"p", "new"}});
  Rewind(mark);
  EXPECT_EQ(Get("plain", {{"p", "changed"}}), (Item{{"p", "changed"}, {"v", 1}}));
  EXPECT_EQ(Get("plain", {{"p", "deleted"}}), (Item{{"p", "deleted"}}));
  EXPECT_EQ(Get("plain", {{"p", "new"}}), Item());
}

TEST_P(Marks, ARewindUndoesTheCreationOfATable) {
  const MarkId mark = Mark();
  CreatePlain();
  Put("plain", {{"p", "a"}});
  Rewind(mark);
  EXPECT_TRUE(db_->ListTables({})->table_names.empty());
  EXPECT_THAT(db_->Put("plain", {{"p", "a"}}), IsErrorCode(ErrorCode::kResourceNotFound));
  CreatePlain();
  EXPECT_EQ(Get("plain", {{"p", "a"}}), Item());
}

TEST_P(Marks, ARewindBringsADroppedTableBackThoughItWasErasedAlready) {
  CreatePlain();
  for (int i = 0; i < 200; ++i) Put("plain", {{"p", std::to_string(i)}});
  const MarkId mark = Mark();
  ASSERT_THAT(db_->DeleteTable({.table_name = "plain"}), IsOk());
  ASSERT_THAT(db_->RunDue(), IsOk());
  CreatePlain();
  Rewind(mark);
  ASSERT_THAT(db_->RunDue(), IsOk());
  EXPECT_EQ(db_->Scan({.table_name = "plain"})->count, 200);
}

TEST_P(Marks, WhatWasMarkedStaysAndLaterMarksAreGone) {
  CreatePlain();
  const MarkId first = Mark();
  Put("plain", {{"p", "a"}});
  const MarkId second = Mark();
  Rewind(second);
  Rewind(first);
  EXPECT_EQ(Get("plain", {{"p", "a"}}), Item());
  EXPECT_THAT(db_->Rewind(second), IsErrorCode(ErrorCode::kResourceNotFound));
  Put("plain", {{"p", "b"}});
  Rewind(first);
  EXPECT_EQ(Get("plain", {{"p", "b"}}), Item());
  db_->Release(first);
  EXPECT_THAT(
      db_->Rewind(first),
      IsErrorWith(ErrorCode::kResourceNotFound,
                  "There is no such mark: it was never made, was released, was dropped because too "
                  "much was written since, or lies after one that was rewound to."));
  db_->Release(first);  // Nothing happens.
}

TEST_P(Marks, ARewindUndoesIndexesTagsAndTimeToLive) {
  CreatePlain();
  for (int i = 0; i < 20; ++i) Put("plain", {{"p", std::to_string(i)}, {"v", i % 3}});
  const std::string arn = *db_->DescribeTable({.table_name = "plain"})->table->table_arn;
  const MarkId mark = Mark();
  GlobalSecondaryIndexUpdate update;
  update.create = CreateGlobalSecondaryIndexAction{
      .index_name = "by_v",
      .key_schema = std::vector<KeySchemaElement>{{"v", KeyType::kHash}},
      .projection = Projection{.projection_type = ProjectionType::kAll}};
  const std::vector<AttributeDefinition> definitions = {{"v", ScalarAttributeType::kN}};
  ASSERT_THAT(db_->UpdateTable({.attribute_definitions = definitions,
                                .table_name = "plain",
                                .global_secondary_index_updates = {{update}}}),
              IsOk());
  ASSERT_EQ(db_->Scan({.table_name = "plain", .index_name = "by_v"})->count, 20);
  ASSERT_THAT(db_->TagResource({.resource_arn = arn, .tags = std::vector<Tag>{{"k", "v"}}}),
              IsOk());
  ASSERT_THAT(db_->UpdateTimeToLive(
                  {.table_name = "plain",
                   .time_to_live_specification = {{.enabled = true, .attribute_name = "t"}}}),
              IsOk());
  Rewind(mark);
  EXPECT_THAT(db_->Scan({.table_name = "plain", .index_name = "by_v"}),
              IsErrorCode(ErrorCode::kValidation));
  EXPECT_FALSE(db_->DescribeTable({.table_name = "plain"})->table->global_secondary_indexes);
  EXPECT_TRUE(db_->ListTagsOfResource({.resource_arn = arn})->tags.empty());
  EXPECT_EQ(db_->DescribeTimeToLive({.table_name = "plain"})
                ->time_to_live_description->time_to_live_status,
            TimeToLiveStatus::kDisabled);
  // The index can be made again, and finds what is there now.
  Put("plain", {{"p", "new"}, {"v", 1}});
  ASSERT_THAT(db_->UpdateTable({.attribute_definitions = definitions,
                                .table_name = "plain",
                                .global_secondary_index_updates = {{update}}}),
              IsOk());
  EXPECT_EQ(db_->Scan({.table_name = "plain", .index_name = "by_v"})->count, 21);
}

TEST_P(Marks, WhatExpiredSinceIsBackAndExpiresAgainForTheClockIsNotPutBack) {
  CreatePlain();
  ASSERT_THAT(db_->UpdateTimeToLive(
                  {.table_name = "plain",
                   .time_to_live_specification = {{.enabled = true, .attribute_name = "t"}}}),
              IsOk());
  const auto now =
      std::chrono::duration_cast<std::chrono::seconds>(clock_.Now().time_since_epoch());
  Put("plain", {{"p", "a"}, {"t", now.count() + 60}});
  ASSERT_THAT(db_->RunDue(), IsOk());
  const MarkId mark = Mark();
  const Time marked = clock_.Now();
  clock_.Advance(std::chrono::hours(1));
  ASSERT_THAT(db_->RunDue(), IsOk());
  ASSERT_EQ(Get("plain", {{"p", "a"}}), Item());
  clock_.Set(marked);
  Rewind(mark);
  EXPECT_NE(Get("plain", {{"p", "a"}}), Item());
  clock_.Advance(std::chrono::hours(1));
  ASSERT_THAT(db_->RunDue(), IsOk());
  EXPECT_EQ(Get("plain", {{"p", "a"}}), Item());
}

TEST_P(Marks, ATransactionThatWasUndoneCanBeDoneAgainWithItsToken) {
  CreatePlain();
  const MarkId mark = Mark();
  const auto put = [&](int v) {
    std::vector<TransactWriteItem> items(1);
    items[0].put = TransactPut{.item = Item{{"p", "a"}, {"v", v}}, .table_name = "plain"};
    return db_->TransactWriteItems(
        {.transact_items = std::move(items), .client_request_token = "token"});
  };
  ASSERT_THAT(put(1), IsOk());
  ASSERT_THAT(put(2), IsErrorCode(ErrorCode::kIdempotentParameterMismatch));
  Rewind(mark);
  ASSERT_THAT(put(2), IsOk());
  EXPECT_EQ(Get("plain", {{"p", "a"}}), (Item{{"p", "a"}, {"v", 2}}));
}

TEST_P(Marks, NothingIsGivenTwice) {
  const MarkId mark = Mark();
  CreatePlain();
  const std::string id = *db_->DescribeTable({.table_name = "plain"})->table->table_id;
  Rewind(mark);
  CreatePlain();
  EXPECT_NE(*db_->DescribeTable({.table_name = "plain"})->table->table_id, id);
  EXPECT_GT(static_cast<uint64_t>(Mark()), static_cast<uint64_t>(mark));
}

TEST_P(Marks, AForkIsADatabaseOfItsOwnInMemoryAndRefusedOnDisk) {
  CreatePlain();
  Put("plain", {{"p", "a"}, {"v", 1}});
  auto forked = db_->Fork();
  if (GetParam().on_disk) {
    EXPECT_THAT(forked,
                IsErrorWith(ErrorCode::kUnknownOperation,
                            "A database on disk cannot be forked: only one in memory can."));
    return;
  }
  ASSERT_THAT(forked, IsOk());
  const std::unique_ptr<EmbeddedDatabase> fork = *std::move(forked);
  ASSERT_THAT(fork->Put("plain", {{"p", "a"}, {"v", 2}}), IsOk());
  ASSERT_THAT(fork->CreateTable("second", "p"), IsOk());
  EXPECT_EQ(Get("plain", {{"p", "a"}}), (Item{{"p", "a"}, {"v", 1}}));
  Put("plain", {{"p", "b"}});
  EXPECT_EQ(*fork->Get("plain", {{"p", "b"}}), std::nullopt);
  EXPECT_THAT(db_->Put("second", {{"p", "a"}}), IsErrorCode(ErrorCode::kResourceNotFound));
  db_.reset();
  EXPECT_EQ(*fork->Get("plain", {{"p", "a"}}), (Item{{"p", "a"}, {"v", 2}}));
}

TEST_P(Marks, OnDiskAMarkIsBoundedByWhatIsWrittenSince) {
  if (!GetParam().on_disk) return;
  db_.reset();
  Open({.map_bytes = 1 << 30, .mark_bytes_max = 1 << 20});
  CreatePlain();
  const MarkId mark = Mark();
  for (int i = 0; i < 10; ++i) Put("plain", {{"p", "a"}, {"text", std::string(300'000, 'x')}});
  EXPECT_THAT(db_->Rewind(mark), IsErrorCode(ErrorCode::kResourceNotFound));
}

}  // namespace
}  // namespace stator::testing
