#include "db/base/error.h"

#include <gtest/gtest.h>

#include "db/base/status_macros.h"

namespace stator {
namespace {

struct Row {
  ErrorCode code;
  std::string_view name;
  absl::StatusCode nearest;
};

constexpr Row kRows[] = {
    {ErrorCode::kValidation, "ValidationException", absl::StatusCode::kInvalidArgument},
    {ErrorCode::kSerialization, "SerializationException", absl::StatusCode::kInvalidArgument},
    {ErrorCode::kUnknownOperation, "UnknownOperationException", absl::StatusCode::kUnimplemented},
    {ErrorCode::kResourceNotFound, "ResourceNotFoundException", absl::StatusCode::kNotFound},
    {ErrorCode::kResourceInUse, "ResourceInUseException", absl::StatusCode::kFailedPrecondition},
    {ErrorCode::kConditionalCheckFailed, "ConditionalCheckFailedException",
     absl::StatusCode::kFailedPrecondition},
    {ErrorCode::kLimitExceeded, "LimitExceededException", absl::StatusCode::kResourceExhausted},
    {ErrorCode::kItemCollectionSizeLimitExceeded, "ItemCollectionSizeLimitExceededException",
     absl::StatusCode::kResourceExhausted},
    {ErrorCode::kTransactionCanceled, "TransactionCanceledException", absl::StatusCode::kAborted},
    {ErrorCode::kTransactionConflict, "TransactionConflictException", absl::StatusCode::kAborted},
    {ErrorCode::kTransactionInProgress, "TransactionInProgressException",
     absl::StatusCode::kAborted},
    {ErrorCode::kIdempotentParameterMismatch, "IdempotentParameterMismatchException",
     absl::StatusCode::kInvalidArgument},
    {ErrorCode::kDuplicateItem, "DuplicateItemException", absl::StatusCode::kAlreadyExists},
    {ErrorCode::kProvisionedThroughputExceeded, "ProvisionedThroughputExceededException",
     absl::StatusCode::kResourceExhausted},
    {ErrorCode::kThrottling, "ThrottlingException", absl::StatusCode::kResourceExhausted},
    {ErrorCode::kRequestLimitExceeded, "RequestLimitExceeded",
     absl::StatusCode::kResourceExhausted},
    {ErrorCode::kAccessDenied, "AccessDeniedException", absl::StatusCode::kPermissionDenied},
    {ErrorCode::kTableNotFound, "TableNotFoundException", absl::StatusCode::kNotFound},
    {ErrorCode::kBackupNotFound, "BackupNotFoundException", absl::StatusCode::kNotFound},
    {ErrorCode::kExportNotFound, "ExportNotFoundException", absl::StatusCode::kNotFound},
    {ErrorCode::kImportNotFound, "ImportNotFoundException", absl::StatusCode::kNotFound},
    {ErrorCode::kGlobalTableNotFound, "GlobalTableNotFoundException", absl::StatusCode::kNotFound},
    {ErrorCode::kPolicyNotFound, "PolicyNotFoundException", absl::StatusCode::kNotFound},
    {ErrorCode::kTrimmedDataAccess, "TrimmedDataAccessException", absl::StatusCode::kOutOfRange},
    {ErrorCode::kExpiredIterator, "ExpiredIteratorException",
     absl::StatusCode::kFailedPrecondition},
    {ErrorCode::kInternal, "InternalServerError", absl::StatusCode::kInternal},
    {ErrorCode::kOutcomeUnknown, "InternalServerError", absl::StatusCode::kUnknown},
    {ErrorCode::kStorageFull, "InternalServerError", absl::StatusCode::kResourceExhausted},
    {ErrorCode::kCorruption, "InternalServerError", absl::StatusCode::kDataLoss},
    {ErrorCode::kUnavailable, "InternalServerError", absl::StatusCode::kUnavailable},
};

TEST(ErrorTest, EveryCodeHasANameAndANearestStatusAndIsReadBack) {
  EXPECT_EQ(std::size(kRows), static_cast<size_t>(ErrorCode::kUnavailable) + 1);
  for (const Row& row : kRows) {
    EXPECT_EQ(ErrorName(row.code), row.name);
    const absl::Status status = error::Make(row.code, "a message");
    EXPECT_EQ(status.code(), row.nearest) << row.name;
    EXPECT_EQ(status.message(), "a message");
    EXPECT_EQ(error::CodeOf(status), row.code) << row.name;
  }
}

TEST(ErrorTest, AStatusOfAnotherOriginIsInternal) {
  EXPECT_EQ(error::CodeOf(absl::NotFoundError("no such file")), ErrorCode::kInternal);
}

TEST(ErrorTest, AnItemTravelsWithTheStatus) {
  absl::Status status = error::Make(ErrorCode::kConditionalCheckFailed, "no");
  EXPECT_EQ(error::AttachedItem(status), std::nullopt);
  const std::string bytes(100'000, '\0');
  error::AttachItem(status, bytes);
  const absl::Status copy = status;
  EXPECT_EQ(error::AttachedItem(copy), bytes);
  EXPECT_EQ(error::CodeOf(copy), ErrorCode::kConditionalCheckFailed);
}

TEST(ErrorTest, ConcatJoinsItsPieces) {
  EXPECT_EQ(error::Concat({}), "");
  EXPECT_EQ(error::Concat({"a", std::string_view("\0b", 2), "", "c"}), std::string("a\0bc", 4));
}

absl::StatusOr<int> Half(int n) {
  if (n % 2 != 0) return error::Validation("odd");
  return n / 2;
}

absl::StatusOr<int> Quarter(int n) {
  STATOR_ASSIGN_OR_RETURN(const int half, Half(n));
  STATOR_RETURN_IF_ERROR(Half(half).status());
  return half / 2;
}

TEST(StatusMacrosTest, ReturnTheFirstErrorAndGoOnOtherwise) {
  EXPECT_EQ(*Quarter(8), 2);
  EXPECT_FALSE(Quarter(3).ok());
  EXPECT_FALSE(Quarter(6).ok());
}

}  // namespace
}  // namespace stator
