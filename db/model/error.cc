#include "db/model/error.h"

#include "absl/strings/string_view.h"
#include "db/base/bytes.h"
#include "db/base/check.h"
#include "db/base/error.h"
#include "db/model/encode.h"
#include "stator/error.h"

namespace stator {
namespace {

// Reasons in a payload: for each the code, the message and the item, each as its length in four
// bytes and its bytes. No message and no item are as good as empty ones.
void AppendPiece(std::string_view piece, std::string& out) {
  char length[4];
  StoreLittle<uint32_t>(piece.size(), length);
  out.append(length, sizeof length).append(piece);
}

std::string TakePiece(std::string_view& bytes) {
  const size_t length = internal::ReadFixed32(bytes.data());
  std::string piece(bytes.substr(4, length));
  bytes.remove_prefix(4 + length);
  return piece;
}

std::vector<CancellationReason> DecodeReasons(std::string_view bytes) {
  std::vector<CancellationReason> reasons;
  while (!bytes.empty()) {
    CancellationReason& reason = reasons.emplace_back();
    reason.code = TakePiece(bytes);
    if (std::string message = TakePiece(bytes); !message.empty()) reason.message = message;
    if (std::string item = TakePiece(bytes); !item.empty()) {
      reason.item = Item::FromEncoded(std::move(item));
    }
  }
  return reasons;
}

}  // namespace

Error ErrorOf(const absl::Status& status) {
  Error result;
  result.code = error::CodeOf(status);
  result.message = std::string(status.message());
  if (std::optional<std::string> item = error::AttachedItem(status); item.has_value()) {
    result.item = Item::FromEncoded(*std::move(item));
  }
  if (std::optional<std::string> reasons = error::AttachedReasons(status); reasons.has_value()) {
    result.cancellation_reasons = DecodeReasons(*reasons);
  }
  return result;
}

bool IsError(const absl::Status& status, ErrorCode code) {
  return !status.ok() && error::CodeOf(status) == code;
}

namespace error {

void AttachReasons(absl::Status& status, const std::vector<CancellationReason>& reasons) {
  std::string encoded;
  for (const CancellationReason& reason : reasons) {
    AppendPiece(reason.code, encoded);
    AppendPiece(reason.message.value_or(""), encoded);
    AppendPiece(reason.item ? reason.item->encoded() : std::string_view(), encoded);
  }
  AttachReasons(status, encoded);
}

absl::Status NotANumber(std::string_view text) {
  constexpr std::string_view kMessage = "The parameter cannot be converted to a numeric value";
  return Validation(text.empty() ? std::string(kMessage) : Concat({kMessage, ": ", text}));
}

absl::Status TooManyDigits() {
  return Validation("Attempting to store more than 38 significant digits in a Number");
}

absl::Status NumberOverflow() {
  return Validation(
      "Number overflow. Attempting to store a number with magnitude larger than supported range");
}

absl::Status NumberUnderflow() {
  return Validation(
      "Number underflow. Attempting to store a number with magnitude smaller than supported range");
}

}  // namespace error
}  // namespace stator
