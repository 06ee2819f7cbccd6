// Field tables of Query and Scan.
#pragma once

#include "db/base/limits.h"
#include "db/request/common.h"
#include "db/request/enums.h"
#include "db/request/field.h"
#include "db/request/legacy.h"
#include "stator/request/query.h"

namespace stator {

template <>
struct FieldsOf<QueryRequest> {
  using R = QueryRequest;
  static constexpr std::string_view name = "QueryInput";
  static constexpr auto fields = std::make_tuple(
      Field("TableName", &R::table_name).NamesTable(),
      Field("ReturnConsumedCapacity", &R::return_consumed_capacity), Field("Select", &R::select),
      Field("IndexName", &R::index_name).SelectsIndex(),
      Field("Limit", &R::limit).AtLeast(1).In(Wording::kValueless),
      Field("ConsistentRead", &R::consistent_read),
      Field("ScanIndexForward", &R::scan_index_forward),
      Field("ExclusiveStartKey", &R::exclusive_start_key),
      Field("ProjectionExpression", &R::projection_expression),
      Field("FilterExpression", &R::filter_expression),
      Field("KeyConditionExpression", &R::key_condition_expression),
      Field("ExpressionAttributeNames", &R::expression_attribute_names),
      Field("ExpressionAttributeValues", &R::expression_attribute_values),
      Field("AttributesToGet", &R::attributes_to_get).Between(1, limits::kAttributesToGetMax),
      Field("KeyConditions", &R::key_conditions), Field("QueryFilter", &R::query_filter),
      Field("ConditionalOperator", &R::conditional_operator));
};

template <>
struct FieldsOf<ScanRequest> {
  using R = ScanRequest;
  static constexpr std::string_view name = "ScanInput";
  // The service holds Segment against TotalSegments only, not against the reference's 999,999.
  static constexpr auto fields = std::make_tuple(
      Field("TableName", &R::table_name).NamesTable(),
      Field("ReturnConsumedCapacity", &R::return_consumed_capacity),
      Field("Select", &R::select),                                                              //
      Field("IndexName", &R::index_name).SelectsIndex(), Field("Limit", &R::limit).AtLeast(1),  //
      Field("Segment", &R::segment).AtLeast(0),
      Field("TotalSegments", &R::total_segments).Between(1, limits::kScanSegmentsMax),
      Field("ExclusiveStartKey", &R::exclusive_start_key),
      Field("ProjectionExpression", &R::projection_expression),
      Field("FilterExpression", &R::filter_expression),
      Field("ExpressionAttributeNames", &R::expression_attribute_names),
      Field("ExpressionAttributeValues", &R::expression_attribute_values),
      Field("ConsistentRead", &R::consistent_read),
      Field("AttributesToGet", &R::attributes_to_get).Between(1, limits::kAttributesToGetMax),
      Field("ScanFilter", &R::scan_filter), Field("ConditionalOperator", &R::conditional_operator));
};

// ScanResult is the same type.
template <>
struct FieldsOf<QueryResult> {
  static constexpr std::string_view name = "QueryOutput";
  static constexpr auto fields = std::make_tuple(
      Field("Items", &QueryResult::items),  //
      Field("Count", &QueryResult::count), Field("ScannedCount", &QueryResult::scanned_count),
      Field("LastEvaluatedKey", &QueryResult::last_evaluated_key),
      Field("ConsumedCapacity", &QueryResult::consumed_capacity));
};

}  // namespace stator
