// The door: opens a store and wires the rooms. No logic lives here.
#include "stator/database.h"

#include <utility>

#include "db/background/expiry_fill.h"
#include "db/background/expiry_sweep.h"
#include "db/background/index_backfill.h"
#include "db/background/purge.h"
#include "db/background/token_purge.h"
#include "db/background/worker.h"
#include "db/base/status_macros.h"
#include "db/engine/catalog.h"
#include "db/expression/cache.h"
#include "db/open.h"
#include "db/operation/account.h"
#include "db/operation/attachment.h"
#include "db/operation/backup.h"
#include "db/operation/batch.h"
#include "db/operation/context.h"
#include "db/operation/global_table.h"
#include "db/operation/item.h"
#include "db/operation/prepare.h"
#include "db/operation/query.h"
#include "db/operation/statement.h"
#include "db/operation/table.h"
#include "db/operation/tag.h"
#include "db/operation/time_to_live.h"
#include "db/operation/transaction.h"
#include "db/partiql/cache.h"
#include "db/storage/store.h"

namespace stator {
namespace {

class Engine final : public EmbeddedDatabase {
 public:
  Engine(std::unique_ptr<storage::Store> store, const Options& options)
      : store_(std::move(store)),
        catalog_(*store_, options.item_collection_bytes_max),
        backfill_(*store_, catalog_, {store_->identity().secret}, options.transition_delay),
        purge_(*store_, catalog_, options.transition_delay),
        fill_(*store_, catalog_),
        sweep_(*store_, catalog_, options.time_to_live_delay),
        token_purge_(*store_),
        worker_(ClockOf(options), {&backfill_, &purge_, &fill_, &sweep_, &token_purge_}),
        context_{
            .store = *store_,
            .catalog = catalog_,
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
                }} {}

  absl::Status Load() {
    STATOR_RETURN_IF_ERROR(catalog_.Load());
    // What the last process left: a drop or a backfill that it did not finish, items and tokens
    // that expire.
    const std::initializer_list<background::Task*> tasks = {&purge_, &backfill_, &fill_, &sweep_,
                                                            &token_purge_};
    for (background::Task* task : tasks) {
      if (task->NextDue()) worker_.Wake();
    }
    return absl::OkStatus();
  }

  absl::StatusOr<CreateTableResult> CreateTable(const CreateTableRequest& request) override {
    return operation::CreateTable(context_, request);
  }
  absl::StatusOr<DescribeTableResult> DescribeTable(const DescribeTableRequest& request) override {
    return operation::DescribeTable(context_, request);
  }
  absl::StatusOr<ListTablesResult> ListTables(const ListTablesRequest& request) override {
    return operation::ListTables(context_, request);
  }
  absl::StatusOr<UpdateTableResult> UpdateTable(const UpdateTableRequest& request) override {
    return operation::UpdateTable(context_, request);
  }
  absl::StatusOr<DeleteTableResult> DeleteTable(const DeleteTableRequest& request) override {
    return operation::DeleteTable(context_, request);
  }

  absl::StatusOr<UpdateTimeToLiveResult> UpdateTimeToLive(
      const UpdateTimeToLiveRequest& request) override {
    return operation::UpdateTimeToLive(context_, request);
  }
  absl::StatusOr<DescribeTimeToLiveResult> DescribeTimeToLive(
      const DescribeTimeToLiveRequest& request) override {
    return operation::DescribeTimeToLive(context_, request);
  }

  absl::StatusOr<TagResourceResult> TagResource(const TagResourceRequest& request) override {
    return operation::TagResource(context_, request);
  }
  absl::StatusOr<UntagResourceResult> UntagResource(const UntagResourceRequest& request) override {
    return operation::UntagResource(context_, request);
  }
  absl::StatusOr<ListTagsOfResourceResult> ListTagsOfResource(
      const ListTagsOfResourceRequest& request) override {
    return operation::ListTagsOfResource(context_, request);
  }

  absl::StatusOr<DescribeContinuousBackupsResult> DescribeContinuousBackups(
      const DescribeContinuousBackupsRequest& request) override {
    return operation::DescribeContinuousBackups(context_, request);
  }
  absl::StatusOr<ListBackupsResult> ListBackups(const ListBackupsRequest& request) override {
    return operation::ListBackups(context_, request);
  }
  absl::StatusOr<DescribeBackupResult> DescribeBackup(
      const DescribeBackupRequest& request) override {
    return operation::DescribeBackup(context_, request);
  }
  absl::StatusOr<ListExportsResult> ListExports(const ListExportsRequest& request) override {
    return operation::ListExports(context_, request);
  }
  absl::StatusOr<DescribeExportResult> DescribeExport(
      const DescribeExportRequest& request) override {
    return operation::DescribeExport(context_, request);
  }
  absl::StatusOr<ListImportsResult> ListImports(const ListImportsRequest& request) override {
    return operation::ListImports(context_, request);
  }
  absl::StatusOr<DescribeImportResult> DescribeImport(
      const DescribeImportRequest& request) override {
    return operation::DescribeImport(context_, request);
  }

  absl::StatusOr<ListGlobalTablesResult> ListGlobalTables(
      const ListGlobalTablesRequest& request) override {
    return operation::ListGlobalTables(context_, request);
  }
  absl::StatusOr<DescribeGlobalTableResult> DescribeGlobalTable(
      const DescribeGlobalTableRequest& request) override {
    return operation::DescribeGlobalTable(context_, request);
  }
  absl::StatusOr<DescribeGlobalTableSettingsResult> DescribeGlobalTableSettings(
      const DescribeGlobalTableSettingsRequest& request) override {
    return operation::DescribeGlobalTableSettings(context_, request);
  }
  absl::StatusOr<DescribeTableReplicaAutoScalingResult> DescribeTableReplicaAutoScaling(
      const DescribeTableReplicaAutoScalingRequest& request) override {
    return operation::DescribeTableReplicaAutoScaling(context_, request);
  }

  absl::StatusOr<ListContributorInsightsResult> ListContributorInsights(
      const ListContributorInsightsRequest& request) override {
    return operation::ListContributorInsights(context_, request);
  }
  absl::StatusOr<DescribeContributorInsightsResult> DescribeContributorInsights(
      const DescribeContributorInsightsRequest& request) override {
    return operation::DescribeContributorInsights(context_, request);
  }
  absl::StatusOr<DescribeKinesisStreamingDestinationResult> DescribeKinesisStreamingDestination(
      const DescribeKinesisStreamingDestinationRequest& request) override {
    return operation::DescribeKinesisStreamingDestination(context_, request);
  }
  absl::StatusOr<GetResourcePolicyResult> GetResourcePolicy(
      const GetResourcePolicyRequest& request) override {
    return operation::GetResourcePolicy(context_, request);
  }

  absl::StatusOr<DescribeLimitsResult> DescribeLimits(
      const DescribeLimitsRequest& request) override {
    return operation::DescribeLimits(context_, request);
  }
  absl::StatusOr<DescribeEndpointsResult> DescribeEndpoints(
      const DescribeEndpointsRequest& request) override {
    return operation::DescribeEndpoints(context_, request);
  }

  absl::StatusOr<GetItemResult> GetItem(const GetItemRequest& request) override {
    return operation::GetItem(context_, request);
  }
  absl::StatusOr<PutItemResult> PutItem(const PutItemRequest& request) override {
    return operation::PutItem(context_, request);
  }
  absl::StatusOr<UpdateItemResult> UpdateItem(const UpdateItemRequest& request) override {
    return operation::UpdateItem(context_, request);
  }
  absl::StatusOr<DeleteItemResult> DeleteItem(const DeleteItemRequest& request) override {
    return operation::DeleteItem(context_, request);
  }
  absl::StatusOr<QueryResult> Query(const QueryRequest& request) override {
    return operation::Query(context_, request);
  }
  absl::StatusOr<ScanResult> Scan(const ScanRequest& request) override {
    return operation::Scan(context_, request);
  }

  absl::StatusOr<BatchGetItemResult> BatchGetItem(const BatchGetItemRequest& request) override {
    return operation::BatchGetItem(context_, request);
  }
  absl::StatusOr<BatchWriteItemResult> BatchWriteItem(
      const BatchWriteItemRequest& request) override {
    return operation::BatchWriteItem(context_, request);
  }
  absl::StatusOr<TransactGetItemsResult> TransactGetItems(
      const TransactGetItemsRequest& request) override {
    return operation::TransactGetItems(context_, request);
  }
  absl::StatusOr<TransactWriteItemsResult> TransactWriteItems(
      const TransactWriteItemsRequest& request) override {
    return operation::TransactWriteItems(context_, request);
  }

  void PutItem(PutItemRequest request, Completion<PutItemResult> done) override {
    operation::PutItem(context_, std::move(request), std::move(done));
  }
  void UpdateItem(UpdateItemRequest request, Completion<UpdateItemResult> done) override {
    operation::UpdateItem(context_, std::move(request), std::move(done));
  }
  void DeleteItem(DeleteItemRequest request, Completion<DeleteItemResult> done) override {
    operation::DeleteItem(context_, std::move(request), std::move(done));
  }
  void BatchWriteItem(BatchWriteItemRequest request,
                      Completion<BatchWriteItemResult> done) override {
    operation::BatchWriteItem(context_, std::move(request), std::move(done));
  }
  void TransactWriteItems(TransactWriteItemsRequest request,
                          Completion<TransactWriteItemsResult> done) override {
    operation::TransactWriteItems(context_, std::move(request), std::move(done));
  }

  absl::StatusOr<ExecuteStatementResult> ExecuteStatement(
      const ExecuteStatementRequest& request) override {
    return operation::ExecuteStatement(context_, request);
  }
  absl::StatusOr<BatchExecuteStatementResult> BatchExecuteStatement(
      const BatchExecuteStatementRequest& request) override {
    return operation::BatchExecuteStatement(context_, request);
  }
  absl::StatusOr<ExecuteTransactionResult> ExecuteTransaction(
      const ExecuteTransactionRequest& request) override {
    return operation::ExecuteTransaction(context_, request);
  }

  void ExecuteStatement(ExecuteStatementRequest request,
                        Completion<ExecuteStatementResult> done) override {
    operation::ExecuteStatement(context_, std::move(request), std::move(done));
  }
  void BatchExecuteStatement(BatchExecuteStatementRequest request,
                             Completion<BatchExecuteStatementResult> done) override {
    operation::BatchExecuteStatement(context_, std::move(request), std::move(done));
  }
  void ExecuteTransaction(ExecuteTransactionRequest request,
                          Completion<ExecuteTransactionResult> done) override {
    operation::ExecuteTransaction(context_, std::move(request), std::move(done));
  }

  absl::StatusOr<Expression> Prepare(ExpressionKind kind, std::string_view text) override {
    return operation::Prepare(kind, text);
  }
  absl::Status View(const GetItemRequest& request,
                    absl::FunctionRef<void(std::optional<ItemView>)> visit) override {
    return operation::ViewItem(context_, request, visit);
  }

  absl::Status RunDue() override { return worker_.RunDue(); }

  Stats stats() const override {
    const storage::StoreStats s = store_->stats();
    return {.commits = s.commits,
            .writes = s.updates,
            .syncs = s.syncs,
            .pages_written = s.pages_written,
            .bytes_used = s.bytes_used};
  }

 private:
  static const Clock& ClockOf(const Options& options) {
    return options.clock != nullptr ? *options.clock : SystemClock();
  }

  absl::StatusOr<std::string> PartitionKeyOf(std::string_view table) override {
    return operation::PartitionKeyOf(context_, table);
  }

  const std::unique_ptr<storage::Store> store_;
  engine::Catalog catalog_;
  expression::Cache expressions_;
  partiql::Cache statements_;
  background::IndexBackfill backfill_;
  background::Purge purge_;
  background::ExpiryFill fill_;
  background::ExpirySweep sweep_;
  background::TokenPurge token_purge_;
  background::Worker worker_;  // Stops before what it works on is destroyed.
  const operation::Context context_;
};

int64_t NowOf(const Options& options) {
  const Clock& clock = options.clock != nullptr ? *options.clock : SystemClock();
  return clock.Now().time_since_epoch().count();
}

}  // namespace

absl::StatusOr<std::unique_ptr<EmbeddedDatabase>> OpenOver(std::unique_ptr<storage::Store> store,
                                                           const Options& options) {
  auto engine = std::make_unique<Engine>(std::move(store), options);
  STATOR_RETURN_IF_ERROR(engine->Load());
  return engine;
}

absl::StatusOr<std::unique_ptr<EmbeddedDatabase>> Open(const std::string& path,
                                                       const Options& options) {
  STATOR_ASSIGN_OR_RETURN(auto store, storage::OpenLmdb(path, {.map_bytes = options.map_bytes,
                                                               .verify_scans = options.verify_scans,
                                                               .allow_network_filesystem =
                                                                   options.allow_network_filesystem,
                                                               .created_us = NowOf(options)}));
  return OpenOver(std::move(store), options);
}

absl::StatusOr<std::unique_ptr<EmbeddedDatabase>> OpenInMemory(const Options& options) {
  return OpenOver(storage::OpenMemory(
                      {.random_secret = options.random_scan_order, .created_us = NowOf(options)}),
                  options);
}

}  // namespace stator
