// A table as the engine knows it: what was asked for when it was created or last updated, and the
// schema that follows from it. Immutable and shared: readers and plans hold the one they began
// with, and a change of the table makes a new one.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "db/base/limits.h"
#include "db/engine/change_log.h"
#include "db/engine/stream.h"
#include "db/engine/time_to_live.h"
#include "db/engine/warm_throughput.h"
#include "db/engine/write_hook.h"
#include "db/model/schema.h"
#include "stator/clock.h"
#include "stator/request/table.h"

namespace stator::engine {

// A secondary index as it is stored with its table. A value.
struct IndexDefinition {
  TableId id = 0;
  std::string name;
  bool is_local = false;
  std::vector<KeySchemaElement> key_schema;
  Projection projection;
  // When its states began (table_state.h), and what of them cannot be derived from the time.
  std::optional<Time> added;    // By UpdateTable; nullopt: created with its table.
  std::optional<Time> updated;  // Its throughput.
  std::optional<Time> deleted;  // No longer maintained nor read: its entries are being purged.
  bool is_backfilling = false;  // Until the last step of the backfill.
  // Of global indexes.
  ProvisionedThroughput throughput{0, 0};
  std::optional<Time> last_increase;
  std::optional<Time> last_decrease;
  int64_t decreases_today = 0;
  std::optional<OnDemandThroughput> on_demand_throughput;
  WarmUnits warm;
};

// What is stored of a table (table_codec.h). A value.
struct TableDefinition {
  TableId id = 0;
  std::string name;
  std::string uuid;
  Time created{};
  std::optional<Time> updated;  // By what the service takes time for (table_state.h).
  std::optional<Time> deleted;  // Still described, until the delay of a deletion is over.
  std::vector<AttributeDefinition> attribute_definitions;
  std::vector<KeySchemaElement> key_schema;
  std::vector<IndexDefinition> indexes;  // Local ones first, in the order of their creation.
  BillingMode billing_mode = BillingMode::kProvisioned;
  std::optional<Time> last_update_to_pay_per_request;
  ProvisionedThroughput throughput{0, 0};
  std::optional<Time> last_increase;
  std::optional<Time> last_decrease;
  int64_t decreases_today = 0;  // On the UTC day of last_decrease.
  std::optional<OnDemandThroughput> on_demand_throughput;
  std::optional<TableClass> table_class;
  std::optional<Time> table_class_updated;
  std::optional<SseSpecification> sse;
  bool deletion_protection = false;
  std::vector<Tag> tags;
  std::optional<TimeToLive> time_to_live;
  std::optional<TableStream> stream;  // The one that was enabled last.
  WarmUnits warm;
};

// Thread-safe: nothing of it changes but the mark that it is out of date.
class Table {
 public:
  // `log`: nullptr without an enabled stream. `hooks` outlives it; nullptr: there are none.
  explicit Table(TableDefinition definition,
                 int64_t item_collection_bytes_max = limits::kItemCollectionBytesMax,
                 std::unique_ptr<const ChangeLog> log = nullptr, const WriteHooks* hooks = nullptr);
  Table(const Table&) = delete;

  const TableDefinition& definition() const { return definition_; }
  const TableSchema& schema() const { return schema_; }
  // Where its changes go; nullptr: nobody wants to know of them.
  const ChangeLog* log() const { return log_.get(); }
  // Of its database.
  const WriteHooks& hooks() const { return hooks_; }
  // How large one of its item collections may become, if it has them: a setting of the database.
  int64_t item_collection_bytes_max() const { return item_collection_bytes_max_; }

  // The fence: false from the commit that replaces or drops this table on. Every Update asks inside
  // the writer, where no schema change can come between the answer and the commit, and replans.
  bool IsCurrent() const { return current_.load(std::memory_order_acquire); }
  void Retire() const { current_.store(false, std::memory_order_release); }

 private:
  static const WriteHooks& NoHooks();

  const TableDefinition definition_;
  const TableSchema schema_;
  const int64_t item_collection_bytes_max_;
  const std::unique_ptr<const ChangeLog> log_;
  const WriteHooks& hooks_;
  mutable std::atomic<bool> current_{true};
};

}  // namespace stator::engine
