#include "db/trigger/dispatch_error.h"

#include "db/base/error.h"

namespace stator::trigger::error {

using stator::error::Concat;
using stator::error::Make;
using stator::error::Validation;

absl::Status MappingNotFound() {
  return Make(ErrorCode::kResourceNotFound, "The resource you requested does not exist.");
}

absl::Status MappingExists(const MappingDefinition& other) {
  return Make(ErrorCode::kResourceInUse,
              Concat({"The event source arn (\" ", other.stream_arn, " \") and function (\" ",
                      other.function,
                      " \") provided mapping already exists. Please update or delete the existing "
                      "mapping with UUID ",
                      other.uuid}));
}

absl::Status DamagedMapping() {
  return Make(ErrorCode::kCorruption, "The row of an event source mapping is damaged");
}

absl::Status FunctionNameInvalid(std::string_view name) {
  return Validation(
      Concat({"The name of a function has 1 to 64 letters, digits, - and _: ", name}));
}

absl::Status DrainInsideFunction() {
  return Validation("Drain would wait for the function that calls it");
}

absl::Status DrainFoundLoop(std::string_view path) {
  return Make(ErrorCode::kLimitExceeded, Concat({"Functions fire each other without end: ", path}));
}

absl::Status DrainNeverEnds(std::string_view functions) {
  return Make(ErrorCode::kLimitExceeded,
              Concat({"There is no end of calls. Those of the last round were of: ", functions}));
}

absl::Status DrainNotTaken(std::string_view function) {
  return Make(ErrorCode::kLimitExceeded,
              Concat({"The function ", function, " takes no call, so its records wait on"}));
}

absl::Status NoDeadLetterTable() {
  return Validation("The event source mapping has no destination for what failed");
}

absl::Status FunctionNotFound(std::string_view name) {
  return Make(ErrorCode::kResourceNotFound, Concat({"Function not found: ", name}));
}

absl::Status FunctionNotCalled() { return Make(ErrorCode::kThrottling, "Rate Exceeded."); }

absl::Status RecordFailedAgain(std::string_view sequence_number) {
  return Validation(
      Concat({"The function has failed again from this record on: ", sequence_number}));
}

}  // namespace stator::trigger::error
