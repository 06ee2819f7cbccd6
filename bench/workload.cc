#include "bench/workload.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <vector>

namespace stator::bench {
namespace {

std::string DirOf(const char* variable, const std::string& fallback) {
  const char* set = std::getenv(variable);
  return set != nullptr ? set : fallback;
}

void MustBeOk(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "benchmark: %s\n", status.ToString().c_str());
  std::exit(1);
}

void AddFiller(Item& item, int seed) {
  Random random(static_cast<uint64_t>(seed) + 1);
  for (int a = 0; a < 17; ++a) {
    std::string text(46, ' ');
    for (char& c : text) c = static_cast<char>('a' + random.Below(26));
    item.Set("attribute" + std::to_string(10 + a), text);
  }
  item.Set("count", seed);
  item.Set("live", true);
}

void Fill(EmbeddedDatabase& db) {
  MustBeOk(db.CreateTable("items", "p"));
  MustBeOk(db.CreateTable("sorted", "p", KeyDefinition("s", ScalarAttributeType::kN)));
  MustBeOk(db.CreateTable("counters", "p"));
  MustBeOk(db.CreateTable("streamed", "p"));
  MustBeOk(db.UpdateTable({.table_name = "streamed",
                           .stream_specification =
                               StreamSpecification{true, StreamViewType::kNewAndOldImages}})
               .status());
  for (int i = 0; i < kItems; ++i) MustBeOk(db.Put("items", ItemOf(i)));
  for (int i = 0; i < kPartitions * kItemsPerPartition; ++i) {
    MustBeOk(db.Put("sorted", SortedItemOf(i / kItemsPerPartition, i % kItemsPerPartition)));
  }
}

}  // namespace

uint64_t Random::Next() {
  uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

std::string KeyText(int i) {
  std::string text = "user#0123456789abcdef#";
  uint64_t number = Random(static_cast<uint64_t>(i)).Next();
  for (int at = 5; at < 21; ++at, number >>= 4) text[at] = "0123456789abcdef"[number & 15];
  return text;
}

Item ItemOf(int i) {
  Item item{{"p", KeyText(i)}};
  AddFiller(item, i);
  return item;
}

Item SortedItemOf(int i, int s) {
  Item item{{"p", KeyText(i)}, {"s", s}};
  AddFiller(item, s);
  return item;
}

const Item& SomeItem(Random& random) {
  static const auto& items = *[] {
    auto made = std::make_unique<std::vector<Item>>();
    for (int i = 0; i < 4096; ++i) made->push_back(ItemOf(i * (kItems / 4096)));
    return made.release();
  }();
  return items[static_cast<size_t>(random.Below(static_cast<int>(items.size())))];
}

std::vector<int> ItemsToRead() {
  Random random(1);
  std::vector<int> items;
  for (int i = 0; i < kReads; ++i) items.push_back(random.Below(kItems));
  return items;
}

bool LooksRight(ItemView item) {
  const std::optional<ValueView> count = item.Find("count");
  return count.has_value() && count->type() == Type::kNumber;
}

std::string FastDir() { return DirOf("STATOR_BENCH_DIR", "/dev/shm"); }
std::string DiskDir() { return DirOf("STATOR_BENCH_DISK", std::filesystem::current_path()); }

EmbeddedDatabase& FilledOnDisk() {
  static EmbeddedDatabase& db = *[] {
    const std::string dir = FastDir() + "/stator-bench";
    std::filesystem::remove_all(dir);
    auto opened = Open(dir);
    MustBeOk(opened.status());
    std::atexit([] { std::filesystem::remove_all(FastDir() + "/stator-bench"); });
    Fill(**opened);
    return opened->release();
  }();
  return db;
}

EmbeddedDatabase& FilledInMemory() {
  static EmbeddedDatabase& db = *[] {
    auto opened = OpenInMemory();
    MustBeOk(opened.status());
    Fill(**opened);
    return opened->release();
  }();
  return db;
}

}  // namespace stator::bench
