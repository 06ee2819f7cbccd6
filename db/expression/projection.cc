// The paths are sorted as the item is, so item and paths are walked side by side. Paths with the
// same element at some depth stand together: they are a group, and go down together.

#include "db/expression/projection.h"

#include <algorithm>

#include "db/base/check.h"
#include "db/expression/container_writer.h"

namespace stator::expression {
namespace {

class Projector {
 public:
  Projector(Names names, std::string& out) : names_(names), write_(out) {}

  // Returns how many attributes were written.
  size_t Map(MapView map, absl::Span<const Path> paths, size_t depth) {
    const size_t start = write_.Begin();
    size_t count = 0;
    auto at = map.begin();
    const auto end = map.end();
    while (!paths.empty() && at != end) {
      const absl::Span<const Path> group = paths.first(GroupSize(paths, depth, names_));
      paths.remove_prefix(group.size());
      // Indexes lead nowhere in a map.
      if (group[0][depth].is_index) continue;
      const std::string_view name = names_[group[0][depth].value];
      while (at != end && (*at).name < name) ++at;
      if (at == end || (*at).name != name) continue;
      const size_t before_name = write_.size();
      write_.Name(name);
      if (Value((*at).value, group, depth + 1)) {
        ++count;
      } else {
        write_.TakeBack(before_name);
      }
    }
    write_.End(start, Type::kMap, count);
    return count;
  }

 private:
  size_t List(ListView list, absl::Span<const Path> paths, size_t depth) {
    const size_t start = write_.Begin();
    size_t count = 0;
    uint32_t index = 0;
    auto at = list.begin();
    const auto end = list.end();
    while (!paths.empty() && paths[0][depth].is_index && at != end) {
      const absl::Span<const Path> group = paths.first(GroupSize(paths, depth, names_));
      paths.remove_prefix(group.size());
      for (; at != end && index < group[0][depth].value; ++index) ++at;
      if (at == end) break;
      count += Value(*at, group, depth + 1) ? 1 : 0;
    }
    write_.End(start, Type::kList, count);
    return count;
  }

  // Returns false, having written nothing, when none of the paths leads anywhere.
  bool Value(ValueView value, absl::Span<const Path> group, size_t depth) {
    if (group[0].size() == depth) {
      write_.Copy(value.encoded());
      return true;
    }
    const size_t start = write_.size();
    size_t count = 0;
    if (value.type() == Type::kMap) count = Map(value.AsMap(), group, depth);
    if (value.type() == Type::kList) count = List(value.AsList(), group, depth);
    if (count == 0) write_.TakeBack(start);
    return count > 0;
  }

  Names names_;
  ContainerWriter write_;
};

}  // namespace

void Project(ItemView item, absl::Span<const Path> sorted, Names names, std::string& out) {
  Projector(names, out).Map(item, sorted, 0);
}

BoundProjection::BoundProjection(Binding binding) : binding_(std::move(binding)) {
  STATOR_CHECK(binding_.kind() == Kind::kProjection);
  paths_ = SortedPaths(binding_);
}

void BoundProjection::Apply(ItemView item, std::string& out) const {
  Project(item, paths_, binding_.names(), out);
}

std::vector<std::string_view> BoundProjection::Attributes() const {
  std::vector<std::string_view> attributes;
  for (const Path& path : paths_) attributes.push_back(binding_.name(path[0].value));
  attributes.erase(std::unique(attributes.begin(), attributes.end()), attributes.end());
  return attributes;
}

}  // namespace stator::expression
