// The request gate of throughput, of tables and of their global indexes: what a billing mode
// allows, and bounds.
#pragma once

#include "absl/status/status.h"
#include "stator/request/table.h"

namespace stator::plan {

// The throughput of the table that is to be created.
absl::Status CheckBilling(const CreateTableRequest& request);

// Units within what the service takes. `index`: the name of the index that has it, empty for a
// table.
absl::Status CheckBounds(const ProvisionedThroughput& throughput, std::string_view index = {});

// The maximum of an on-demand table or index: only there, at least 1 or -1. nullopt is OK.
absl::Status CheckOnDemand(const std::optional<OnDemandThroughput>& maximum, BillingMode mode,
                           std::string_view index = {});

// The warm throughput of a table or index that is to be created: no less than it has anyway, by its
// mode and what is provisioned for it. nullopt is OK.
absl::Status CheckWarm(const std::optional<WarmThroughput>& warm,
                       const std::optional<ProvisionedThroughput>& provisioned, BillingMode mode,
                       std::string_view index = {});

// The throughput of an index that is to be created, of a table of this mode.
absl::Status CheckThroughput(const GlobalSecondaryIndex& index, BillingMode mode);

}  // namespace stator::plan
