// What only a database behind a URL can be asked.
#ifdef STATOR_HTTP_DOOR

#include <memory>
#include <optional>
#include <string>

#include "stator/client.h"
#include "tests/contract/sample.h"
#include "tests/support/http_door.h"

namespace stator::testing {
namespace {

class Http : public ::testing::Test {
 protected:
  Http() : engine_(*OpenInMemory()), server_(std::in_place, *engine_) {}

  std::unique_ptr<Database> Open(const ClientOptions& options = {}) {
    return *Connect(server_->url(), options);
  }

  std::unique_ptr<EmbeddedDatabase> engine_;
  std::optional<LoopbackServer> server_;
};

TEST_F(Http, AnswersInGzipAreTheSame) {
  auto db = Open({.compress_answers = true});
  ASSERT_THAT(db->CreateTable("sorted", "p", KeyDefinition("s", ScalarAttributeType::kN)), IsOk());
  for (int i = 0; i < 20; ++i) {
    ASSERT_THAT(db->Put("sorted", Item{{"p", "a"}, {"s", i}, {"v", std::string(2000, 'x')}}),
                IsOk());
  }
  const auto plain = Open()->Scan({.table_name = "sorted"});
  const auto compressed = db->Scan({.table_name = "sorted"});
  ASSERT_THAT(plain, IsOk());
  ASSERT_THAT(compressed, IsOk());
  EXPECT_EQ(compressed->count, 20);
  for (size_t i = 0; i < plain->items->size(); ++i) {
    EXPECT_EQ(Item((*compressed->items)[i]), Item((*plain->items)[i]));
  }
}

TEST_F(Http, ClientsSeeEachOthersWrites) {
  auto one = Open(), other = Open();
  ASSERT_THAT(one->CreateTable("plain", "p"), IsOk());
  ASSERT_THAT(one->Put("plain", Sample()), IsOk());
  EXPECT_EQ(*other->Get("plain", SampleKey()), Sample());
  EXPECT_EQ(*engine_->Get("plain", SampleKey()), Sample());
}

TEST_F(Http, AServerThatHasGoneIsUnavailable) {
  auto db = Open();
  ASSERT_THAT(db->CreateTable("plain", "p"), IsOk());
  server_.reset();
  EXPECT_THAT(db->Put("plain", Sample()), IsErrorCode(ErrorCode::kUnavailable));
  EXPECT_THAT(db->Get("plain", SampleKey()), IsErrorCode(ErrorCode::kUnavailable));
}

// The name of the partition key is remembered, though not beyond the table.
TEST_F(Http, PutIfAbsentFollowsATableThatIsMadeAnew) {
  auto db = Open();
  ASSERT_THAT(db->CreateTable("plain", "p"), IsOk());
  const Item item{{"p", "a"}, {"q", "b"}};
  EXPECT_EQ(*db->PutIfAbsent("plain", item), true);
  ASSERT_THAT(db->DeleteTable({.table_name = "plain"}), IsOk());
  ASSERT_THAT(db->CreateTable("plain", "q"), IsOk());
  EXPECT_EQ(*db->PutIfAbsent("plain", item), true);
  EXPECT_EQ(*db->PutIfAbsent("plain", Item{{"q", "b"}}), false);
}

}  // namespace
}  // namespace stator::testing

#endif  // STATOR_HTTP_DOOR
