#include "db/expression/printer.h"

#include <string_view>
#include <utility>

namespace stator::expression {
namespace {

void AppendIndex(uint32_t index, std::string& out) {
  out += '[';
  out += std::to_string(index);
  out += ']';
}

class Printer {
 public:
  explicit Printer(const Tree& tree) : tree_(tree) {}

  std::string Run() && {
    switch (tree_.kind()) {
      case Kind::kUpdate:
        Update();
        break;
      case Kind::kProjection:
        Projection();
        break;
      default:
        Visit(tree_.root());
    }
    return std::move(out_);
  }

 private:
  void Visit(NodeId id) {
    const Node& node = tree_.node(id);
    switch (node.type) {
      case NodeType::kValue:
        out_ += tree_.values()[node.first];
        break;
      case NodeType::kPath:
        Path(node);
        break;
      case NodeType::kFunction:
        Call(node);
        break;
      case NodeType::kCompare:
        Infix(node, ComparatorText(node.comparator()));
        break;
      case NodeType::kBetween:
        Between(node);
        break;
      case NodeType::kIn:
        In(node);
        break;
      case NodeType::kAnd:
        Junction(node, " AND ");
        break;
      case NodeType::kOr:
        Junction(node, " OR ");
        break;
      case NodeType::kNot:
        Not(node);
        break;
      case NodeType::kAdd:
        Infix(node, "+");
        break;
      case NodeType::kSubtract:
        Infix(node, "-");
        break;
    }
  }

  void Path(const Node& node) {
    for (const PathElement& element : tree_.path(node)) {
      if (element.is_index) {
        AppendIndex(element.value, out_);
        continue;
      }
      if (&element != tree_.path(node).data()) out_ += '.';
      out_ += tree_.names()[element.value].text;
    }
  }

  void List(absl::Span<const NodeId> nodes, std::string_view separator) {
    for (size_t i = 0; i < nodes.size(); ++i) {
      if (i > 0) out_ += separator;
      Visit(nodes[i]);
    }
  }

  void Call(const Node& node) {
    out_ += InfoOf(node.function()).name;
    out_ += '(';
    List(tree_.operands(node), ", ");
    out_ += ')';
  }

  void Infix(const Node& node, std::string_view text) {
    Visit(tree_.operands(node)[0]);
    out_ += ' ';
    out_ += text;
    out_ += ' ';
    Visit(tree_.operands(node)[1]);
  }

  void Between(const Node& node) {
    const auto operands = tree_.operands(node);
    Visit(operands[0]);
    out_ += " BETWEEN ";
    Visit(operands[1]);
    out_ += " AND ";
    Visit(operands[2]);
  }

  void In(const Node& node) {
    const auto operands = tree_.operands(node);
    Visit(operands[0]);
    out_ += " IN (";
    List(operands.subspan(1), ", ");
    out_ += ')';
  }

  // A junction inside another keeps its parentheses even where precedence would do without, so that
  // the text gives the same tree again.
  void Nested(NodeId id) {
    const NodeType type = tree_.node(id).type;
    const bool parenthesised = type == NodeType::kAnd || type == NodeType::kOr;
    if (parenthesised) out_ += '(';
    Visit(id);
    if (parenthesised) out_ += ')';
  }

  void Junction(const Node& node, std::string_view text) {
    const auto operands = tree_.operands(node);
    for (size_t i = 0; i < operands.size(); ++i) {
      if (i > 0) out_ += text;
      Nested(operands[i]);
    }
  }

  void Not(const Node& node) {
    out_ += "NOT ";
    Nested(tree_.operands(node)[0]);
  }

  void Projection() {
    for (size_t i = 0; i < tree_.paths().size(); ++i) {
      if (i > 0) out_ += ", ";
      Visit(tree_.paths()[i]);
    }
  }

  void Update() {
    const Action* previous = nullptr;
    for (const Action& action : tree_.actions()) {
      const bool same_clause = previous != nullptr && previous->clause == action.clause;
      if (same_clause) out_ += ", ";
      if (!same_clause && previous != nullptr) out_ += ' ';
      if (!same_clause) (out_ += ClauseText(action.clause)) += ' ';
      Visit(action.path);
      if (action.clause == Clause::kSet) out_ += " =";
      if (action.clause != Clause::kRemove) {
        out_ += ' ';
        Visit(action.value);
      }
      previous = &action;
    }
  }

  const Tree& tree_;
  std::string out_;
};

}  // namespace

std::string Print(const Tree& tree) { return Printer(tree).Run(); }

std::string PrintPath(absl::Span<const PathElement> path,
                      absl::Span<const std::string_view> names) {
  std::string out = "[";
  for (const PathElement& element : path) {
    if (out.size() > 1) out += ", ";
    if (element.is_index) {
      AppendIndex(element.value, out);
    } else {
      out += names[element.value];
    }
  }
  out += ']';
  return out;
}

}  // namespace stator::expression
