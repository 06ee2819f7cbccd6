// Threads read and write while another rewinds: every answer is that of one moment, and in the end
// nothing is left of what they did.
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "db/open.h"
#include "tests/model_based/picture.h"
#include "tests/support/matchers.h"
#include "tests/support/sanitizers.h"
#include "tests/support/temp_dir.h"

namespace stator::model_based {
namespace {

using testing::IsOk;

constexpr int kRewinds = kUnderSanitizer ? 40 : 200;

struct StoreKind {
  std::string name;
  bool on_disk;
};
void PrintTo(const StoreKind& kind, std::ostream* out) { *out << kind.name; }

// A table "pairs" in which the items "x" and "y" have the same number n, always.
class RewindConcurrent : public ::testing::TestWithParam<StoreKind> {
 protected:
  RewindConcurrent() {
    auto store =
        GetParam().on_disk
            ? *storage::OpenLmdb(dir_.path() + "/db", {.map_bytes = size_t{1} << 28, .sync = false})
            : storage::OpenMemory();
    db_ = *OpenOver(std::move(store), {});
    CreatePairs();
    WritePair(0);
  }
  ~RewindConcurrent() override { Stop(); }

  static std::vector<AttributeDefinition> Definitions() {
    return {{"p", ScalarAttributeType::kS},
            {"g", ScalarAttributeType::kS},
            {"n", ScalarAttributeType::kN}};
  }
  static std::vector<KeySchemaElement> IndexKey() {
    return {{"g", KeyType::kHash}, {"n", KeyType::kRange}};
  }
  static Projection All() { return {.projection_type = ProjectionType::kAll}; }

  void CreatePairs() {
    const std::vector<GlobalSecondaryIndex> indexes = {
        {.index_name = "early", .key_schema = IndexKey(), .projection = All()}};
    ASSERT_THAT(db_->CreateTable({.attribute_definitions = Definitions(),
                                  .table_name = "pairs",
                                  .key_schema = {{{"p", KeyType::kHash}}},
                                  .billing_mode = BillingMode::kPayPerRequest,
                                  .global_secondary_indexes = indexes}),
                IsOk());
  }

  static TransactWriteItem PutOf(const std::string& table, const std::string& p, int n) {
    return {.put =
                TransactPut{.item = Item{{"p", p}, {"g", "all"}, {"n", n}}, .table_name = table}};
  }
  void WritePair(int n) {
    const std::vector<TransactWriteItem> items = {PutOf("pairs", "x", n), PutOf("pairs", "y", n)};
    ASSERT_THAT(db_->TransactWriteItems({.transact_items = items}), IsOk());
  }

  // The two items agree, if the read had them at all.
  void ExpectPair(const std::string& what, const absl::StatusOr<QueryResult>& read) {
    ASSERT_THAT(read, IsOk()) << what;
    ASSERT_EQ(read->count, 2) << what;
    const ItemList& items = *read->items;
    EXPECT_EQ(items.front().Find("n"), (*++items.begin()).Find("n")) << what;
  }
  absl::StatusOr<QueryResult> QueryIndex(const std::string& index) {
    return db_->Query({.table_name = "pairs",
                       .index_name = index,
                       .key_condition_expression = "g = :all",
                       .expression_attribute_values = {{{":all", "all"}}}});
  }

  // Runs `step` with 1, 2, 3, ... on a thread of its own, until Stop.
  void Repeat(std::function<void(int)> step) {
    threads_.emplace_back([this, step = std::move(step)] {
      for (int i = 1; !stop_ && !HasFailure(); ++i) step(i);
    });
  }
  void Stop() {
    stop_ = true;
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }
  void RewindAgainAndAgain(MarkId mark) {
    for (int i = 0; i < kRewinds && !HasFailure(); ++i) {
      ASSERT_THAT(db_->Rewind(mark), IsOk());
      std::this_thread::yield();
    }
  }
  // What is left when all have come to rest and the mark is gone back to once more.
  void ExpectNothingLeft(MarkId mark, const std::vector<std::string>& picture) {
    Stop();
    ASSERT_THAT(db_->Rewind(mark), IsOk());
    ASSERT_THAT(db_->RunDue(), IsOk());
    EXPECT_EQ(FirstDifference(picture, PictureOf(*db_)), "");
  }

  testing::TempDir dir_;
  std::unique_ptr<EmbeddedDatabase> db_;
  std::atomic<bool> stop_ = false;
  std::vector<std::thread> threads_;
};
INSTANTIATE_TEST_SUITE_P(, RewindConcurrent,
                         ::testing::Values(StoreKind{"Memory", false}, StoreKind{"Disk", true}),
                         [](const auto& info) { return info.param.name; });

TEST_P(RewindConcurrent, TransactionsAreSeenWholeOrNotAtAll) {
  const auto picture = PictureOf(*db_);
  const MarkId mark = *db_->Mark();
  Repeat([&](int i) { WritePair(i); });
  Repeat([&](int i) { WritePair(-i); });
  Repeat([&](int) { ExpectPair("Scan", db_->Scan({.table_name = "pairs"})); });
  Repeat([&](int) { ExpectPair("Query", QueryIndex("early")); });
  RewindAgainAndAgain(mark);
  ExpectNothingLeft(mark, picture);
}

// The index and a table are made after the mark: a read of them finds what belongs to it, or none.
TEST_P(RewindConcurrent, WhatARewindTakesAwayIsReadAsItWasOrNotFound) {
  const auto picture = PictureOf(*db_);
  const MarkId mark = *db_->Mark();
  Repeat([&](int) {
    GlobalSecondaryIndexUpdate update{
        .create = CreateGlobalSecondaryIndexAction{
            .index_name = "late", .key_schema = IndexKey(), .projection = All()}};
    db_->UpdateTable({.attribute_definitions = Definitions(),
                      .table_name = "pairs",
                      .global_secondary_index_updates = {{std::move(update)}}})
        .status()
        .IgnoreError();
    // A table that has its item as soon as it is there, for those who look for a second table too.
    if (db_->CreateTable("late", "p").ok()) db_->Put("late", {{"p", "x"}}).IgnoreError();
  });
  Repeat([&](int i) { WritePair(i); });
  Repeat([&](int) {
    const auto read = QueryIndex("late");
    if (read.ok()) ExpectPair("Query of the late index", read);
  });
  Repeat([&](int) {
    const auto described = db_->DescribeTable({.table_name = "pairs"});
    ASSERT_THAT(described, IsOk());
    EXPECT_EQ(described->table->item_count, 2);
  });
  RewindAgainAndAgain(mark);
  ExpectNothingLeft(mark, picture);
}

// A table that was there at the mark is dropped, erased and made again: whoever reads it finds both
// items, or one table without any, or none.
TEST_P(RewindConcurrent, ATableThatIsDroppedAndErasedComesBackWhole) {
  const auto picture = PictureOf(*db_);
  const MarkId mark = *db_->Mark();
  Repeat([&](int) {
    db_->DeleteTable({.table_name = "pairs"}).status().IgnoreError();
    EXPECT_THAT(db_->RunDue(), IsOk());
  });
  const auto expect = [&](const char* what, const absl::StatusOr<QueryResult>& read) {
    if (read.ok()) return ExpectPair(what, read);
    EXPECT_THAT(read, testing::IsErrorCode(ErrorCode::kResourceNotFound)) << what;
  };
  Repeat([&](int) { expect("Scan", db_->Scan({.table_name = "pairs"})); });
  Repeat([&](int) { expect("Query", QueryIndex("early")); });
  Repeat([&](int) {
    bool visited = false;
    const absl::Status viewed = db_->View({.table_name = "pairs", .key = Item{{"p", "x"}}},
                                          [&](std::optional<ItemView> item) {
                                            EXPECT_FALSE(visited) << "twice";
                                            visited = true;
                                            EXPECT_TRUE(item.has_value());
                                          });
    if (viewed.ok()) return;
    EXPECT_THAT(viewed, testing::IsErrorCode(ErrorCode::kResourceNotFound));
  });
  RewindAgainAndAgain(mark);
  ExpectNothingLeft(mark, picture);
}

TEST_P(RewindConcurrent, MarksAreMadeAndLeftWhileOthersWrite) {
  Repeat([&](int i) { WritePair(i); });
  Repeat([&](int) { ExpectPair("Scan", db_->Scan({.table_name = "pairs"})); });
  for (int i = 0; i < kRewinds && !HasFailure(); ++i) {
    const auto outer = db_->Mark();
    ASSERT_THAT(outer, IsOk());
    const auto inner = db_->Mark();
    ASSERT_THAT(inner, IsOk());
    ASSERT_THAT(db_->Rewind(i % 2 == 0 ? *inner : *outer), IsOk());
    db_->Release(*inner);
    db_->Release(*outer);
  }
}

}  // namespace
}  // namespace stator::model_based
