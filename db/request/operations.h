// The table of contents: every operation of this version with its request and its result. The
// embedded database, the server's dispatch table and the client are checked against it.
//
//   ForEachOperation([](auto operation) {
//     using Request = typename decltype(operation)::Request; ... operation.name ...
//   });
#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "stator/request/account.h"
#include "stator/request/attachment.h"
#include "stator/request/backup.h"
#include "stator/request/batch.h"
#include "stator/request/global_table.h"
#include "stator/request/item.h"
#include "stator/request/query.h"
#include "stator/request/statement.h"
#include "stator/request/table.h"
#include "stator/request/tag.h"
#include "stator/request/time_to_live.h"
#include "stator/request/transaction.h"

namespace stator {

template <typename RequestType, typename ResultType>
struct Operation {
  using Request = RequestType;
  using Result = ResultType;
  std::string_view name;  // As in X-Amz-Target, behind "DynamoDB_20120810.".
};

inline constexpr auto kOperations = std::make_tuple(
    Operation<PutItemRequest, PutItemResult>{"PutItem"},
    Operation<GetItemRequest, GetItemResult>{"GetItem"},
    Operation<UpdateItemRequest, UpdateItemResult>{"UpdateItem"},
    Operation<DeleteItemRequest, DeleteItemResult>{"DeleteItem"},
    Operation<QueryRequest, QueryResult>{"Query"}, Operation<ScanRequest, ScanResult>{"Scan"},
    Operation<BatchGetItemRequest, BatchGetItemResult>{"BatchGetItem"},
    Operation<BatchWriteItemRequest, BatchWriteItemResult>{"BatchWriteItem"},
    Operation<TransactGetItemsRequest, TransactGetItemsResult>{"TransactGetItems"},
    Operation<TransactWriteItemsRequest, TransactWriteItemsResult>{"TransactWriteItems"},
    Operation<ExecuteStatementRequest, ExecuteStatementResult>{"ExecuteStatement"},
    Operation<BatchExecuteStatementRequest, BatchExecuteStatementResult>{"BatchExecuteStatement"},
    Operation<ExecuteTransactionRequest, ExecuteTransactionResult>{"ExecuteTransaction"},
    Operation<CreateTableRequest, CreateTableResult>{"CreateTable"},
    Operation<DescribeTableRequest, DescribeTableResult>{"DescribeTable"},
    Operation<ListTablesRequest, ListTablesResult>{"ListTables"},
    Operation<UpdateTableRequest, UpdateTableResult>{"UpdateTable"},
    Operation<DeleteTableRequest, DeleteTableResult>{"DeleteTable"},
    Operation<UpdateTimeToLiveRequest, UpdateTimeToLiveResult>{"UpdateTimeToLive"},
    Operation<DescribeTimeToLiveRequest, DescribeTimeToLiveResult>{"DescribeTimeToLive"},
    Operation<TagResourceRequest, TagResourceResult>{"TagResource"},
    Operation<UntagResourceRequest, UntagResourceResult>{"UntagResource"},
    Operation<ListTagsOfResourceRequest, ListTagsOfResourceResult>{"ListTagsOfResource"},
    Operation<DescribeContinuousBackupsRequest, DescribeContinuousBackupsResult>{
        "DescribeContinuousBackups"},
    Operation<ListBackupsRequest, ListBackupsResult>{"ListBackups"},
    Operation<DescribeBackupRequest, DescribeBackupResult>{"DescribeBackup"},
    Operation<ListExportsRequest, ListExportsResult>{"ListExports"},
    Operation<DescribeExportRequest, DescribeExportResult>{"DescribeExport"},
    Operation<ListImportsRequest, ListImportsResult>{"ListImports"},
    Operation<DescribeImportRequest, DescribeImportResult>{"DescribeImport"},
    Operation<ListGlobalTablesRequest, ListGlobalTablesResult>{"ListGlobalTables"},
    Operation<DescribeGlobalTableRequest, DescribeGlobalTableResult>{"DescribeGlobalTable"},
    Operation<DescribeGlobalTableSettingsRequest, DescribeGlobalTableSettingsResult>{
        "DescribeGlobalTableSettings"},
    Operation<DescribeTableReplicaAutoScalingRequest, DescribeTableReplicaAutoScalingResult>{
        "DescribeTableReplicaAutoScaling"},
    Operation<ListContributorInsightsRequest, ListContributorInsightsResult>{
        "ListContributorInsights"},
    Operation<DescribeContributorInsightsRequest, DescribeContributorInsightsResult>{
        "DescribeContributorInsights"},
    Operation<DescribeKinesisStreamingDestinationRequest,
              DescribeKinesisStreamingDestinationResult>{"DescribeKinesisStreamingDestination"},
    Operation<GetResourcePolicyRequest, GetResourcePolicyResult>{"GetResourcePolicy"},
    Operation<DescribeLimitsRequest, DescribeLimitsResult>{"DescribeLimits"},
    Operation<DescribeEndpointsRequest, DescribeEndpointsResult>{"DescribeEndpoints"});

// The operations of the DynamoDB API that this version does not have, sorted. They answer
// UnknownOperationException with a message that names them; any other name answers it without one,
// as the service does.
inline constexpr std::string_view kUnsupportedOperations[] = {
    "CreateBackup",
    "CreateGlobalTable",
    "DeleteBackup",
    "DeleteResourcePolicy",
    "DisableKinesisStreamingDestination",
    "EnableKinesisStreamingDestination",
    "ExportTableToPointInTime",
    "ImportTable",
    "PutResourcePolicy",
    "RestoreTableFromBackup",
    "RestoreTableToPointInTime",
    "SearchVectors",
    "UpdateContinuousBackups",
    "UpdateContributorInsights",
    "UpdateGlobalTable",
    "UpdateGlobalTableSettings",
    "UpdateKinesisStreamingDestination",
    "UpdateTableReplicaAutoScaling",
};

// The operation of a type of request: kOperationOf<PutItemRequest>.name is "PutItem".
template <typename Request, typename First, typename... Rest>
constexpr auto FindOperation(const First& first, const Rest&... rest) {
  if constexpr (std::is_same_v<typename First::Request, Request>) {
    return first;
  } else {
    return FindOperation<Request>(rest...);
  }
}
template <typename Request>
inline constexpr auto kOperationOf = std::apply(
    [](const auto&... operation) { return FindOperation<Request>(operation...); }, kOperations);
template <typename Request>
using OperationOf = std::decay_t<decltype(kOperationOf<Request>)>;

// True for the operations that change nothing, so that one may be sent again without harm.
constexpr bool IsRead(std::string_view name) {
  for (const std::string_view prefix :
       {"Get", "Query", "Scan", "List", "Describe", "BatchGet", "TransactGet"}) {
    if (name.substr(0, prefix.size()) == prefix) return true;
  }
  return false;
}

// Calls visit(operation) for each operation of this version, in the order above.
template <typename Visit>
constexpr void ForEachOperation(Visit&& visit) {
  std::apply([&](const auto&... operation) { (visit(operation), ...); }, kOperations);
}

// True for an operation of the API that this version does not have.
constexpr bool IsUnsupportedOperation(std::string_view name) {
  return std::binary_search(std::begin(kUnsupportedOperations), std::end(kUnsupportedOperations),
                            name);
}

}  // namespace stator
