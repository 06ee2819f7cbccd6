#include "db/background/token_purge.h"

#include <chrono>
#include <memory>
#include <string>

#include "db/engine/idempotency.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::background {
namespace {

using ::stator::testing::IsOk;
using std::chrono::minutes;
using storage::Decision;
using storage::Space;

const Time kFirst{std::chrono::seconds(1'700'000'000)};

class TokenPurgeTest : public ::testing::Test {
 protected:
  void Record(const std::string& token, Time time) {
    (void)store_->Update([&](storage::Snapshot&, storage::WriteBatch& batch) {
      engine::RecordToken(engine::MakeClientToken({}, token, "parameters", time), {}, batch);
      return Decision::kCommit;
    });
  }

  int Rows() {
    int rows = 0;
    EXPECT_THAT(store_->View([&](storage::Snapshot& snapshot) {
      return snapshot.Scan({.space = Space::kTokens, .begin = {}, .end = {}}, [&](auto, auto) {
        ++rows;
        return storage::Visit::kContinue;
      });
    }),
                IsOk());
    return rows;
  }

  std::unique_ptr<storage::Store> store_ = storage::OpenMemory();
  TokenPurge purge_{*store_};
};

TEST_F(TokenPurgeTest, IsDueWhenTheOldestTokenExpires) {
  EXPECT_EQ(purge_.NextDue(), std::nullopt);
  Record("second", kFirst + minutes(1));
  Record("first", kFirst);
  EXPECT_EQ(purge_.NextDue(), kFirst + minutes(10));
}

TEST_F(TokenPurgeTest, ErasesWhatHasExpiredAndNothingElse) {
  Record("old", kFirst);
  Record("young", kFirst + minutes(5));
  EXPECT_THAT(purge_.RunOnce(kFirst + minutes(10) - std::chrono::microseconds(1)), IsOk());
  EXPECT_EQ(Rows(), 4);
  EXPECT_THAT(purge_.RunOnce(kFirst + minutes(10)), IsOk());
  EXPECT_EQ(Rows(), 2);
  EXPECT_EQ(purge_.NextDue(), kFirst + minutes(15));
}

TEST_F(TokenPurgeTest, SparesATokenThatIsUsedAnew) {
  Record("token", kFirst);
  Record("token", kFirst + minutes(20));
  EXPECT_EQ(Rows(), 3);
  EXPECT_THAT(purge_.RunOnce(kFirst + minutes(20)), IsOk());
  EXPECT_EQ(Rows(), 2);
  EXPECT_EQ(purge_.NextDue(), kFirst + minutes(30));
}

TEST_F(TokenPurgeTest, TakesBoundedSteps) {
  for (int i = 0; i < 150; ++i) Record("token" + std::to_string(i), kFirst);
  const Time late = kFirst + minutes(11);
  int steps = 0;
  while (purge_.NextDue()) {
    ASSERT_THAT(purge_.RunOnce(late), IsOk());
    ++steps;
  }
  EXPECT_EQ(steps, 3);  // 64 tokens in a step.
  EXPECT_EQ(Rows(), 0);
}

TEST_F(TokenPurgeTest, IsWokenForTheFirstTokenItDoesNotKnowOf) {
  EXPECT_EQ(purge_.NextDue(), std::nullopt);
  EXPECT_TRUE(purge_.NoteToken());
  EXPECT_FALSE(purge_.NoteToken());
  Record("token", kFirst);
  EXPECT_TRUE(purge_.NextDue().has_value());
  EXPECT_FALSE(purge_.NoteToken());
}

}  // namespace
}  // namespace stator::background
