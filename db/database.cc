// The door: opens a store and wires the rooms. No logic lives here.
#include "stator/database.h"

#include <random>
#include <utility>
#include <vector>

#include "db/background/expiry_fill.h"
#include "db/background/expiry_sweep.h"
#include "db/background/index_backfill.h"
#include "db/background/log_trim.h"
#include "db/background/purge.h"
#include "db/background/shard_roll.h"
#include "db/background/token_purge.h"
#include "db/background/worker.h"
#include "db/base/error.h"
#include "db/base/status_macros.h"
#include "db/engine/catalog.h"
#include "db/engine/epochs.h"
#include "db/expression/cache.h"
#include "db/open.h"
#include "db/operation/account.h"
#include "db/operation/attachment.h"
#include "db/operation/backup.h"
#include "db/operation/batch.h"
#include "db/operation/change.h"
#include "db/operation/context.h"
#include "db/operation/global_table.h"
#include "db/operation/item.h"
#include "db/operation/mark.h"
#include "db/operation/prepare.h"
#include "db/operation/query.h"
#include "db/operation/requested_transaction.h"
#include "db/operation/staged_transaction.h"
#include "db/operation/statement.h"
#include "db/operation/stream.h"
#include "db/operation/table.h"
#include "db/operation/tag.h"
#include "db/operation/time_to_live.h"
#include "db/operation/transaction.h"
#include "db/operation/triggers.h"
#include "db/partiql/cache.h"
#include "db/request/operations.h"
#include "db/storage/store.h"
#include "db/trigger/dispatcher.h"

namespace stator {
namespace {

// As `--shards-per-stream` of the server.
constexpr uint32_t kShardsMax = 1000;

class Engine final : public EmbeddedDatabase {
 public:
  Engine(std::unique_ptr<storage::Store> store, const Options& options, uint64_t first_epoch)
      : options_(options),
        store_(std::move(store)),
        catalog_(*store_, {.item_collection_bytes_max = options.item_collection_bytes_max,
                           .shards_per_stream = options.shards_per_stream}),
        epochs_(first_epoch),
        backfill_(*store_, catalog_, {store_->identity().secret}, options.transition_delay),
        purge_(*store_, catalog_, options.transition_delay),
        fill_(*store_, catalog_),
        sweep_(*store_, catalog_, options.time_to_live_delay),
        token_purge_(*store_),
        trim_(*store_, catalog_),
        roll_(catalog_, options.shard_age),
        worker_(ClockOf(options),
                {&backfill_, &purge_, &fill_, &sweep_, &token_purge_, &trim_, &roll_}),
        context_{
            .store = *store_,
            .catalog = catalog_,
            .epochs = epochs_,
            .expressions = expressions_,
            .statements = statements_,
            .clock = ClockOf(options),
            .secret = {store_->identity().secret},
            .arn_prefix = "arn:aws:dynamodb:" + options.region + ":" + options.account + ":table/",
            .time_to_live_change_interval = options.time_to_live_change_interval,
            .delay = options.transition_delay,
            .backfill = backfill_,
            .wake_background = [this] { worker_.Wake(); },
            .token_recorded =
                [this] {
                  if (token_purge_.NoteToken()) worker_.Wake();
                }},
        dispatcher_(*store_, catalog_, catalog_.streams().feed(), ClockOf(options),
                    {.origin = {.secret = {store_->identity().secret}, .region = options.region},
                     .place = PlaceOf(options),
                     .transactions = Transactions(),
                     .waits_for_drain = options.triggers_wait_for_drain}),
        triggers_(context_, dispatcher_, PlaceOf(options)) {}

  absl::Status Load() {
    if (options_.shards_per_stream < 1 || options_.shards_per_stream > kShardsMax) {
      return error::Validation("Options::shards_per_stream must be 1 to 1,000");
    }
    store_->OnCommit([this] { catalog_.streams().feed().Committed(); });
    STATOR_RETURN_IF_ERROR(catalog_.Load());
    // What the last process left: a drop or a backfill that it did not finish, items and tokens
    // that expire.
    const std::initializer_list<background::Task*> tasks = {
        &purge_, &backfill_, &fill_, &sweep_, &token_purge_, &trim_, &roll_};
    for (background::Task* task : tasks) {
      if (task->NextDue()) worker_.Wake();
    }
    return dispatcher_.Load();
  }

#define STATOR_FORWARD(Name)                                                 \
  absl::StatusOr<Name##Result> Name(const Name##Request& request) override { \
    return operation::Name(context_, request);                               \
  }
  STATOR_EACH_OPERATION(STATOR_FORWARD)
#undef STATOR_FORWARD

#define STATOR_FORWARD(Name)                                                 \
  void Name(Name##Request request, Completion<Name##Result> done) override { \
    operation::Name(context_, std::move(request), std::move(done));          \
  }
  STATOR_EACH_COMPLETING_OPERATION(STATOR_FORWARD)
#undef STATOR_FORWARD

  absl::StatusOr<Expression> Prepare(ExpressionKind kind, std::string_view text) override {
    return operation::Prepare(kind, text);
  }
  absl::Status View(const GetItemRequest& request,
                    absl::FunctionRef<void(std::optional<ItemView>)> visit) override {
    return operation::ViewItem(context_, request, visit);
  }

  // Functions first, lest records be trimmed that they would have been called with; then again for
  // what the rest has changed.
  absl::Status RunDue() override {
    STATOR_RETURN_IF_ERROR(dispatcher_.RunDue());
    STATOR_RETURN_IF_ERROR(worker_.RunDue());
    return dispatcher_.RunDue();
  }
  Triggers& triggers() override { return triggers_; }

  absl::StatusOr<uint64_t> WaitForChange(std::string_view table, uint64_t seen,
                                         std::chrono::microseconds patience) override {
    return operation::WaitForChange(context_, table, seen, patience);
  }
  absl::StatusOr<std::unique_ptr<ChangeSubscription>> OnChange(
      std::string_view table, absl::AnyInvocable<void()> changed) override {
    return operation::OnChange(context_, table, std::move(changed));
  }
  absl::Status RollShards(std::string_view table) override {
    return operation::RollShards(context_, table);
  }

  absl::StatusOr<MarkId> Mark() override { return operation::Mark(context_); }
  absl::Status Rewind(MarkId mark) override {
    const absl::Status rewound = operation::Rewind(context_, mark);
    const absl::Status loaded = dispatcher_.Load();
    return rewound.ok() ? loaded : rewound;
  }
  void Release(MarkId mark) override { operation::Release(context_, mark); }
  std::vector<MarkId> Marks() const override { return store_->Marks(); }
  absl::StatusOr<std::unique_ptr<EmbeddedDatabase>> Fork(Clock* clock) override;

  Stats stats() const override {
    const storage::StoreStats s = store_->stats();
    return {.commits = s.commits,
            .writes = s.updates,
            .syncs = s.syncs,
            .pages_written = s.pages_written,
            .bytes_used = s.bytes_used,
            .commits_by_writes = s.commits_by_updates,
            .reader_lag = s.reader_lag,
            .change_records = s.rows[static_cast<size_t>(storage::Space::kLog)],
            .map_bytes = s.map_bytes,
            .page_bytes = s.page_bytes,
            .free_pages = s.free_pages};
  }

 private:
  static const Clock& ClockOf(const Options& options) {
    return options.clock != nullptr ? *options.clock : SystemClock();
  }

  trigger::TransactionSource Transactions() {
    return {.begin = [this] { return std::make_unique<operation::StagedTransaction>(context_); },
            .request =
                [this](TransactWriteItemsRequest request, CausePtr cause) {
                  return operation::RequestedTransaction::Make(context_, std::move(request),
                                                               std::move(cause));
                }};
  }

  static trigger::Place PlaceOf(const Options& options) {
    return {.region = options.region, .account = options.account};
  }

  absl::StatusOr<std::string> PartitionKeyOf(std::string_view table) override {
    return operation::PartitionKeyOf(context_, table);
  }

  const Options options_;
  const std::unique_ptr<storage::Store> store_;
  engine::Catalog catalog_;
  engine::Epochs epochs_;
  expression::Cache expressions_;
  partiql::Cache statements_;
  background::IndexBackfill backfill_;
  background::Purge purge_;
  background::ExpiryFill fill_;
  background::ExpirySweep sweep_;
  background::TokenPurge token_purge_;
  background::LogTrim trim_;
  background::ShardRoll roll_;
  background::Worker worker_;  // Stops before what it works on is destroyed.
  const operation::Context context_;
  trigger::Dispatcher dispatcher_;  // Its functions end before anything that they use.
  operation::TriggerOperations triggers_;
};

int64_t NowOf(const Options& options) {
  const Clock& clock = options.clock != nullptr ? *options.clock : SystemClock();
  return clock.Now().time_since_epoch().count();
}

absl::StatusOr<std::unique_ptr<EmbeddedDatabase>> OpenEngine(std::unique_ptr<storage::Store> store,
                                                             const Options& options,
                                                             uint64_t first_epoch) {
  auto engine = std::make_unique<Engine>(std::move(store), options, first_epoch);
  STATOR_RETURN_IF_ERROR(engine->Load());
  return engine;
}

absl::StatusOr<std::unique_ptr<EmbeddedDatabase>> Engine::Fork(Clock* clock) {
  STATOR_ASSIGN_OR_RETURN(auto store, store_->Fork());
  Options options = options_;
  if (clock != nullptr) options.clock = clock;
  return OpenEngine(std::move(store), options, epochs_.Now() + 1);
}

}  // namespace

absl::StatusOr<std::unique_ptr<EmbeddedDatabase>> OpenOver(std::unique_ptr<storage::Store> store,
                                                           const Options& options) {
  // Epochs of another process, whose iterators may be about, are none of this one's.
  const uint32_t process = std::random_device()();
  return OpenEngine(std::move(store), options, uint64_t{process} << 32 | 1);
}

absl::StatusOr<std::unique_ptr<EmbeddedDatabase>> Open(const std::string& path,
                                                       const Options& options) {
  STATOR_ASSIGN_OR_RETURN(
      auto store,
      storage::OpenLmdb(path, {.map_bytes = options.map_bytes,
                               .verify_scans = options.verify_scans,
                               .allow_network_filesystem = options.allow_network_filesystem,
                               .mark_bytes_max = options.mark_bytes_max,
                               .created_us = NowOf(options)}));
  return OpenOver(std::move(store), options);
}

absl::StatusOr<std::unique_ptr<EmbeddedDatabase>> OpenInMemory(const Options& options) {
  return OpenOver(storage::OpenMemory(
                      {.random_secret = options.random_scan_order, .created_us = NowOf(options)}),
                  options);
}

}  // namespace stator
