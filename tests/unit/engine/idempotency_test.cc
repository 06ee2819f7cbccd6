// The bytes of tokens, and what they mean as time passes. docs/format.md has the vectors.
#include "db/engine/idempotency.h"

#include <chrono>
#include <map>
#include <memory>
#include <string>

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::engine {
namespace {

using ::stator::testing::IsOk;
using std::chrono::minutes;
using storage::Decision;
using storage::Space;

const Time kNow{std::chrono::seconds(1'700'000'000)};

class Idempotency : public ::testing::Test {
 protected:
  static ClientToken Token(const std::string& parameters, Time now = kNow) {
    DigestSecret secret;
    for (uint8_t i = 0; i < 16; ++i) secret.bytes[i] = i;
    return MakeClientToken(secret, "token", parameters, now);
  }

  void Record(const ClientToken& token, const std::vector<uint32_t>& sizes = {}) {
    const auto outcome = store_->Update([&](storage::Snapshot&, storage::WriteBatch& batch) {
      RecordToken(token, sizes, batch);
      return Decision::kCommit;
    });
    ASSERT_EQ(outcome.kind, storage::Outcome::Kind::kCommitted);
  }

  FoundToken Find(const ClientToken& token) {
    absl::StatusOr<FoundToken> found = FoundToken();
    EXPECT_THAT(store_->View([&](storage::Snapshot& snapshot) {
      found = LookUpToken(token, snapshot);
      return found.status();
    }),
                IsOk());
    return *found;
  }
  TokenUse Use(const ClientToken& token) { return Find(token).use; }

  std::map<std::string, std::string> Rows() {
    const auto hex = [](std::string_view bytes) {
      return absl::BytesToHexString(absl::string_view(bytes.data(), bytes.size()));
    };
    std::map<std::string, std::string> rows;
    EXPECT_THAT(store_->View([&](storage::Snapshot& snapshot) {
      return snapshot.Scan({.space = Space::kTokens, .begin = {}, .end = {}},
                           [&](std::string_view key, std::string_view value) {
                             rows[hex(key)] = hex(value);
                             return storage::Visit::kContinue;
                           });
    }),
                IsOk());
    return rows;
  }

  std::unique_ptr<storage::Store> store_ = storage::OpenMemory();
};

TEST_F(Idempotency, HasTheBytesOfItsFormat) {
  Record(Token("parameters"), {9000, 0});
  const std::map<std::string, std::string> expected = {
      {"74746f6b656e", "81777e8a1c39dd7e79576427405e5df780060a24181e40000000232800000000"},
      {"7880060a24181e4000746f6b656e", ""},
  };
  EXPECT_EQ(Rows(), expected);
}

TEST_F(Idempotency, ATokenIsOfItsParameters) {
  EXPECT_EQ(Use(Token("one")), TokenUse::kFirst);
  Record(Token("one"));
  EXPECT_EQ(Use(Token("one")), TokenUse::kAgain);
  EXPECT_EQ(Use(Token("two")), TokenUse::kMismatch);
}

TEST_F(Idempotency, KeepsTheSizesOfTheItems) {
  Record(Token("one"), {9000, 0, 409600});
  EXPECT_THAT(Find(Token("one")).sizes, ::testing::ElementsAre(9000, 0, 409600));
  EXPECT_THAT(Find(Token("two")).sizes, ::testing::IsEmpty());
}

TEST_F(Idempotency, ATokenExpires) {
  Record(Token("one"));
  EXPECT_EQ(Use(Token("two", kNow + minutes(10) - std::chrono::microseconds(1))),
            TokenUse::kMismatch);
  EXPECT_EQ(Use(Token("two", kNow + minutes(10))), TokenUse::kFirst);
  // A clock that was set back.
  EXPECT_EQ(Use(Token("one", kNow - minutes(60))), TokenUse::kAgain);
}

}  // namespace
}  // namespace stator::engine
