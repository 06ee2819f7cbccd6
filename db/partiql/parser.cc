#include "db/partiql/parser.h"

#include <utility>

#include "db/base/status_macros.h"
#include "db/partiql/error.h"
#include "db/partiql/expression_parser.h"

namespace stator::partiql {
namespace {

class StatementParser : public ExpressionParser {
 public:
  using ExpressionParser::ExpressionParser;

  absl::StatusOr<std::shared_ptr<const Statement>> Run() && {
    ParseStatement();
    if (tokens_.Accept(TokenType::kSemicolon)) {
      if (!tokens_.AtEnd()) tokens_.Fail(error::UnexpectedTokenAfterSemicolon());
    } else if (!tokens_.AtEnd()) {
      tokens_.Fail(error::UnexpectedTokenAfterExpression());
    }
    STATOR_RETURN_IF_ERROR(tokens_.status());
    STATOR_RETURN_IF_ERROR(unsupported_);
    return std::move(build_).Finish();
  }

 private:
  // What is well formed but not DynamoDB's: told only if all of the text is well formed.
  void Refuse(const absl::Status& status) { unsupported_.Update(status); }

  void ParseStatement() {
    if (tokens_.AcceptKeyword("select")) return ParseSelect(StatementType::kSelect);
    if (tokens_.AcceptKeyword("update")) return ParseUpdate();
    if (tokens_.AcceptKeyword("delete")) return ParseDelete();
    if (tokens_.AcceptKeyword("insert")) {
      if (!tokens_.AcceptKeyword("into")) return tokens_.Fail(error::UnexpectedKeyword());
      return ParseInsert();
    }
    if (!tokens_.AcceptKeyword("exists")) return tokens_.Fail(error::ExpectedDataManipulation());
    tokens_.Expect(TokenType::kOpenParenthesis, error::UnexpectedKeyword());
    if (!tokens_.AcceptKeyword("select")) return tokens_.Fail(error::ExpectedKeyword("SELECT"));
    ParseSelect(StatementType::kExists);
    tokens_.Expect(TokenType::kCloseParenthesis, error::ExpectedToken("RIGHT_PAREN"));
  }

  void ParseSelect(StatementType type) {
    build_.SetType(type);
    const Location quantifier = tokens_.Peek().at;
    if (tokens_.AcceptKeyword("distinct")) {
      Refuse(error::UnsupportedClause("DISTINCT", quantifier));
    } else {
      tokens_.AcceptKeyword("all");
    }
    ParseColumns();
    if (!tokens_.AcceptKeyword("from")) return tokens_.Fail(error::ExpectedFromAfterSelect());
    ParseFrom();
    ParseWhere();
    if (tokens_.AcceptKeyword("order")) ParseOrder();
    if (tokens_.AcceptKeyword("group")) {
      if (!tokens_.AcceptKeyword("by")) return tokens_.Fail(error::ExpectedToken("BY"));
      ParseUnsupported("GROUP BY");
    }
    if (tokens_.AcceptKeyword("having")) ParseUnsupported("HAVING");
    if (tokens_.AcceptKeyword("limit")) ParseUnsupported("LIMIT");
    if (tokens_.AcceptKeyword("offset")) ParseUnsupported("OFFSET");
  }

  void ParseColumns() {
    const Location value = tokens_.Peek().at;
    if (tokens_.AcceptKeyword("value")) Refuse(error::UnsupportedClause("SELECT VALUE", value));
    bool all = false;
    int columns = 0;
    do {
      ++columns;
      if (tokens_.Accept(TokenType::kStar)) {
        all = true;
      } else {
        ParseColumn();
      }
    } while (tokens_.Accept(TokenType::kComma));
    if (all && columns > 1) tokens_.Fail(error::AsteriskNotAlone());
  }

  void ParseColumn() {
    const NodeId column = ParseExpression();
    if (build_.node(column).type != NodeType::kPath) {
      Refuse(error::UnexpectedPathComponent(build_.node(column).at));
    }
    build_.AddColumn(column);
    ParseAlias();
  }

  // DynamoDB has no other names for attributes and tables than their own.
  void ParseAlias() {
    const Location at = tokens_.Peek().at;
    if (tokens_.AcceptKeyword("as")) {
      if (!tokens_.IsName()) return tokens_.Fail(error::ExpectedIdentifierForPath());
    } else if (!tokens_.IsName()) {
      return;
    }
    tokens_.Take();
    Refuse(error::UnsupportedClause("AS", at));
  }

  void ParseFrom() {
    if (tokens_.Is(TokenType::kKeyword)) return tokens_.Fail(error::UnexpectedKeyword());
    if (!tokens_.IsName()) return tokens_.Fail(error::UnexpectedTerm());
    const Node& path = build_.node(ParsePath());
    if (tokens_.failed()) return;
    const auto steps = build_.statement().path(path);
    for (const PathStep& step : steps) {
      if (step.is_index) return Refuse(error::UnexpectedPathComponent(path.at));
    }
    if (steps.size() > 2) Refuse(error::TooManyFromComponents());
    if (steps.size() > 1) build_.SetIndex(build_.statement().string(steps[1].value));
    build_.SetTable(build_.statement().string(steps[0].value));
    ParseAlias();
    const Location at = tokens_.Peek().at;
    if (!tokens_.Accept(TokenType::kComma)) return;
    ParseExpression();
    Refuse(error::UnsupportedClause("JOIN", at));
  }

  void ParseOrder() {
    if (!tokens_.AcceptKeyword("by")) return tokens_.Fail(error::ExpectedToken("BY"));
    do {
      const Node key = build_.node(ParseExpression());
      const bool descending = tokens_.AcceptKeyword("desc");
      if (!descending) tokens_.AcceptKeyword("asc");
      if (key.type != NodeType::kPath || key.count > 1) {
        Refuse(error::UnexpectedPathComponent(key.at));
        continue;
      }
      const PathStep step = build_.statement().path(key)[0];
      build_.AddOrder({build_.statement().string(step.value), descending});
    } while (tokens_.Accept(TokenType::kComma));
  }

  void ParseUnsupported(std::string_view clause) {
    const Location at = tokens_.Peek().at;
    do {
      ParseExpression();
    } while (tokens_.Accept(TokenType::kComma));
    Refuse(error::UnsupportedClause(clause, at));
  }

  void ParseWhere() {
    if (tokens_.AcceptKeyword("where")) build_.SetWhere(ParseExpression());
  }

  // The table of a write.
  void ParseTarget() {
    const Node& path = build_.node(ParsePath());
    if (tokens_.failed()) return;
    const auto steps = build_.statement().path(path);
    if (steps.size() > 1) {
      // Of an index that is written to, the table has to say.
      const bool inserts = build_.statement().type() == StatementType::kInsert;
      if (inserts || steps.size() > 2 || steps[1].is_index) {
        return Refuse(error::IndexInWrite(path.at));
      }
      build_.SetIndex(build_.statement().string(steps[1].value));
    }
    build_.SetTable(build_.statement().string(steps[0].value));
  }

  void ParseInsert() {
    build_.SetType(StatementType::kInsert);
    ParseTarget();
    if (tokens_.AcceptKeyword("value")) {
      build_.SetInserted(ParseExpression());
      for (const std::string_view word : {"at", "on", "returning"}) {
        if (!tokens_.IsKeyword(word)) continue;
        const Token token = tokens_.Take();
        while (!tokens_.AtEnd()) tokens_.Take();
        return Refuse(error::UnsupportedClause(token.text, token.at));
      }
      return;
    }
    // INSERT INTO t <<...>>, or VALUES (...), (...).
    do {
      tokens_.AcceptKeyword("values");
      ParseExpression();
    } while (tokens_.Accept(TokenType::kComma));
    Refuse(error::SeveralItems());
  }

  void ParseUpdate() {
    build_.SetType(StatementType::kUpdate);
    ParseTarget();
    ParseAlias();
    bool changes = false;
    while (!tokens_.failed()) {
      if (tokens_.AcceptKeyword("set")) {
        do {
          ParseAssignment();
        } while (tokens_.Accept(TokenType::kComma));
      } else if (tokens_.AcceptKeyword("remove")) {
        build_.AddAssignment({ParsePath(), std::nullopt});
      } else {
        break;
      }
      changes = true;
    }
    if (!changes) return tokens_.Fail(error::ExpectedDataManipulation());
    ParseWhere();
    if (tokens_.AcceptKeyword("returning")) ParseReturning();
  }

  void ParseAssignment() {
    const NodeId path = ParsePath();
    if (!tokens_.IsOperator("=")) return tokens_.Fail(error::ExpectedAssignment());
    tokens_.Take();
    build_.AddAssignment({path, ParseExpression()});
  }

  void ParseDelete() {
    build_.SetType(StatementType::kDelete);
    if (!tokens_.AcceptKeyword("from")) return tokens_.Fail(error::ExpectedFromAfterDelete());
    ParseTarget();
    ParseAlias();
    ParseWhere();
    if (!tokens_.AcceptKeyword("returning")) return;
    const Returning returning = ParseReturning();
    if (returning == Returning::kAllOld) return;
    Refuse(error::ReturningOfDelete(ReturningText(returning)));
  }

  Returning ParseReturning() {
    const Location at = tokens_.Peek().at;
    const bool all = tokens_.AcceptKeyword("all");
    if (!all && !tokens_.AcceptKeyword("modified")) tokens_.Fail(error::ExpectedReturning());
    const bool old = tokens_.AcceptKeyword("old");
    if (!old && !tokens_.AcceptKeyword("new")) tokens_.Fail(error::ExpectedReturning());
    if (!tokens_.Accept(TokenType::kStar)) {
      ParseExpression();
      Refuse(error::UnsupportedClause("RETURNING", at));
    }
    if (tokens_.Accept(TokenType::kComma)) {
      ParseReturning();
      Refuse(error::UnsupportedClause("RETURNING", at));
    }
    const Returning returning = all ? (old ? Returning::kAllOld : Returning::kAllNew)
                                    : (old ? Returning::kModifiedOld : Returning::kModifiedNew);
    build_.SetReturning(returning);
    return returning;
  }

  absl::Status unsupported_;
};

}  // namespace

absl::StatusOr<std::shared_ptr<const Statement>> Parse(std::string_view text) {
  STATOR_ASSIGN_OR_RETURN(std::vector<Token> tokens, Tokenize(text));
  return StatementParser(std::move(tokens)).Run();
}

}  // namespace stator::partiql
