// Item and edits are in the same order and are walked side by side. Edits with the same element at
// some depth are a group, which goes down together; bytes between groups are copied as they are.

#include "db/expression/edit.h"

#include <algorithm>

#include "db/base/check.h"
#include "db/expression/container_writer.h"

namespace stator::expression {
namespace {

// The bytes of a container from one entry to another, and how many entries that is.
class Run {
 public:
  explicit Run(const char* start) : start_(start), end_(start) {}

  const char* end() const { return end_; }
  void Extend(ValueView value) {
    end_ = value.encoded().data() + value.encoded().size();
    ++count_;
  }
  // Writes what was gathered; returns the number of entries.
  size_t Flush(ContainerWriter& write) {
    write.Copy({start_, static_cast<size_t>(end_ - start_)});
    return count_;
  }

 private:
  const char* start_;
  const char* end_;
  size_t count_ = 0;
};

const char* BodyOf(std::string_view container) {
  return container.data() + internal::kContainerHeaderBytes;
}

class Merger {
 public:
  Merger(Names names, std::string& out) : names_(names), write_(out) {}

  void Map(MapView map, absl::Span<const Edit> edits, size_t depth) {
    const size_t start = write_.Begin();
    const char* from = BodyOf(map.encoded());
    size_t count = 0;
    auto at = map.begin();
    const auto end = map.end();
    while (!edits.empty()) {
      const absl::Span<const Edit> group = NextGroup(edits, depth);
      const std::string_view name = names_[group[0].path[depth].value];
      Run run(from);
      for (; at != end && (*at).name < name; ++at) run.Extend((*at).value);
      count += run.Flush(write_);
      from = run.end();
      std::optional<ValueView> old;
      if (at != end && (*at).name == name) {
        old = (*at).value;
        from = old->encoded().data() + old->encoded().size();
        ++at;
      }
      if (IsRemoval(group, depth)) continue;
      write_.Name(name);
      Value(old, group, depth);
      ++count;
    }
    Run rest(from);
    for (; at != end; ++at) rest.Extend((*at).value);
    count += rest.Flush(write_);
    write_.End(start, Type::kMap, count);
  }

 private:
  void List(ListView list, std::string_view encoded, absl::Span<const Edit> edits, size_t depth) {
    const size_t start = write_.Begin();
    const char* from = BodyOf(encoded);
    uint32_t count = 0, index = 0;
    auto at = list.begin();
    const auto end = list.end();
    while (!edits.empty()) {
      const absl::Span<const Edit> group = NextGroup(edits, depth);
      Run run(from);
      for (; at != end && index < group[0].path[depth].value; ++at, ++index) run.Extend(*at);
      count += run.Flush(write_);
      from = run.end();
      std::optional<ValueView> old;
      if (at != end) {
        old = *at;
        from = old->encoded().data() + old->encoded().size();
        ++at, ++index;
      }
      if (IsRemoval(group, depth)) continue;
      Value(old, group, depth);
      ++count;
    }
    Run rest(from);
    for (; at != end; ++at) rest.Extend(*at);
    count += rest.Flush(write_);
    write_.End(start, Type::kList, count);
  }

  absl::Span<const Edit> NextGroup(absl::Span<const Edit>& edits, size_t depth) const {
    const PathElement element = edits[0].path[depth];
    size_t size = 1;
    while (size < edits.size() && Compare(element, edits[size].path[depth], names_) == 0) ++size;
    const absl::Span<const Edit> group = edits.first(size);
    edits.remove_prefix(size);
    return group;
  }

  static bool IsRemoval(absl::Span<const Edit> group, size_t depth) {
    return group[0].path.size() == depth + 1 && !group[0].value.has_value();
  }

  // What the element at `depth` becomes.
  void Value(std::optional<ValueView> old, absl::Span<const Edit> group, size_t depth) {
    if (group[0].path.size() == depth + 1) return write_.Copy(group[0].value->encoded());
    STATOR_CHECK(old.has_value());
    if (old->type() == Type::kMap) return Map(old->AsMap(), group, depth + 1);
    List(old->AsList(), old->encoded(), group, depth + 1);
  }

  Names names_;
  ContainerWriter write_;
};

}  // namespace

void SortEdits(std::vector<Edit>& edits, Names names) {
  const auto less = [names](const Edit& a, const Edit& b) {
    return PathLess(a.path, b.path, names);
  };
  if (edits.size() > 1) std::sort(edits.begin(), edits.end(), less);
}

void Merge(ItemView item, absl::Span<const Edit> edits, Names names, std::string& out) {
  size_t more = 0;
  for (const Edit& edit : edits) more += edit.value ? edit.value->encoded().size() + 64 : 0;
  out.reserve(out.size() + item.encoded().size() + more);
  Merger(names, out).Map(item, edits, 0);
}

}  // namespace stator::expression
