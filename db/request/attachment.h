// Field tables of the reads of what can be attached to a table.
#pragma once

#include "db/base/limits.h"
#include "db/request/field.h"
#include "stator/request/attachment.h"

namespace stator {

template <>
struct EnumNames<ContributorInsightsStatus> {
  static constexpr std::pair<ContributorInsightsStatus, std::string_view> names[] = {
      {ContributorInsightsStatus::kEnabling, "ENABLING"},
      {ContributorInsightsStatus::kEnabled, "ENABLED"},
      {ContributorInsightsStatus::kDisabling, "DISABLING"},
      {ContributorInsightsStatus::kDisabled, "DISABLED"},
      {ContributorInsightsStatus::kFailed, "FAILED"},
  };
};

template <>
struct EnumNames<ContributorInsightsMode> {
  static constexpr std::pair<ContributorInsightsMode, std::string_view> names[] = {
      {ContributorInsightsMode::kAccessedAndThrottledKeys, "ACCESSED_AND_THROTTLED_KEYS"},
      {ContributorInsightsMode::kThrottledKeys, "THROTTLED_KEYS"},
  };
};

template <>
struct EnumNames<DestinationStatus> {
  static constexpr std::pair<DestinationStatus, std::string_view> names[] = {
      {DestinationStatus::kEnabling, "ENABLING"},
      {DestinationStatus::kActive, "ACTIVE"},
      {DestinationStatus::kDisabling, "DISABLING"},
      {DestinationStatus::kDisabled, "DISABLED"},
      {DestinationStatus::kEnableFailed, "ENABLE_FAILED"},
      {DestinationStatus::kUpdating, "UPDATING"},
  };
};

template <>
struct EnumNames<ApproximateCreationDateTimePrecision> {
  static constexpr std::pair<ApproximateCreationDateTimePrecision, std::string_view> names[] = {
      {ApproximateCreationDateTimePrecision::kMillisecond, "MILLISECOND"},
      {ApproximateCreationDateTimePrecision::kMicrosecond, "MICROSECOND"},
  };
};

template <>
struct FieldsOf<ContributorInsightsSummary> {
  using T = ContributorInsightsSummary;
  static constexpr std::string_view name = "ContributorInsightsSummary";
  static constexpr auto fields =
      std::make_tuple(Field("TableName", &T::table_name), Field("IndexName", &T::index_name),
                      Field("ContributorInsightsStatus", &T::contributor_insights_status),
                      Field("ContributorInsightsMode", &T::contributor_insights_mode));
};

template <>
struct FieldsOf<ListContributorInsightsRequest> {
  using T = ListContributorInsightsRequest;
  static constexpr std::string_view name = "ListContributorInsightsInput";
  static constexpr auto fields = std::make_tuple(
      Field("TableName", &T::table_name)
          .MatchesName()
          .Between(limits::kTableNameBytesMin, limits::kTableNameBytesMax)
          .OrArn(),
      Field("NextToken", &T::next_token), Field("MaxResults", &T::max_results).Between(0, 100));
};

template <>
struct FieldsOf<ListContributorInsightsResult> {
  using T = ListContributorInsightsResult;
  static constexpr std::string_view name = "ListContributorInsightsOutput";
  static constexpr auto fields =
      std::make_tuple(Field("ContributorInsightsSummaries", &T::contributor_insights_summaries),
                      Field("NextToken", &T::next_token));
};

template <>
struct FieldsOf<DescribeContributorInsightsRequest> {
  using T = DescribeContributorInsightsRequest;
  static constexpr std::string_view name = "DescribeContributorInsightsInput";
  static constexpr auto fields = std::make_tuple(
      Field("TableName", &T::table_name).NamesTable(Wording::kParameterInPlainWords),
      Field("IndexName", &T::index_name)
          .MatchesName()
          .Between(limits::kIndexNameBytesMin, limits::kIndexNameBytesMax));
};

template <>
struct FieldsOf<DescribeContributorInsightsResult> {
  using T = DescribeContributorInsightsResult;
  static constexpr std::string_view name = "DescribeContributorInsightsOutput";
  static constexpr auto fields =
      std::make_tuple(Field("TableName", &T::table_name), Field("IndexName", &T::index_name),
                      Field("ContributorInsightsRuleList", &T::contributor_insights_rule_list),
                      Field("ContributorInsightsStatus", &T::contributor_insights_status),
                      Field("LastUpdateDateTime", &T::last_update_date_time),
                      Field("ContributorInsightsMode", &T::contributor_insights_mode));
};

template <>
struct FieldsOf<KinesisDataStreamDestination> {
  using T = KinesisDataStreamDestination;
  static constexpr std::string_view name = "KinesisDataStreamDestination";
  static constexpr auto fields = std::make_tuple(
      Field("StreamArn", &T::stream_arn), Field("DestinationStatus", &T::destination_status),
      Field("DestinationStatusDescription", &T::destination_status_description),
      Field("ApproximateCreationDateTimePrecision", &T::approximate_creation_date_time_precision));
};

template <>
struct FieldsOf<DescribeKinesisStreamingDestinationRequest> {
  using T = DescribeKinesisStreamingDestinationRequest;
  static constexpr std::string_view name = "DescribeKinesisStreamingDestinationInput";
  static constexpr auto fields = std::make_tuple(
      Field("TableName", &T::table_name).NamesTable(Wording::kParameterInPlainWords));
};

template <>
struct FieldsOf<DescribeKinesisStreamingDestinationResult> {
  using T = DescribeKinesisStreamingDestinationResult;
  static constexpr std::string_view name = "DescribeKinesisStreamingDestinationOutput";
  static constexpr auto fields =
      std::make_tuple(Field("TableName", &T::table_name),
                      Field("KinesisDataStreamDestinations", &T::kinesis_data_stream_destinations));
};

template <>
struct FieldsOf<GetResourcePolicyRequest> {
  using T = GetResourcePolicyRequest;
  static constexpr std::string_view name = "GetResourcePolicyInput";
  static constexpr auto fields = std::make_tuple(
      Field("ResourceArn", &T::resource_arn).Required().Between(1, limits::kResourceArnBytesMax));
};

template <>
struct FieldsOf<GetResourcePolicyResult> {
  using T = GetResourcePolicyResult;
  static constexpr std::string_view name = "GetResourcePolicyOutput";
  static constexpr auto fields =
      std::make_tuple(Field("Policy", &T::policy), Field("RevisionId", &T::revision_id));
};

}  // namespace stator
