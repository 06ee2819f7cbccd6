// The grammar of expressions, by precedence of their operators, lowest first:
//
//   OR · AND · NOT · = <> != IS IN · < <= > >= BETWEEN · + -
//
//   term = literal | "?" | path | function "(" [expression {"," expression}] ")"
//        | "(" expression {"," expression} ")" | "[" ... "]" | "<<" ... ">>"
//        | "{" name ":" expression {"," ...} "}"
//   path = name {"." name | "[" integer "]" | "[" string "]"}
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "db/partiql/builder.h"
#include "db/partiql/token_stream.h"

namespace stator::partiql {

class ExpressionParser {
 public:
  explicit ExpressionParser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

 protected:
  NodeId ParseExpression(int precedence = 0);
  // A name with its steps. Where there is none, the statement fails.
  NodeId ParsePath();

  TokenStream tokens_;
  Builder build_;

 private:
  // What can stand inside itself. While one lives the nesting is one deeper.
  class Nesting {
   public:
    explicit Nesting(ExpressionParser& parser);
    ~Nesting() { --parser_.nesting_; }

   private:
    ExpressionParser& parser_;
  };

  struct Infix {
    enum class Kind : uint8_t {
      kNone,
      kOr,
      kAnd,
      kCompare,
      kIs,
      kIn,
      kBetween,
      kArithmetic,
      kOther
    };
    Kind kind = Kind::kNone;
    int precedence = 0;
    bool negated = false;  // NOT IN, NOT BETWEEN
  };

  Infix PeekInfix() const;
  NodeId ParsePrefix();
  NodeId ParseTerm();
  NodeId ParseKeywordTerm();
  NodeId ParseNumber(bool negative);
  NodeId ParseGroup();
  NodeId ParseMap();
  NodeId ParseCall();
  NodeId ParseInfix(NodeId left, const Infix& infix);
  NodeId ParseBetween(NodeId tested, const Infix& infix, Location at);
  NodeId ParseIn(NodeId tested, const Infix& infix, Location at);
  NodeId ParseIs(NodeId tested, Location at);
  NodeId Right(int precedence);
  // Expressions with commas between them, up to `close`, which is taken.
  std::vector<NodeId> ParseList(TokenType close, std::string_view close_name);

  NodeId Make(NodeType type, uint8_t detail, const std::vector<NodeId>& operands, Location at);
  NodeId Join(NodeType type, NodeId left, NodeId right, Location at);
  NodeId Fail(const absl::Status& status);

  int nesting_ = 0;
};

}  // namespace stator::partiql
