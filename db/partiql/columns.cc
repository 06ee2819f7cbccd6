#include "db/partiql/columns.h"

#include <algorithm>
#include <optional>
#include <set>

#include "db/expression/path.h"
#include "db/expression/tree_builder.h"
#include "db/model/builder.h"

namespace stator::partiql {
namespace {

expression::Binding PathsOf(const Statement& statement) {
  expression::TreeBuilder build(expression::Kind::kProjection);
  for (const NodeId column : statement.columns()) {
    std::vector<expression::PathElement> elements;
    for (const PathStep& step : statement.path(statement.node(column))) {
      elements.push_back(step.is_index ? expression::TreeBuilder::Index(step.value)
                                       : build.Name(statement.string(step.value)));
    }
    build.Project(build.Path(elements));
  }
  return expression::Binding(std::move(build).Finish(), {});
}

// The last name, and the indexes behind it.
std::string LabelOf(const Statement& statement, NodeId column) {
  std::string label;
  for (const PathStep& step : statement.path(statement.node(column))) {
    if (step.is_index) {
      label += "[" + std::to_string(step.value) + "]";
    } else {
      label = statement.string(step.value);
    }
  }
  return label;
}

}  // namespace

Columns::Columns(const Statement& statement) : paths_(PathsOf(statement)) {
  std::set<std::string_view> names;
  is_projection_ = true;
  for (const NodeId column : statement.columns()) labels_.push_back(LabelOf(statement, column));
  for (size_t i = 0; i < labels_.size(); ++i) {
    const bool whole = statement.node(statement.columns()[i]).count == 1;
    is_projection_ = is_projection_ && whole && names.insert(labels_[i]).second;
  }
}

void Columns::Apply(ItemView item, std::string& out) const {
  ValueBuilder row;
  row.BeginMap();
  const auto paths = paths_.tree().paths();
  for (size_t i = 0; i < paths.size(); ++i) {
    const std::optional<ValueView> value =
        expression::Find(item, paths_.path(paths[i]), paths_.names());
    if (!value) continue;
    row.Name(labels_[i]);
    row.Copy(*value);
  }
  row.End();
  out += row.view().encoded();
}

}  // namespace stator::partiql
