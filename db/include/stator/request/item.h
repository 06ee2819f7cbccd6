// PutItem, GetItem, UpdateItem, DeleteItem.
#pragma once

#include "stator/request/common.h"
#include "stator/request/item_collection.h"
#include "stator/request/legacy.h"

namespace stator {

struct PutItemRequest {
  std::optional<std::string> table_name{};      // required
  std::optional<Item> item{};                   // required
  std::optional<ReturnValues> return_values{};  // kNone or kAllOld
  std::optional<ReturnConsumedCapacity> return_consumed_capacity{};
  std::optional<ReturnItemCollectionMetrics> return_item_collection_metrics{};
  std::optional<Expression> condition_expression{};
  std::optional<AttributeNames> expression_attribute_names{};
  std::optional<Item> expression_attribute_values{};  // ":v" → value
  std::optional<ReturnValuesOnConditionCheckFailure> return_values_on_condition_check_failure{};
  // Legacy.
  std::optional<Expectations> expected{};
  std::optional<ConditionalOperator> conditional_operator{};
};

struct PutItemResult {
  std::optional<Item> attributes{};  // The item as it was, when asked for and there was one.
  std::optional<ConsumedCapacity> consumed_capacity{};
  // When asked for, of a table with local secondary indexes.
  std::optional<ItemCollectionMetrics> item_collection_metrics{};
};

struct GetItemRequest {
  std::optional<std::string> table_name{};  // required
  std::optional<Item> key{};                // required
  std::optional<bool> consistent_read{};
  std::optional<ReturnConsumedCapacity> return_consumed_capacity{};
  std::optional<Expression> projection_expression{};
  std::optional<AttributeNames> expression_attribute_names{};
  std::optional<std::vector<std::string>> attributes_to_get{};  // Legacy.
};

struct GetItemResult {
  // nullopt: there is none. Empty: there is, but nothing was projected.
  std::optional<Item> item{};
  std::optional<ConsumedCapacity> consumed_capacity{};
};

struct UpdateItemRequest {
  std::optional<std::string> table_name{};  // required
  std::optional<Item> key{};                // required
  std::optional<ReturnValues> return_values{};
  std::optional<ReturnConsumedCapacity> return_consumed_capacity{};
  std::optional<ReturnItemCollectionMetrics> return_item_collection_metrics{};
  // Absent, as AttributeUpdates are: an item of the key alone is made sure of.
  std::optional<Expression> update_expression{};
  std::optional<Expression> condition_expression{};
  std::optional<AttributeNames> expression_attribute_names{};
  std::optional<Item> expression_attribute_values{};
  std::optional<ReturnValuesOnConditionCheckFailure> return_values_on_condition_check_failure{};
  // Legacy.
  std::optional<AttributeUpdates> attribute_updates{};
  std::optional<Expectations> expected{};
  std::optional<ConditionalOperator> conditional_operator{};
};

struct UpdateItemResult {
  std::optional<Item> attributes{};  // As ReturnValues says.
  std::optional<ConsumedCapacity> consumed_capacity{};
  // When asked for, of a table with local secondary indexes.
  std::optional<ItemCollectionMetrics> item_collection_metrics{};
};

struct DeleteItemRequest {
  std::optional<std::string> table_name{};      // required
  std::optional<Item> key{};                    // required
  std::optional<ReturnValues> return_values{};  // kNone or kAllOld
  std::optional<ReturnConsumedCapacity> return_consumed_capacity{};
  std::optional<ReturnItemCollectionMetrics> return_item_collection_metrics{};
  std::optional<Expression> condition_expression{};
  std::optional<AttributeNames> expression_attribute_names{};
  std::optional<Item> expression_attribute_values{};
  std::optional<ReturnValuesOnConditionCheckFailure> return_values_on_condition_check_failure{};
  // Legacy.
  std::optional<Expectations> expected{};
  std::optional<ConditionalOperator> conditional_operator{};
};

struct DeleteItemResult {
  std::optional<Item> attributes{};  // The item as it was, when asked for and there was one.
  std::optional<ConsumedCapacity> consumed_capacity{};
  // When asked for, of a table with local secondary indexes.
  std::optional<ItemCollectionMetrics> item_collection_metrics{};
};

}  // namespace stator
