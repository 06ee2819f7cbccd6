// TransactGetItems, TransactWriteItems. The actions are called Get, Put, Update and Delete in the
// API; here they have names that leave those to functions.
#pragma once

#include "stator/request/common.h"
#include "stator/request/item_collection.h"

namespace stator {

struct TransactGet {
  std::optional<Item> key{};                // required
  std::optional<std::string> table_name{};  // required
  std::optional<Expression> projection_expression{};
  std::optional<AttributeNames> expression_attribute_names{};
};

struct TransactGetItem {
  std::optional<TransactGet> get{};  // required
};

struct TransactGetItemsRequest {
  std::optional<std::vector<TransactGetItem>> transact_items{};  // required, 1 to 100
  std::optional<ReturnConsumedCapacity> return_consumed_capacity{};
};

struct ItemResponse {
  // nullopt: there is none, or nothing of it was projected.
  std::optional<Item> item{};
};

struct TransactGetItemsResult {
  std::optional<std::vector<ConsumedCapacity>> consumed_capacity{};  // One for each table.
  std::optional<std::vector<ItemResponse>> responses{};              // In the order of the request.
};

struct ConditionCheck {
  std::optional<Item> key{};                         // required
  std::optional<std::string> table_name{};           // required
  std::optional<Expression> condition_expression{};  // required
  std::optional<AttributeNames> expression_attribute_names{};
  std::optional<Item> expression_attribute_values{};
  std::optional<ReturnValuesOnConditionCheckFailure> return_values_on_condition_check_failure{};
};

struct TransactPut {
  std::optional<Item> item{};               // required
  std::optional<std::string> table_name{};  // required
  std::optional<Expression> condition_expression{};
  std::optional<AttributeNames> expression_attribute_names{};
  std::optional<Item> expression_attribute_values{};
  std::optional<ReturnValuesOnConditionCheckFailure> return_values_on_condition_check_failure{};
};

struct TransactDelete {
  std::optional<Item> key{};                // required
  std::optional<std::string> table_name{};  // required
  std::optional<Expression> condition_expression{};
  std::optional<AttributeNames> expression_attribute_names{};
  std::optional<Item> expression_attribute_values{};
  std::optional<ReturnValuesOnConditionCheckFailure> return_values_on_condition_check_failure{};
};

struct TransactUpdate {
  std::optional<Item> key{};                      // required
  std::optional<Expression> update_expression{};  // required
  std::optional<std::string> table_name{};        // required
  std::optional<Expression> condition_expression{};
  std::optional<AttributeNames> expression_attribute_names{};
  std::optional<Item> expression_attribute_values{};
  std::optional<ReturnValuesOnConditionCheckFailure> return_values_on_condition_check_failure{};
};

// Exactly one of them.
struct TransactWriteItem {
  std::optional<ConditionCheck> condition_check{};
  std::optional<TransactPut> put{};
  std::optional<TransactDelete> delete_{};
  std::optional<TransactUpdate> update{};
};

struct TransactWriteItemsRequest {
  std::optional<std::vector<TransactWriteItem>> transact_items{};  // required, 1 to 100
  std::optional<ReturnConsumedCapacity> return_consumed_capacity{};
  std::optional<ReturnItemCollectionMetrics> return_item_collection_metrics{};
  // 1 to 36 characters. For ten minutes a transaction of the same token and the same items is done
  // once: repeated, it succeeds and changes nothing.
  std::optional<std::string> client_request_token{};
};

struct TransactWriteItemsResult {
  std::optional<std::vector<ConsumedCapacity>> consumed_capacity{};  // One for each table.
  // When asked for: by table name, of those with local secondary indexes; each collection once.
  std::optional<std::map<std::string, std::vector<ItemCollectionMetrics>, std::less<>>>
      item_collection_metrics{};
};

}  // namespace stator
