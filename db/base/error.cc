// The code, the item and the reasons travel as payloads of the status, under type URLs of our own,
// so that they survive every layer that passes a status on.
#include "db/base/error.h"

#include "absl/strings/cord.h"
#include "absl/strings/string_view.h"
#include "db/base/check.h"

namespace stator {

std::string_view ErrorName(ErrorCode code) {
  switch (code) {
    case ErrorCode::kValidation:
      return "ValidationException";
    case ErrorCode::kSerialization:
      return "SerializationException";
    case ErrorCode::kUnknownOperation:
      return "UnknownOperationException";
    case ErrorCode::kResourceNotFound:
      return "ResourceNotFoundException";
    case ErrorCode::kResourceInUse:
      return "ResourceInUseException";
    case ErrorCode::kConditionalCheckFailed:
      return "ConditionalCheckFailedException";
    case ErrorCode::kLimitExceeded:
      return "LimitExceededException";
    case ErrorCode::kItemCollectionSizeLimitExceeded:
      return "ItemCollectionSizeLimitExceededException";
    case ErrorCode::kTransactionCanceled:
      return "TransactionCanceledException";
    case ErrorCode::kTransactionConflict:
      return "TransactionConflictException";
    case ErrorCode::kTransactionInProgress:
      return "TransactionInProgressException";
    case ErrorCode::kIdempotentParameterMismatch:
      return "IdempotentParameterMismatchException";
    case ErrorCode::kDuplicateItem:
      return "DuplicateItemException";
    case ErrorCode::kProvisionedThroughputExceeded:
      return "ProvisionedThroughputExceededException";
    case ErrorCode::kThrottling:
      return "ThrottlingException";
    case ErrorCode::kRequestLimitExceeded:
      return "RequestLimitExceeded";
    case ErrorCode::kAccessDenied:
      return "AccessDeniedException";
    case ErrorCode::kTableNotFound:
      return "TableNotFoundException";
    case ErrorCode::kBackupNotFound:
      return "BackupNotFoundException";
    case ErrorCode::kExportNotFound:
      return "ExportNotFoundException";
    case ErrorCode::kImportNotFound:
      return "ImportNotFoundException";
    case ErrorCode::kGlobalTableNotFound:
      return "GlobalTableNotFoundException";
    case ErrorCode::kPolicyNotFound:
      return "PolicyNotFoundException";
    case ErrorCode::kTrimmedDataAccess:
      return "TrimmedDataAccessException";
    case ErrorCode::kExpiredIterator:
      return "ExpiredIteratorException";
    case ErrorCode::kInternal:
    case ErrorCode::kOutcomeUnknown:
    case ErrorCode::kStorageFull:
    case ErrorCode::kCorruption:
    case ErrorCode::kUnavailable:
      return "InternalServerError";
  }
  return "InternalServerError";
}

namespace error {
namespace {

constexpr char kCodeUrl[] = "stator/error-code";  // One byte: the ErrorCode.
constexpr char kItemUrl[] = "stator/item";        // The encoding of an item.
constexpr char kReasonsUrl[] = "stator/cancellation-reasons";

absl::StatusCode NearestCode(ErrorCode code) {
  switch (code) {
    case ErrorCode::kValidation:
    case ErrorCode::kSerialization:
    case ErrorCode::kIdempotentParameterMismatch:
      return absl::StatusCode::kInvalidArgument;
    case ErrorCode::kUnknownOperation:
      return absl::StatusCode::kUnimplemented;
    case ErrorCode::kResourceNotFound:
    case ErrorCode::kTableNotFound:
    case ErrorCode::kBackupNotFound:
    case ErrorCode::kExportNotFound:
    case ErrorCode::kImportNotFound:
    case ErrorCode::kGlobalTableNotFound:
    case ErrorCode::kPolicyNotFound:
      return absl::StatusCode::kNotFound;
    case ErrorCode::kTrimmedDataAccess:
      return absl::StatusCode::kOutOfRange;
    case ErrorCode::kDuplicateItem:
      return absl::StatusCode::kAlreadyExists;
    case ErrorCode::kResourceInUse:
    case ErrorCode::kConditionalCheckFailed:
    case ErrorCode::kExpiredIterator:
      return absl::StatusCode::kFailedPrecondition;
    case ErrorCode::kTransactionCanceled:
    case ErrorCode::kTransactionConflict:
    case ErrorCode::kTransactionInProgress:
      return absl::StatusCode::kAborted;
    case ErrorCode::kLimitExceeded:
    case ErrorCode::kItemCollectionSizeLimitExceeded:
    case ErrorCode::kProvisionedThroughputExceeded:
    case ErrorCode::kThrottling:
    case ErrorCode::kRequestLimitExceeded:
    case ErrorCode::kStorageFull:
      return absl::StatusCode::kResourceExhausted;
    case ErrorCode::kAccessDenied:
      return absl::StatusCode::kPermissionDenied;
    case ErrorCode::kInternal:
      return absl::StatusCode::kInternal;
    case ErrorCode::kOutcomeUnknown:
      return absl::StatusCode::kUnknown;
    case ErrorCode::kCorruption:
      return absl::StatusCode::kDataLoss;
    case ErrorCode::kUnavailable:
      return absl::StatusCode::kUnavailable;
  }
  return absl::StatusCode::kInternal;
}

absl::string_view ToAbsl(std::string_view text) { return {text.data(), text.size()}; }

std::optional<std::string> Attached(const absl::Status& status, absl::string_view url) {
  const auto payload = status.GetPayload(url);
  if (!payload.has_value()) return std::nullopt;
  return std::string(*payload);
}

}  // namespace

absl::Status Make(ErrorCode code, std::string_view message) {
  absl::Status status(NearestCode(code), ToAbsl(message));
  const char byte = static_cast<char>(code);
  status.SetPayload(kCodeUrl, absl::Cord(absl::string_view(&byte, 1)));
  return status;
}

absl::Status Validation(std::string_view message) { return Make(ErrorCode::kValidation, message); }
absl::Status Internal(std::string_view message) { return Make(ErrorCode::kInternal, message); }

ErrorCode CodeOf(const absl::Status& status) {
  STATOR_CHECK(!status.ok());
  const auto payload = status.GetPayload(kCodeUrl);
  if (!payload.has_value() || payload->size() != 1) return ErrorCode::kInternal;
  const auto code = static_cast<ErrorCode>((*payload)[0]);
  return code <= ErrorCode::kUnavailable ? code : ErrorCode::kInternal;
}

void AttachItem(absl::Status& status, std::string_view encoded_item) {
  status.SetPayload(kItemUrl, absl::Cord(ToAbsl(encoded_item)));
}

std::optional<std::string> AttachedItem(const absl::Status& status) {
  return Attached(status, kItemUrl);
}

void AttachReasons(absl::Status& status, std::string_view encoded_reasons) {
  status.SetPayload(kReasonsUrl, absl::Cord(ToAbsl(encoded_reasons)));
}

std::optional<std::string> AttachedReasons(const absl::Status& status) {
  return Attached(status, kReasonsUrl);
}

std::string Concat(std::initializer_list<std::string_view> pieces) {
  size_t bytes = 0;
  for (std::string_view piece : pieces) bytes += piece.size();
  std::string joined;
  joined.reserve(bytes);
  for (std::string_view piece : pieces) joined.append(piece);
  return joined;
}

}  // namespace error
}  // namespace stator
