#include "db/plan/error.h"

#include <string>

#include "db/base/limits.h"
#include "db/request/enums.h"

namespace stator::plan::error {

using stator::error::Concat;
using stator::error::Validation;

namespace {

// How most faults of values begin.
absl::Status Invalid(std::initializer_list<std::string_view> pieces) {
  return Validation(Concat({"One or more parameter values were invalid: ", Concat(pieces)}));
}

std::string_view EmptyKeyText(Type type) {
  return type == Type::kBinary
             ? "The AttributeValue for a key attribute cannot contain an empty binary value."
             : "The AttributeValue for a key attribute cannot contain an empty string value.";
}

absl::Status NotScalar(std::string_view what, std::string_view name) {
  return Validation(
      Concat({"Key attributes must be scalars; list random access '[]' and map lookup '.' are not "
              "allowed: ",
              what, name}));
}

}  // namespace

absl::Status Enveloped(absl::Status status) {
  if (status.ok()) return status;
  const auto message = status.message();
  return Validation(
      Concat({"1 validation error detected: ", std::string_view(message.data(), message.size())}));
}

absl::Status KeyDoesNotMatchSchema() {
  return Validation("The provided key element does not match the schema");
}

absl::Status MissingKeyInItem(std::string_view name) {
  return Invalid({"Missing the key ", name, " in the item"});
}

absl::Status KeyTypeMismatch(std::string_view name, Type expected, Type actual) {
  return Invalid({"Type mismatch for key ", name, " expected: ", TypeName(expected),
                  " actual: ", TypeName(actual)});
}

absl::Status EmptyKeyValue(std::string_view name, Type type) {
  return Validation(
      Concat({"One or more parameter values are not valid. ", EmptyKeyText(type), " Key: ", name}));
}

absl::Status PartitionKeyTooLong() {
  return Invalid({"Size of hashkey has exceeded the maximum size limit of",
                  std::to_string(limits::kPartitionKeyBytesMax), " bytes"});
}

absl::Status SortKeyTooLong() {
  return Invalid({"Aggregated size of all range keys has exceeded the size limit of ",
                  std::to_string(limits::kSortKeyBytesMax), " bytes"});
}

absl::Status CannotUpdateKey(std::string_view name) {
  return Invalid({"Cannot update attribute ", name, ". This attribute is part of the key"});
}

absl::Status KeyNotScalar(std::string_view name) { return NotScalar("Key: ", name); }

absl::Status IndexKeyTypeMismatch(std::string_view name, Type expected, Type actual,
                                  std::string_view index) {
  return Invalid({"Type mismatch for Index Key ", name, " Expected: ", TypeName(expected),
                  " Actual: ", TypeName(actual), " IndexName: ", index});
}

absl::Status EmptyIndexKey(std::string_view name, Type type, std::string_view index) {
  return Validation(
      Concat({"One or more parameter values are not valid. A value specified for a "
              "secondary index key is not supported. ",
              EmptyKeyText(type), " IndexName: ", index, ", IndexKey: ", name}));
}

absl::Status IndexKeyNotScalar(std::string_view name) { return NotScalar("IndexKey: ", name); }

absl::Status IndexKeyUpdatedToOtherType() {
  return Validation(
      "The update expression attempted to update the secondary index key to unsupported type");
}

absl::Status IndexKeyUpdatedToEmpty(Type type) {
  return Validation(
      Concat({"One or more parameter values are not valid. The update expression attempted to "
              "update a secondary index key to a value that is not supported. ",
              EmptyKeyText(type)}));
}

absl::Status ItemTooLarge() {
  return Validation("Item size has exceeded the maximum allowed size");
}

absl::Status TooManyItems(std::string_view operation) {
  return Validation(Concat({"Too many items requested for the ", operation, " call"}));
}

absl::Status DuplicateKeys() {
  return Validation("Provided list of item keys contains duplicates");
}

// The service says the same whether there is none or more than one.
absl::Status NotOneRequest() {
  return Validation(
      "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the "
      "supported datatypes");
}

absl::Status NotOneAction() {
  return Validation("TransactItems can only contain one of Check, Put, Update or Delete");
}

absl::Status SeveralActionsOnOneItem() {
  return Validation("Transaction request cannot include multiple operations on one item");
}

absl::Status TransactionTooLarge() {
  return Validation(
      "Collection size of items exceeded, which can also be caused by the aggregate size of the "
      "items in the transaction exceeding the 4MB limit");
}

absl::Status NamesWithoutExpression() {
  return Validation("ExpressionAttributeNames can only be specified when using expressions");
}

absl::Status ValuesWithoutExpression(std::string_view absent_expressions) {
  return Validation(
      Concat({"ExpressionAttributeValues can only be specified when using expressions: ",
              absent_expressions}));
}

absl::Status ReturnValuesOfPut() {
  return Enveloped(Validation("ReturnValues can only be ALL_OLD or NONE"));
}

absl::Status ReturnValuesOfDelete(ReturnValues values) {
  return Enveloped(Validation(Concat({"Value '", EnumText(values),
                                      "' at 'returnValues' failed to satisfy constraint: "
                                      "Member must satisfy enum value set: [ALL_OLD, NONE]"})));
}

absl::Status NotForViews(std::string_view parameter) {
  return Validation(Concat({parameter, " cannot be used with a view of an item; use GetItem"}));
}

absl::Status InvalidNextToken() { return Validation("Invalid NextToken"); }

absl::Status NextTokenOfOther() { return Validation("NextToken does not match request"); }

absl::Status NextTokenWithoutRead() {
  return Validation("NextToken is only valid on a SELECT statement");
}

absl::Status ExistsOutsideTransaction() {
  return Validation("EXISTS function is only supported in ExecuteTransaction");
}

absl::Status BatchReadWithoutKey() {
  return Validation(
      "Select statements within BatchExecuteStatement must specify the primary key in the where "
      "clause.");
}

absl::Status TransactionReadWithoutKey() {
  return Validation(
      "Select statements within ExecuteTransaction must specify the primary key in the where "
      "clause.");
}

absl::Status BatchOfReadsAndWrites() {
  return Validation("Read and write requests together in the same batch is not supported.");
}

absl::Status TransactionOfReadsAndWrites() {
  return Validation(
      "ExecuteTransaction API does not support both read and write operations in the same "
      "request.");
}

absl::Status ReturningInTransaction(size_t statement) {
  return Validation(Concat({"Validation failed in TransactStatements[", std::to_string(statement),
                            "]: RETURNING clause is not supported in ExecuteTransaction."}));
}

absl::Status IndexInTransaction(size_t statement) {
  return Validation(Concat({"Validation failed in TransactStatements[", std::to_string(statement),
                            "]: Reads on indices are not supported within transactions."}));
}

absl::Status SelectWithProjection(std::string_view parameter, std::string_view what) {
  return Validation(Concat({"Cannot specify the ", parameter, " when choosing to get ", what}));
}

absl::Status SpecificAttributesWithoutProjection() {
  return Validation(
      "Must specify the AttributesToGet or ProjectionExpression when choosing to get "
      "SPECIFIC_ATTRIBUTES");
}

absl::Status AllProjectedWithoutIndex() {
  return Validation("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
}

absl::Status IndexNotFound(std::string_view index) {
  return Validation(Concat({"The table does not have the specified index: ", index}));
}

// Without the name, unlike that of Query and Scan.
absl::Status IndexOfStatementNotFound() {
  return Validation("The table does not have the specified index");
}

absl::Status WriteToIndex() { return Validation("This operation is not supported on an index"); }

absl::Status IndexBackfilling(std::string_view index) {
  return Validation(Concat({"Cannot read from backfilling global secondary index: ", index}));
}

absl::Status ConsistentReadOfGlobalIndex() {
  return Validation("Consistent reads are not supported on global secondary indexes");
}

absl::Status ConsistentStatementOfGlobalIndex() {
  return Validation("Strongly consistent read is not supported on Global Secondary Indexes");
}

absl::Status AllAttributesOfGlobalIndex(std::string_view index) {
  return Invalid({"Select type ALL_ATTRIBUTES is not supported for global secondary index ", index,
                  " because its projection type is not ALL"});
}

absl::Status NotProjected(std::string_view index, std::string_view attributes) {
  return Invalid({"Global secondary index ", index, " does not project [", attributes, "]"});
}

absl::Status FilterNotProjected(std::string_view index, std::string_view attributes) {
  return Invalid({"Secondary index ", index, " does not project one or more filter attributes: [",
                  attributes, "]"});
}

absl::Status SegmentWithoutTotal() {
  return Validation(
      "The TotalSegments parameter is required but was not present in the request when Segment "
      "parameter is present");
}

absl::Status TotalWithoutSegment() {
  return Validation(
      "The Segment parameter is required but was not present in the request when parameter "
      "TotalSegments is present");
}

absl::Status SegmentOutOfRange(int32_t segment, int32_t total) {
  return Validation(Concat(
      {"The Segment parameter is zero-based and must be less than parameter TotalSegments: "
       "Segment: ",
       std::to_string(segment), " is not less than TotalSegments: ", std::to_string(total)}));
}

absl::Status MissingKeyCondition() {
  return Validation(
      "Either the KeyConditions or KeyConditionExpression parameter must be specified in the "
      "request.");
}

absl::Status FilterOnKey(std::string_view filter, std::string_view name) {
  return Validation(Concat(
      {filter, " can only contain non-primary key attributes: Primary key attribute: ", name}));
}

absl::Status NextTokenInvalid() { return Validation("NextToken is invalid"); }

absl::Status StartKeyInvalid(std::string_view why) {
  return Validation(Concat({"The provided starting key is invalid", why.empty() ? "" : ": ", why}));
}

absl::Status StartKeyOutsideQuery() {
  return Validation(
      "The provided starting key is outside query boundaries based on provided conditions");
}

absl::Status StartKeyOutsideSortCondition() {
  return Validation("The provided starting key does not match the range key predicate");
}

absl::Status StartOfOtherPartition() {
  return Validation("The query can return at most one row and cannot be restarted");
}

absl::Status StartKeyInOtherSegment(int32_t segment, int32_t total) {
  return StartKeyInvalid(
      Concat({"Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. "
              "TotalSegments: ",
              std::to_string(total), " Segment: ", std::to_string(segment)}));
}

}  // namespace stator::plan::error
