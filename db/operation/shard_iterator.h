// A shard iterator: a place in one shard of one stream, sealed so that nobody else can make one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "db/model/key.h"
#include "db/model/log_key.h"
#include "db/model/sequence.h"
#include "stator/clock.h"

namespace stator::operation {

struct ShardIterator {
  std::string table;  // The stream's, with its label.
  std::string label;
  LogId log = 0;
  uint32_t shard = 0;
  Sequence after;  // What is behind it is to be read.
  Time made{};
  uint64_t epoch = 0;  // Of the store's history (engine/epochs.h).

  // Letters and digits, "-", "_".
  std::string Seal(const DigestSecret& secret) const;
  // Errors: ValidationException, for a text that Seal did not give. Age and epoch are not looked
  // at.
  static absl::StatusOr<ShardIterator> Open(const DigestSecret& secret, std::string_view text);
};

}  // namespace stator::operation
