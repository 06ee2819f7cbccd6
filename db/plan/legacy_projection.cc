#include "db/plan/legacy_projection.h"

#include <string_view>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "db/plan/legacy_error.h"
#include "db/plan/legacy_tree.h"

namespace stator::plan {

absl::StatusOr<std::optional<expression::BoundProjection>> LowerAttributesToGet(
    const std::optional<std::vector<std::string>>& names) {
  if (!names) return std::nullopt;
  LegacyTree tree(expression::Kind::kProjection);
  absl::flat_hash_set<std::string> seen;
  for (const std::string& name : *names) {
    if (!seen.insert(name).second) return error::DuplicateAttribute(name);
    tree->Project(tree.Attribute(name));
  }
  return std::optional<expression::BoundProjection>(std::in_place, std::move(tree).Bind());
}

}  // namespace stator::plan
