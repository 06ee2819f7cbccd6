// The limits of event source mappings, each with where it comes from. Page names are those of the
// AWS Lambda Developer Guide; "API" is its API reference, CreateEventSourceMapping unless another
// operation is named.
#pragma once

#include <cstddef>
#include <cstdint>

namespace stator::limits {

// API: members of that name.
inline constexpr int32_t kBatchSizeMax = 10'000;
inline constexpr int32_t kBatchingWindowSecondsMax = 300;
inline constexpr int32_t kParallelizationFactorMax = 10;
inline constexpr int32_t kRecordAgeSecondsMin = 60;  // In the words of its description; or -1.
inline constexpr int32_t kRecordAgeSecondsMax = 604'800;
inline constexpr int32_t kRetryAttemptsMax = 10'000;
inline constexpr int32_t kTumblingWindowSecondsMax = 900;
inline constexpr size_t kFunctionResponseTypesMax = 1;
inline constexpr size_t kMappingMetricsMax = 3;
inline constexpr size_t kEventSourceArnCharactersMax = 10'000;
inline constexpr size_t kNamespacedFunctionNameCharactersMax = 256;
inline constexpr size_t kDestinationArnCharactersMax = 350;
inline constexpr size_t kUuidCharacters = 36;
// API: CreateFunction, FunctionName.
inline constexpr size_t kFunctionNameCharactersMax = 64;

// API: Filter. "Control which events Lambda sends to your function": the default quota of filters.
inline constexpr size_t kFilterPatternCharactersMax = 4096;
inline constexpr size_t kFiltersMax = 5;

// API: ListEventSourceMappings.
inline constexpr int32_t kMappingsAskedForMax = 10'000;
inline constexpr size_t kMappingsPerPageMax = 100;

}  // namespace stator::limits
