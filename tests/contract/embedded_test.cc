// What only a database in this process offers: views, the completing forms, statistics, and what a
// directory remembers.
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "stator/database.h"
#include "tests/contract/sample.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace stator::testing {
namespace {

struct StoreKind {
  std::string name;
  bool on_disk;
};
void PrintTo(const StoreKind& kind, std::ostream* out) { *out << kind.name; }

class Embedded : public ::testing::TestWithParam<StoreKind> {
 protected:
  Embedded() { Open(); }

  void Open() {
    db_.reset();  // Before it is opened again.
    auto db = GetParam().on_disk ? stator::Open(dir_.path() + "/db", {.map_bytes = 1 << 30})
                                 : OpenInMemory();
    ASSERT_THAT(db, IsOk());
    db_ = *std::move(db);
  }
  void CreatePlain() { ASSERT_THAT(db_->CreateTable("plain", "p"), IsOk()); }

  // nullopt: there is no such item.
  std::optional<Item> Viewed(const Item& key) {
    std::optional<Item> viewed;
    int visits = 0;
    EXPECT_THAT(db_->View({.table_name = "plain", .key = key},
                          [&](std::optional<ItemView> item) {
                            ++visits;
                            if (item) viewed = Item(*item);
                          }),
                IsOk());
    EXPECT_EQ(visits, 1);
    return viewed;
  }

  TempDir dir_;
  std::unique_ptr<EmbeddedDatabase> db_;
};
INSTANTIATE_TEST_SUITE_P(, Embedded,
                         ::testing::Values(StoreKind{"Memory", false}, StoreKind{"Disk", true}),
                         [](const auto& info) { return info.param.name; });

TEST_P(Embedded, AViewVisitsTheItemInTheStore) {
  CreatePlain();
  ASSERT_THAT(db_->Put("plain", Sample()), IsOk());
  EXPECT_EQ(Viewed(SampleKey()), Sample());
  EXPECT_EQ(Viewed(Item{{"p", "zz"}}), std::nullopt);
}

TEST_P(Embedded, AViewOfALargeItemIsWhole) {
  CreatePlain();
  const Item large{{"p", "a"}, {"v", std::string(300'000, 'x')}};
  ASSERT_THAT(db_->Put("plain", large), IsOk());
  EXPECT_EQ(Viewed(SampleKey()), large);
}

TEST_P(Embedded, AViewRefusesWhatIsForGetItem) {
  CreatePlain();
  const auto ignore = [](std::optional<ItemView>) { ADD_FAILURE() << "It was visited."; };
  EXPECT_THAT(
      db_->View({.table_name = "plain", .key = SampleKey(), .projection_expression = "p"}, ignore),
      IsErrorCode(ErrorCode::kValidation));
  EXPECT_THAT(db_->View({.table_name = "plain",
                         .key = SampleKey(),
                         .return_consumed_capacity = ReturnConsumedCapacity::kTotal},
                        ignore),
              IsErrorCode(ErrorCode::kValidation));
  EXPECT_THAT(db_->View({.table_name = "nosuch", .key = SampleKey()}, ignore),
              IsErrorCode(ErrorCode::kResourceNotFound));
  EXPECT_THAT(db_->View({.table_name = "plain", .key = Item{{"q", 1}}}, ignore),
              IsErrorCode(ErrorCode::kValidation));
}

TEST_P(Embedded, AWriteInsideAViewIsRefused) {
  CreatePlain();
  EXPECT_THAT(db_->View({.table_name = "plain", .key = SampleKey()},
                        [&](std::optional<ItemView>) {
                          EXPECT_FALSE(db_->Put("plain", Sample()).ok());
                          EXPECT_FALSE(db_->CreateTable("u00", "p").ok());
                        }),
              IsOk());
  EXPECT_EQ(Viewed(SampleKey()), std::nullopt);
  EXPECT_THAT(db_->Put("plain", Sample()), IsOk()) << "And after it none is.";
}

TEST_P(Embedded, AReadInsideAViewIsNot) {
  CreatePlain();
  ASSERT_THAT(db_->Put("plain", Sample()), IsOk());
  EXPECT_THAT(db_->View({.table_name = "plain", .key = SampleKey()},
                        [&](std::optional<ItemView>) {
                          EXPECT_EQ(*db_->Get("plain", SampleKey()), Sample());
                        }),
              IsOk());
}

// Waits for completions that may come on another thread.
class Countdown {
 public:
  explicit Countdown(int count) : count_(count) {}
  void Done() {
    const std::lock_guard<std::mutex> lock(mutex_);
    --count_;
    changed_.notify_one();
  }
  void Wait() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return count_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int count_;
};

TEST_P(Embedded, CompletingFormsGiveTheResultsOfTheBlockingOnes) {
  CreatePlain();
  Countdown countdown(3);
  db_->PutItem({.table_name = "plain", .item = Sample(), .return_values = ReturnValues::kAllOld},
               [&](absl::StatusOr<PutItemResult> result) {
                 EXPECT_THAT(result, IsOk());
                 EXPECT_EQ(result->attributes, std::nullopt);
                 countdown.Done();
               });
  db_->UpdateItem({.table_name = "plain",
                   .key = SampleKey(),
                   .return_values = ReturnValues::kUpdatedNew,
                   .update_expression = "ADD n :n",
                   .expression_attribute_values = ValuesFor({":n"})},
                  [&](absl::StatusOr<UpdateItemResult> result) {
                    EXPECT_THAT(result, IsOk());
                    EXPECT_EQ(result->attributes, (Item{{"n", 6}}));
                    countdown.Done();
                  });
  db_->DeleteItem(
      {.table_name = "plain", .key = SampleKey(), .return_values = ReturnValues::kAllOld},
      [&](absl::StatusOr<DeleteItemResult> result) {
        EXPECT_THAT(result, IsOk());
        EXPECT_EQ(result->attributes->Find("n")->AsNumber(), 6);
        countdown.Done();
      });
  countdown.Wait();
  EXPECT_EQ(*db_->Get("plain", SampleKey()), std::nullopt);
}

TEST_P(Embedded, CompletingFormsFailAsTheBlockingOnesDo) {
  CreatePlain();
  Countdown countdown(3);
  db_->PutItem({.table_name = "nosuch", .item = Sample()},
               [&](absl::StatusOr<PutItemResult> result) {
                 EXPECT_THAT(result, IsErrorCode(ErrorCode::kResourceNotFound));
                 countdown.Done();
               });
  db_->UpdateItem({.table_name = "plain", .key = Item{{"q", 1}}},
                  [&](absl::StatusOr<UpdateItemResult> result) {
                    EXPECT_THAT(result, IsErrorCode(ErrorCode::kValidation));
                    countdown.Done();
                  });
  db_->DeleteItem(
      {.table_name = "plain", .key = SampleKey(), .condition_expression = "attribute_exists(p)"},
      [&](absl::StatusOr<DeleteItemResult> result) {
        EXPECT_THAT(result, IsErrorCode(ErrorCode::kConditionalCheckFailed));
        countdown.Done();
      });
  countdown.Wait();
}

TEST_P(Embedded, ACompletionMayStartAnother) {
  CreatePlain();
  constexpr int kLength = 20;
  Countdown countdown(kLength);
  std::function<void(int)> start = [&](int left) {
    db_->UpdateItem({.table_name = "plain",
                     .key = SampleKey(),
                     .update_expression = "ADD n :n",
                     .expression_attribute_values = ValuesFor({":n"})},
                    [&, left](absl::StatusOr<UpdateItemResult> result) {
                      EXPECT_THAT(result, IsOk());
                      if (left > 1) start(left - 1);
                      countdown.Done();
                    });
  };
  start(kLength);
  countdown.Wait();
  EXPECT_EQ(*db_->Get("plain", SampleKey()), (Item{{"p", "a"}, {"n", kLength}}));
}

TEST_P(Embedded, StatisticsCountWrites) {
  CreatePlain();
  const auto before = db_->stats();
  for (int i = 0; i < 10; ++i) ASSERT_THAT(db_->Add("plain", SampleKey(), "n", 1), IsOk());
  const auto after = db_->stats();
  EXPECT_EQ(after.writes - before.writes, 10u);
  EXPECT_EQ(after.commits - before.commits, 10u) << "A lone writer waits for no one.";
  if (GetParam().on_disk) {
    EXPECT_GE(after.syncs - before.syncs, 10u);
    EXPECT_GT(after.pages_written, before.pages_written);
    EXPECT_GT(after.map_bytes, after.bytes_used);
    EXPECT_GT(after.page_bytes, 0u);
    EXPECT_GT(after.free_pages, 0u) << "Each commit gives up the pages that it has replaced.";
  } else {
    EXPECT_EQ(after.syncs, 0u);
    EXPECT_EQ(after.pages_written, 0u);
    EXPECT_EQ(after.map_bytes + after.page_bytes + after.free_pages, 0u);
  }
  EXPECT_EQ(after.commits_by_writes[0] - before.commits_by_writes[0], 10u);
  EXPECT_EQ(after.reader_lag, 0u);
  EXPECT_GT(after.bytes_used, 0u);
}

TEST_P(Embedded, RefusalsWriteNothing) {
  CreatePlain();
  const auto before = db_->stats();
  EXPECT_FALSE(db_->PutItem({.table_name = "plain",
                             .item = Sample(),
                             .condition_expression = "attribute_exists(p)"})
                   .ok());
  EXPECT_EQ(db_->stats().commits, before.commits);
}

TEST_P(Embedded, PrepareFailsAsTheOperationWould) {
  EXPECT_THAT(db_->Prepare(ExpressionKind::kUpdate, "SET n = = :v"),
              IsErrorCode(ErrorCode::kValidation));
  EXPECT_THAT(db_->Prepare(ExpressionKind::kProjection, "n,"),
              IsInvalid("Invalid ProjectionExpression: Syntax error; token: \"<EOF>\", near: "
                        "\",\""));
  EXPECT_THAT(db_->Prepare(ExpressionKind::kFilter, ""),
              IsInvalid("Invalid FilterExpression: The expression can not be empty;"));
  EXPECT_THAT(db_->Prepare(ExpressionKind::kKeyCondition, "name = :n"),
              IsInvalid("Invalid KeyConditionExpression: Attribute name is a reserved keyword; "
                        "reserved keyword: name"));
}

TEST_P(Embedded, ADirectoryRemembersAndMemoryForgets) {
  CreatePlain();
  ASSERT_THAT(db_->Put("plain", Sample()), IsOk());
  ASSERT_THAT(db_->CreateTable("dropped", "p"), IsOk());
  ASSERT_THAT(db_->DeleteTable({.table_name = "dropped"}), IsOk());
  const std::string id = *db_->DescribeTable({.table_name = "plain"})->table->table_id;
  Open();
  const auto names = db_->ListTables({});
  ASSERT_THAT(names, IsOk());
  if (!GetParam().on_disk) {
    EXPECT_TRUE(names->table_names.empty());
    return;
  }
  EXPECT_EQ(names->table_names, std::vector<std::string>{"plain"});
  EXPECT_EQ(*db_->Get("plain", SampleKey()), Sample());
  const auto described = db_->DescribeTable({.table_name = "plain"});
  EXPECT_EQ(described->table->table_id, id);
  EXPECT_EQ(described->table->item_count, 1);
}

TEST_P(Embedded, AnswersWithTheRegionAndAccountItWasGiven) {
  auto db =
      GetParam().on_disk
          ? stator::Open(dir_.path() + "/other",
                         {.region = "eu-west-2", .account = "123456789012", .map_bytes = 1 << 30})
          : OpenInMemory({.region = "eu-west-2", .account = "123456789012"});
  ASSERT_THAT(db, IsOk());
  ASSERT_THAT((*db)->CreateTable("t00", "p"), IsOk());
  EXPECT_EQ((*db)->DescribeTable({.table_name = "t00"})->table->table_arn,
            "arn:aws:dynamodb:eu-west-2:123456789012:table/t00");
}

TEST(EmbeddedOnDisk, ADirectoryIsOpenOnce) {
  const TempDir dir;
  const Options options{.map_bytes = 1 << 30};
  auto first = stator::Open(dir.path() + "/db", options);
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(stator::Open(dir.path() + "/db", options), IsErrorCode(ErrorCode::kUnavailable));
  first->reset();
  EXPECT_THAT(stator::Open(dir.path() + "/db", options), IsOk());
}

TEST(EmbeddedOnDisk, AFullMapRefusesWritesAndGoesOnReading) {
  const TempDir dir;
  auto opened = stator::Open(dir.path() + "/db", {.map_bytes = size_t{4} << 20});
  ASSERT_THAT(opened, IsOk());
  Database& db = **opened;
  ASSERT_THAT(db.CreateTable("t00", "p"), IsOk());
  absl::Status status;
  int kept = 0;
  for (; kept < 1000 && status.ok(); ++kept) {
    status = db.Put("t00", Item{{"p", std::to_string(kept)}, {"v", std::string(50'000, 'x')}});
  }
  EXPECT_THAT(status, IsErrorCode(ErrorCode::kStorageFull));
  EXPECT_GT(kept, 20);
  for (int i = 0; i < kept - 1; ++i) {
    ASSERT_TRUE(db.Get("t00", Item{{"p", std::to_string(i)}})->has_value());
  }
}

}  // namespace
}  // namespace stator::testing
