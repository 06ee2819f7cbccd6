// A statement as text, in one canonical spelling: keywords in capitals, names always quoted, and
// only those parentheses that the meaning needs.
#include <string>

#include "db/partiql/statement.h"

namespace stator::partiql {
namespace {

std::string Quoted(std::string_view text, char quote) {
  std::string quoted(1, quote);
  for (const char c : text) {
    if (c == quote) quoted += c;
    quoted += c;
  }
  return quoted + quote;
}

std::string_view ComparisonText(Comparison comparison) {
  switch (comparison) {
    case Comparison::kEqual:
      return " = ";
    case Comparison::kNotEqual:
      return " <> ";
    case Comparison::kLess:
      return " < ";
    case Comparison::kLessOrEqual:
      return " <= ";
    case Comparison::kGreater:
      return " > ";
    case Comparison::kGreaterOrEqual:
      break;
  }
  return " >= ";
}

std::string_view IsText(IsType type) {
  switch (type) {
    case IsType::kMissing:
      return "MISSING";
    case IsType::kNull:
      return "NULL";
    case IsType::kBool:
      return "BOOL";
    case IsType::kNumber:
      return "DECIMAL";
    case IsType::kString:
      return "STRING";
    case IsType::kBinary:
      return "BLOB";
    case IsType::kList:
      return "LIST";
    case IsType::kMap:
      break;
  }
  return "STRUCT";
}

// Operators bind by what they are; a term never needs parentheses.
int PrecedenceOf(const Node& node) {
  switch (node.type) {
    case NodeType::kOr:
      return 10;
    case NodeType::kAnd:
      return 20;
    case NodeType::kNot:
      return 30;
    case NodeType::kIn:
    case NodeType::kIs:
      return 40;
    case NodeType::kCompare:
      return node.comparison() <= Comparison::kNotEqual ? 40 : 50;
    case NodeType::kBetween:
      return 50;
    case NodeType::kAdd:
    case NodeType::kSubtract:
      return 60;
    default:
      return 100;
  }
}

class Printer {
 public:
  explicit Printer(const Statement& statement) : statement_(statement) {}

  std::string Run() && {
    switch (statement_.type()) {
      case StatementType::kExists:
        out_ = "EXISTS(";
        Select();
        out_ += ")";
        break;
      case StatementType::kSelect:
        Select();
        break;
      case StatementType::kInsert:
        out_ = "INSERT INTO " + Quoted(statement_.table(), '"') + " VALUE ";
        Print(statement_.inserted(), 0);
        break;
      case StatementType::kUpdate:
        Update();
        break;
      case StatementType::kDelete:
        out_ = "DELETE FROM " + Quoted(statement_.table(), '"');
        WhereAndReturning();
        break;
    }
    return std::move(out_);
  }

 private:
  void Select() {
    out_ += "SELECT ";
    if (statement_.columns().empty()) out_ += "*";
    PrintAll(statement_.columns());
    out_ += " FROM " + Quoted(statement_.table(), '"');
    if (statement_.index()) out_ += "." + Quoted(*statement_.index(), '"');
    if (statement_.where()) {
      out_ += " WHERE ";
      Print(*statement_.where(), 0);
    }
    const char* separator = " ORDER BY ";
    for (const OrderKey& key : statement_.order()) {
      out_ += separator + Quoted(key.attribute, '"') + (key.descending ? " DESC" : " ASC");
      separator = ", ";
    }
  }

  void Update() {
    out_ = "UPDATE " + Quoted(statement_.table(), '"');
    for (const Assignment& assignment : statement_.assignments()) {
      out_ += assignment.value ? " SET " : " REMOVE ";
      Print(assignment.path, 0);
      if (!assignment.value) continue;
      out_ += " = ";
      Print(*assignment.value, 0);
    }
    WhereAndReturning();
  }

  void WhereAndReturning() {
    if (statement_.where()) {
      out_ += " WHERE ";
      Print(*statement_.where(), 0);
    }
    if (statement_.returning() == Returning::kNothing) return;
    out_ += " RETURNING ";
    out_ += ReturningText(statement_.returning());
  }

  void PrintAll(absl::Span<const NodeId> nodes) {
    for (size_t i = 0; i < nodes.size(); ++i) {
      if (i > 0) out_ += ", ";
      Print(nodes[i], 0);
    }
  }

  // In parentheses where `outer` binds as tightly or more.
  void Print(NodeId id, int outer) {
    const Node& node = statement_.node(id);
    const bool parenthesised = PrecedenceOf(node) <= outer;
    if (parenthesised) out_ += "(";
    PrintBare(node);
    if (parenthesised) out_ += ")";
  }

  void PrintBare(const Node& node) {
    switch (node.type) {
      case NodeType::kString:
        out_ += Quoted(statement_.string(node.first), '\'');
        return;
      case NodeType::kNumber:
        out_ += statement_.number(node.first).ToString();
        return;
      case NodeType::kBool:
        out_ += node.detail != 0 ? "TRUE" : "FALSE";
        return;
      case NodeType::kNull:
        out_ += "NULL";
        return;
      case NodeType::kMissing:
        out_ += "MISSING";
        return;
      case NodeType::kParameter:
        out_ += "?";
        return;
      case NodeType::kPath:
        return PrintPath(node);
      case NodeType::kMap:
        return PrintMap(node);
      default:
        return PrintOperation(node);
    }
  }

  void PrintOperation(const Node& node) {
    const auto operands = statement_.operands(node);
    switch (node.type) {
      case NodeType::kList:
        return PrintEnclosed("[", operands, "]");
      case NodeType::kBag:
        return PrintEnclosed("<<", operands, ">>");
      case NodeType::kCall:
        out_ += Quoted(statement_.string(node.name), '"');
        return PrintEnclosed("(", operands, ")");
      case NodeType::kNot:
        out_ += "NOT ";
        // NOT binds to what is behind it, so one in another needs no parentheses.
        return Print(operands[0], 29);
      case NodeType::kIs:
        Print(operands[0], 39);
        out_ += " IS ";
        out_ += IsText(node.is_type());
        return;
      case NodeType::kBetween:
        Print(operands[0], 49);
        out_ += " BETWEEN ";
        Print(operands[1], 50);
        out_ += " AND ";
        return Print(operands[2], 50);
      case NodeType::kOr:
        return PrintChain(operands, " OR ", 10);
      case NodeType::kAnd:
        return PrintChain(operands, " AND ", 20);
      case NodeType::kIn:
        return PrintBinary(operands, " IN ", 40);
      case NodeType::kCompare:
        return PrintBinary(operands, ComparisonText(node.comparison()), PrecedenceOf(node));
      case NodeType::kAdd:
        return PrintBinary(operands, " + ", 60);
      default:
        return PrintBinary(operands, " - ", 60);
    }
  }

  void PrintEnclosed(std::string_view open, absl::Span<const NodeId> nodes,
                     std::string_view close) {
    out_ += open;
    PrintAll(nodes);
    out_ += close;
  }

  // Operators take their left side first.
  void PrintBinary(absl::Span<const NodeId> operands, std::string_view text, int precedence) {
    Print(operands[0], precedence - 1);
    out_ += text;
    Print(operands[1], precedence);
  }

  void PrintChain(absl::Span<const NodeId> operands, std::string_view text, int precedence) {
    for (size_t i = 0; i < operands.size(); ++i) {
      if (i > 0) out_ += text;
      Print(operands[i], precedence);
    }
  }

  void PrintPath(const Node& node) {
    bool first = true;
    for (const PathStep& step : statement_.path(node)) {
      if (step.is_index) {
        out_ += "[" + std::to_string(step.value) + "]";
      } else {
        if (!first) out_ += ".";
        out_ += Quoted(statement_.string(step.value), '"');
      }
      first = false;
    }
  }

  void PrintMap(const Node& node) {
    const auto operands = statement_.operands(node);
    out_ += "{";
    for (size_t i = 0; i < operands.size(); i += 2) {
      if (i > 0) out_ += ", ";
      Print(operands[i], 0);
      out_ += ": ";
      Print(operands[i + 1], 0);
    }
    out_ += "}";
  }

  const Statement& statement_;
  std::string out_;
};

}  // namespace

std::string_view ReturningText(Returning returning) {
  switch (returning) {
    case Returning::kNothing:
      return {};
    case Returning::kAllOld:
      return "ALL OLD *";
    case Returning::kModifiedOld:
      return "MODIFIED OLD *";
    case Returning::kAllNew:
      return "ALL NEW *";
    case Returning::kModifiedNew:
      break;
  }
  return "MODIFIED NEW *";
}

std::string Statement::ToString() const { return Printer(*this).Run(); }

}  // namespace stator::partiql
