// Random histories of puts, updates and deletes: after each step every index, read by Scan and by
// Query, holds what a model says, and its statistics count that. The model is the table itself: of
// each item the attributes that the index projects, where the item has all attributes of its key.
#include <algorithm>
#include <map>
#include <random>

#include "tests/unit/engine/indexed_table.h"

namespace stator::engine {
namespace {

using ::stator::testing::IsOk;

struct IndexModel {
  std::string name;
  TableId id;
  std::vector<std::string> partition;
  std::vector<std::string> sort;
  std::vector<std::string> projected;  // Beside the keys; "*": all.
};

class IndexHistoryTest : public IndexedTableTest {
 protected:
  const std::vector<IndexModel> indexes_ = {
      {"local", kLocal, {"p"}, {"l"}, {}},
      {"global", kGlobal, {"g"}, {}, {"*"}},
      {"multi", kMulti, {"g", "n"}, {"l", "m"}, {"x"}},
  };

  uint32_t Below(uint32_t n) { return static_cast<uint32_t>(random_() % n); }
  Value Text() { return std::string(1 + Below(2), static_cast<char>('a' + Below(2))); }
  Value Small() { return static_cast<int>(Below(3)) - 1; }

  Item AnyKey() { return Item{{"p", Text()}, {"s", Small()}}; }
  Value ValueFor(const std::string& name) { return name == "n" || name == "m" ? Small() : Text(); }
  std::string AnyAttribute() {
    static const char* const kNames[] = {"l", "g", "n", "m", "x", "y"};
    return kNames[Below(6)];
  }

  // One write, and the same in the model.
  void Step() {
    const Item key = AnyKey();
    Item& item = items_[key.encoded()];
    const std::string name = AnyAttribute();
    switch (Below(5)) {
      case 0:
        ASSERT_THAT(Delete(key), IsOk());
        item = Item();
        break;
      case 1:
        ASSERT_THAT(Update(key, "REMOVE " + name, {}), IsOk());
        item.Remove(name);
        break;
      case 2: {
        const Value value = ValueFor(name);
        ASSERT_THAT(Update(key, "SET " + name + " = :v", Item{{":v", value}}), IsOk());
        if (item.empty()) item = key;
        item.Set(name, value);
        break;
      }
      default: {
        item = key;
        for (const char* attribute : {"l", "g", "n", "m", "x", "y"}) {
          if (Below(4) != 0) item.Set(attribute, ValueFor(attribute));
        }
        ASSERT_THAT(Put(item), IsOk());
      }
    }
    if (item.empty()) items_.erase(key.encoded());
  }

  // What an index holds of an item; nothing where it has no entry.
  static Item EntryOf(const IndexModel& index, const Item& item) {
    if (index.projected == std::vector<std::string>{"*"}) {
      return item.Find(index.partition[0]) ? item : Item();
    }
    Item entry;
    for (const auto* names : {&index.partition, &index.sort}) {
      for (const std::string& name : *names) {
        if (!item.Find(name)) return Item();
        entry.Set(name, Value(*item.Find(name)));
      }
    }
    for (const char* name : {"p", "s"}) entry.Set(name, Value(*item.Find(name)));
    for (const std::string& name : index.projected) {
      if (item.Find(name)) entry.Set(name, Value(*item.Find(name)));
    }
    return entry;
  }

  static std::vector<std::string> Sorted(const std::vector<Item>& items) {
    std::vector<std::string> encoded;
    for (const Item& item : items) encoded.push_back(item.encoded());
    std::sort(encoded.begin(), encoded.end());
    return encoded;
  }

  // Texts and numbers as bytes that order alike.
  static std::string SortOf(const IndexModel& index, const Item& entry) {
    std::string bytes;
    for (const std::string& name : index.sort) {
      bytes += std::string(entry.Find(name)->ScalarBytes()) + '\0';
    }
    return bytes;
  }

  void CheckPartition(const IndexModel& index, const std::vector<Item>& expected) {
    Item values;
    std::string condition;
    for (const std::string& name : index.partition) {
      condition += (condition.empty() ? "" : " AND ") + name + " = :" + name;
      values.Set(":" + name, Value(*expected[0].Find(name)));
    }
    const std::vector<Item> found = QueryOf(index.name, condition, values);
    ASSERT_EQ(Sorted(found), Sorted(expected)) << index.name;
    for (size_t i = 1; i < found.size(); ++i) {
      ASSERT_LE(SortOf(index, found[i - 1]), SortOf(index, found[i])) << index.name;
    }
  }

  void CheckIndex(const IndexModel& index) {
    std::vector<Item> all;
    std::map<std::string, std::vector<Item>> partitions;
    int64_t bytes = 0;
    for (const auto& [key, item] : items_) {
      const Item entry = EntryOf(index, item);
      if (entry.empty()) continue;
      std::string partition;
      for (const std::string& name : index.partition) {
        partition += std::string(entry.Find(name)->encoded());
      }
      partitions[partition].push_back(entry);
      all.push_back(entry);
      bytes += static_cast<int64_t>(entry.view().SizeAsItem());
    }
    ASSERT_EQ(Sorted(ScanOf(index.name)), Sorted(all)) << index.name;
    for (const auto& [partition, entries] : partitions) CheckPartition(index, entries);
    ASSERT_EQ(StatsOf(index.id).item_count, static_cast<int64_t>(all.size())) << index.name;
    ASSERT_EQ(StatsOf(index.id).size_bytes, bytes) << index.name;
  }

  std::map<std::string, Item> items_;
  std::mt19937_64 random_{20261126};
};

TEST_F(IndexHistoryTest, EveryIndexHoldsWhatTheTableSays) {
  for (int step = 0; step < 3000; ++step) {
    ASSERT_NO_FATAL_FAILURE(Step()) << step;
    for (const IndexModel& index : indexes_) {
      ASSERT_NO_FATAL_FAILURE(CheckIndex(index)) << step;
    }
  }
}

}  // namespace
}  // namespace stator::engine
