#include "db/engine/outcome.h"

#include "db/base/check.h"
#include "db/engine/error.h"

namespace stator::engine {

absl::Status StatusOf(const storage::Outcome& outcome, const absl::Status& refusal) {
  switch (outcome.kind) {
    case storage::Outcome::Kind::kCommitted:
      return absl::OkStatus();
    case storage::Outcome::Kind::kRefused:
      return refusal;
    case storage::Outcome::Kind::kFailed:
      return outcome.status;
    case storage::Outcome::Kind::kUnknown:
      return error::OutcomeUnknown(outcome.status);
    case storage::Outcome::Kind::kReplan:
      break;
  }
  STATOR_CHECK(false && "a replan is answered by planning again");
}

}  // namespace stator::engine
