#include "db/engine/warm_throughput.h"

#include "db/engine/table.h"
#include "db/engine/table_edit.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::engine {
namespace {

using ::stator::testing::IsErrorCode;
using ::stator::testing::IsOk;

TableDefinition OnDemand() {
  TableDefinition table;
  table.billing_mode = BillingMode::kPayPerRequest;
  return table;
}
TableDefinition Provisioned(int64_t units) {
  TableDefinition table;
  table.throughput = {units, units};
  return table;
}

TEST(WarmThroughput, IsAtLeastWhatTheBillingModeGives) {
  EXPECT_EQ(WarmThroughputOf(OnDemand()), (WarmUnits{12'000, 4'000}));
  EXPECT_EQ(WarmThroughputOf(Provisioned(7)), (WarmUnits{7, 7}));
  TableDefinition table = Provisioned(7);
  table.warm = {100, 5};
  EXPECT_EQ(WarmThroughputOf(table), (WarmUnits{100, 7}));
}

TEST(WarmThroughput, IsRaisedByWhatIsAskedForAndNeverFalls) {
  TableDefinition table = OnDemand();
  ASSERT_THAT(RaiseWarmThroughput(table, {.read_units_per_second = 20'000}), IsOk());
  EXPECT_EQ(WarmThroughputOf(table), (WarmUnits{20'000, 4'000}));
  EXPECT_THAT(RaiseWarmThroughput(table, {.read_units_per_second = 19'999}),
              IsErrorCode(ErrorCode::kValidation));
  EXPECT_THAT(RaiseWarmThroughput(table, {.write_units_per_second = 3'999}),
              IsErrorCode(ErrorCode::kValidation));
  EXPECT_EQ(WarmThroughputOf(table), (WarmUnits{20'000, 4'000}));
}

TEST(WarmThroughput, RemembersWhatTheTableHadBeforeAnUpdate) {
  const auto edited =
      EditedDefinition(Provisioned(100), {.provisioned_throughput = ProvisionedThroughput{10, 10}},
                       {.now = Time(std::chrono::seconds(1))});
  ASSERT_THAT(edited, IsOk());
  EXPECT_EQ(WarmThroughputOf(*edited), (WarmUnits{100, 100}));
  const auto on_demand =
      EditedDefinition(*edited, {.billing_mode = BillingMode::kPayPerRequest}, {.now = Time()});
  ASSERT_THAT(on_demand, IsOk());
  EXPECT_EQ(WarmThroughputOf(*on_demand), (WarmUnits{12'000, 4'000}));
}

}  // namespace
}  // namespace stator::engine
