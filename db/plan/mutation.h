// PutItem, UpdateItem and DeleteItem as the engine runs them: one item, a condition on what it was,
// and what it shall be. Batches, transactions, PartiQL and expiry become the same; a transaction's
// ConditionCheck is one that leaves the item as it is.
#pragma once

#include <cstddef>
#include <cstdint>

#include "db/expression/condition.h"
#include "db/expression/update.h"
#include "db/model/change.h"
#include "db/plan/key_check.h"
#include "stator/clock.h"
#include "stator/item.h"
#include "stator/request/common.h"

namespace stator::plan {

enum class MutationKind : uint8_t { kPut, kUpdate, kDelete, kCheck };

// Borrows from the request and from the bound expressions; both outlive it.
struct Mutation {
  MutationKind kind;
  Address address;
  ItemView item;                                          // kPut: the new item. Else: the key.
  size_t item_size = 0;                                   // kPut: as DynamoDB counts.
  const expression::BoundCondition* condition = nullptr;  // nullptr: always.
  const expression::BoundUpdate* update = nullptr;        // kUpdate; nullptr: no change.
  ReturnValues return_values = ReturnValues::kNone;
  bool return_item_on_failure = false;
  Actor actor = Actor::kUser;
  // When it was asked for, and by which functions. Of a table with a change log only.
  Time now{};
  CausePtr cause = nullptr;
  bool is_insert = false;  // Its condition fails with DuplicateItemException.
};

}  // namespace stator::plan
