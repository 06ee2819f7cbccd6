// How far a backfill has come is a row of the catalog, read and moved on by each step in the Update
// that writes the entries: so no item is passed over, whatever is repeated, refused, or interrupted
// by the end of the process. The step that finds no more items is followed by an edit of the
// catalog that makes the index readable.
#include "db/background/index_backfill.h"

#include <algorithm>
#include <string>
#include <vector>

#include "db/background/step.h"
#include "db/base/status_macros.h"
#include "db/engine/catalog_rows.h"
#include "db/engine/error.h"
#include "db/engine/outcome.h"
#include "db/engine/secondary_index.h"
#include "db/model/record.h"

namespace stator::background {
namespace {

using engine::IndexDefinition;
using engine::TableDefinition;
using engine::TablePtr;
using storage::Decision;
using storage::Space;
using storage::Visit;

constexpr int kStepsOfACaller = 16;

// When the first backfill of the table may begin; nullopt when there is none.
std::optional<Time> DueOf(const TableDefinition& table, std::chrono::microseconds delay) {
  for (const IndexDefinition& index : table.indexes) {
    if (!index.is_backfilling || table.deleted) continue;
    return delay.count() == 0 || !index.added ? Time::min() : *index.added + delay;
  }
  return std::nullopt;
}

const IndexSchema* FirstBackfilling(const TableSchema& schema) {
  for (const IndexSchema& index : schema.indexes) {
    if (index.is_backfilling) return &index;
  }
  return nullptr;
}

// The keys and values of the next items: copies, since entries are looked up while they are used.
struct Items {
  std::vector<std::pair<std::string, std::string>> rows;
  bool last = true;  // There are no more behind them.
};

absl::Status ReadItems(const TableSchema& schema, const IndexSchema& index,
                       storage::Snapshot& snapshot, Items& items) {
  const StoreKey first = StoreKey::Table(schema.id);
  std::string begin(first.bytes());
  const std::string progress = engine::ProgressRowKey(index.id);
  const std::string_view progress_key = progress;
  STATOR_RETURN_IF_ERROR(snapshot.Get(Space::kCatalog, {&progress_key, 1},
                                      [&](size_t, std::optional<std::string_view> value) {
                                        if (value) begin = *value;
                                      }));
  StoreKey end = first;
  const bool bounded = end.AdvanceBeyondPrefix();
  StepBudget budget;
  return snapshot.Scan({.space = Space::kItems,
                        .begin = begin,
                        .end = bounded ? end.bytes() : std::string_view(),
                        .row_hint = StepBudget::kRows},
                       [&](std::string_view key, std::string_view value) {
                         if (budget.IsSpent()) {
                           items.last = false;
                           return Visit::kStop;
                         }
                         items.rows.emplace_back(key, value);
                         budget.Take(value.size());
                         return Visit::kContinue;
                       });
}

// One step: the entries of the next items, and where the step after it begins. Sets `done` when
// there are no more items.
absl::Status FillSome(const TableSchema& schema, const IndexSchema& index,
                      const DigestSecret& secret, storage::Snapshot& snapshot,
                      storage::WriteBatch& batch, bool& done) {
  Items items;
  STATOR_RETURN_IF_ERROR(ReadItems(schema, index, snapshot, items));
  size_t bytes = 0;
  for (const auto& [key, value] : items.rows) {
    const auto record = ItemRecord::Read(value);
    if (!record) return engine::error::DamagedItem();
    STATOR_RETURN_IF_ERROR(engine::FillIndex(schema, index, secret, record->item(),
                                             record->item_size(), snapshot, batch, bytes));
  }
  done = items.last;
  if (items.rows.empty()) return absl::OkStatus();
  std::string next = items.rows.back().first;
  next.push_back('\0');
  storage::Arena& arena = batch.arena();
  batch.Put(Space::kCatalog, arena.Copy(engine::ProgressRowKey(index.id)), arena.Copy(next));
  return absl::OkStatus();
}

// Unless the index is gone meanwhile, or another step was faster, or a rewind has undone the last
// step: then the table is another.
absl::Status MakeReadable(engine::Catalog& catalog, const engine::Table& table, TableId id) {
  const auto edit = [&](TableDefinition definition) -> absl::StatusOr<TableDefinition> {
    if (!table.IsCurrent()) return engine::error::RequestedResourceNotFound();
    for (IndexDefinition& index : definition.indexes) {
      if (index.id != id || !index.is_backfilling) continue;
      index.is_backfilling = false;
      return definition;
    }
    return engine::error::RequestedResourceNotFound();
  };
  const absl::Status edited = catalog.Update(table.schema().name, edit).status();
  return absl::IsNotFound(edited) ? absl::OkStatus() : edited;
}

}  // namespace

std::optional<Time> IndexBackfill::NextDue() {
  std::optional<Time> first;
  catalog_.FindIf([&](const TableDefinition& table) {
    const std::optional<Time> due = DueOf(table, delay_);
    if (due && (!first || *due < *first)) first = due;
    return false;
  });
  return first;
}

absl::Status IndexBackfill::RunOnce(Time now) {
  const std::optional<Time> due = NextDue();
  if (!due || *due > now) return absl::OkStatus();
  const TablePtr table = catalog_.FindIf(
      [&](const TableDefinition& definition) { return DueOf(definition, delay_) == due; });
  if (table == nullptr) return absl::OkStatus();
  const TableSchema& schema = table->schema();
  const IndexSchema& index = *FirstBackfilling(schema);
  bool done = false;
  absl::Status failure;
  const storage::Outcome outcome =
      store_.Update([&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
        done = false;
        if (!table->IsCurrent()) return Decision::kReplan;
        failure = FillSome(schema, index, secret_, snapshot, batch, done);
        return failure.ok() ? Decision::kCommit : Decision::kRefuse;
      });
  if (outcome.kind == storage::Outcome::Kind::kReplan) return absl::OkStatus();  // The next step.
  STATOR_RETURN_IF_ERROR(engine::StatusOf(outcome, failure));
  return done ? MakeReadable(catalog_, *table, index.id) : absl::OkStatus();
}

absl::Status IndexBackfill::RunSome(Time now) {
  for (int step = 0; step < kStepsOfACaller; ++step) {
    const std::optional<Time> due = NextDue();
    if (!due || *due > now) break;
    STATOR_RETURN_IF_ERROR(RunOnce(now));
  }
  return absl::OkStatus();
}

}  // namespace stator::background
