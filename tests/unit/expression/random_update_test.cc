// Random updates and projections of random items from fixed seeds, against a model that does the
// same on a tree of values, one edit at a time.

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

#include "db/expression/projection.h"
#include "db/expression/update.h"
#include "tests/unit/expression/fixture.h"

namespace stator::expression {
namespace {

// A value as a tree: a number, a map, or a list whose elements know where they stood.
struct Model {
  enum { kNumber, kMap, kList } type = kNumber;
  int number = 0;
  std::map<std::string, Model> map;
  std::vector<Model> list;
  bool removed = false;

  Value Encoded() const {
    if (type == kNumber) return number;
    if (type == kMap) {
      Map out({});
      for (const auto& [name, value] : map) {
        if (!value.removed) out.entries.emplace_back(name, value.Encoded());
      }
      return out;
    }
    List out({});
    for (const Model& value : list) {
      if (!value.removed) out.elements.push_back(value.Encoded());
    }
    return out;
  }
};

class World {
 public:
  explicit World(uint32_t seed) : random_(seed) {}

  uint32_t Below(uint32_t n) { return random_() % n; }

  Model RandomValue(int depth) {
    Model value;
    const uint32_t type = depth == 0 ? 0 : Below(3);
    if (type == 0) value.number = static_cast<int>(Below(1000));
    if (type == 1) {
      value.type = Model::kMap;
      for (uint32_t i = Below(5); i > 0; --i) {
        value.map[std::string("k") + std::to_string(Below(8))] = RandomValue(depth - 1);
      }
    }
    if (type == 2) {
      value.type = Model::kList;
      value.list.reserve(16);  // Elements are pointed at while others are appended.
      for (uint32_t i = Below(5); i > 0; --i) value.list.push_back(RandomValue(depth - 1));
    }
    return value;
  }

  Model RandomItem() {
    Model item;
    item.type = Model::kMap;
    for (uint32_t i = Below(8) + 1; i > 0; --i) {
      item.map["k" + std::to_string(Below(10))] = RandomValue(3);
    }
    return item;
  }

  // The text of a path whose parent is in `item`, and the parent.
  std::string RandomPath(Model& item, Model*& parent, std::string& name, uint32_t& index) {
    std::string text;
    parent = &item;
    while (true) {
      Model* child = nullptr;
      if (parent->type == Model::kMap) {
        name = "k" + std::to_string(Below(10));
        text += (text.empty() ? "" : ".") + name;
        const auto at = parent->map.find(name);
        if (at != parent->map.end()) child = &at->second;
      } else {
        index = Below(static_cast<uint32_t>(parent->list.size()) + 2);
        text += "[" + std::to_string(index) + "]";
        if (index < parent->list.size()) child = &parent->list[index];
      }
      const bool is_container = child != nullptr && child->type != Model::kNumber;
      if (!is_container || Below(3) == 0) return text;
      parent = child;
    }
  }

 private:
  std::mt19937 random_;
};

TEST(RandomUpdate, AgreesWithTheModel) {
  World world(42);
  int applied = 0;
  for (int round = 0; round < 3000; ++round) {
    Model model = world.RandomItem();
    const Value before = model.Encoded();
    std::string set, remove;
    // Appended elements stand in order of their indexes, whatever the order of the text.
    std::map<Model*, std::map<uint32_t, Model>> appended;
    std::vector<std::pair<Model*, Model>> replaced;
    std::vector<std::tuple<Model*, std::string, bool>> entries;
    for (uint32_t i = world.Below(4) + 1; i > 0; --i) {
      Model* parent;
      std::string name;
      uint32_t index = 0;
      const std::string path = world.RandomPath(model, parent, name, index);
      const bool removes = world.Below(3) == 0;
      if (removes) {
        remove += (remove.empty() ? "REMOVE " : ", ") + path;
      } else {
        set += (set.empty() ? "SET " : ", ") + path + " = :ten";
      }
      if (parent->type == Model::kMap) {
        entries.emplace_back(parent, name, removes);
      } else if (index < parent->list.size()) {
        Model element;
        element.number = 10;
        element.removed = removes;
        replaced.emplace_back(&parent->list[index], element);
      } else if (!removes) {
        Model element;
        element.number = 10;
        appended[parent][index] = element;
      }
    }
    const std::string text = set + (set.empty() || remove.empty() ? "" : " ") + remove;
    const absl::StatusOr<Binding> binding = BoundText(Kind::kUpdate, text);
    if (!binding.ok()) continue;

    for (auto& [place, element] : replaced) *place = element;
    for (auto& [parent, elements] : appended) {
      for (auto& [index, element] : elements) parent->list.push_back(element);
    }
    for (auto& [parent, name, removes] : entries) {
      Model entry;
      entry.number = 10;
      entry.removed = removes;
      parent->map[name] = entry;
    }
    std::string after;
    UpdateTrace trace;
    const absl::Status status = BoundUpdate(*binding).Apply(before.view().AsMap(), after, trace);
    ASSERT_TRUE(status.ok()) << Shown(before) << "\n" << text << "\n" << status;
    ASSERT_TRUE(CheckEncoded(after)) << Shown(before) << "\n" << text;
    ASSERT_EQ(Shown(ValueView(after)), Shown(model.Encoded())) << Shown(before) << "\n" << text;
    ++applied;
  }
  EXPECT_GT(applied, 1500);
}

TEST(RandomProjection, KeepsExactlyWhatThePathsFind) {
  World world(43);
  int applied = 0;
  for (int round = 0; round < 3000; ++round) {
    Model model = world.RandomItem();
    const Value item = model.Encoded();
    std::string text;
    for (uint32_t i = world.Below(4) + 1; i > 0; --i) {
      Model* parent;
      std::string name;
      uint32_t index = 0;
      text += (text.empty() ? "" : ", ") + world.RandomPath(model, parent, name, index);
    }
    const absl::StatusOr<Binding> binding = BoundText(Kind::kProjection, text);
    if (!binding.ok()) continue;
    std::string out;
    BoundProjection(*binding).Apply(item.view().AsMap(), out);
    ASSERT_TRUE(CheckEncoded(out)) << text;
    const ItemView projected{std::string_view(out)};
    for (const NodeId id : binding->tree().paths()) {
      const Path path = binding->path(id);
      // Elements of lists have moved; paths of names alone have not.
      bool has_index = false;
      for (const PathElement& element : path) has_index |= element.is_index;
      if (has_index) continue;
      const auto found = Find(item.view().AsMap(), path, binding->names());
      const auto kept = Find(projected, path, binding->names());
      ASSERT_EQ(found.has_value(), kept.has_value()) << Shown(item) << "\n" << text;
      if (found.has_value()) {
        ASSERT_EQ(Shown(*found), Shown(*kept)) << text;
      }
    }
    // Projecting what was projected by top-level attributes changes nothing more.
    for (const auto& [name, value] : projected) {
      ASSERT_TRUE(item.view().AsMap().Find(name).has_value());
      ASSERT_LE(value.encoded().size(), item.view().AsMap().Find(name)->encoded().size());
    }
    ++applied;
  }
  EXPECT_GT(applied, 1500);
}

}  // namespace
}  // namespace stator::expression
