// The grammar of updates:
//
//   update    = clause {clause}
//   clause    = "SET" path "=" value {"," ...} | "REMOVE" path {"," ...}
//             | "ADD" path ":v" {"," ...} | "DELETE" path ":v" {"," ...}
//   value     = operand | operand "+" operand | operand "-" operand | "(" value ")"
//   operand   = path | ":v" | call | "(" operand ")"
#pragma once

#include <memory>
#include <string_view>

#include "absl/status/statusor.h"
#include "db/expression/operand_parser.h"

namespace stator::expression {

class UpdateParser : public OperandParser {
 public:
  explicit UpdateParser(std::string_view text);

  absl::StatusOr<std::shared_ptr<const Tree>> Run() &&;

 private:
  struct Part {
    NodeId node;
    bool is_sum;  // Then it is no operand of another sum.
  };

  void ParseClause();
  void ParseAction(Clause clause);
  Part ParseSetValue();
  Part ParseTerm();

  bool seen_[kClauseCount] = {};
};

}  // namespace stator::expression
