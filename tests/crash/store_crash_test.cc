// The store on disk, killed: every acknowledged Update is there, whole; of those in flight any may
// be, whole or not at all.
//
// Write n of a thread, as one Update: adds one to the thread's counter and to one that all share;
// puts item n % 50 of the thread, with a key and a value that say what they should be; erases item
// (n + 25) % 50. So the counter alone tells what the items must be. The stamp counts all Updates.
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "db/storage/store.h"
#include "tests/crash/crash_harness.h"

namespace stator::storage {
namespace {

using crash::Ledger;

constexpr uint64_t kSlots = 50;
constexpr std::string_view kShared = "shared";

// Some keys are cut, so that links and segments are written, too.
std::string KeyOf(int thread, uint64_t slot) {
  return "item" + std::to_string(1000 + thread) + std::string(slot % 5 == 0 ? 900 : 10, 'k') +
         std::to_string(1000 + slot);
}

// Sizes from nothing to several chunks; every byte follows from thread and number.
std::string ValueOf(int thread, uint64_t number) {
  const uint64_t mixed = (number * 64 + thread) * 0x9E3779B97F4A7C15u;
  std::string value(number % 10 == 0 ? mixed % 30000 : mixed % 600, '\0');
  for (size_t i = 0; i < value.size(); ++i) value[i] = static_cast<char>(mixed >> (i % 50));
  return std::to_string(number) + ":" + value;
}

std::string CounterOf(int thread) { return "counter" + std::to_string(thread); }

std::map<std::string, std::string> ItemsAfter(int thread, uint64_t writes) {
  std::map<std::string, std::string> items;
  for (uint64_t n = writes > 2 * kSlots ? writes - 2 * kSlots : 1; n <= writes; ++n) {
    items[KeyOf(thread, n % kSlots)] = ValueOf(thread, n);
    items.erase(KeyOf(thread, (n + kSlots / 2) % kSlots));
  }
  return items;
}

class StoreWorkload final : public crash::CrashWorkload {
 public:
  void Write(const std::string& path, Ledger& ledger) override {
    auto store = OpenLmdb(path);
    if (!store.ok()) return ledger.Fail(std::string(store.status().ToString()));
    ledger.opened = true;
    std::vector<std::thread> threads;
    for (int t = 0; t < ledger.threads; ++t) {
      threads.emplace_back([&, t] { WriteOn(**store, t, ledger); });
    }
    for (std::thread& thread : threads) thread.join();
  }

  std::string Check(const std::string& path, Ledger& ledger) override {
    LmdbOptions options;
    options.verify_scans = true;
    auto store = OpenLmdb(path, options);
    if (!store.ok()) return store.status().ToString();
    std::string wrong;
    const absl::Status read = (*store)->View([&](Snapshot& snapshot) {
      wrong = CheckAll(snapshot, ledger);
      return absl::OkStatus();
    });
    return read.ok() ? wrong : read.ToString();
  }

 private:
  static void WriteOn(Store& store, int thread, Ledger& ledger) {
    Ledger::Thread& mine = ledger.of[thread];
    while (!ledger.failed) {
      const uint64_t number = mine.begun.fetch_add(1) + 1;
      const std::string key = KeyOf(thread, number % kSlots), value = ValueOf(thread, number);
      const std::string old = KeyOf(thread, (number + kSlots / 2) % kSlots);
      const std::string counter = CounterOf(thread);
      const Outcome outcome = store.Update([&](Snapshot&, WriteBatch& batch) {
        batch.Put(Space::kItems, key, value);
        batch.Erase(Space::kItems, old);
        batch.Add(Space::kStatistics, counter, 1);
        batch.Add(Space::kStatistics, kShared, 1);
        return Decision::kCommit;
      });
      if (outcome.kind != Outcome::Kind::kCommitted) {
        return ledger.Fail("not committed: " + outcome.status.ToString());
      }
      mine.acknowledged.store(number);
    }
  }

  static uint64_t ReadSum(Snapshot& snapshot, std::string_view key) {
    uint64_t sum = 0;
    const absl::Status read = snapshot.Get(Space::kStatistics, {&key, 1}, [&](size_t, auto value) {
      if (value) sum = static_cast<uint64_t>(ReadCounter(*value));
    });
    return read.ok() ? sum : ~uint64_t{0};
  }

  static std::string CheckAll(Snapshot& snapshot, Ledger& ledger) {
    std::map<std::string, std::string> expected;
    uint64_t total = 0;
    for (int t = 0; t < ledger.threads; ++t) {
      const uint64_t found = ReadSum(snapshot, CounterOf(t));
      const uint64_t acknowledged = ledger.of[t].acknowledged, begun = ledger.of[t].begun;
      if (found < acknowledged || found > begun) {
        return "thread " + std::to_string(t) + " has " + std::to_string(found) + " writes, " +
               std::to_string(acknowledged) + " acknowledged of " + std::to_string(begun);
      }
      expected.merge(ItemsAfter(t, found));
      total += found;
      ledger.of[t].acknowledged = found;
      ledger.of[t].begun = found;
    }
    if (ReadSum(snapshot, kShared) != total) return "the shared counter is not the sum";
    if (snapshot.stamp() != total) return "the stamp does not count the writes";
    return CheckItems(snapshot, expected);
  }

  static std::string CheckItems(Snapshot& snapshot, std::map<std::string, std::string>& expected) {
    std::string wrong;
    const absl::Status read = snapshot.Scan({Space::kItems, {}, {}}, [&](auto key, auto value) {
      const auto found = expected.find(std::string(key));
      if (found == expected.end()) {
        wrong = "an item that was erased: " + std::string(key);
      } else if (found->second != value) {
        wrong = "another value at " + std::string(key);
      } else {
        expected.erase(found);
        return Visit::kContinue;
      }
      return Visit::kStop;
    });
    if (!read.ok()) return read.ToString();
    if (wrong.empty() && !expected.empty()) wrong = "no item at " + expected.begin()->first;
    return wrong;
  }
};

}  // namespace
}  // namespace stator::storage

int main(int argc, char** argv) {
  stator::storage::StoreWorkload workload;
  return stator::crash::RunCrashTest(workload, argc, argv);
}
