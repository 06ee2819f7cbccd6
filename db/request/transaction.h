// Field tables of TransactGetItems and TransactWriteItems.
#pragma once

#include "db/base/limits.h"
#include "db/request/common.h"
#include "db/request/enums.h"
#include "db/request/field.h"
#include "db/request/item_collection.h"
#include "stator/request/transaction.h"

namespace stator {

template <>
struct FieldsOf<TransactGet> {
  using G = TransactGet;
  static constexpr std::string_view name = "Get";
  static constexpr auto fields =
      std::make_tuple(Field("Key", &G::key).Required(),                 //
                      Field("TableName", &G::table_name).NamesTable(),  //
                      Field("ProjectionExpression", &G::projection_expression),
                      Field("ExpressionAttributeNames", &G::expression_attribute_names));
};

template <>
struct FieldsOf<TransactGetItem> {
  static constexpr std::string_view name = "TransactGetItem";
  static constexpr auto fields = std::make_tuple(Field("Get", &TransactGetItem::get).Required());
};

template <>
struct FieldsOf<TransactGetItemsRequest> {
  using R = TransactGetItemsRequest;
  static constexpr std::string_view name = "TransactGetItemsInput";
  static constexpr auto fields =
      std::make_tuple(Field("ReturnConsumedCapacity", &R::return_consumed_capacity),
                      Field("TransactItems", &R::transact_items)
                          .Required()
                          .Between(1, limits::kTransactionItemsMax));
};

template <>
struct FieldsOf<ItemResponse> {
  static constexpr std::string_view name = "ItemResponse";
  static constexpr auto fields = std::make_tuple(Field("Item", &ItemResponse::item));
};

template <>
struct FieldsOf<TransactGetItemsResult> {
  using R = TransactGetItemsResult;
  static constexpr std::string_view name = "TransactGetItemsOutput";
  static constexpr auto fields = std::make_tuple(Field("ConsumedCapacity", &R::consumed_capacity),
                                                 Field("Responses", &R::responses));
};

template <>
struct FieldsOf<ConditionCheck> {
  using C = ConditionCheck;
  static constexpr std::string_view name = "ConditionCheck";
  static constexpr auto fields = std::make_tuple(
      Field("Key", &C::key).Required(),                                   //
      Field("TableName", &C::table_name).NamesTable(),                    //
      Field("ConditionExpression", &C::condition_expression).Required(),  //
      Field("ExpressionAttributeNames", &C::expression_attribute_names),
      Field("ExpressionAttributeValues", &C::expression_attribute_values),
      Field("ReturnValuesOnConditionCheckFailure", &C::return_values_on_condition_check_failure));
};

template <>
struct FieldsOf<TransactPut> {
  using P = TransactPut;
  static constexpr std::string_view name = "Put";
  static constexpr auto fields = std::make_tuple(
      Field("Item", &P::item).Required(),               //
      Field("TableName", &P::table_name).NamesTable(),  //
      Field("ConditionExpression", &P::condition_expression),
      Field("ExpressionAttributeNames", &P::expression_attribute_names),
      Field("ExpressionAttributeValues", &P::expression_attribute_values),
      Field("ReturnValuesOnConditionCheckFailure", &P::return_values_on_condition_check_failure));
};

template <>
struct FieldsOf<TransactDelete> {
  using D = TransactDelete;
  static constexpr std::string_view name = "Delete";
  static constexpr auto fields = std::make_tuple(
      Field("Key", &D::key).Required(),                 //
      Field("TableName", &D::table_name).NamesTable(),  //
      Field("ConditionExpression", &D::condition_expression),
      Field("ExpressionAttributeNames", &D::expression_attribute_names),
      Field("ExpressionAttributeValues", &D::expression_attribute_values),
      Field("ReturnValuesOnConditionCheckFailure", &D::return_values_on_condition_check_failure));
};

template <>
struct FieldsOf<TransactUpdate> {
  using U = TransactUpdate;
  static constexpr std::string_view name = "Update";
  static constexpr auto fields = std::make_tuple(
      Field("Key", &U::key).Required(),                             //
      Field("UpdateExpression", &U::update_expression).Required(),  //
      Field("TableName", &U::table_name).NamesTable(),              //
      Field("ConditionExpression", &U::condition_expression),
      Field("ExpressionAttributeNames", &U::expression_attribute_names),
      Field("ExpressionAttributeValues", &U::expression_attribute_values),
      Field("ReturnValuesOnConditionCheckFailure", &U::return_values_on_condition_check_failure));
};

template <>
struct FieldsOf<TransactWriteItem> {
  using W = TransactWriteItem;
  static constexpr std::string_view name = "TransactWriteItem";
  static constexpr auto fields =
      std::make_tuple(Field("ConditionCheck", &W::condition_check), Field("Put", &W::put),
                      Field("Delete", &W::delete_), Field("Update", &W::update));
};

template <>
struct FieldsOf<TransactWriteItemsRequest> {
  using R = TransactWriteItemsRequest;
  static constexpr std::string_view name = "TransactWriteItemsInput";
  static constexpr auto fields =
      std::make_tuple(Field("ReturnConsumedCapacity", &R::return_consumed_capacity),
                      Field("ReturnItemCollectionMetrics", &R::return_item_collection_metrics),
                      Field("ClientRequestToken", &R::client_request_token)
                          .Between(1, limits::kClientRequestTokenLengthMax),
                      Field("TransactItems", &R::transact_items)
                          .Required()
                          .Between(1, limits::kTransactionItemsMax));
};

template <>
struct FieldsOf<TransactWriteItemsResult> {
  using R = TransactWriteItemsResult;
  static constexpr std::string_view name = "TransactWriteItemsOutput";
  static constexpr auto fields =
      std::make_tuple(Field("ConsumedCapacity", &R::consumed_capacity),
                      Field("ItemCollectionMetrics", &R::item_collection_metrics));
};

}  // namespace stator
