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
  std::string_view request_id;
  std::string_view function_arn;
  std::string_view mapping;  // Its UUID.
  std::string_view stream_arn;
  std::string_view shard_id;
  int invocations = 0;
  // What the last call failed with; nullopt: by its batch response, or it was not called.
  std::optional<std::string_view> function_error{};
  Time now{};
  Sequence first;
  Sequence last;
  Time first_arrival{};
  Time last_arrival{};
  // Those of the batch, as far as they are to be had.
  const std::vector<Record>* records = nullptr;
  // kRecursionDepthExceeded: functions by name, the first one first.
  std::vector<std::string> path{};
};

// The keys are "mapping", its UUID, and "id", the first sequence number and the request id: a table
// of dead letters is sorted as the stream was.
Item MakeDeadLetter(const Failure& failure);

// The records of one, back. nullopt: it is no dead letter.
std::optional<std::vector<Record>> RecordsOf(ItemView dead_letter);

}  // namespace stator::trigger
