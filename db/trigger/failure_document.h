// What is put into a dead-letter table for a batch that was given up: AWS's document of OnFailure,
// and the records.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/model/sequence.h"
#include "stator/clock.h"
#include "stator/item.h"
#include "stator/request/stream.h"

namespace stator::trigger {

enum class FailureCondition : uint8_t {
  kRetryAttemptsExhausted,
  kRecordAgeExceeded,
  kRecursionDepthExceeded,  // Our own.
};

struct Failure {
  FailureCondition condition = FailureCondition::kRetryAttemptsExhausted;
  // Of the last call; of none, a new UUID. A dead letter has its name from it.
  std::string_view request_id{};
  std::string_view function_arn{};
  std::string_view mapping{};  // Its UUID.
  std::string_view stream_arn{};
  std::string_view shard_id{};
  int invocations = 0;
  // What the last call failed with, such as "Unhandled"; nullopt: by its batch response. Of no
  // meaning but with kRetryAttemptsExhausted.
  std::optional<std::string_view> function_error{};
  Time now{};
  Sequence first{};
  Sequence last{};
  Time first_arrival{};
  Time last_arrival{};
  // How many records the batch had.
  int batch_size = 0;
  // Those of the batch, as far as they are to be had.
  const std::vector<Record>* records = nullptr;
  // kRecursionDepthExceeded: functions by name, the first one first.
  std::vector<std::string> path{};
};

// The keys are "mapping", its UUID, and "id", the first sequence number and the request id: a table
// of dead letters is sorted as the stream was. Beside them "document", the members of AWS's
// document as attributes, and "records", maps with the members of the event's records. Of our own
// condition the document has the path beside the number of calls, and no answer, as where a record
// was too old.
//
// Not held to the limits of items: a batch has up to 6 MB. Images that would nest too deeply for an
// item stand in their record as a binary, their encoding (docs/format.md).
Item MakeDeadLetter(const Failure& failure);

// The records of one, back. nullopt: it is no dead letter.
std::optional<std::vector<Record>> RecordsOf(ItemView dead_letter);

}  // namespace stator::trigger
