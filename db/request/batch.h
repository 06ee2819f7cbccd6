// Field tables of BatchGetItem and BatchWriteItem.
#pragma once

#include "db/base/limits.h"
#include "db/request/common.h"
#include "db/request/enums.h"
#include "db/request/field.h"
#include "db/request/item_collection.h"
#include "stator/request/batch.h"

namespace stator {

template <>
struct FieldsOf<KeysAndAttributes> {
  using K = KeysAndAttributes;
  static constexpr std::string_view name = "KeysAndAttributes";
  static constexpr auto fields =
      std::make_tuple(Field("Keys", &K::keys)
                          .Required()
                          .Between(1, limits::kBatchGetKeysMax)
                          .In(Wording::kValuelessTooShortInLower),
                      Field("AttributesToGet", &K::attributes_to_get)
                          .Between(1, limits::kAttributesToGetMax)
                          .In(Wording::kValuelessTooShortInLower),
                      Field("ConsistentRead", &K::consistent_read),
                      Field("ProjectionExpression", &K::projection_expression),
                      Field("ExpressionAttributeNames", &K::expression_attribute_names));
};

template <>
struct FieldsOf<BatchGetItemRequest> {
  using R = BatchGetItemRequest;
  static constexpr std::string_view name = "BatchGetItemInput";
  static constexpr auto fields =
      std::make_tuple(Field("ReturnConsumedCapacity", &R::return_consumed_capacity),
                      Field("RequestItems", &R::request_items)
                          .KeyedByTable()
                          .Required()
                          .AtLeast(1)
                          .In(Wording::kValueless));
};

template <>
struct FieldsOf<BatchGetItemResult> {
  using R = BatchGetItemResult;
  static constexpr std::string_view name = "BatchGetItemOutput";
  static constexpr auto fields = std::make_tuple(Field("Responses", &R::responses),
                                                 Field("UnprocessedKeys", &R::unprocessed_keys),
                                                 Field("ConsumedCapacity", &R::consumed_capacity));
};

template <>
struct FieldsOf<PutRequest> {
  static constexpr std::string_view name = "PutRequest";
  static constexpr auto fields = std::make_tuple(Field("Item", &PutRequest::item).Required());
};

template <>
struct FieldsOf<DeleteRequest> {
  static constexpr std::string_view name = "DeleteRequest";
  static constexpr auto fields = std::make_tuple(Field("Key", &DeleteRequest::key).Required());
};

template <>
struct FieldsOf<WriteRequest> {
  using W = WriteRequest;
  static constexpr std::string_view name = "WriteRequest";
  static constexpr auto fields = std::make_tuple(Field("DeleteRequest", &W::delete_request),
                                                 Field("PutRequest", &W::put_request));
};

template <>
struct FieldsOf<BatchWriteItemRequest> {
  using R = BatchWriteItemRequest;
  static constexpr std::string_view name = "BatchWriteItemInput";
  static constexpr auto fields =
      std::make_tuple(Field("ReturnConsumedCapacity", &R::return_consumed_capacity),
                      Field("ReturnItemCollectionMetrics", &R::return_item_collection_metrics),
                      Field("RequestItems", &R::request_items)
                          .KeyedByTable()
                          .Required()
                          .AtLeast(1)
                          .In(Wording::kIsRequired));
};

template <>
struct FieldsOf<BatchWriteItemResult> {
  using R = BatchWriteItemResult;
  static constexpr std::string_view name = "BatchWriteItemOutput";
  static constexpr auto fields =
      std::make_tuple(Field("UnprocessedItems", &R::unprocessed_items),
                      Field("ItemCollectionMetrics", &R::item_collection_metrics),
                      Field("ConsumedCapacity", &R::consumed_capacity));
};

}  // namespace stator
