// Field tables of PutItem, GetItem, UpdateItem and DeleteItem.
#pragma once

#include "db/base/limits.h"
#include "db/request/common.h"
#include "db/request/enums.h"
#include "db/request/field.h"
#include "db/request/item_collection.h"
#include "db/request/legacy.h"
#include "stator/request/item.h"

namespace stator {

template <>
struct FieldsOf<PutItemRequest> {
  using R = PutItemRequest;
  static constexpr std::string_view name = "PutItemInput";
  static constexpr auto fields = std::make_tuple(
      Field("TableName", &R::table_name).NamesTable().EndsList(),  //
      Field("Item", &R::item).Required(),                          //
      Field("ReturnConsumedCapacity", &R::return_consumed_capacity),
      Field("ReturnValues", &R::return_values),
      Field("ReturnItemCollectionMetrics", &R::return_item_collection_metrics),
      Field("ReturnValuesOnConditionCheckFailure", &R::return_values_on_condition_check_failure),
      Field("ConditionExpression", &R::condition_expression),
      Field("ExpressionAttributeNames", &R::expression_attribute_names),
      Field("ExpressionAttributeValues", &R::expression_attribute_values),
      Field("Expected", &R::expected), Field("ConditionalOperator", &R::conditional_operator));
};

template <>
struct FieldsOf<GetItemRequest> {
  using R = GetItemRequest;
  static constexpr std::string_view name = "GetItemInput";
  static constexpr auto fields = std::make_tuple(
      Field("Key", &R::key).Required(),                 //
      Field("TableName", &R::table_name).NamesTable(),  //
      Field("ReturnConsumedCapacity", &R::return_consumed_capacity),
      Field("ConsistentRead", &R::consistent_read),
      Field("ProjectionExpression", &R::projection_expression),
      Field("ExpressionAttributeNames", &R::expression_attribute_names),
      Field("AttributesToGet", &R::attributes_to_get).Between(1, limits::kAttributesToGetMax));
};

template <>
struct FieldsOf<UpdateItemRequest> {
  using R = UpdateItemRequest;
  static constexpr std::string_view name = "UpdateItemInput";
  // The service names the first faulty enum only.
  static constexpr auto fields = std::make_tuple(
      Field("TableName", &R::table_name).NamesTable().EndsList(),  //
      Field("Key", &R::key).Required(),                            //
      Field("ReturnValues", &R::return_values).EndsList(),
      Field("ReturnConsumedCapacity", &R::return_consumed_capacity).EndsList(),
      Field("ReturnItemCollectionMetrics", &R::return_item_collection_metrics).EndsList(),
      Field("ReturnValuesOnConditionCheckFailure", &R::return_values_on_condition_check_failure),
      Field("UpdateExpression", &R::update_expression),
      Field("ConditionExpression", &R::condition_expression),
      Field("ExpressionAttributeNames", &R::expression_attribute_names),
      Field("ExpressionAttributeValues", &R::expression_attribute_values),
      Field("AttributeUpdates", &R::attribute_updates), Field("Expected", &R::expected),
      Field("ConditionalOperator", &R::conditional_operator));
};

template <>
struct FieldsOf<DeleteItemRequest> {
  using R = DeleteItemRequest;
  static constexpr std::string_view name = "DeleteItemInput";
  static constexpr auto fields = std::make_tuple(
      Field("TableName", &R::table_name).NamesTable(),  //
      Field("Key", &R::key).Required(),                 //
      Field("ReturnConsumedCapacity", &R::return_consumed_capacity),
      Field("ReturnValues", &R::return_values),
      Field("ReturnItemCollectionMetrics", &R::return_item_collection_metrics),
      Field("ReturnValuesOnConditionCheckFailure", &R::return_values_on_condition_check_failure),
      Field("ConditionExpression", &R::condition_expression),
      Field("ExpressionAttributeNames", &R::expression_attribute_names),
      Field("ExpressionAttributeValues", &R::expression_attribute_values),
      Field("Expected", &R::expected), Field("ConditionalOperator", &R::conditional_operator));
};

template <>
struct FieldsOf<PutItemResult> {
  static constexpr std::string_view name = "PutItemOutput";
  static constexpr auto fields =
      std::make_tuple(Field("Attributes", &PutItemResult::attributes),
                      Field("ConsumedCapacity", &PutItemResult::consumed_capacity),
                      Field("ItemCollectionMetrics", &PutItemResult::item_collection_metrics));
};

template <>
struct FieldsOf<GetItemResult> {
  static constexpr std::string_view name = "GetItemOutput";
  static constexpr auto fields =
      std::make_tuple(Field("Item", &GetItemResult::item),
                      Field("ConsumedCapacity", &GetItemResult::consumed_capacity));
};

template <>
struct FieldsOf<UpdateItemResult> {
  static constexpr std::string_view name = "UpdateItemOutput";
  static constexpr auto fields =
      std::make_tuple(Field("Attributes", &UpdateItemResult::attributes),
                      Field("ConsumedCapacity", &UpdateItemResult::consumed_capacity),
                      Field("ItemCollectionMetrics", &UpdateItemResult::item_collection_metrics));
};

template <>
struct FieldsOf<DeleteItemResult> {
  static constexpr std::string_view name = "DeleteItemOutput";
  static constexpr auto fields =
      std::make_tuple(Field("Attributes", &DeleteItemResult::attributes),
                      Field("ConsumedCapacity", &DeleteItemResult::consumed_capacity),
                      Field("ItemCollectionMetrics", &DeleteItemResult::item_collection_metrics));
};

}  // namespace stator
