// ExclusiveStartKey: where the last page ended. A plain key that need not exist: of a table its
// key, of an index the attributes of its key and of the table's.
#pragma once

#include <optional>

#include "absl/container/inlined_vector.h"
#include "absl/status/statusor.h"
#include "db/model/key.h"
#include "db/plan/source.h"
#include "stator/item.h"

namespace stator::plan {

struct StartKey {
  StoreKey store_key;
  // The values of the partition attributes, borrowed from the request.
  absl::InlinedVector<ValueView, 1> partition;
};

// The start key has exactly the attributes that it must have. A Query asks this before it looks at
// the key condition, and for the values behind.
absl::Status CheckStartAttributes(const Source& source, const std::optional<Item>& start);

// Where it is in the store. Errors name what is wrong with it; faults of the table's key stand
// behind "The provided starting key is invalid: ", those of an index's key alone.
absl::StatusOr<StartKey> StartKeyOf(const Source& source, const DigestSecret& secret,
                                    ItemView start);

}  // namespace stator::plan
