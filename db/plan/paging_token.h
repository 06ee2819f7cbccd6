// NextToken of ExecuteStatement: where the page before ended, sealed so that only the statement and
// the parameters that it was given for can go on with it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "db/model/key.h"
#include "stator/item.h"
#include "stator/value.h"

namespace stator::plan {

// The first range that is not read to its end, and the key that the last page ended with, if it
// ended within that range.
struct Position {
  size_t range = 0;
  std::optional<Item> start = std::nullopt;
};

class PagingToken {
 public:
  // What the request asks for. `statement` and `parameters` are not kept.
  PagingToken(const DigestSecret& secret, std::string_view statement,
              absl::Span<const Value> parameters);

  // Letters and digits, "-", "_".
  std::string Seal(const Position& position) const;
  // Errors: what is no token; what was given for another request.
  absl::StatusOr<Position> Open(std::string_view token) const;

 private:
  Digest SealOf(std::string_view payload) const;

  DigestSecret secret_;
  Digest request_;
};

}  // namespace stator::plan
