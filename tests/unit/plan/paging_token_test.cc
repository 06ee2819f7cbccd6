#include "db/plan/paging_token.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::plan {
namespace {

using ::stator::testing::IsInvalid;
using ::stator::testing::IsOk;

const std::vector<Value> kParameters{"a", 1};

PagingToken TokenFor(std::string_view statement, const std::vector<Value>& parameters,
                     uint8_t secret = 0) {
  return PagingToken({.bytes = {secret}}, statement, parameters);
}

TEST(PagingToken, OpensWhatItSealed) {
  const PagingToken token = TokenFor("SELECT 1", kParameters);
  for (const Position& position :
       {Position{}, Position{.range = 7}, Position{.range = 258, .start = Item{{"p", "a"}}}}) {
    const auto opened = token.Open(token.Seal(position));
    ASSERT_THAT(opened, IsOk());
    EXPECT_EQ(opened->range, position.range);
    EXPECT_EQ(opened->start, position.start);
  }
}

TEST(PagingToken, BelongsToItsRequest) {
  const std::string sealed = TokenFor("SELECT 1", kParameters).Seal({.range = 1});
  const std::string message = "NextToken does not match request";
  EXPECT_THAT(TokenFor("SELECT 2", kParameters).Open(sealed), IsInvalid(message));
  EXPECT_THAT(TokenFor("SELECT 1", {"a"}).Open(sealed), IsInvalid(message));
  EXPECT_THAT(TokenFor("SELECT 1", {"a", "1"}).Open(sealed), IsInvalid(message));
}

TEST(PagingToken, CannotBeForged) {
  const PagingToken token = TokenFor("SELECT 1", kParameters);
  const std::string sealed = token.Seal({.range = 1, .start = Item{{"p", "a"}}});
  for (size_t i = 0; i + 1 < sealed.size(); ++i) {
    std::string forged = sealed;
    forged[i] = forged[i] == 'x' ? 'y' : 'x';
    EXPECT_THAT(token.Open(forged), IsInvalid("Invalid NextToken")) << i;
  }
  EXPECT_THAT(token.Open(""), IsInvalid("Invalid NextToken"));
  EXPECT_THAT(token.Open("!"), IsInvalid("Invalid NextToken"));
  EXPECT_THAT(token.Open(sealed.substr(0, 20)), IsInvalid("Invalid NextToken"));
  EXPECT_THAT(TokenFor("SELECT 1", kParameters, 9).Open(sealed), IsInvalid("Invalid NextToken"))
      << "Another database's.";
}

}  // namespace
}  // namespace stator::plan
