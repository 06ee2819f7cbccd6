// The errors of the request gate and the schema gate, by name. Each is a ValidationException.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "db/base/error.h"
#include "stator/request/item.h"
#include "stator/value.h"

namespace stator::plan::error {

// Since June 2026 the service prints most faults of the request gate of PutItem and UpdateItem
// behind the prefix of the member gate. Wraps such a status; an OK status stays.
absl::Status Enveloped(absl::Status status);

// Keys.
absl::Status KeyDoesNotMatchSchema();
absl::Status MissingKeyInItem(std::string_view name);
absl::Status KeyTypeMismatch(std::string_view name, Type expected, Type actual);
absl::Status EmptyKeyValue(std::string_view name, Type type);
absl::Status PartitionKeyTooLong();
absl::Status SortKeyTooLong();
absl::Status CannotUpdateKey(std::string_view name);
absl::Status KeyNotScalar(std::string_view name);  // A path into it.

// Keys of secondary indexes, of an item that is written.
absl::Status IndexKeyTypeMismatch(std::string_view name, Type expected, Type actual,
                                  std::string_view index);
absl::Status EmptyIndexKey(std::string_view name, Type type, std::string_view index);
absl::Status IndexKeyNotScalar(std::string_view name);
absl::Status IndexKeyUpdatedToOtherType();
absl::Status IndexKeyUpdatedToEmpty(Type type);

absl::Status ItemTooLarge();

// Batches.
absl::Status TooManyItems(std::string_view operation);
absl::Status DuplicateKeys();
absl::Status NotOneRequest();  // A WriteRequest that is not exactly one of Put and Delete.

// Transactions.
absl::Status NotOneAction();
absl::Status SeveralActionsOnOneItem();
absl::Status TransactionTooLarge();

// Parameters of single items.
// The service words it differently in the two.
absl::Status ReturnValuesOfPut();
absl::Status ReturnValuesOfDelete(ReturnValues values);
absl::Status NotForViews(std::string_view parameter);

// Names and values of expressions; the rest of what can be wrong with them is in
// expression/error.h.
absl::Status NamesWithoutExpression();
absl::Status ValuesWithoutExpression(std::string_view absent_expressions);

// Statements.
absl::Status InvalidNextToken();
absl::Status NextTokenOfOther();      // Of another request.
absl::Status NextTokenWithoutRead();  // Of a write.
absl::Status ExistsOutsideTransaction();
absl::Status BatchReadWithoutKey();
absl::Status TransactionReadWithoutKey();
absl::Status BatchOfReadsAndWrites();
absl::Status TransactionOfReadsAndWrites();
absl::Status ReturningInTransaction(size_t statement);
absl::Status IndexInTransaction(size_t statement);  // Likewise.

// Parameters of Query and Scan.
// `parameter` is ProjectionExpression or AttributesToGet; `what` is "ALL_ATTRIBUTES",
// "ALL_PROJECTED_ATTRIBUTES" or "only the Count".
absl::Status SelectWithProjection(std::string_view parameter, std::string_view what);
absl::Status SpecificAttributesWithoutProjection();
absl::Status AllProjectedWithoutIndex();
absl::Status IndexNotFound(std::string_view index);
absl::Status IndexOfStatementNotFound();
absl::Status WriteToIndex();
absl::Status IndexBackfilling(std::string_view index);
absl::Status ConsistentReadOfGlobalIndex();
absl::Status ConsistentStatementOfGlobalIndex();
absl::Status AllAttributesOfGlobalIndex(std::string_view index);
// `attributes`: those that the index does not hold, joined by ", ".
absl::Status NotProjected(std::string_view index, std::string_view attributes);
absl::Status FilterNotProjected(std::string_view index, std::string_view attributes);
absl::Status SegmentWithoutTotal();
absl::Status TotalWithoutSegment();
absl::Status SegmentOutOfRange(int32_t segment, int32_t total);
absl::Status MissingKeyCondition();
// `filter` is "Filter Expression" or "QueryFilter".
absl::Status FilterOnKey(std::string_view filter, std::string_view name);
// Of lists that end with their first page.
absl::Status NextTokenInvalid();
// ExclusiveStartKey. `why` may be empty.
absl::Status StartKeyInvalid(std::string_view why);
absl::Status StartKeyOutsideQuery();
absl::Status StartKeyOutsideSortCondition();
absl::Status StartOfOtherPartition();
absl::Status StartKeyInOtherSegment(int32_t segment, int32_t total);

}  // namespace stator::plan::error
