// Errors for which the API has no name, by what the member StatorError calls them on the wire.
#pragma once

#include <string_view>
#include <utility>

#include "stator/error_code.h"

namespace stator::wire {

inline constexpr std::pair<ErrorCode, std::string_view> kOwnErrors[] = {
    {ErrorCode::kOutcomeUnknown, "OutcomeUnknown"},
    {ErrorCode::kStorageFull, "StorageFull"},
    {ErrorCode::kCorruption, "Corruption"},
    {ErrorCode::kUnavailable, "Unavailable"},
};

}  // namespace stator::wire
