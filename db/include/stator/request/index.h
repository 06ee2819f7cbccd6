// Secondary indexes: what CreateTable and UpdateTable ask for, and what tables describe.
#pragma once

#include "stator/request/common.h"
#include "stator/request/key_schema.h"
#include "stator/request/throughput.h"

namespace stator {

enum class ProjectionType : uint8_t { kAll, kKeysOnly, kInclude };
enum class IndexStatus : uint8_t { kCreating, kUpdating, kDeleting, kActive };

// Which attributes an index holds beside its own key and the table's.
struct Projection {
  std::optional<ProjectionType> projection_type{};
  std::optional<std::vector<std::string>> non_key_attributes{};  // Of kInclude: 1 to 20 names.
};

struct LocalSecondaryIndex {
  std::optional<std::string> index_name{};                    // required, 3 to 255 characters
  std::optional<std::vector<KeySchemaElement>> key_schema{};  // required
  std::optional<Projection> projection{};                     // required
};

struct GlobalSecondaryIndex {
  std::optional<std::string> index_name{};                    // required, 3 to 255 characters
  std::optional<std::vector<KeySchemaElement>> key_schema{};  // required: up to 4 HASH, 4 RANGE
  std::optional<Projection> projection{};                     // required
  std::optional<ProvisionedThroughput> provisioned_throughput{};
  std::optional<OnDemandThroughput> on_demand_throughput{};
  std::optional<WarmThroughput> warm_throughput{};
};

using CreateGlobalSecondaryIndexAction = GlobalSecondaryIndex;

struct UpdateGlobalSecondaryIndexAction {
  std::optional<std::string> index_name{};  // required
  std::optional<ProvisionedThroughput> provisioned_throughput{};
  std::optional<OnDemandThroughput> on_demand_throughput{};
  std::optional<WarmThroughput> warm_throughput{};
};

struct DeleteGlobalSecondaryIndexAction {
  std::optional<std::string> index_name{};  // required
};

// Exactly one of them.
struct GlobalSecondaryIndexUpdate {
  std::optional<UpdateGlobalSecondaryIndexAction> update{};
  std::optional<CreateGlobalSecondaryIndexAction> create{};
  std::optional<DeleteGlobalSecondaryIndexAction> delete_{};
};

struct LocalSecondaryIndexDescription {
  std::optional<std::string> index_name{};
  std::optional<std::vector<KeySchemaElement>> key_schema{};
  std::optional<Projection> projection{};
  std::optional<int64_t> index_size_bytes{};
  std::optional<int64_t> item_count{};
  std::optional<std::string> index_arn{};
};

struct GlobalSecondaryIndexWarmThroughputDescription {
  std::optional<int64_t> read_units_per_second{};
  std::optional<int64_t> write_units_per_second{};
  std::optional<IndexStatus> status{};  // kUpdating or kActive
};

struct GlobalSecondaryIndexDescription {
  std::optional<std::string> index_name{};
  std::optional<std::vector<KeySchemaElement>> key_schema{};
  std::optional<Projection> projection{};
  std::optional<IndexStatus> index_status{};
  std::optional<bool> backfilling{};
  std::optional<ProvisionedThroughputDescription> provisioned_throughput{};
  std::optional<int64_t> index_size_bytes{};
  std::optional<int64_t> item_count{};
  std::optional<std::string> index_arn{};
  std::optional<OnDemandThroughput> on_demand_throughput{};
  std::optional<GlobalSecondaryIndexWarmThroughputDescription> warm_throughput{};
};

}  // namespace stator
