// The errors of mappings at work and of what is done with them, by name. Texts are AWS Lambda's
// where it has one. (error.h: what is wrong with a mapping itself.)
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "db/trigger/mapping.h"

namespace stator::trigger::error {

absl::Status MappingNotFound();
// Lambda: ResourceConflictException.
absl::Status MappingExists(const MappingDefinition& other);
absl::Status DamagedMapping();
absl::Status FunctionNameInvalid(std::string_view name);

// Of Drain.
absl::Status DrainInsideFunction();
absl::Status DrainFoundLoop(std::string_view path);
absl::Status DrainNeverEnds(std::string_view functions);
absl::Status DrainNotTaken(std::string_view function);

// Of Redrive.
absl::Status NoDeadLetterTable();
absl::Status FunctionNotFound(std::string_view name);
absl::Status FunctionNotCalled();
absl::Status RecordFailedAgain(std::string_view sequence_number);

}  // namespace stator::trigger::error
