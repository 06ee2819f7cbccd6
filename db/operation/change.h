// Waiting for changes of a table, and the shards that they fall into.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string_view>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "db/operation/context.h"
#include "stator/database.h"

namespace stator::operation {

absl::StatusOr<uint64_t> WaitForChange(const Context& context, std::string_view table,
                                       uint64_t seen, std::chrono::microseconds patience);
absl::StatusOr<std::unique_ptr<ChangeSubscription>> OnChange(const Context& context,
                                                             std::string_view table,
                                                             absl::AnyInvocable<void()> changed);
absl::Status RollShards(const Context& context, std::string_view table);

}  // namespace stator::operation
