#include "db/plan/index_error.h"

#include <string>

#include "db/base/limits.h"
#include "db/plan/invalid.h"

namespace stator::plan::error {

using stator::error::Concat;

absl::Status EmptyIndexList(std::string_view member) {
  return Invalid(Concat({"List of ", member, " is empty"}));
}

absl::Status DuplicateIndex(std::string_view name) {
  return Invalid(Concat({"Duplicate index name: ", name}));
}

absl::Status TooManyLocalIndexes() {
  return Invalid(Concat({"Number of LocalSecondaryIndexes exceeds per-table limit of ",
                         std::to_string(limits::kLocalIndexesMax)}));
}

absl::Status TooManyGlobalIndexes() {
  return Invalid(Concat({"GlobalSecondaryIndex count exceeds the per-table limit of ",
                         std::to_string(limits::kGlobalIndexesMax)}));
}

absl::Status IndexUpdateMissing() {
  return Invalid(
      "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
      "GlobalSecondaryIndexUpdate.Delete must not be null");
}

absl::Status SeveralIndexUpdates() {
  return Invalid(
      "Only one of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
      "GlobalSecondaryIndexUpdate.Delete can be specified");
}

absl::Status IndexUpdatedTwice(std::string_view index) {
  return Invalid(
      Concat({"Only one global secondary index update per index is allowed "
              "simultaneously. Index: ",
              index}));
}

absl::Status OneIndexAtATime() {
  return stator::error::Make(ErrorCode::kLimitExceeded,
                             "Subscriber limit exceeded: Only 1 online index can be created or "
                             "deleted simultaneously per table");
}

absl::Status IndexExists(std::string_view index) {
  return Invalid(Concat({"Index already exists: ", index}));
}

absl::Status IndexUpdateBlocked() {
  return stator::error::Validation(
      "This operation cannot be performed with given input values. Please contact DynamoDB service "
      "team for more info: Action Blocked: IndexUpdate");
}

absl::Status AttributeTypeDiffers(std::string_view attribute) {
  return Invalid(Concat(
      {"The type of attribute ", attribute, " differs from that of its definition in the table"}));
}

absl::Status NoRangeKeyOfTable() {
  return Invalid(
      "Table KeySchema does not have a range key, which is required when specifying a "
      "LocalSecondaryIndex");
}

absl::Status NoRangeKey(std::string_view index) {
  return Invalid(Concat({"Index KeySchema does not have a range key for index: ", index}));
}

absl::Status OtherHashKey(std::string_view index, std::string_view index_key,
                          std::string_view table_key) {
  return Invalid(
      Concat({"Index KeySchema does not have the same leading hash key as table "
              "KeySchema for index: ",
              index, ". index hash key: ", index_key, ", table hash key: ", table_key}));
}

absl::Status ProjectionTypeMissing() { return Invalid("Unknown ProjectionType: null"); }

absl::Status NonKeyAttributesMissing() {
  return Invalid("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
}

absl::Status NonKeyAttributesUnexpected(ProjectionType type) {
  return Invalid(Concat({"ProjectionType is ", type == ProjectionType::kAll ? "ALL" : "KEYS_ONLY",
                         ", but NonKeyAttributes is specified"}));
}

absl::Status TooManyProjectedAttributes(size_t count) {
  return Invalid(Concat({"The number of NonKeyAttributes of all secondary indexes of the table, ",
                         std::to_string(count), ", exceeds the limit of ",
                         std::to_string(limits::kProjectedAttributesMax)}));
}

}  // namespace stator::plan::error
