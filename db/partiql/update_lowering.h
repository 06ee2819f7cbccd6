// The assignments of UPDATE as a tree of expression/: "SET a = a + 1" is SET, "set_add" and
// "set_delete" are ADD and DELETE.
#pragma once

#include "absl/status/statusor.h"
#include "db/expression/binding.h"
#include "db/partiql/constants.h"
#include "db/partiql/statement.h"

namespace stator::partiql {

// REQUIRES: statement.type() is kUpdate. The binding borrows from the constants.
absl::StatusOr<expression::Binding> LowerUpdate(const Statement& statement, Constants& constants);

}  // namespace stator::partiql
