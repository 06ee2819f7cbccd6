// The database on disk, killed while a global index is added to a table of many items and filled,
// and while threads change those items: after reopening the filling goes on, and ends with an index
// that is exactly the projection of its table, and that is counted so.
//
// Each round adds the index anew; the check behind it removes it again. Not one write is looked for
// here (engine_crash_test does that): whatever the table holds, the index must hold.
#include <cstdint>
#include <cstdio>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "db/storage/store.h"
#include "stator/database.h"
#include "tests/crash/crash_harness.h"
#include "tests/crash/scan_all.h"

namespace stator {
namespace {

using crash::Ledger;
using crash::ScanAll;

// So many that to fill their index takes hundreds of steps, and longer than a child lives.
constexpr uint64_t kItems = 20'000;
constexpr uint64_t kItemsOfABatch = 25;
const char* const kTable = "items";
const char* const kIndex = "by_group";

Item KeyOf(uint64_t number) { return Item{{"p", number}}; }
// Some have no group, and so no entry.
Item ItemOf(uint64_t number, uint64_t version) {
  Item item = KeyOf(number).Set("filling", std::string(version % 300, 'x')).Set("kept", version);
  if (version % 5 != 0) item.Set("group", "group" + std::to_string(version % 7));
  return item;
}
Item EntryOf(const Item& item) {
  Item entry = item;
  entry.Remove("filling");
  return entry;
}

absl::Status CreateItems(Database& db) {
  const absl::Status created = db.CreateTable(kTable, {"p", ScalarAttributeType::kN});
  return IsError(created, ErrorCode::kResourceInUse) ? absl::OkStatus() : created;
}

absl::Status AddIndex(Database& db) {
  return db
      .UpdateTable({.attribute_definitions = {{{"p", ScalarAttributeType::kN},
                                               {"group", ScalarAttributeType::kS}}},
                    .table_name = kTable,
                    .global_secondary_index_updates =
                        {{{.create =
                               CreateGlobalSecondaryIndexAction{
                                   .index_name = kIndex,
                                   .key_schema = {{{"group", KeyType::kHash}}},
                                   .projection = Projection{ProjectionType::kInclude,
                                                            std::vector<std::string>{"kept"}}}}}}})
      .status();
}

absl::Status RemoveIndex(Database& db) {
  return db
      .UpdateTable({.table_name = kTable,
                    .global_secondary_index_updates =
                        {{{.delete_ = DeleteGlobalSecondaryIndexAction{.index_name = kIndex}}}}})
      .status();
}

// In the child: puts, changes and deletes items, which moves, adds and erases entries.
absl::Status WriteOne(Database& db, int thread, uint64_t number) {
  const uint64_t mixed = (number * 64 + thread) * 0x9E3779B97F4A7C15u >> 8;
  const uint64_t target = mixed % kItems;
  switch (mixed / kItems % 4) {
    case 0:
      return db.Delete(kTable, KeyOf(target));
    case 1:
      return db
          .UpdateItem({.table_name = kTable,
                       .key = KeyOf(target),
                       .update_expression = "SET #g = :g, kept = :k",
                       .expression_attribute_names = AttributeNames{{"#g", "group"}},
                       .expression_attribute_values =
                           Item{{":g", "group" + std::to_string(mixed % 7)}, {":k", number}}})
          .status();
    default:
      return db.Put(kTable, ItemOf(target, mixed / 64));
  }
}

// How far the backfill had come is a row of the catalog while it is on its way (docs/format.md).
absl::StatusOr<bool> IsHalfFilled(const std::string& path) {
  const auto store = storage::OpenLmdb(path, {.map_bytes = size_t{1} << 30});
  if (!store.ok()) return store.status();
  bool found = false;
  const absl::Status read = (*store)->View([&](storage::Snapshot& snapshot) {
    return snapshot.Scan({.space = storage::Space::kCatalog, .begin = "b/", .end = "b0"},
                         [&](std::string_view, std::string_view) {
                           found = true;
                           return storage::Visit::kStop;
                         });
  });
  if (!read.ok()) return read;
  return found;
}

class BackfillWorkload final : public crash::CrashWorkload {
 public:
  void Write(const std::string& path, Ledger& ledger) override {
    const auto db = Open(path, kOptions);
    if (!db.ok()) return ledger.Fail(db.status().ToString());
    absl::Status status = CreateItems(**db);
    if (status.ok()) status = AddIndex(**db);
    if (!status.ok()) return ledger.Fail(status.ToString());
    ledger.opened = true;
    std::vector<std::thread> threads;
    for (int t = 0; t < ledger.threads; ++t) {
      threads.emplace_back([&, t] {
        Ledger::Thread& mine = ledger.of[t];
        while (!ledger.failed) {
          const uint64_t number = mine.begun.fetch_add(1) + 1;
          const absl::Status written = WriteOne(**db, t, number);
          if (!written.ok()) return ledger.Fail(written.ToString());
          mine.acknowledged.store(number);
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
  }

  std::string Check(const std::string& path, Ledger& ledger) override {
    const auto half_filled = IsHalfFilled(path);
    if (!half_filled.ok()) return half_filled.status().ToString();
    half_filled_ += *half_filled ? 1 : 0;
    const auto db = Open(path, kOptions);
    if (!db.ok()) return db.status().ToString();
    absl::Status status = CreateItems(**db);  // The kill may have come before.
    if (status.ok()) status = (*db)->RunDue();
    if (status.ok()) status = CheckIndex(**db);
    if (status.ok()) status = FillTable(**db);
    if (status.ok()) status = (*db)->RunDue();
    for (int t = 0; t < ledger.threads; ++t) ledger.of[t].acknowledged.store(ledger.of[t].begun);
    return status.ok() ? "" : status.ToString();
  }

  std::string Finish() override {
    std::printf("%d kills met an index that was half filled\n", half_filled_);
    return half_filled_ > 0 ? "" : "no kill met an index that was half filled";
  }

 private:
  inline static const Options kOptions{.map_bytes = size_t{1} << 30, .verify_scans = true};

  // If there is an index, it is ready and true; afterwards there is none.
  static absl::Status CheckIndex(Database& db) {
    const auto described = db.DescribeTable({.table_name = kTable});
    if (!described.ok()) return described.status();
    const auto& indexes = described->table->global_secondary_indexes;
    if (!indexes) return absl::OkStatus();
    const GlobalSecondaryIndexDescription& index = indexes->front();
    if (index.index_status != IndexStatus::kActive) {
      return absl::InternalError("the index is not ready");
    }
    const auto items = ScanAll(db, ScanRequest{.table_name = kTable});
    if (!items.ok()) return items.status();
    const auto found = ScanAll(db, ScanRequest{.table_name = kTable, .index_name = kIndex});
    if (!found.ok()) return found.status();
    std::multiset<std::string> entries, expected;
    int64_t bytes = 0;
    for (const Item& entry : *found) {
      entries.insert(entry.encoded());
      bytes += static_cast<int64_t>(entry.view().SizeAsItem());
    }
    for (const Item& item : *items) {
      if (item.Find("group")) expected.insert(EntryOf(item).encoded());
    }
    if (entries != expected) return absl::InternalError("the index does not agree with its table");
    if (index.item_count != static_cast<int64_t>(entries.size()) ||
        index.index_size_bytes != bytes) {
      return absl::InternalError("the index is not counted as it is");
    }
    return RemoveIndex(db);
  }

  // So that there is something to fill.
  static absl::Status FillTable(Database& db) {
    const auto described = db.DescribeTable({.table_name = kTable});
    if (!described.ok()) return described.status();
    if (described->table->item_count > static_cast<int64_t>(kItems * 3 / 4)) {
      return absl::OkStatus();
    }
    for (uint64_t first = 0; first < kItems; first += kItemsOfABatch) {
      std::vector<WriteRequest> puts;
      for (uint64_t number = first; number < first + kItemsOfABatch; ++number) {
        puts.push_back({.put_request = PutRequest{.item = ItemOf(number, number)}});
      }
      BatchWriteItemRequest request;
      request.request_items.emplace()[kTable] = std::move(puts);
      const auto written = db.BatchWriteItem(request);
      if (!written.ok()) return written.status();
    }
    return absl::OkStatus();
  }

  int half_filled_ = 0;
};

}  // namespace
}  // namespace stator

int main(int argc, char** argv) {
  stator::BackfillWorkload workload;
  return stator::crash::RunCrashTest(workload, argc, argv);
}
