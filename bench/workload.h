// What every benchmark works on: items of about 1 KB under random keys, the same for each engine.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "stator/database.h"

namespace stator::bench {

// Items in the table that is read. Large enough that a read misses the processor's caches.
inline constexpr int kItems = 300'000;
inline constexpr int kItemsPerPartition = 100;  // Of the table that is queried.
inline constexpr int kPartitions = 1'000;

// SplitMix64: the same numbers in every run.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t Next();
  int Below(int n) { return static_cast<int>(Next() % static_cast<uint64_t>(n)); }

 private:
  uint64_t state_;
};

// 22 bytes; `i` from 0.
std::string KeyText(int i);
// 20 attributes, about 1 KB as DynamoDB counts, the key "p" of the i-th item among them.
Item ItemOf(int i);
// The s-th item of the i-th partition, keys "p" and "s", likewise.
Item SortedItemOf(int i, int s);

// One of a few thousand items made beforehand, so that a benchmark of writing does not measure the
// making; their keys lie all over the table.
const Item& SomeItem(Random& random);

// The items that a benchmark of reading asks for: all over the table, in no order, and so many that
// each read misses the processor's caches.
inline constexpr int kReads = 1 << 16;
std::vector<int> ItemsToRead();

// What a reader of an item does with it: looks at one attribute, the 18th of 20.
bool LooksRight(ItemView item);

// Where databases go: $STATOR_BENCH_DIR, else memory-backed files, so that the device's noise stays
// out. Durable benchmarks use $STATOR_BENCH_DISK, else the current directory.
std::string FastDir();
std::string DiskDir();

// Tables "items" (kItems) and "sorted" (kPartitions × kItemsPerPartition), filled once; "counters",
// and "streamed", whose changes are logged.
EmbeddedDatabase& FilledOnDisk();
EmbeddedDatabase& FilledInMemory();

}  // namespace stator::bench
