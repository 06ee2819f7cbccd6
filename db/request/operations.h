// The table of contents: every operation of this version. The embedded database, the server's
// dispatch table and the client have from here which there are.
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

#include "db/request/target.h"
#include "stator/database.h"

namespace stator {

// clang-format off

// X(Name) for each: NameRequest, NameResult and Database::Name. The name is as in X-Amz-Target,
// behind the prefix of its API.
#define STATOR_EACH_OPERATION(X)                                                               \
  X(PutItem) X(GetItem) X(UpdateItem) X(DeleteItem) X(Query) X(Scan) X(BatchGetItem)           \
  X(BatchWriteItem) X(TransactGetItems) X(TransactWriteItems) X(ExecuteStatement)              \
  X(BatchExecuteStatement) X(ExecuteTransaction) X(CreateTable) X(DescribeTable) X(ListTables) \
  X(UpdateTable) X(DeleteTable) X(UpdateTimeToLive) X(DescribeTimeToLive) X(TagResource)       \
  X(UntagResource) X(ListTagsOfResource) X(DescribeContinuousBackups) X(ListBackups)           \
  X(DescribeBackup) X(ListExports) X(DescribeExport) X(ListImports) X(DescribeImport)          \
  X(ListGlobalTables) X(DescribeGlobalTable) X(DescribeGlobalTableSettings)                    \
  X(DescribeTableReplicaAutoScaling) X(ListContributorInsights) X(DescribeContributorInsights) \
  X(DescribeKinesisStreamingDestination) X(GetResourcePolicy) X(DescribeLimits)                \
  X(DescribeEndpoints) STATOR_EACH_STREAM_OPERATION(X)

// Those of the Streams API.
#define STATOR_EACH_STREAM_OPERATION(X) \
  X(ListStreams) X(DescribeStream) X(GetShardIterator) X(GetRecords)

// Those that Database has in a completing form too.
#define STATOR_EACH_COMPLETING_OPERATION(X)                                      \
  X(PutItem) X(UpdateItem) X(DeleteItem) X(BatchWriteItem) X(TransactWriteItems) \
  X(ExecuteStatement) X(BatchExecuteStatement) X(ExecuteTransaction)

// clang-format on

constexpr Api ApiOf(std::string_view operation) {
#define STATOR_IS_OF_STREAMS(Name) \
  if (operation == #Name) return Api::kStreams;
  STATOR_EACH_STREAM_OPERATION(STATOR_IS_OF_STREAMS)
#undef STATOR_IS_OF_STREAMS
  return Api::kDynamoDb;
}

template <typename RequestType, typename ResultType>
struct Operation {
  using Request = RequestType;
  using Result = ResultType;
  std::string_view name;
  Api api;
  absl::StatusOr<Result> (Database::*call)(const Request&);
};

// clang-format off
#define STATOR_OPERATION(Name) \
  , std::tuple(Operation<Name##Request, Name##Result>{               \
        .name = #Name, .api = ApiOf(#Name), .call = &Database::Name})
inline constexpr auto kOperations =
    std::tuple_cat(std::tuple<>() STATOR_EACH_OPERATION(STATOR_OPERATION));
#undef STATOR_OPERATION
// clang-format on

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
