#include "server/lambda/event_journal.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "server/lambda/durable_file.h"
#include "tests/support/temp_dir.h"

namespace stator::server {
namespace {

class Journal : public ::testing::Test {
 protected:
  // "id:attempts id:attempts", of what waits.
  std::string Open() {
    std::vector<QueuedEvent> events;
    journal_.reset();
    auto journal = EventJournal::Open(path(), &events);
    if (!journal.ok()) return std::string(journal.status().message());
    journal_ = *std::move(journal);
    std::string text;
    for (const QueuedEvent& event : events) {
      if (!text.empty()) text += ' ';
      text += event.id + ":" + std::to_string(event.attempts) + ":" + event.payload;
    }
    return text;
  }
  void Put(const std::string& id, int attempts = 0, const std::string& done = "") {
    QueuedEvent event{.id = id, .function = "f", .payload = "{}"};
    event.attempts = attempts;
    EXPECT_TRUE(journal_->Append(done, {&event}).ok());
  }
  std::string path() const { return folder_.path() + "/events.journal"; }

  stator::testing::TempDir folder_;
  std::unique_ptr<EventJournal> journal_;
};

TEST_F(Journal, TellsWhatWaitsInItsOrder) {
  EXPECT_EQ(Open(), "");
  Put("a");
  Put("b");
  Put("c");
  Put("a", 1);
  ASSERT_TRUE(journal_->Append("b", {}).ok());
  Put("d", 0, "c");
  EXPECT_EQ(Open(), "a:1:{} d:0:{}");
  EXPECT_EQ(Open(), "a:1:{} d:0:{}");
}

// Whatever of the last line a crash has left.
TEST_F(Journal, PassesOverALineThatWasCutShort) {
  Open();
  Put("a");
  const std::string one = *ReadFile(path());
  Put("b");
  const std::string two = *ReadFile(path());
  for (size_t bytes = one.size(); bytes < two.size(); ++bytes) {
    journal_.reset();
    std::ofstream(path(), std::ios::trunc) << two.substr(0, bytes);
    EXPECT_EQ(Open(), "a:0:{}");
  }
}

TEST_F(Journal, DoesNotPassOverOneThatIsDamaged) {
  Open();
  Put("a");
  journal_.reset();
  std::ofstream(path(), std::ios::app) << "{\"put\":\n";
  EXPECT_EQ(Open(), "damaged: " + path());
}

TEST_F(Journal, IsRewrittenWhenMostOfItIsOver) {
  Open();
  const std::string payload = "\"" + std::string(1 << 20, 'x') + "\"";
  for (int i = 0; i < 5; ++i) {
    QueuedEvent event{.id = std::to_string(i), .function = "f", .payload = payload};
    ASSERT_TRUE(journal_->Append(i > 0 ? std::to_string(i - 1) : "", {&event}).ok());
  }
  ASSERT_TRUE(journal_->WantsRewrite());
  QueuedEvent last{.id = "4", .function = "f", .payload = "{}"};
  ASSERT_TRUE(journal_->Rewrite({&last}).ok());
  EXPECT_FALSE(journal_->WantsRewrite());
  Put("5");
  EXPECT_EQ(Open(), "4:0:{} 5:0:{}");
}

}  // namespace
}  // namespace stator::server
