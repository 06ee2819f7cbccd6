#include "db/expression/update_parser.h"

#include <utility>

#include "db/base/status_macros.h"
#include "db/expression/error.h"

namespace stator::expression {
namespace {

constexpr std::string_view kUpdateKeywords[] = {"SET", "REMOVE", "ADD", "DELETE"};

constexpr Fault kUpdateUrgency[] = {Fault::kOperatorCount, Fault::kReservedWord,
                                    Fault::kFunctionName, Fault::kFunctionUse, Fault::kClause};

}  // namespace

UpdateParser::UpdateParser(std::string_view text)
    : OperandParser(Kind::kUpdate, text, kUpdateKeywords) {}

absl::StatusOr<std::shared_ptr<const Tree>> UpdateParser::Run() && {
  do {
    ParseClause();
  } while (!tokens_.AtEnd());
  STATOR_RETURN_IF_ERROR(Verdict(kUpdateUrgency));
  return std::move(build_).Finish();
}

void UpdateParser::ParseClause() {
  int clause = 0;
  while (clause < kClauseCount && !tokens_.AcceptKeyword(kUpdateKeywords[clause])) ++clause;
  if (clause == kClauseCount) return tokens_.Fail();
  if (std::exchange(seen_[clause], true)) {
    Report(Fault::kClause, error::RepeatedClause(kUpdateKeywords[clause]));
  }
  do {
    ParseAction(static_cast<Clause>(clause));
  } while (tokens_.Accept(TokenType::kComma));
}

void UpdateParser::ParseAction(Clause clause) {
  const NodeId path = ParsePath();
  NodeId value = 0;
  if (clause == Clause::kSet) {
    tokens_.Expect(TokenType::kEqual);
    value = ParseSetValue().node;
  } else if (clause != Clause::kRemove) {
    value = ParseValue();
  }
  build_.Act(clause, path, value);
}

UpdateParser::Part UpdateParser::ParseSetValue() {
  const Part left = ParseTerm();
  if (left.is_sum) return left;
  const bool is_plus = tokens_.Is(TokenType::kPlus);
  if (!is_plus && !tokens_.Is(TokenType::kMinus)) return left;
  tokens_.Take();
  const NodeId right = ParseOperand();
  CountOperator();
  return {is_plus ? build_.Add(left.node, right) : build_.Subtract(left.node, right), true};
}

UpdateParser::Part UpdateParser::ParseTerm() {
  if (!tokens_.Is(TokenType::kOpenParenthesis)) return {ParseOperand(), false};
  const Nesting nesting(*this);
  tokens_.Accept(TokenType::kOpenParenthesis);
  const Part part = ParseSetValue();
  tokens_.Expect(TokenType::kCloseParenthesis);
  return part;
}

}  // namespace stator::expression
