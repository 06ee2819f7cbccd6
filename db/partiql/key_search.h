// Which keys the WHERE of a statement fixes: what makes a SELECT a Query or reads of single items
// instead of a Scan, and what an UPDATE or DELETE needs.
#pragma once

#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/status/statusor.h"
#include "db/expression/key_condition.h"
#include "db/model/schema.h"
#include "db/partiql/constants.h"
#include "db/partiql/statement.h"
#include "stator/item.h"

namespace stator::partiql {

// The conditions of which all must hold.
std::vector<NodeId> TermsOf(const Statement& statement);

// Of a write. The views live as long as the constants.
struct WriteKey {
  Item key;
  std::vector<NodeId> rest;  // Terms beside those for the key.
};
// Errors: WHERE does not say "=" of every attribute of the key.
absl::StatusOr<WriteKey> FindWriteKey(const Statement& statement, Constants& constants,
                                      const KeySchema& key);

// Of a read. Each range is a partition, or a part of one that the sort key bounds.
struct ReadKeys {
  bool is_scan = true;    // No partition is fixed: `ranges` is empty.
  bool is_list = false;   // Values came from IN or OR, be it one or none.
  bool is_point = false;  // Each range is one item at most.
  std::vector<expression::KeyTerms> ranges;
  // Terms that the ranges do not answer.
  std::vector<NodeId> rest;
};
absl::StatusOr<ReadKeys> FindReadKeys(const Statement& statement, Constants& constants,
                                      const KeySchema& key);

// Puts the ranges into the order that ORDER BY asks for. `*forward` is set to the direction within
// each. Errors: ORDER BY without a fixed partition, or by what is no key.
absl::Status ApplyOrder(const Statement& statement, const KeySchema& key, ReadKeys& keys,
                        bool* forward);

}  // namespace stator::partiql
