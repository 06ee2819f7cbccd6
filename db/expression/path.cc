#include "db/expression/path.h"

#include <algorithm>

namespace stator::expression {

std::optional<ValueView> Find(ItemView item, Path path, Names names) {
  std::optional<ValueView> value = item.Find(names[path[0].value]);
  for (const PathElement& element : path.subspan(1)) {
    if (!value.has_value()) return std::nullopt;
    if (element.is_index) {
      if (value->type() != Type::kList) return std::nullopt;
      value = value->AsList().At(element.value);
    } else {
      if (value->type() != Type::kMap) return std::nullopt;
      value = value->AsMap().Find(names[element.value]);
    }
  }
  return value;
}

std::strong_ordering Compare(const PathElement& a, const PathElement& b, Names names) {
  if (a.is_index != b.is_index) {
    return a.is_index ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  if (a.is_index || a.value == b.value) return a.value <=> b.value;
  return names[a.value].compare(names[b.value]) <=> 0;
}

bool PathLess(Path a, Path b, Names names) {
  const size_t shorter = std::min(a.size(), b.size());
  for (size_t i = 0; i < shorter; ++i) {
    const std::strong_ordering order = Compare(a[i], b[i], names);
    if (order != 0) return order < 0;
  }
  return a.size() < b.size();
}

std::vector<Path> SortedPaths(const Binding& binding) {
  std::vector<Path> paths;
  if (binding.kind() == Kind::kProjection) {
    for (const NodeId id : binding.tree().paths()) paths.push_back(binding.path(id));
  } else {
    for (const Action& action : binding.tree().actions()) {
      paths.push_back(binding.path(action.path));
    }
  }
  const Names names = binding.names();
  std::sort(paths.begin(), paths.end(), [names](Path a, Path b) { return PathLess(a, b, names); });
  return paths;
}

size_t GroupSize(absl::Span<const Path> sorted, size_t depth, Names names) {
  size_t size = 1;
  while (size < sorted.size() && Compare(sorted[0][depth], sorted[size][depth], names) == 0) {
    ++size;
  }
  return size;
}

}  // namespace stator::expression
