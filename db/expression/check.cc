// A pass over the tree for each question, in the order in which DynamoDB asks them.

#include "db/expression/check.h"

#include <optional>
#include <string>

#include "db/base/status_macros.h"
#include "db/expression/condition_check.h"
#include "db/expression/error.h"
#include "db/expression/path.h"
#include "db/expression/printer.h"
#include "db/expression/update_check.h"

namespace stator::expression {
namespace {

bool IsPrefix(Path shorter, Path longer, Names names) {
  for (size_t i = 0; i < shorter.size(); ++i) {
    if (Compare(shorter[i], longer[i], names) != 0) return false;
  }
  return true;
}

bool Overlap(Path a, Path b, Names names) {
  return a.size() <= b.size() ? IsPrefix(a, b, names) : IsPrefix(b, a, names);
}

// The paths part where one goes into a map and the other into a list.
bool Conflict(Path a, Path b, Names names) {
  for (size_t i = 0; i < a.size() && i < b.size(); ++i) {
    if (a[i].is_index != b[i].is_index) return true;
    if (Compare(a[i], b[i], names) != 0) return false;
  }
  return false;
}

// Sorted paths that overlap or conflict with any other do so with a neighbour.
bool AllDistinct(const Binding& binding) {
  const std::vector<Path> sorted = SortedPaths(binding);
  for (size_t i = 1; i < sorted.size(); ++i) {
    if (Overlap(sorted[i - 1], sorted[i], binding.names())) return false;
    if (Conflict(sorted[i - 1], sorted[i], binding.names())) return false;
  }
  return true;
}

using PathTest = bool (*)(Path, Path, Names);
using PathError = absl::Status (*)(Kind, std::string_view, std::string_view);

// The first pair, in order of the text, that fails.
absl::Status CheckPairs(const Binding& binding, absl::Span<const Path> paths, PathTest fails,
                        PathError make_error) {
  const Names names = binding.names();
  for (size_t second = 1; second < paths.size(); ++second) {
    for (size_t first = 0; first < second; ++first) {
      if (!fails(paths[first], paths[second], names)) continue;
      return make_error(binding.kind(), PrintPath(paths[first], names),
                        PrintPath(paths[second], names));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckPaths(const Binding& binding) {
  if (binding.tree().paths().size() + binding.tree().actions().size() < 2) return absl::OkStatus();
  if (AllDistinct(binding)) return absl::OkStatus();
  std::vector<Path> paths;
  for (const NodeId id : binding.tree().paths()) paths.push_back(binding.path(id));
  for (const Action& action : binding.tree().actions()) {
    paths.push_back(binding.path(action.path));
  }
  STATOR_RETURN_IF_ERROR(CheckPairs(binding, paths, Overlap, error::OverlappingPaths));
  return CheckPairs(binding, paths, Conflict, error::ConflictingPaths);
}

absl::Status CheckDefined(const Binding& binding) {
  const Tree& tree = binding.tree();
  for (uint32_t i = 0; i < tree.names().size(); ++i) {
    if (!binding.IsNameDefined(i)) {
      return error::UndefinedName(tree.kind(), tree.names()[i].text);
    }
  }
  for (uint32_t i = 0; i < tree.values().size(); ++i) {
    if (!binding.IsValueDefined(i)) return error::UndefinedValue(tree.kind(), tree.values()[i]);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Check(const Binding& binding) {
  if (IsConditional(binding.kind())) return CheckCondition(binding);
  STATOR_RETURN_IF_ERROR(CheckDefined(binding));
  STATOR_RETURN_IF_ERROR(CheckPaths(binding));
  return binding.kind() == Kind::kUpdate ? CheckUpdate(binding) : absl::OkStatus();
}

}  // namespace stator::expression
