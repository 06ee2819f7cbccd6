#include "db/trigger/trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace stator::trigger {
namespace {

TEST(Trace, GivesBackTheCauseThatItWasMadeOf) {
  const Cause cause{.path = {1, 7, 4294967295}};
  const std::string header = TraceHeader(cause, "11111111-2222-4333-8444-555555555555",
                                         Time(std::chrono::seconds(1'700'000'000)));
  EXPECT_EQ(header,
            "Root=1-6553f100-111111112222433384445555;Parent=8444555555555555;Sampled=0;"
            "Lineage=stator:1.7.4294967295");
  const CausePtr read = CauseOfTrace(header);
  ASSERT_NE(read, nullptr);
  EXPECT_EQ(read->path, cause.path);
  EXPECT_EQ(CauseOfTrace(header + ";Extra=1")->path, cause.path);
}

TEST(Trace, HeadersOfOthersHaveNoCause) {
  for (const char* header : {"", "Root=1-6553f100-111111112222433384445555;Sampled=1",
                             "Lineage=a87bd80c:0", "Lineage=stator:", "Lineage=stator:x",
                             "Lineage=stator:1.x", "Lineage=stator:99999999999"}) {
    EXPECT_EQ(CauseOfTrace(header), nullptr) << header;
  }
}

}  // namespace
}  // namespace stator::trigger
