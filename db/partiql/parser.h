// Text to statement.
#pragma once

#include <memory>
#include <string_view>

#include "absl/status/statusor.h"
#include "db/partiql/statement.h"

namespace stator::partiql {

// Parses one statement, which may end with a semicolon:
//
//   select = "SELECT" ("*" | path {"," path}) "FROM" table ["." index]
//            ["WHERE" expression] ["ORDER" "BY" name ["ASC" | "DESC"] {"," ...}]
//   insert = "INSERT" "INTO" table "VALUE" expression
//   update = "UPDATE" table {"SET" path "=" expression {"," ...} | "REMOVE" path}
//            ["WHERE" expression] [returning]
//   delete = "DELETE" "FROM" table ["WHERE" expression] [returning]
//   exists = "EXISTS" "(" select ")"
//   returning = "RETURNING" ("ALL" | "MODIFIED") ("OLD" | "NEW") "*"
//
// Errors (error.h): the first of syntax; else what PartiQL has and DynamoDB has not. What a
// condition or a value may be is found when it is lowered. Never recurses deeper than a fixed
// limit, whatever the text; any bytes are allowed.
absl::StatusOr<std::shared_ptr<const Statement>> Parse(std::string_view text);

}  // namespace stator::partiql
