// The door: a database of tables of items, inside this program. (Behind a URL: stator/client.h.)
//
//   #include <stator/database.h>
//
//   auto db = *stator::Open("/var/lib/visits");           // or stator::OpenInMemory()
//   (void)db->CreateTable("visits", {"page"});            // partition key "page", a string
//   stator::Number n = *db->Add("visits", {{"page", "/home"}}, "count", 1);
//   std::optional<stator::Item> item = *db->Get("visits", {{"page", "/home"}});
//
// Behind the short forms stand DynamoDB's operations, with its requests, results and errors: what
// they mean is written in the DynamoDB API reference, and stator/request/ has their members. Every
// status that is not OK carries DynamoDB's exception; ErrorOf (stator/error.h) reads it.
//
// Threads. A Database may be used by any number of threads at once without locks of their own.
// Reads (GetItem, Query, Scan, View) do not wait for writes. Writes are serializable: they behave
// as if done one after the other, and waiting writers are committed together. A call made inside
// the function of View must not write, on any Database (it would be refused), and should be short.
// After fork only the parent may use a database that was open; the child's calls are refused with
// kUnavailable.
//
// Durability. A write of Open() that was answered OK survives a crash of the process and of the
// machine; one that was answered kOutcomeUnknown may or may not have happened. OpenInMemory() keeps
// nothing.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "stator/clock.h"
#include "stator/error.h"
#include "stator/item.h"
#include "stator/mark.h"
#include "stator/request/account.h"
#include "stator/request/attachment.h"
#include "stator/request/backup.h"
#include "stator/request/batch.h"
#include "stator/request/global_table.h"
#include "stator/request/item.h"
#include "stator/request/query.h"
#include "stator/request/statement.h"
#include "stator/request/stream.h"
#include "stator/request/table.h"
#include "stator/request/tag.h"
#include "stator/request/time_to_live.h"
#include "stator/request/transaction.h"

namespace stator {

// Takes the result of an operation in its completing form, once, on a thread of the database's
// choosing. It must be short, must not block, and must not throw; it may start other operations in
// their completing form.
template <typename Result>
using Completion = absl::AnyInvocable<void(absl::StatusOr<Result>) &&>;

enum class ExpressionKind : uint8_t { kCondition, kFilter, kUpdate, kProjection, kKeyCondition };

// A key attribute for the short form of CreateTable.
struct KeyDefinition {
  KeyDefinition(const char* name, ScalarAttributeType type = ScalarAttributeType::kS)  // NOLINT
      : name(name), type(type) {}
  KeyDefinition(std::string name, ScalarAttributeType type = ScalarAttributeType::kS)  // NOLINT
      : name(std::move(name)), type(type) {}
  std::string name;
  ScalarAttributeType type;
};

// A database somewhere: in this process (EmbeddedDatabase, below) or behind a URL. Thread-safe as
// said above.
class Database {
 public:
  virtual ~Database() = default;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // Tables.
  virtual absl::StatusOr<CreateTableResult> CreateTable(const CreateTableRequest& request) = 0;
  virtual absl::StatusOr<DescribeTableResult> DescribeTable(
      const DescribeTableRequest& request) = 0;
  virtual absl::StatusOr<ListTablesResult> ListTables(const ListTablesRequest& request) = 0;
  virtual absl::StatusOr<UpdateTableResult> UpdateTable(const UpdateTableRequest& request) = 0;
  virtual absl::StatusOr<DeleteTableResult> DeleteTable(const DeleteTableRequest& request) = 0;

  // Time to live.
  virtual absl::StatusOr<UpdateTimeToLiveResult> UpdateTimeToLive(
      const UpdateTimeToLiveRequest& request) = 0;
  virtual absl::StatusOr<DescribeTimeToLiveResult> DescribeTimeToLive(
      const DescribeTimeToLiveRequest& request) = 0;

  // Tags.
  virtual absl::StatusOr<TagResourceResult> TagResource(const TagResourceRequest& request) = 0;
  virtual absl::StatusOr<UntagResourceResult> UntagResource(
      const UntagResourceRequest& request) = 0;
  virtual absl::StatusOr<ListTagsOfResourceResult> ListTagsOfResource(
      const ListTagsOfResourceRequest& request) = 0;

  // Streams: the changes of a table's items, in order, for 24 hours.
  virtual absl::StatusOr<ListStreamsResult> ListStreams(const ListStreamsRequest& request) = 0;
  virtual absl::StatusOr<DescribeStreamResult> DescribeStream(
      const DescribeStreamRequest& request) = 0;
  virtual absl::StatusOr<GetShardIteratorResult> GetShardIterator(
      const GetShardIteratorRequest& request) = 0;
  virtual absl::StatusOr<GetRecordsResult> GetRecords(const GetRecordsRequest& request) = 0;

  // Backups, exports and imports: what there is to say of them, since none can be made here.
  virtual absl::StatusOr<DescribeContinuousBackupsResult> DescribeContinuousBackups(
      const DescribeContinuousBackupsRequest& request) = 0;
  virtual absl::StatusOr<ListBackupsResult> ListBackups(const ListBackupsRequest& request) = 0;
  virtual absl::StatusOr<DescribeBackupResult> DescribeBackup(
      const DescribeBackupRequest& request) = 0;
  virtual absl::StatusOr<ListExportsResult> ListExports(const ListExportsRequest& request) = 0;
  virtual absl::StatusOr<DescribeExportResult> DescribeExport(
      const DescribeExportRequest& request) = 0;
  virtual absl::StatusOr<ListImportsResult> ListImports(const ListImportsRequest& request) = 0;
  virtual absl::StatusOr<DescribeImportResult> DescribeImport(
      const DescribeImportRequest& request) = 0;

  // Global tables and replicas, likewise.
  virtual absl::StatusOr<ListGlobalTablesResult> ListGlobalTables(
      const ListGlobalTablesRequest& request) = 0;
  virtual absl::StatusOr<DescribeGlobalTableResult> DescribeGlobalTable(
      const DescribeGlobalTableRequest& request) = 0;
  virtual absl::StatusOr<DescribeGlobalTableSettingsResult> DescribeGlobalTableSettings(
      const DescribeGlobalTableSettingsRequest& request) = 0;
  virtual absl::StatusOr<DescribeTableReplicaAutoScalingResult> DescribeTableReplicaAutoScaling(
      const DescribeTableReplicaAutoScalingRequest& request) = 0;

  // What can be attached to a table, likewise.
  virtual absl::StatusOr<ListContributorInsightsResult> ListContributorInsights(
      const ListContributorInsightsRequest& request) = 0;
  virtual absl::StatusOr<DescribeContributorInsightsResult> DescribeContributorInsights(
      const DescribeContributorInsightsRequest& request) = 0;
  virtual absl::StatusOr<DescribeKinesisStreamingDestinationResult>
  DescribeKinesisStreamingDestination(
      const DescribeKinesisStreamingDestinationRequest& request) = 0;
  virtual absl::StatusOr<GetResourcePolicyResult> GetResourcePolicy(
      const GetResourcePolicyRequest& request) = 0;

  // The account and the endpoint.
  virtual absl::StatusOr<DescribeLimitsResult> DescribeLimits(
      const DescribeLimitsRequest& request) = 0;
  virtual absl::StatusOr<DescribeEndpointsResult> DescribeEndpoints(
      const DescribeEndpointsRequest& request) = 0;

  // Items.
  virtual absl::StatusOr<GetItemResult> GetItem(const GetItemRequest& request) = 0;
  virtual absl::StatusOr<PutItemResult> PutItem(const PutItemRequest& request) = 0;
  virtual absl::StatusOr<UpdateItemResult> UpdateItem(const UpdateItemRequest& request) = 0;
  virtual absl::StatusOr<DeleteItemResult> DeleteItem(const DeleteItemRequest& request) = 0;
  virtual absl::StatusOr<QueryResult> Query(const QueryRequest& request) = 0;
  virtual absl::StatusOr<ScanResult> Scan(const ScanRequest& request) = 0;

  // Many items. A batch of reads or writes that does not fit is done in part, and says what is left
  // (BatchGetItem only, and only beyond 16 MB). A transaction is done as a whole or not at all, and
  // its reads see one moment; one that is refused answers kTransactionCanceled with a reason for
  // each of its actions (Error::cancellation_reasons).
  virtual absl::StatusOr<BatchGetItemResult> BatchGetItem(const BatchGetItemRequest& request) = 0;
  virtual absl::StatusOr<BatchWriteItemResult> BatchWriteItem(
      const BatchWriteItemRequest& request) = 0;
  virtual absl::StatusOr<TransactGetItemsResult> TransactGetItems(
      const TransactGetItemsRequest& request) = 0;
  virtual absl::StatusOr<TransactWriteItemsResult> TransactWriteItems(
      const TransactWriteItemsRequest& request) = 0;

  // The same writes in their completing form: they return as soon as the write is queued, and
  // `done` gets the result when it is durable (before they return, where nothing need be waited
  // for). For threads that must not block.
  virtual void PutItem(PutItemRequest request, Completion<PutItemResult> done) = 0;
  virtual void UpdateItem(UpdateItemRequest request, Completion<UpdateItemResult> done) = 0;
  virtual void DeleteItem(DeleteItemRequest request, Completion<DeleteItemResult> done) = 0;
  virtual void BatchWriteItem(BatchWriteItemRequest request,
                              Completion<BatchWriteItemResult> done) = 0;
  virtual void TransactWriteItems(TransactWriteItemsRequest request,
                                  Completion<TransactWriteItemsResult> done) = 0;

  // Statements in PartiQL: SELECT, INSERT, UPDATE, DELETE. A batch is done statement by statement,
  // each with an answer or an error of its own; a transaction as TransactWriteItems and
  // TransactGetItems are.
  virtual absl::StatusOr<ExecuteStatementResult> ExecuteStatement(
      const ExecuteStatementRequest& request) = 0;
  virtual absl::StatusOr<BatchExecuteStatementResult> BatchExecuteStatement(
      const BatchExecuteStatementRequest& request) = 0;
  virtual absl::StatusOr<ExecuteTransactionResult> ExecuteTransaction(
      const ExecuteTransactionRequest& request) = 0;

  virtual void ExecuteStatement(ExecuteStatementRequest request,
                                Completion<ExecuteStatementResult> done) = 0;
  virtual void BatchExecuteStatement(BatchExecuteStatementRequest request,
                                     Completion<BatchExecuteStatementResult> done) = 0;
  virtual void ExecuteTransaction(ExecuteTransactionRequest request,
                                  Completion<ExecuteTransactionResult> done) = 0;

  // Parses an expression once, for requests that use it again and again:
  //
  //   stator::Expression count = *db->Prepare(ExpressionKind::kUpdate, "ADD visits :one");
  //
  // Names and values stay placeholders, so one parse serves every table and value. Fails with the
  // ValidationException that the operation would give. Over HTTP the text is sent as it is: there
  // is nothing to gain, and nothing fails before the operation does.
  virtual absl::StatusOr<Expression> Prepare(ExpressionKind kind, std::string_view text) = 0;

  // Short forms, made of the operations above. `key` is an item of exactly the key attributes.

  // An on-demand table, ready for use when this returns.
  absl::Status CreateTable(std::string_view table, KeyDefinition partition_key,
                           std::optional<KeyDefinition> sort_key = std::nullopt);
  // nullopt when there is no such item. Reads what was last committed.
  absl::StatusOr<std::optional<Item>> Get(std::string_view table, const Item& key);
  // Replaces what was there.
  absl::Status Put(std::string_view table, const Item& item);
  // Deleting what is not there is no error.
  absl::Status Delete(std::string_view table, const Item& key);
  // Adds to a number, atomically, and returns the sum. A missing item or attribute counts as zero.
  absl::StatusOr<Number> Add(std::string_view table, const Item& key, std::string_view attribute,
                             const Number& by);
  // True if it was put, false if an item of its key was there, which stays as it is.
  absl::StatusOr<bool> PutIfAbsent(std::string_view table, const Item& item);
  // Sets `attribute` to `desired` if it equals `expected` (nullopt: if it is not there), and says
  // whether it did.
  absl::StatusOr<bool> CompareAndSet(std::string_view table, const Item& key,
                                     std::string_view attribute,
                                     const std::optional<Value>& expected, const Value& desired);

 protected:
  Database() = default;

 private:
  // The name of the table's partition key.
  virtual absl::StatusOr<std::string> PartitionKeyOf(std::string_view table) = 0;
};

class Triggers;

// While it lives, its function is called (EmbeddedDatabase::OnChange). When its destructor has
// returned, no call is under way and none follows. Not to be destroyed by the function itself.
class ChangeSubscription {
 public:
  virtual ~ChangeSubscription() = default;
};

// A database in this process: what only that can offer.
class EmbeddedDatabase : public Database {
 public:
  // GetItem without a copy: `visit` gets a view of the item inside the store, or nullopt, and the
  // view dies when it returns. Projections and consumed capacity are for GetItem: a request that
  // asks for them is refused with a ValidationException.
  virtual absl::Status View(const GetItemRequest& request,
                            absl::FunctionRef<void(std::optional<ItemView>)> visit) = 0;

  // Does what the background has to do by the clock: deletes expired items, erases dropped tables.
  // It is done without being asked, too, within a second of the machine's time; a test that turns a
  // ManualClock calls this and need not wait. Returns when nothing is due. Errors: those of the
  // store; what was not done will be tried again.
  virtual absl::Status RunDue() = 0;

  // Marks a moment, and puts the database back to it: everything that was written, created, changed
  // or deleted since is undone, of tables, indexes, items, tags, settings, expiry, streams and
  // client request tokens. What only grows goes on (commit stamps, sequence numbers, ids), and so
  // does the clock. In memory both take constant time, whatever the number of items; on disk a
  // rewind takes time in proportion to what was written since.
  //
  //   const stator::MarkId mark = *db->Mark();
  //   ... a test ...
  //   (void)db->Rewind(mark);
  //
  // Rewind is one commit: other threads see all of it or nothing, and a write that they had begun
  // is done after it or was undone by it. The mark stays, so that one can rewind to it again; those
  // made after it are gone. Release lets one go; a mark that is not there is let go already. Marks
  // end with the object. Errors of Rewind: kResourceNotFound when there is no such mark (any more:
  // on disk a mark is dropped when Options::mark_bytes_max was written since); kOutcomeUnknown; and
  // those of a write.
  virtual absl::StatusOr<MarkId> Mark() = 0;
  virtual absl::Status Rewind(MarkId mark) = 0;
  virtual void Release(MarkId mark) = 0;
  // Those that one can rewind to, oldest first.
  virtual std::vector<MarkId> Marks() const = 0;

  // In memory: a second database that begins as this one is now, in constant time; what is written
  // to either the other does not see. It has the options of this one (`clock`, which outlives it,
  // if one is given) and none of its marks; either may be destroyed first. While it lives, memory
  // that this one would give up as it is written to is kept for it. On disk: kUnknownOperation.
  virtual absl::StatusOr<std::unique_ptr<EmbeddedDatabase>> Fork(Clock* clock = nullptr) = 0;

  // Waiting for change, without polling. Each table with an enabled stream counts its changes in
  // this process, from 1 at open; the count grows with a commit that changed items of the table, or
  // its stream, or put the database back, and now and then for nothing.
  //
  //   uint64_t seen = *db->WaitForChange("visits", 0, 0ms);        // The count as it is.
  //   for (;;) {
  //     ... read the stream to its end ...
  //     seen = *db->WaitForChange("visits", seen, 10s);
  //   }
  //
  // Waits until the count is not `seen`, for so long of real time at most, and returns it. Errors:
  // ResourceNotFoundException, when there is no such table or it has no enabled stream.
  virtual absl::StatusOr<uint64_t> WaitForChange(std::string_view table, uint64_t seen,
                                                 std::chrono::microseconds patience) = 0;

  // Calls `changed` whenever the count has grown, until the result is destroyed. It is called by
  // the thread that commits, after the commit and before its writers are answered: it must be
  // short, must not block, and must not call the database. A stream that is enabled anew needs a
  // subscription anew. Errors: as above.
  virtual absl::StatusOr<std::unique_ptr<ChangeSubscription>> OnChange(
      std::string_view table, absl::AnyInvocable<void()> changed) = 0;

  // Closes the open shards of a table's stream and opens a child of each, as the database does by
  // itself when they are Options::shard_age old. Errors: as above.
  virtual absl::Status RollShards(std::string_view table) = 0;

  // Functions that are fired by changes (stator/trigger.h). Lives as long as the database.
  virtual Triggers& triggers() = 0;

  // What the engine has done since it was opened, and how it is now.
  struct Stats {
    // Commits by how many writes they contained: 1, 2, up to 4, up to 8, ..., up to 512.
    static constexpr size_t kGroupSizes = 10;

    uint64_t commits = 0;        // Transactions that wrote.
    uint64_t writes = 0;         // Writes that those contained.
    uint64_t syncs = 0;          // Flushes to the disk that were waited for.
    uint64_t pages_written = 0;  // On disk only.
    uint64_t bytes_used = 0;     // Of the file or of memory, free pages included.
    std::array<uint64_t, kGroupSizes> commits_by_writes{};
    // Commits made since the oldest moment that a reader (on disk, or a mark) still looks at. What
    // has been overwritten since is kept for it.
    uint64_t reader_lag = 0;
    uint64_t change_records = 0;  // Kept for streams.
    // Of the file; all 0 in memory.
    uint64_t map_bytes = 0;   // How large it may become.
    uint64_t page_bytes = 0;  // The size of a page.
    uint64_t free_pages = 0;  // Room in the file that is used before it grows.
  };
  // Waits for no writer and lets none wait. On disk it reads the list of free pages: for somebody
  // who watches, not for every request.
  virtual Stats stats() const = 0;
};

struct Options {
  // Must outlive the database. nullptr: the machine's clock.
  Clock* clock = nullptr;
  // Stand in ARNs: arn:aws:dynamodb:<region>:<account>:table/<name>.
  std::string region = "us-east-1";
  std::string account = "000000000000";
  // How soon after one UpdateTimeToLive of a table the next may change it; one that comes sooner is
  // refused. Amazon DynamoDB: one hour.
  std::chrono::microseconds time_to_live_change_interval{0};
  // How long expired items stay before they are deleted. Amazon DynamoDB: up to a few days.
  std::chrono::microseconds time_to_live_delay{0};
  // How long a table or index stays CREATING, UPDATING or DELETING, and a stream or a time to live
  // ENABLING or DISABLING, by the clock. Zero: it is ready, or gone, when the call that asked for
  // it returns (an index of a table of more than a thousand items: as soon as it is filled).
  std::chrono::microseconds transition_delay{0};
  // How large an item collection may become: in a table with local secondary indexes, the items of
  // one partition key with their entries in those indexes. A write that would make a larger one is
  // refused with kItemCollectionSizeLimitExceeded. Amazon DynamoDB: 10 GB.
  int64_t item_collection_bytes_max = int64_t{10} << 30;
  // Into how many shards the changes of a table fall while its stream is enabled: 1 to 1,000. A
  // reader of a stream reads its shards side by side.
  uint32_t shards_per_stream = 1;
  // How long a shard stays open before it is closed and a child of it opened.
  std::chrono::microseconds shard_age = std::chrono::hours(4);
  // Functions are called by Triggers::Drain only, never by themselves: for tests in which the same
  // history shall lead to the same calls.
  bool triggers_wait_for_drain = false;
  // On disk: address space reserved for the file, which grows within it and never beyond; at its
  // end writes fail with kStorageFull. Costs nothing until used. Halved while the system refuses.
  size_t map_bytes = size_t{256} << 30;
  // On disk: how far a mark may make the file grow before it is dropped, since the pages given up
  // after it are kept for it.
  size_t mark_bytes_max = size_t{64} << 20;
  // On disk: check checksums of items in Query and Scan too. GetItem always does.
  bool verify_scans = false;
  // On disk: open on NFS, SMB and the like all the same. Locks there are not to be trusted.
  bool allow_network_filesystem = false;
  // In memory: draw the secret that orders items in a Scan, rather than use the same in every run.
  bool random_scan_order = false;
};

// Opens the database in directory `path`, which is created (mode 0700) if need be. One Database per
// directory: a second open fails with kUnavailable, saying whether it is open in this process or in
// which other. The result is closed when it is destroyed, which no call may outlive.
absl::StatusOr<std::unique_ptr<EmbeddedDatabase>> Open(const std::string& path,
                                                       const Options& options = {});

// A database that lives in memory and dies with its object. Never fails for want of anything but
// memory.
absl::StatusOr<std::unique_ptr<EmbeddedDatabase>> OpenInMemory(const Options& options = {});

}  // namespace stator
