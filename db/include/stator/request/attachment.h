// The reads of what can be attached to a table at the service, and never is in this version:
// contributor insights, a Kinesis stream, a resource policy.
#pragma once

#include "stator/clock.h"
#include "stator/request/common.h"

namespace stator {

enum class ContributorInsightsStatus : uint8_t {
  kEnabling,
  kEnabled,
  kDisabling,
  kDisabled,
  kFailed
};
enum class ContributorInsightsMode : uint8_t { kAccessedAndThrottledKeys, kThrottledKeys };
enum class DestinationStatus : uint8_t {
  kEnabling,
  kActive,
  kDisabling,
  kDisabled,
  kEnableFailed,
  kUpdating
};
enum class ApproximateCreationDateTimePrecision : uint8_t { kMillisecond, kMicrosecond };

struct ContributorInsightsSummary {
  std::optional<std::string> table_name{};
  std::optional<std::string> index_name{};
  std::optional<ContributorInsightsStatus> contributor_insights_status{};
  std::optional<ContributorInsightsMode> contributor_insights_mode{};
};

struct ListContributorInsightsRequest {
  std::optional<std::string> table_name{};
  std::optional<std::string> next_token{};
  std::optional<int32_t> max_results{};  // at most 100
};

struct ListContributorInsightsResult {
  std::vector<ContributorInsightsSummary> contributor_insights_summaries;
  std::optional<std::string> next_token{};
};

struct DescribeContributorInsightsRequest {
  std::optional<std::string> table_name{};  // required
  std::optional<std::string> index_name{};
};

struct DescribeContributorInsightsResult {
  std::optional<std::string> table_name{};
  std::optional<std::string> index_name{};
  std::optional<std::vector<std::string>> contributor_insights_rule_list{};
  std::optional<ContributorInsightsStatus> contributor_insights_status{};
  std::optional<Time> last_update_date_time{};
  std::optional<ContributorInsightsMode> contributor_insights_mode{};
};

struct KinesisDataStreamDestination {
  std::optional<std::string> stream_arn{};
  std::optional<DestinationStatus> destination_status{};
  std::optional<std::string> destination_status_description{};
  std::optional<ApproximateCreationDateTimePrecision> approximate_creation_date_time_precision{};
};

struct DescribeKinesisStreamingDestinationRequest {
  std::optional<std::string> table_name{};  // required
};

struct DescribeKinesisStreamingDestinationResult {
  std::optional<std::string> table_name{};
  std::vector<KinesisDataStreamDestination> kinesis_data_stream_destinations;
};

struct GetResourcePolicyRequest {
  std::optional<std::string> resource_arn{};  // required
};

struct GetResourcePolicyResult {
  std::optional<std::string> policy{};
  std::optional<std::string> revision_id{};
};

}  // namespace stator
