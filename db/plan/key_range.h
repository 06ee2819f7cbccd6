// From a condition on a key to the range of store keys that it admits, of a table or of an index.
// Nothing here knows where the condition came from: an expression, legacy parameters, a statement.
#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "db/expression/key_condition.h"
#include "db/model/key.h"
#include "db/plan/source.h"

namespace stator::plan {

struct KeyRange {
  StoreKey begin;  // Inclusive.
  StoreKey end;    // Exclusive; of no bytes: to the end of the space.

  bool Contains(const StoreKey& key) const {
    return begin.bytes() <= key.bytes() && (end.bytes().empty() || key.bytes() < end.bytes());
  }
};

// Values that the key is compared with for equality: not empty, not too long.
absl::Status CheckKeyConditionValues(const KeySchema& key,
                                     const expression::KeyCondition& condition);

// One partition, cut by the terms on the sort attributes.
KeyRange RangeOfCondition(const Source& source, const DigestSecret& secret,
                          const expression::KeyCondition& condition);

// The digests of one segment of `total`; of segment 0 of 1 everything.
KeyRange RangeOfSegment(const Source& source, uint32_t segment, uint32_t total);

}  // namespace stator::plan
