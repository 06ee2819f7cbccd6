// Transactions of many threads: money goes from account to account, and none is made or lost. Also
// run under the thread sanitizer.
#include <atomic>
#include <functional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "tests/contract/transaction_fixture.h"
#include "tests/support/sanitizers.h"

namespace stator::testing {
namespace {

constexpr int kAccounts = 8;
constexpr int kWriters = 8;
constexpr int kTransfersEach = kUnderSanitizer ? 20 : 100;
constexpr int kStart = 10;

class ConcurrentTransactions : public TransactionTest {
 protected:
  void SetUp() override {
    TransactionTest::SetUp();
    for (int i = 0; i < kAccounts; ++i) Put("plain", Account(i).Set("n", kStart));
  }

  static Item Account(int i) { return KeyOf("account" + std::to_string(i)); }

  static void InThreads(int count, const std::function<void(int)>& run) {
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) threads.emplace_back(run, i);
    for (std::thread& thread : threads) thread.join();
  }

  // True if it was done: the one account had enough.
  bool Transfer(int from, int to, int amount, const std::string& token) {
    const Item value{{":x", amount}};
    const auto done = db().TransactWriteItems(
        {.transact_items = {{UpdateOf(Account(from), "SET n = n - :x", value, "n >= :x"),
                             UpdateOf(Account(to), "SET n = n + :x", value)}},
         .client_request_token = token});
    EXPECT_TRUE(done.ok() || IsError(done.status(), ErrorCode::kTransactionCanceled));
    return done.ok();
  }

  // Of all accounts, seen by one TransactGetItems.
  int64_t Sum() {
    TransactGetItemsRequest request{.transact_items = std::vector<TransactGetItem>()};
    for (int i = 0; i < kAccounts; ++i) {
      request.transact_items->push_back(
          {.get = TransactGet{.key = Account(i), .table_name = "plain"}});
    }
    const auto got = db().TransactGetItems(request);
    EXPECT_THAT(got, IsOk());
    int64_t sum = 0;
    for (const ItemResponse& response : *got->responses) {
      const int64_t n = response.item->Find("n")->AsNumber().ToInt64().value_or(-1'000'000);
      EXPECT_GE(n, 0);
      sum += n;
    }
    return sum;
  }
};
INSTANTIATE_FOR_EVERY_DOOR(ConcurrentTransactions);

TEST_P(ConcurrentTransactions, NeitherMakeNorLoseAnything) {
  std::atomic<int> writing{kWriters};
  std::atomic<int> done{0};
  InThreads(kWriters + 2, [&](int thread) {
    if (thread >= kWriters) {
      while (writing > 0) ASSERT_EQ(Sum(), kAccounts * kStart);
      return;
    }
    std::minstd_rand random(static_cast<unsigned>(thread + 1));
    for (int i = 0; i < kTransfersEach; ++i) {
      const int from = static_cast<int>(random() % kAccounts);
      const int to = (from + 1 + static_cast<int>(random() % (kAccounts - 1))) % kAccounts;
      const std::string token = std::to_string(thread) + "-" + std::to_string(i);
      const int amount = static_cast<int>(random() % 15);
      if (!Transfer(from, to, amount, token)) continue;
      ++done;
      // Sent again, it does nothing: whatever the accounts hold by now.
      EXPECT_TRUE(Transfer(from, to, amount, token));
    }
    --writing;
  });
  EXPECT_EQ(Sum(), kAccounts * kStart);
  EXPECT_GT(done.load(), 0);
}

TEST_P(ConcurrentTransactions, OfOneTokenHappenOnce) {
  constexpr int kTokens = 3;
  InThreads(kWriters, [&](int) {
    for (int i = 0; i < 3 * kTokens; ++i) {
      ASSERT_TRUE(Transfer(0, 1, 1, "token" + std::to_string(i % kTokens)));
    }
  });
  EXPECT_EQ(Get("plain", Account(0)).Find("n")->AsNumber().ToInt64(), kStart - kTokens);
  EXPECT_EQ(Sum(), kAccounts * kStart);
}

TEST_P(ConcurrentTransactions, BatchesAreWrittenAsAWhole) {
  std::atomic<int> writing{kWriters};
  InThreads(kWriters + 1, [&](int thread) {
    if (thread == kWriters) {
      while (writing > 0) {
        const auto got = db().BatchGetItem(
            {.request_items = {{{"plain", {.keys = {{KeyOf("left"), KeyOf("right")}}}}}}});
        ASSERT_THAT(got, IsOk());
        const ItemList& found = got->responses->at("plain");
        if (found.empty()) continue;
        ASSERT_EQ(found.size(), 2u);
        ASSERT_EQ(*found[0].Find("n"), *found[1].Find("n"));
      }
      return;
    }
    for (int i = 0; i < kTransfersEach; ++i) {
      const auto put = [&](const std::string& p) {
        return WriteRequest{.put_request =
                                PutRequest{.item = KeyOf(p).Set("n", thread * kTransfersEach + i)}};
      };
      ASSERT_THAT(
          db().BatchWriteItem({.request_items = {{{"plain", {put("left"), put("right")}}}}}),
          IsOk());
    }
    --writing;
  });
}

}  // namespace
}  // namespace stator::testing
