// The errors of secondary indexes, by name. Each is a ValidationException unless it says otherwise.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "db/plan/table_error.h"
#include "stator/request/index.h"

namespace stator::plan::error {

// `member`: "LocalSecondaryIndexes" or "GlobalSecondaryIndexes".
absl::Status EmptyIndexList(std::string_view member);
absl::Status DuplicateIndex(std::string_view name);
absl::Status TooManyLocalIndexes();
absl::Status TooManyGlobalIndexes();

// Updates of indexes. The first three are of the list of updates.
absl::Status IndexUpdateMissing();
absl::Status SeveralIndexUpdates();
absl::Status IndexUpdatedTwice(std::string_view index);
absl::Status OneIndexAtATime();  // LimitExceededException
absl::Status IndexExists(std::string_view index);
absl::Status IndexUpdateBlocked();  // Of an index that is not there.
absl::Status AttributeTypeDiffers(std::string_view attribute);

// Of local indexes.
absl::Status NoRangeKeyOfTable();
absl::Status NoRangeKey(std::string_view index);
absl::Status OtherHashKey(std::string_view index, std::string_view index_key,
                          std::string_view table_key);

// Projections.
absl::Status ProjectionTypeMissing();
absl::Status NonKeyAttributesMissing();
absl::Status NonKeyAttributesUnexpected(ProjectionType type);
absl::Status TooManyProjectedAttributes(size_t count);

}  // namespace stator::plan::error
