// What a condition, a filter or a key condition says of an item.
//
//   STATOR_ASSIGN_OR_RETURN(Binding binding, Bind(tree, placeholders));
//   const BoundCondition condition(std::move(binding));
//   if (condition.Matches(item)) ...
#pragma once

#include <utility>

#include "db/expression/binding.h"
#include "stator/item.h"

namespace stator::expression {

// Immutable, safe to share between threads. Borrows what its Binding borrows.
class BoundCondition {
 public:
  // REQUIRES: binding.kind() is conditional, and Check found no fault.
  explicit BoundCondition(Binding binding);

  // Evaluated on the encoded bytes. For an item that does not exist, ask of an empty one.
  //
  // As in DynamoDB: operands of different types are unequal and have no order; S by UTF-8 bytes, N
  // by value and B by unsigned bytes have an order, other types have none. Where an operand is
  // missing, or has no size, every test is false but "<>", which is true.
  bool Matches(ItemView item) const;

  const Binding& binding() const { return binding_; }

 private:
  Binding binding_;
};

}  // namespace stator::expression
