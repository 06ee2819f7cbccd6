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

#include "stator/request/item.h"
#include "stator/request/query.h"
#include "stator/request/table.h"

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
    Operation<CreateTableRequest, CreateTableResult>{"CreateTable"},
    Operation<DescribeTableRequest, DescribeTableResult>{"DescribeTable"},
    Operation<ListTablesRequest, ListTablesResult>{"ListTables"},
    Operation<UpdateTableRequest, UpdateTableResult>{"UpdateTable"},
    Operation<DeleteTableRequest, DeleteTableResult>{"DeleteTable"});

// The operations of the DynamoDB API that this version does not have, sorted. They answer
// UnknownOperationException with a message that names them; any other name answers it without one,
// as the service does.
inline constexpr std::string_view kUnsupportedOperations[] = {
    "BatchExecuteStatement",
    "BatchGetItem",
    "BatchWriteItem",
    "CreateBackup",
    "CreateGlobalTable",
    "DeleteBackup",
    "DeleteResourcePolicy",
    "DescribeBackup",
    "DescribeContinuousBackups",
    "DescribeContributorInsights",
    "DescribeEndpoints",
    "DescribeExport",
    "DescribeGlobalTable",
    "DescribeGlobalTableSettings",
    "DescribeImport",
    "DescribeKinesisStreamingDestination",
    "DescribeLimits",
    "DescribeTableReplicaAutoScaling",
    "DescribeTimeToLive",
    "DisableKinesisStreamingDestination",
    "EnableKinesisStreamingDestination",
    "ExecuteStatement",
    "ExecuteTransaction",
    "ExportTableToPointInTime",
    "GetResourcePolicy",
    "ImportTable",
    "ListBackups",
    "ListContributorInsights",
    "ListExports",
    "ListGlobalTables",
    "ListImports",
    "ListTagsOfResource",
    "PutResourcePolicy",
    "RestoreTableFromBackup",
    "RestoreTableToPointInTime",
    "SearchVectors",
    "TagResource",
    "TransactGetItems",
    "TransactWriteItems",
    "UntagResource",
    "UpdateContinuousBackups",
    "UpdateContributorInsights",
    "UpdateGlobalTable",
    "UpdateGlobalTableSettings",
    "UpdateKinesisStreamingDestination",
    "UpdateTableReplicaAutoScaling",
    "UpdateTimeToLive",
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
