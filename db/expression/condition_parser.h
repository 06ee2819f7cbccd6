// The grammar of conditions, filters and key conditions:
//
//   or        = and {"OR" and}
//   and       = not {"AND" not}
//   not       = "NOT" not | test
//   test      = operand comparator operand | operand "BETWEEN" operand "AND" operand
//             | operand "IN" "(" operand {"," operand} ")" | call | "(" or ")"
//   operand   = path | ":v" | call | "(" operand ")"
#pragma once

#include <memory>
#include <string_view>

#include "absl/status/statusor.h"
#include "db/expression/operand_parser.h"

namespace stator::expression {

class ConditionParser : public OperandParser {
 public:
  ConditionParser(Kind kind, std::string_view text);

  absl::StatusOr<std::shared_ptr<const Tree>> Run() &&;

 private:
  // Until the token behind it is seen, "(a)" may be an operand or the wrong start of a condition.
  struct Part {
    NodeId node;
    bool is_condition;   // Else an operand; a call may be either.
    bool parenthesised;  // The part is exactly one pair of parentheses.
  };

  Part ParseOr();
  Part ParseAnd();
  Part ParseNot();
  Part ParseTest();
  Part ParseParentheses();
  Part ParseBehind(Part left);
  Part Compare(NodeId left, Comparator comparator);
  Part Between(NodeId tested);
  Part In(NodeId tested);
  // An operand that must be a condition is one only if it is a call.
  NodeId RequireCondition(const Part& part);
};

}  // namespace stator::expression
