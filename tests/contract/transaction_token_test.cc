// ClientRequestToken: a transaction that is sent twice happens once, for ten minutes.
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "tests/contract/transaction_fixture.h"
#include "tests/support/temp_dir.h"

namespace stator::testing {
namespace {

const std::string kMismatch = "An error occurred (IdempotentParameterMismatchException)";

TransactWriteItemsRequest Add(int x, const std::string& token) {
  return {.transact_items = {{UpdateOf(KeyOf("a"), "ADD n :x", Item{{":x", x}})}},
          .client_request_token = token};
}

class TransactionToken : public TransactionTest {
 protected:
  int64_t N() { return Get("plain", KeyOf("a")).Find("n")->AsNumber().ToInt64().value_or(-1); }
};
INSTANTIATE_FOR_EVERY_DOOR(TransactionToken);

TEST_P(TransactionToken, MakesARepetitionDoNothing) {
  ASSERT_THAT(db().TransactWriteItems(Add(1, "token")), IsOk());
  ASSERT_THAT(db().TransactWriteItems(Add(1, "token")), IsOk());
  EXPECT_EQ(N(), 1);
  ASSERT_THAT(db().TransactWriteItems(Add(1, "another")), IsOk());
  EXPECT_EQ(N(), 2);
}

TEST_P(TransactionToken, IsOfOneTransactionOnly) {
  ASSERT_THAT(db().TransactWriteItems(Add(1, "token")), IsOk());
  EXPECT_THAT(db().TransactWriteItems(Add(2, "token")),
              IsErrorWith(ErrorCode::kIdempotentParameterMismatch, kMismatch));
  auto request = Add(1, "token");
  request.transact_items->push_back(PutOf(KeyOf("b")));
  EXPECT_THAT(db().TransactWriteItems(request),
              IsErrorWith(ErrorCode::kIdempotentParameterMismatch, kMismatch));
  // Even if that could not be done at all.
  request.transact_items = {{PutOf(KeyOf("b"), std::nullopt, "nosuch")}};
  EXPECT_THAT(db().TransactWriteItems(request),
              IsErrorWith(ErrorCode::kIdempotentParameterMismatch, kMismatch));
  EXPECT_EQ(N(), 1);
}

TEST_P(TransactionToken, DoesNotMindHowTheSameIsWritten) {
  TransactWriteItemsRequest request{.transact_items = {{PutOf(Item{{"p", "a"}, {"n", 1}})}},
                                    .client_request_token = "token"};
  ASSERT_THAT(db().TransactWriteItems(request), IsOk());
  request.transact_items = {{PutOf(Item{{"n", *Number::Parse("1.0")}, {"p", "a"}})}};
  request.return_consumed_capacity = ReturnConsumedCapacity::kTotal;
  request.return_item_collection_metrics = ReturnItemCollectionMetrics::kSize;
  EXPECT_THAT(db().TransactWriteItems(request), IsOk());
}

TEST_P(TransactionToken, CountsForTenMinutes) {
  ASSERT_THAT(db().TransactWriteItems(Add(1, "token")), IsOk());
  clock().Advance(std::chrono::minutes(10) - std::chrono::microseconds(1));
  ASSERT_THAT(db().TransactWriteItems(Add(1, "token")), IsOk());
  EXPECT_EQ(N(), 1);  // The repetition did not prolong it.
  clock().Advance(std::chrono::microseconds(1));
  ASSERT_THAT(db().TransactWriteItems(Add(2, "token")), IsOk());
  EXPECT_EQ(N(), 3);
  clock().Advance(std::chrono::minutes(9));
  EXPECT_THAT(db().TransactWriteItems(Add(1, "token")),
              IsErrorCode(ErrorCode::kIdempotentParameterMismatch));
}

TEST_P(TransactionToken, IsNotSpentByATransactionThatIsRefused) {
  TransactWriteItemsRequest request{
      .transact_items = {{CheckOf(KeyOf("none"), "attribute_exists(p)")}},
      .client_request_token = "token"};
  EXPECT_THAT(db().TransactWriteItems(request), IsErrorCode(ErrorCode::kTransactionCanceled));
  EXPECT_THAT(db().TransactWriteItems(Add(1, "token")), IsOk());
  EXPECT_EQ(N(), 1);
}

TEST_P(TransactionToken, ARepetitionCostsReadsOfItsItems) {
  TransactWriteItemsRequest request{
      .transact_items = {{PutOf(Item{{"p", "large"}, {"v", std::string(9000, 'x')}}),
                          DeleteOf(KeyOf("none"))}},
      .return_consumed_capacity = ReturnConsumedCapacity::kIndexes,
      .client_request_token = "token"};
  auto written = db().TransactWriteItems(request);
  ASSERT_THAT(written, IsOk());
  EXPECT_EQ((*written->consumed_capacity)[0].write_capacity_units, 2 * (9 + 1));
  written = db().TransactWriteItems(request);
  ASSERT_THAT(written, IsOk());
  const ConsumedCapacity& again = (*written->consumed_capacity)[0];
  EXPECT_EQ(again.capacity_units, 2 * (3 + 1));
  EXPECT_EQ(again.read_capacity_units, 2 * (3 + 1));
  EXPECT_EQ(again.table->read_capacity_units, 2 * (3 + 1));
  EXPECT_FALSE(again.write_capacity_units.has_value());
}

TEST_P(TransactionToken, ARepetitionCostsReadsOfTheItemsAsTheyWere) {
  ASSERT_THAT(db().PutItem({.table_name = "plain",
                            .item = Item{{"p", "large"}, {"v", std::string(9000, 'x')}}}),
              IsOk());
  TransactWriteItemsRequest request{.transact_items = {{DeleteOf(KeyOf("large"))}},
                                    .return_consumed_capacity = ReturnConsumedCapacity::kTotal,
                                    .client_request_token = "token"};
  for (const double units : {2.0 * 9, 2.0 * 3}) {
    const auto deleted = db().TransactWriteItems(request);
    ASSERT_THAT(deleted, IsOk());
    EXPECT_EQ((*deleted->consumed_capacity)[0].capacity_units, units);
  }
}

TEST_P(TransactionToken, OutlivesItsTable) {
  ASSERT_THAT(db().TransactWriteItems(Add(1, "token")), IsOk());
  ASSERT_THAT(db().DeleteTable({.table_name = "plain"}), IsOk());
  EXPECT_THAT(db().TransactWriteItems(Add(1, "token")), IsOk());
  EXPECT_THAT(db().TransactWriteItems(Add(1, "another")),
              IsErrorCode(ErrorCode::kResourceNotFound));
}

TEST(TransactionTokenOnDisk, IsRememberedAcrossReopening) {
  TempDir dir;
  ManualClock clock;
  const Options options{.clock = &clock, .map_bytes = 1 << 30};
  auto db = *Open(dir.path() + "/db", options);
  ASSERT_THAT(db->CreateTable("plain", "p"), IsOk());
  ASSERT_THAT(db->TransactWriteItems(Add(1, "token")), IsOk());
  db.reset();
  db = *Open(dir.path() + "/db", options);
  ASSERT_THAT(db->TransactWriteItems(Add(1, "token")), IsOk());
  EXPECT_THAT(db->TransactWriteItems(Add(2, "token")),
              IsErrorCode(ErrorCode::kIdempotentParameterMismatch));
  clock.Advance(std::chrono::minutes(10));
  db.reset();
  db = *Open(dir.path() + "/db", options);
  ASSERT_THAT(db->TransactWriteItems(Add(2, "token")), IsOk());
  EXPECT_EQ(**db->Get("plain", KeyOf("a")), (Item{{"p", "a"}, {"n", 3}}));
}

}  // namespace
}  // namespace stator::testing
