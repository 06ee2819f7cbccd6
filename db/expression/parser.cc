#include "db/expression/parser.h"

#include <utility>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/expression/condition_parser.h"
#include "db/expression/error.h"
#include "db/expression/operand_parser.h"
#include "db/expression/update_parser.h"

namespace stator::expression {
namespace {

// path {"," path}
class ProjectionParser : public OperandParser {
 public:
  explicit ProjectionParser(std::string_view text) : OperandParser(Kind::kProjection, text, {}) {}

  absl::StatusOr<std::shared_ptr<const Tree>> Run() && {
    do {
      build_.Project(ParsePath());
    } while (tokens_.Accept(TokenType::kComma));
    tokens_.Expect(TokenType::kEnd);
    STATOR_RETURN_IF_ERROR(Verdict({Fault::kReservedWord}));
    return std::move(build_).Finish();
  }
};

}  // namespace

absl::StatusOr<std::shared_ptr<const Tree>> Parse(Kind kind, std::string_view text) {
  if (text.empty()) return error::Empty(kind);
  if (text.size() > limits::kExpressionBytesMax) return error::TooLong(kind, text.size());
  if (IsConditional(kind)) return ConditionParser(kind, text).Run();
  if (kind == Kind::kUpdate) return UpdateParser(text).Run();
  return ProjectionParser(text).Run();
}

}  // namespace stator::expression
