// The database on disk, killed while 32 threads write items: every acknowledged write is there,
// every item is whole, counters count what was acknowledged and at most what was in flight beside
// it, the statistics of each table agree with a Scan of it, and so do its indexes and the expiry
// index; and the stream of the counters leads to what they say.
//
// Write n of a thread is one of five, by n % 5:
//   0  adds one to a counter that all threads share
//   1  puts item n of its own, on condition that there is none
//   2  takes seat n, which goes to one thread only
//   3  sets its own row to n, on condition that what it says is less
//   4  deletes an item that it put some writes ago
// What the parent knows of the outcome of the writes in flight it learns by looking, once.
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "db/engine/expiry_index.h"
#include "db/model/record.h"
#include "db/storage/store.h"
#include "stator/database.h"
#include "tests/crash/crash_harness.h"
#include "tests/crash/scan_all.h"
#include "tests/support/stream_follower.h"

namespace stator {
namespace {

using crash::Ledger;
using crash::ScanAll;

constexpr uint64_t kKinds = 5;
// An item lives for 48 writes. Before that there is nothing to delete.
constexpr uint64_t kAge = 48;

// Beyond every test, in seconds since 1970.
constexpr uint64_t kExpires = 100'000'000'000;

enum class Kind : uint64_t { kCount, kPut, kSeat, kRow, kDelete };
Kind KindOf(uint64_t number) { return static_cast<Kind>(number % kKinds); }

// Every byte follows from thread and number; sizes go from nothing to several pages.
std::string FillingOf(int thread, uint64_t number) {
  const uint64_t mixed = (number * 64 + thread) * 0x9E3779B97F4A7C15u;
  std::string filling(number % 20 == 1 ? mixed % 20'000 : mixed % 500, '\0');
  for (size_t i = 0; i < filling.size(); ++i) filling[i] = 'a' + (mixed >> (i % 40)) % 26;
  return filling;
}

Item ItemKey(int thread, uint64_t number) {
  return Item{{"p", "thread" + std::to_string(thread)}, {"s", number}};
}
Item ItemOf(int thread, uint64_t number) {
  return ItemKey(thread, number)
      .Set("group", "group" + std::to_string(number % 7))
      .Set("filling", FillingOf(thread, number))
      .Set("expires", kExpires + number);
}
Item SeatOf(int thread, uint64_t number) {
  return Item{{"p", number},
              {"owner", thread},
              {"filling", FillingOf(thread, number)},
              {"expires", kExpires + number}};
}

// In the child: one thread's writes.
class Writer {
 public:
  Writer(Database& db, int thread, Ledger& ledger)
      : db_(db), thread_(thread), ledger_(ledger), mine_(ledger.of[thread]) {}

  void Run() {
    while (!ledger_.failed) {
      const uint64_t number = mine_.begun.fetch_add(1) + 1;
      const absl::Status status = Write(number);
      if (!status.ok()) return ledger_.Fail(status.ToString());
      mine_.acknowledged.store(number);
    }
  }

 private:
  absl::Status Write(uint64_t number) {
    switch (KindOf(number)) {
      case Kind::kCount:
        return db_.Add("counters", Item{{"p", "shared"}}, "n", 1).status();
      case Kind::kPut:
        return PutOwn(number);
      case Kind::kSeat:
        return db_.PutIfAbsent("seats", SeatOf(thread_, number)).status();
      case Kind::kRow:
        return SetRow(number);
      case Kind::kDelete:
        return DeleteOld(number);
    }
    return absl::OkStatus();
  }

  absl::Status PutOwn(uint64_t number) {
    const auto put = db_.PutIfAbsent("items", ItemOf(thread_, number));
    if (put.ok() && !*put) return absl::InternalError("an item that was never put is there");
    return put.status();
  }

  absl::Status SetRow(uint64_t number) {
    return db_
        .UpdateItem({.table_name = "counters",
                     .key = Item{{"p", "thread" + std::to_string(thread_)}},
                     .update_expression = "SET n = :n, filling = :filling",
                     .condition_expression = "attribute_not_exists(n) OR n < :n",
                     .expression_attribute_values =
                         Item{{":n", number}, {":filling", FillingOf(thread_, number)}}})
        .status();
  }

  // The item may never have come to be, if a kill overtook it.
  absl::Status DeleteOld(uint64_t number) {
    if (number <= kAge) return absl::OkStatus();
    const auto deleted = db_.DeleteItem({.table_name = "items",
                                         .key = ItemKey(thread_, number - kAge),
                                         .condition_expression = "attribute_exists(p)"});
    if (IsError(deleted.status(), ErrorCode::kConditionalCheckFailed)) return absl::OkStatus();
    return deleted.status();
  }

  Database& db_;
  const int thread_;
  Ledger& ledger_;
  Ledger::Thread& mine_;
};

// In the parent: what the database must hold, as far as is known.
class Expected {
 public:
  // Takes in what the ledger says of this round: what was acknowledged, and what may have happened.
  void Take(const Ledger& ledger) {
    may_ = {};
    adds_sure_ = adds_maybe_ = 0;
    for (int t = 0; t < ledger.threads; ++t) {
      uint64_t& done = done_[t];
      const uint64_t acknowledged = ledger.of[t].acknowledged, begun = ledger.of[t].begun;
      for (uint64_t n = done + 1; n <= acknowledged; ++n) Happened(t, n);
      for (uint64_t n = acknowledged + 1; n <= begun; ++n) MayHaveHappened(t, n);
      done = begun;
    }
  }

  std::string CheckCounters(const std::vector<Item>& counters) {
    uint64_t shared = 0;
    std::map<int, uint64_t> found;
    for (const Item& counter : counters) {
      const std::string name(counter.Find("p")->AsString());
      const auto n = static_cast<uint64_t>(counter.Find("n")->AsNumber().ToInt64().value_or(-1));
      if (name == "shared") {
        shared = n;
        continue;
      }
      const int thread = std::stoi(name.substr(6));
      if (counter.Find("filling")->AsString() != FillingOf(thread, n)) return name + " is torn";
      found[thread] = n;
    }
    for (auto& [thread, row] : rows_) {
      const uint64_t n = found[thread];  // 0 where there is no row.
      if (n != row.first && n != row.second) {
        return "thread" + std::to_string(thread) + " says " + std::to_string(n);
      }
      row = {n, n};
    }
    const uint64_t least = shared_ + adds_sure_;
    if (shared < least || shared > least + adds_maybe_) {
      return "the shared counter is " + std::to_string(shared) + ", not " + std::to_string(least) +
             " and up to " + std::to_string(adds_maybe_) + " more";
    }
    shared_ = shared;
    return "";
  }

  std::string CheckItems(const std::vector<Item>& items) {
    std::set<std::pair<int, uint64_t>> found;
    for (const Item& item : items) {
      const int thread = std::stoi(std::string(item.Find("p")->AsString().substr(6)));
      const auto number = static_cast<uint64_t>(*item.Find("s")->AsNumber().ToInt64());
      if (!(item == ItemOf(thread, number))) return "a torn item";
      const std::pair<int, uint64_t> key(thread, number);
      if (items_.count(key) == 0 && may_.count(key) == 0) return "an item too many";
      found.insert(key);
    }
    for (const auto& key : items_) {
      if (found.count(key) == 0 && may_.count(key) == 0) {
        return "item " + std::to_string(key.second) + " of thread " + std::to_string(key.first) +
               " is lost";
      }
    }
    items_ = std::move(found);
    return "";
  }

  // Every seat that someone was told about is taken, by one who tried.
  std::string CheckSeats(const std::vector<Item>& seats, const Ledger& ledger) {
    for (const Item& seat : seats) {
      const auto number = static_cast<uint64_t>(*seat.Find("p")->AsNumber().ToInt64());
      const int owner = static_cast<int>(*seat.Find("owner")->AsNumber().ToInt64());
      if (!(seat == SeatOf(owner, number))) return "a torn seat";
      if (ledger.of[owner].begun < number) return "a seat for one who never tried";
      seats_.erase(number);
    }
    if (!seats_.empty()) return "seat " + std::to_string(*seats_.begin()) + " is lost";
    return "";
  }

 private:
  void Happened(int t, uint64_t n) {
    switch (KindOf(n)) {
      case Kind::kCount:
        ++adds_sure_;
        return;
      case Kind::kPut:
        items_.insert({t, n});
        return;
      case Kind::kSeat:
        seats_.insert(n);
        return;
      case Kind::kRow:
        rows_[t] = {n, n};
        return;
      case Kind::kDelete:
        if (n > kAge) items_.erase({t, n - kAge});
        return;
    }
  }
  void MayHaveHappened(int t, uint64_t n) {
    switch (KindOf(n)) {
      case Kind::kCount:
        ++adds_maybe_;
        return;
      case Kind::kPut:
        may_.insert({t, n});
        return;
      case Kind::kSeat:
        return;
      case Kind::kRow:
        rows_[t].second = n;
        return;
      case Kind::kDelete:
        if (n > kAge) may_.insert({t, n - kAge});
        return;
    }
  }

  std::map<int, uint64_t> done_;                       // The last write of each thread so far.
  std::map<int, std::pair<uint64_t, uint64_t>> rows_;  // What a row says, or may say instead.
  std::set<std::pair<int, uint64_t>> items_;           // (thread, number)
  std::set<std::pair<int, uint64_t>> may_;             // Items that may be there or not.
  std::set<uint64_t> seats_;                           // Of this round.
  uint64_t shared_ = 0;
  uint64_t adds_sure_ = 0;
  uint64_t adds_maybe_ = 0;
};

// What an index of one of the tables is on, and what it holds.
struct Index {
  std::string table;
  std::string name;
  std::vector<std::string> key;
  std::vector<std::string> held;  // Empty: all.
};
const Index kIndexes[] = {
    {"counters", "by_n", {"n"}, {"p", "n"}},
    {"items", "by_group", {"group", "s"}, {}},
    {"items", "local", {"group"}, {"p", "s", "group"}},
};

CreateTableRequest CountersRequest() {
  return {
      .attribute_definitions = {{{"p", ScalarAttributeType::kS}, {"n", ScalarAttributeType::kN}}},
      .table_name = "counters",
      .key_schema = {{{"p", KeyType::kHash}}},
      .billing_mode = BillingMode::kPayPerRequest,
      .global_secondary_indexes = {{GlobalSecondaryIndex{
          .index_name = "by_n",
          .key_schema = {{{"n", KeyType::kHash}}},
          .projection = Projection{ProjectionType::kKeysOnly}}}},
      .stream_specification = StreamSpecification{true, StreamViewType::kNewAndOldImages}};
}

CreateTableRequest ItemsRequest() {
  return {.attribute_definitions = {{{"p", ScalarAttributeType::kS},
                                     {"s", ScalarAttributeType::kN},
                                     {"group", ScalarAttributeType::kS}}},
          .table_name = "items",
          .key_schema = {{{"p", KeyType::kHash}, {"s", KeyType::kRange}}},
          .billing_mode = BillingMode::kPayPerRequest,
          .local_secondary_indexes = {{LocalSecondaryIndex{
              .index_name = "local",
              .key_schema = {{{"p", KeyType::kHash}, {"group", KeyType::kRange}}},
              .projection = Projection{ProjectionType::kKeysOnly}}}},
          .global_secondary_indexes = {{GlobalSecondaryIndex{
              .index_name = "by_group",
              .key_schema = {{{"group", KeyType::kHash}, {"s", KeyType::kRange}}},
              .projection = Projection{ProjectionType::kAll}}}}};
}

absl::Status CreateTables(Database& db) {
  const absl::Status created[] = {db.CreateTable(CountersRequest()).status(),
                                  db.CreateTable(ItemsRequest()).status(),
                                  db.CreateTable("seats", {"p", ScalarAttributeType::kN})};
  for (const absl::Status& status : created) {
    if (!status.ok() && !IsError(status, ErrorCode::kResourceInUse)) return status;
  }
  for (const char* table : {"items", "seats"}) {
    const absl::Status enabled =
        db.UpdateTimeToLive(
              {.table_name = table,
               .time_to_live_specification =
                   TimeToLiveSpecification{.enabled = true, .attribute_name = "expires"}})
            .status();
    // Else it is enabled already.
    if (!enabled.ok() && !IsError(enabled, ErrorCode::kValidation)) return enabled;
  }
  return absl::OkStatus();
}

// Every item that expires has its entry in the index, and the index no other.
std::string CheckExpiryIndex(const std::string& path) {
  const auto store = storage::OpenLmdb(path, {.map_bytes = size_t{1} << 30});
  if (!store.ok()) return store.status().ToString();
  std::set<std::string> expected;
  std::set<std::string> found;
  const absl::Status read = (*store)->View([&](storage::Snapshot& snapshot) {
    const absl::Status scanned = snapshot.Scan(
        {.space = storage::Space::kItems, .begin = {}, .end = {}},
        [&](std::string_view key, std::string_view value) {
          const auto seconds = engine::ExpiryOf(ItemRecord::Read(value)->item(), "expires");
          if (seconds) expected.insert(engine::ExpiryKey(*seconds, key));
          return storage::Visit::kContinue;
        });
    if (!scanned.ok()) return scanned;
    return snapshot.Scan({.space = storage::Space::kExpiry, .begin = {}, .end = {}},
                         [&](std::string_view key, std::string_view) {
                           found.emplace(key);
                           return storage::Visit::kContinue;
                         });
  });
  if (!read.ok()) return read.ToString();
  return found == expected ? "" : "the expiry index and the items disagree";
}

std::optional<Item> EntryOf(const Index& index, const Item& item) {
  for (const std::string& name : index.key) {
    if (!item.Find(name)) return std::nullopt;
  }
  if (index.held.empty()) return item;
  Item entry;
  for (const std::string& name : index.held) entry.Set(name, Value(*item.Find(name)));
  return entry;
}

absl::Status CheckIndex(Database& db, const Index& index, const std::vector<Item>& items) {
  const auto found = ScanAll(db, ScanRequest{.table_name = index.table, .index_name = index.name});
  if (!found.ok()) return found.status();
  std::multiset<std::string> entries, expected;
  for (const Item& entry : *found) entries.insert(entry.encoded());
  for (const Item& item : items) {
    if (const auto entry = EntryOf(index, item)) expected.insert(entry->encoded());
  }
  return entries == expected
             ? absl::OkStatus()
             : absl::InternalError("index " + index.name + " does not agree with its table");
}

// All items of a table, once its statistics and its indexes are seen to agree with them.
absl::StatusOr<std::vector<Item>> ItemsOf(Database& db, const std::string& table) {
  auto scanned = ScanAll(db, ScanRequest{.table_name = table});
  if (!scanned.ok()) return scanned.status();
  std::vector<Item> items = *std::move(scanned);
  int64_t bytes = 0;
  for (const Item& item : items) bytes += static_cast<int64_t>(item.view().SizeAsItem());
  for (const Index& index : kIndexes) {
    if (index.table != table) continue;
    const absl::Status checked = CheckIndex(db, index, items);
    if (!checked.ok()) return checked;
  }
  const auto described = db.DescribeTable({.table_name = table});
  if (!described.ok()) return described.status();
  if (described->table->item_count != static_cast<int64_t>(items.size())) {
    return absl::InternalError("ItemCount of " + table + " is not its number of items");
  }
  if (described->table->table_size_bytes != bytes) {
    return absl::InternalError("TableSizeBytes of " + table + " is not the sum of its items");
  }
  return items;
}

class EngineWorkload final : public crash::CrashWorkload {
 public:
  void Write(const std::string& path, Ledger& ledger) override {
    const auto db = Open(path, kOptions);
    if (!db.ok()) return ledger.Fail(db.status().ToString());
    const absl::Status created = CreateTables(**db);
    if (!created.ok()) return ledger.Fail(created.ToString());
    ledger.opened = true;
    std::vector<std::thread> threads;
    for (int t = 0; t < ledger.threads; ++t) {
      threads.emplace_back([&, t] { Writer(**db, t, ledger).Run(); });
    }
    for (std::thread& thread : threads) thread.join();
  }

  std::string Check(const std::string& path, Ledger& ledger) override {
    auto db = Open(path, kOptions);
    if (!db.ok()) return db.status().ToString();
    // The kill may have come before they were there.
    const absl::Status created = CreateTables(**db);
    if (!created.ok()) return created.ToString();
    expected_.Take(ledger);
    std::string wrong = CheckTables(**db, ledger);
    for (int t = 0; t < ledger.threads; ++t) ledger.of[t].acknowledged.store(ledger.of[t].begun);
    // What the kill left half done.
    const absl::Status finished = (*db)->RunDue();
    if (wrong.empty() && !finished.ok()) wrong = finished.ToString();
    if (wrong.empty()) wrong = EmptySeats(**db);
    db->reset();
    return wrong.empty() ? CheckExpiryIndex(path) : wrong;
  }

 private:
  inline static const Options kOptions{
      .shards_per_stream = 3, .map_bytes = size_t{1} << 30, .verify_scans = true};

  std::string CheckTables(Database& db, const Ledger& ledger) {
    const auto counters = ItemsOf(db, "counters");
    if (!counters.ok()) return counters.status().ToString();
    std::string wrong = expected_.CheckCounters(*counters);
    if (!wrong.empty()) return wrong;
    const auto items = ItemsOf(db, "items");
    if (!items.ok()) return items.status().ToString();
    wrong = CheckStream(db, *counters);
    if (!wrong.empty()) return wrong;
    wrong = expected_.CheckItems(*items);
    if (!wrong.empty()) return wrong;
    const auto seats = ItemsOf(db, "seats");
    if (!seats.ok()) return seats.status().ToString();
    return expected_.CheckSeats(*seats, ledger);
  }

  // Every change of the counters is in their stream, once and in order, and no other is.
  std::string CheckStream(Database& db, const std::vector<Item>& counters) {
    if (!follower_) {
      const auto described = db.DescribeTable({.table_name = "counters"});
      if (!described.ok()) return described.status().ToString();
      follower_.emplace(described->table->latest_stream_arn.value_or(""));
    }
    if (std::string wrong = follower_->Follow(db); !wrong.empty()) return "stream: " + wrong;
    std::map<std::string, Item> there;
    for (const Item& counter : counters) {
      there.emplace(Item{{"p", Value(*counter.Find("p"))}}.encoded(), counter);
    }
    return follower_->items() == there ? "" : "the stream of the counters leads elsewhere";
  }

  // Drops the table, which the next round is left to erase, and which another of its name follows.
  static std::string EmptySeats(Database& db) {
    const auto dropped = db.DeleteTable({.table_name = "seats"});
    return dropped.ok() ? "" : dropped.status().ToString();
  }

  Expected expected_;
  std::optional<testing::StreamFollower> follower_;
};

}  // namespace
}  // namespace stator

int main(int argc, char** argv) {
  stator::EngineWorkload workload;
  return stator::crash::RunCrashTest(workload, argc, argv);
}
