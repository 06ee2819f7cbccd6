#include "db/plan/key_path_check.h"

#include <algorithm>
#include <string_view>

#include "absl/types/span.h"
#include "db/base/status_macros.h"
#include "db/plan/error.h"

namespace stator::plan {
namespace {

using expression::Binding;
using expression::Kind;
using expression::NodeId;
using expression::NodeType;

absl::Status CheckPath(const Binding& binding, NodeId id, const TableSchema& schema) {
  const auto path = binding.path(id);
  if (path.size() == 1) return absl::OkStatus();
  const std::string_view attribute = binding.name(path[0].value);
  if (schema.key.Find(attribute) != nullptr) return error::KeyNotScalar(attribute);
  const bool is_of_index =
      std::any_of(schema.indexes.begin(), schema.indexes.end(),
                  [&](const IndexSchema& index) { return index.key.Find(attribute) != nullptr; });
  return is_of_index ? error::IndexKeyNotScalar(attribute) : absl::OkStatus();
}

// Operands are few and nesting is bounded by the parser, so recursion is too.
absl::Status CheckNode(const Binding& binding, NodeId id, const TableSchema& schema) {
  const expression::Node& node = binding.tree().node(id);
  if (node.type == NodeType::kValue) return absl::OkStatus();
  if (node.type == NodeType::kPath) return CheckPath(binding, id, schema);
  for (const NodeId operand : binding.tree().operands(node)) {
    STATOR_RETURN_IF_ERROR(CheckNode(binding, operand, schema));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckNoPathIntoKey(const Binding& binding, const TableSchema& schema) {
  if (binding.kind() == Kind::kProjection) {
    for (const NodeId path : binding.tree().paths()) {
      STATOR_RETURN_IF_ERROR(CheckPath(binding, path, schema));
    }
    return absl::OkStatus();
  }
  if (binding.kind() == Kind::kUpdate) {
    for (const expression::Action& action : binding.tree().actions()) {
      if (action.clause != expression::Clause::kSet) continue;
      STATOR_RETURN_IF_ERROR(CheckNode(binding, action.value, schema));
    }
    return absl::OkStatus();
  }
  return CheckNode(binding, binding.tree().root(), schema);
}

}  // namespace stator::plan
