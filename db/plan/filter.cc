#include "db/plan/filter.h"

#include <algorithm>

#include "db/plan/error.h"

namespace stator::plan {
namespace {

// Operands are few and nesting is bounded by the parser, so recursion is too.
void Collect(const expression::Binding& filter, expression::NodeId id,
             std::vector<std::string_view>& attributes) {
  const expression::Node& node = filter.tree().node(id);
  if (node.type == expression::NodeType::kValue) return;
  if (node.type == expression::NodeType::kPath) {
    const std::string_view attribute = filter.name(filter.path(id)[0].value);
    const bool known =
        std::find(attributes.begin(), attributes.end(), attribute) != attributes.end();
    if (!known) attributes.push_back(attribute);
    return;
  }
  for (const expression::NodeId operand : filter.tree().operands(node)) {
    Collect(filter, operand, attributes);
  }
}

}  // namespace

std::vector<std::string_view> AttributesOf(const expression::Binding& filter) {
  std::vector<std::string_view> attributes;
  Collect(filter, filter.tree().root(), attributes);
  return attributes;
}

absl::Status CheckFilterHasNoKey(const expression::Binding& filter, const KeySchema& key,
                                 std::string_view what) {
  const std::vector<std::string_view> attributes = AttributesOf(filter);
  for (const auto* part : {&key.partition, &key.sort}) {
    for (const KeyAttribute& attribute : *part) {
      const bool found =
          std::find(attributes.begin(), attributes.end(), attribute.name) != attributes.end();
      if (found) return error::FilterOnKey(what, attribute.name);
    }
  }
  return absl::OkStatus();
}

}  // namespace stator::plan
