// BatchGetItem, BatchWriteItem.
#pragma once

#include "stator/item_list.h"
#include "stator/request/common.h"
#include "stator/request/item_collection.h"

namespace stator {

// What a BatchGetItem reads of one table: up to 100 keys over all tables, none twice.
struct KeysAndAttributes {
  std::optional<std::vector<Item>> keys{};  // required, 1 to 100
  std::optional<bool> consistent_read{};
  std::optional<Expression> projection_expression{};
  std::optional<AttributeNames> expression_attribute_names{};
  std::optional<std::vector<std::string>> attributes_to_get{};  // legacy
};

struct BatchGetItemRequest {
  // By table name; required, at least one.
  std::optional<std::map<std::string, KeysAndAttributes, std::less<>>> request_items{};
  std::optional<ReturnConsumedCapacity> return_consumed_capacity{};
};

struct BatchGetItemResult {
  // By table name, with an entry for each table of the request: what was found, in the order of the
  // keys. Always present.
  std::optional<std::map<std::string, ItemList, std::less<>>> responses{};
  // What did not fit into 16 MB, to be asked for again as it stands. Always present; empty:
  // nothing.
  std::optional<std::map<std::string, KeysAndAttributes, std::less<>>> unprocessed_keys{};
  std::optional<std::vector<ConsumedCapacity>> consumed_capacity{};  // One for each table.
};

struct PutRequest {
  std::optional<Item> item{};  // required
};

struct DeleteRequest {
  std::optional<Item> key{};  // required
};

// Exactly one of them.
struct WriteRequest {
  std::optional<PutRequest> put_request{};
  std::optional<DeleteRequest> delete_request{};
};

struct BatchWriteItemRequest {
  // By table name; required. 1 to 25 writes over all tables, no two of one item.
  std::optional<std::map<std::string, std::vector<WriteRequest>, std::less<>>> request_items{};
  std::optional<ReturnConsumedCapacity> return_consumed_capacity{};
  std::optional<ReturnItemCollectionMetrics> return_item_collection_metrics{};
};

// The writes of one batch happen together or not at all, though the API promises that of each item
// only.
struct BatchWriteItemResult {
  // Always present, and empty: nothing here throttles.
  std::optional<std::map<std::string, std::vector<WriteRequest>, std::less<>>> unprocessed_items{};
  // When asked for: by table name, of those with local secondary indexes; each collection once.
  std::optional<std::map<std::string, std::vector<ItemCollectionMetrics>, std::less<>>>
      item_collection_metrics{};
  std::optional<std::vector<ConsumedCapacity>> consumed_capacity{};  // One for each table.
};

}  // namespace stator
