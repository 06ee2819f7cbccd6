// The short forms of a Database and of a function's Transaction, each made of one operation, so
// that they mean the same through every door.
#include <utility>

#include "db/base/status_macros.h"
#include "stator/database.h"
#include "stator/trigger.h"

namespace stator {
namespace {

// An update that returns the attribute it wrote.
UpdateItemRequest UpdateOf(std::string_view table, const Item& key, Expression update,
                           std::string_view attribute, const Value& value) {
  return {.table_name = std::string(table),
          .key = key,
          .update_expression = std::move(update),
          .expression_attribute_names = AttributeNames{{"#a", std::string(attribute)}},
          .expression_attribute_values = Item{{":v", value}}};
}

// OK becomes true, a false condition false, and any other error stays.
template <typename Result>
absl::StatusOr<bool> WasDone(const absl::StatusOr<Result>& result) {
  if (result.ok()) return true;
  if (IsError(result.status(), ErrorCode::kConditionalCheckFailed)) return false;
  return result.status();
}

// Those that both have.
template <typename Door>
absl::StatusOr<std::optional<Item>> GetFrom(Door& door, std::string_view table, const Item& key) {
  STATOR_ASSIGN_OR_RETURN(
      GetItemResult result,
      door.GetItem({.table_name = std::string(table), .key = key, .consistent_read = true}));
  return std::move(result.item);
}

template <typename Door>
absl::StatusOr<Number> AddTo(Door& door, std::string_view table, const Item& key,
                             std::string_view attribute, const Number& by) {
  UpdateItemRequest request = UpdateOf(table, key, "ADD #a :v", attribute, by);
  request.return_values = ReturnValues::kUpdatedNew;
  const absl::StatusOr<UpdateItemResult> result = door.UpdateItem(request);
  STATOR_RETURN_IF_ERROR(result.status());
  return result->attributes->Find(attribute)->AsNumber();
}

}  // namespace

absl::StatusOr<std::optional<Item>> Transaction::Get(std::string_view table, const Item& key) {
  return GetFrom(*this, table, key);
}
absl::Status Transaction::Put(std::string_view table, const Item& item) {
  return PutItem({.table_name = std::string(table), .item = item}).status();
}
absl::Status Transaction::Delete(std::string_view table, const Item& key) {
  return DeleteItem({.table_name = std::string(table), .key = key}).status();
}
absl::StatusOr<Number> Transaction::Add(std::string_view table, const Item& key,
                                        std::string_view attribute, const Number& by) {
  return AddTo(*this, table, key, attribute, by);
}

absl::Status Database::CreateTable(std::string_view table, KeyDefinition partition_key,
                                   std::optional<KeyDefinition> sort_key) {
  CreateTableRequest request{.attribute_definitions = {{{partition_key.name, partition_key.type}}},
                             .table_name = std::string(table),
                             .key_schema = {{{partition_key.name, KeyType::kHash}}},
                             .billing_mode = BillingMode::kPayPerRequest};
  if (sort_key) {
    request.attribute_definitions->push_back({sort_key->name, sort_key->type});
    request.key_schema->push_back({sort_key->name, KeyType::kRange});
  }
  return CreateTable(request).status();
}

absl::StatusOr<std::optional<Item>> Database::Get(std::string_view table, const Item& key) {
  return GetFrom(*this, table, key);
}

absl::Status Database::Put(std::string_view table, const Item& item) {
  return PutItem({.table_name = std::string(table), .item = item}).status();
}

absl::Status Database::Delete(std::string_view table, const Item& key) {
  return DeleteItem({.table_name = std::string(table), .key = key}).status();
}

absl::StatusOr<Number> Database::Add(std::string_view table, const Item& key,
                                     std::string_view attribute, const Number& by) {
  return AddTo(*this, table, key, attribute, by);
}

absl::StatusOr<bool> Database::PutIfAbsent(std::string_view table, const Item& item) {
  STATOR_ASSIGN_OR_RETURN(std::string partition_key, PartitionKeyOf(table));
  return WasDone(
      PutItem({.table_name = std::string(table),
               .item = item,
               .condition_expression = "attribute_not_exists(#k)",
               .expression_attribute_names = AttributeNames{{"#k", std::move(partition_key)}}}));
}

absl::StatusOr<bool> Database::CompareAndSet(std::string_view table, const Item& key,
                                             std::string_view attribute,
                                             const std::optional<Value>& expected,
                                             const Value& desired) {
  UpdateItemRequest request = UpdateOf(table, key, "SET #a = :v", attribute, desired);
  if (expected) {
    request.condition_expression = "#a = :e";
    request.expression_attribute_values->Set(":e", *expected);
  } else {
    request.condition_expression = "attribute_not_exists(#a)";
  }
  return WasDone(UpdateItem(request));
}

}  // namespace stator
