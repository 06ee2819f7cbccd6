// The field tables as such.
#include <optional>
#include <set>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "db/request/account.h"
#include "db/request/attachment.h"
#include "db/request/backup.h"
#include "db/request/batch.h"
#include "db/request/error.h"
#include "db/request/global_table.h"
#include "db/request/item.h"
#include "db/request/operations.h"
#include "db/request/query.h"
#include "db/request/statement.h"
#include "db/request/stream.h"
#include "db/request/table.h"
#include "db/request/tag.h"
#include "db/request/time_to_live.h"
#include "db/request/transaction.h"
#include "gtest/gtest.h"

namespace stator {
namespace {

template <typename T>
inline constexpr bool kIsMember = std::is_integral_v<T>;
template <typename T>
inline constexpr bool kIsMember<std::optional<T>> = true;
template <typename T>
inline constexpr bool kIsMember<std::vector<T>> = true;

// Becomes whatever a member of a request or result may be.
struct Anything {
  size_t index;
  template <typename T>
  requires kIsMember<T>
  operator T() const {  // NOLINT: converts on purpose
    return T();
  }
};

template <typename Struct, size_t... kIndex>
constexpr bool TakesMembers(std::index_sequence<kIndex...>) {
  return requires { Struct{Anything{kIndex}...}; };
}

// How many members a struct has: as many as its initializer takes, and not one more.
template <typename Struct, size_t kCount = 0>
constexpr size_t MemberCount() {
  if constexpr (TakesMembers<Struct>(std::make_index_sequence<kCount + 1>())) {
    return MemberCount<Struct, kCount + 1>();
  } else {
    return kCount;
  }
}

template <typename Struct>
size_t FieldCount() {
  size_t count = 0;
  ForEachField<Struct>([&](const auto& field) {
    count += !std::is_same_v<std::decay_t<decltype(field)>, Unsupported>;
  });
  return count;
}

template <typename Struct>
void ExpectCompleteTable() {
  EXPECT_EQ(FieldCount<Struct>(), MemberCount<Struct>()) << FieldsOf<Struct>::name;
}

TEST(Fields, NamesAreUnique) {
  ForEachOperation([](auto operation) {
    using Request = typename decltype(operation)::Request;
    std::set<std::string_view> names;
    ForEachField<Request>([&](const auto& field) {
      EXPECT_TRUE(names.insert(field.name).second) << operation.name << " " << field.name;
    });
  });
}

TEST(Fields, EveryMemberOfAStructIsInItsTable) {
  static_assert(MemberCount<KeySchemaElement>() == 2);
  static_assert(MemberCount<QueryResult>() == 5);
  ForEachOperation([](auto operation) {
    ExpectCompleteTable<typename decltype(operation)::Request>();
    ExpectCompleteTable<typename decltype(operation)::Result>();
  });
  ExpectCompleteTable<AttributeDefinition>();
  ExpectCompleteTable<KeySchemaElement>();
  ExpectCompleteTable<ItemCollectionMetrics>();
  ExpectCompleteTable<ProvisionedThroughput>();
  ExpectCompleteTable<OnDemandThroughput>();
  ExpectCompleteTable<WarmThroughput>();
  ExpectCompleteTable<TableWarmThroughputDescription>();
  ExpectCompleteTable<SseSpecification>();
  ExpectCompleteTable<Tag>();
  ExpectCompleteTable<TableDescription>();
  ExpectCompleteTable<ProvisionedThroughputDescription>();
  ExpectCompleteTable<BillingModeSummary>();
  ExpectCompleteTable<SseDescription>();
  ExpectCompleteTable<TableClassSummary>();
  ExpectCompleteTable<Projection>();
  ExpectCompleteTable<LocalSecondaryIndex>();
  ExpectCompleteTable<GlobalSecondaryIndex>();
  ExpectCompleteTable<UpdateGlobalSecondaryIndexAction>();
  ExpectCompleteTable<GlobalSecondaryIndexUpdate>();
  ExpectCompleteTable<LocalSecondaryIndexDescription>();
  ExpectCompleteTable<GlobalSecondaryIndexWarmThroughputDescription>();
  ExpectCompleteTable<GlobalSecondaryIndexDescription>();
  ExpectCompleteTable<TimeToLiveSpecification>();
  ExpectCompleteTable<TimeToLiveDescription>();
  ExpectCompleteTable<PointInTimeRecoveryDescription>();
  ExpectCompleteTable<ContinuousBackupsDescription>();
  ExpectCompleteTable<BackupSummary>();
  ExpectCompleteTable<ExportSummary>();
  ExpectCompleteTable<ImportSummary>();
  ExpectCompleteTable<S3BucketSource>();
  ExpectCompleteTable<Replica>();
  ExpectCompleteTable<GlobalTable>();
  ExpectCompleteTable<ReplicaAutoScalingDescription>();
  ExpectCompleteTable<TableAutoScalingDescription>();
  ExpectCompleteTable<ContributorInsightsSummary>();
  ExpectCompleteTable<KinesisDataStreamDestination>();
  ExpectCompleteTable<Endpoint>();
  ExpectCompleteTable<Capacity>();
  ExpectCompleteTable<ExpectedAttributeValue>();
  ExpectCompleteTable<Condition>();
  ExpectCompleteTable<AttributeValueUpdate>();
  ExpectCompleteTable<ConsumedCapacity>();
  ExpectCompleteTable<KeysAndAttributes>();
  ExpectCompleteTable<WriteRequest>();
  ExpectCompleteTable<PutRequest>();
  ExpectCompleteTable<DeleteRequest>();
  ExpectCompleteTable<TransactGetItem>();
  ExpectCompleteTable<TransactGet>();
  ExpectCompleteTable<ItemResponse>();
  ExpectCompleteTable<TransactWriteItem>();
  ExpectCompleteTable<ConditionCheck>();
  ExpectCompleteTable<TransactPut>();
  ExpectCompleteTable<TransactDelete>();
  ExpectCompleteTable<TransactUpdate>();
  ExpectCompleteTable<BatchStatementRequest>();
  ExpectCompleteTable<BatchStatementResponse>();
  ExpectCompleteTable<BatchStatementError>();
  ExpectCompleteTable<ParameterizedStatement>();
}

TEST(Fields, EveryMemberOfAStructOfStreamsIsInItsTable) {
  ExpectCompleteTable<StreamSpecification>();
  ExpectCompleteTable<Stream>();
  ExpectCompleteTable<StreamDescription>();
  ExpectCompleteTable<Shard>();
  ExpectCompleteTable<SequenceNumberRange>();
  ExpectCompleteTable<ShardFilter>();
  ExpectCompleteTable<Record>();
  ExpectCompleteTable<StreamRecord>();
  ExpectCompleteTable<Identity>();
}

TEST(Fields, EveryEnumHasATextForEachValue) {
  EXPECT_EQ(EnumText(ReturnValues::kUpdatedNew), "UPDATED_NEW");
  EXPECT_EQ(EnumText(Select::kAllProjectedAttributes), "ALL_PROJECTED_ATTRIBUTES");
  EXPECT_EQ(EnumText(TableStatus::kActive), "ACTIVE");
  EXPECT_EQ(EnumText(SseStatus::kUpdating), "UPDATING");
  EXPECT_EQ(EnumText(ComparisonOperator::kNotContains), "NOT_CONTAINS");
  EXPECT_EQ(EnumText(ConditionalOperator::kOr), "OR");
  EXPECT_EQ(EnumText(AttributeAction::kDelete), "DELETE");
  EXPECT_EQ(EnumText(ReturnValues{99}), "");
}

}  // namespace
}  // namespace stator
