// What the grammars share: document paths, values and function calls, and the faults that are not
// errors of syntax.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "absl/container/inlined_vector.h"
#include "absl/status/status.h"
#include "absl/types/span.h"
#include "db/expression/token_stream.h"
#include "db/expression/tree.h"
#include "db/expression/tree_builder.h"

namespace stator::expression {

// Faults in texts whose syntax is right. Only the first of each is kept, and of those the most
// urgent is reported, in an order of urgency that differs between the grammars.
enum class Fault : uint8_t {
  kOperatorCount,
  kInOperandCount,
  kParentheses,
  kFunctionName,
  kFunctionUse,
  kReservedWord,
  kClause,
};
inline constexpr int kFaultCount = 7;

class OperandParser {
 public:
  OperandParser(Kind kind, std::string_view text, absl::Span<const std::string_view> keywords)
      : kind_(kind), tokens_(kind, text), build_(kind), keywords_(keywords) {}

  // kPath. A syntax error if there is none.
  NodeId ParsePath();
  // kValue.
  NodeId ParseValue();
  // kValue, kPath, kFunction, or one of them in parentheses.
  NodeId ParseOperand();
  // kFunction. REQUIRES: AtCall().
  NodeId ParseCall();
  bool AtCall() const;

  // The first syntax error, else the first of the most urgent kind of fault, else OK.
  absl::Status Verdict(absl::Span<const Fault> urgency) const;

 protected:
  // Parentheses, calls: what can stand inside itself. While one lives the nesting is one deeper;
  // beyond the limit the current token is a syntax error.
  class Nesting {
   public:
    explicit Nesting(OperandParser& parser);
    ~Nesting() { --parser_.nesting_; }

   private:
    OperandParser& parser_;
  };

  void Report(Fault fault, absl::Status status);
  // Counts one more against the limit of operators and functions.
  void CountOperator();
  // A function that yields a condition stands where an operand is needed.
  void CheckIsOperand(NodeId operand);
  bool IsKeyword(std::string_view word) const;

  Kind kind_;
  TokenStream tokens_;
  TreeBuilder build_;

 private:
  using Operands = absl::InlinedVector<NodeId, 4>;

  PathElement ParseName();
  PathElement ParseIndex();
  NodeId ParseInParentheses();
  NodeId FinishCall(std::string_view name, const Operands& operands);
  void CheckArguments(Function function, const Operands& operands);

  absl::Span<const std::string_view> keywords_;  // Never names in this grammar.
  std::array<absl::Status, kFaultCount> faults_;
  int nesting_ = 0;
  size_t operators_ = 0;
};

}  // namespace stator::expression
