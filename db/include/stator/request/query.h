// Query and Scan.
#pragma once

#include "stator/item_list.h"
#include "stator/request/common.h"
#include "stator/request/legacy.h"

namespace stator {

enum class Select : uint8_t {
  kAllAttributes,
  kAllProjectedAttributes,  // Of an index.
  kSpecificAttributes,
  kCount,
};

struct QueryRequest {
  std::optional<std::string> table_name{};  // required
  std::optional<std::string> index_name{};
  std::optional<Select> select{};
  std::optional<int32_t> limit{};  // Items looked at, at least 1.
  std::optional<bool> consistent_read{};
  std::optional<bool> scan_index_forward{};  // Default true: ascending.
  std::optional<Item> exclusive_start_key{};
  std::optional<ReturnConsumedCapacity> return_consumed_capacity{};
  std::optional<Expression> projection_expression{};
  std::optional<Expression> filter_expression{};
  std::optional<Expression> key_condition_expression{};  // This or KeyConditions.
  std::optional<AttributeNames> expression_attribute_names{};
  std::optional<Item> expression_attribute_values{};
  // Legacy.
  std::optional<std::vector<std::string>> attributes_to_get{};
  std::optional<Conditions> key_conditions{};
  std::optional<Conditions> query_filter{};
  std::optional<ConditionalOperator> conditional_operator{};  // Of the filter.
};

struct QueryResult {
  std::optional<ItemList> items{};           // nullopt with Select::kCount.
  int32_t count = 0;                         // Items returned, or counted.
  int32_t scanned_count = 0;                 // Items looked at, before the filter.
  std::optional<Item> last_evaluated_key{};  // nullopt: there is no more.
  std::optional<ConsumedCapacity> consumed_capacity{};
};

struct ScanRequest {
  std::optional<std::string> table_name{};  // required
  std::optional<std::string> index_name{};
  std::optional<int32_t> limit{};
  std::optional<Select> select{};
  std::optional<Item> exclusive_start_key{};
  std::optional<ReturnConsumedCapacity> return_consumed_capacity{};
  std::optional<int32_t> total_segments{};  // 1 to 1,000,000
  std::optional<int32_t> segment{};         // 0 to total_segments - 1
  std::optional<Expression> projection_expression{};
  std::optional<Expression> filter_expression{};
  std::optional<AttributeNames> expression_attribute_names{};
  std::optional<Item> expression_attribute_values{};
  std::optional<bool> consistent_read{};
  // Legacy.
  std::optional<std::vector<std::string>> attributes_to_get{};
  std::optional<Conditions> scan_filter{};
  std::optional<ConditionalOperator> conditional_operator{};  // Of the filter.
};

using ScanResult = QueryResult;

}  // namespace stator
