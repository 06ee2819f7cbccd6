// The schema gate. A Query's range is one partition, cut by the condition on the sort key; a Scan's
// is the table, or the digests of one segment. An ExclusiveStartKey cuts off what was read before.
#include "db/plan/query.h"

#include <utility>

#include "db/base/status_macros.h"
#include "db/plan/error.h"
#include "db/plan/filter.h"
#include "db/plan/key_path_check.h"
#include "db/plan/key_range.h"
#include "db/plan/select.h"
#include "db/plan/start_key.h"

namespace stator::plan {
namespace {

using expression::KeyCondition;

// What Query and Scan have in common.

template <typename Request>
absl::StatusOr<RangeRead> ReadOf(const CheckedRange& range, const Request& request,
                                 const Source& source, const KeyRange& keys) {
  RangeRead read{.source = source, .begin = keys.begin, .end = keys.end};
  if (request.limit) read.limit = *request.limit;
  read.count_only = request.select == Select::kCount;
  if (range.filter) read.filter = &*range.filter;
  if (range.projection) read.projection = &*range.projection;
  STATOR_RETURN_IF_ERROR(CheckSelectOf(source, request.select));
  if (range.filter && !range.is_statement) {
    STATOR_RETURN_IF_ERROR(CheckNoPathIntoKey(range.filter->binding(), *source.table));
  }
  STATOR_ASSIGN_OR_RETURN(read.fetches,
                          NeedsTable(source, request.select, read.filter, read.projection));
  return read;
}

absl::Status CheckProjectionPaths(const CheckedRange& range, const TableSchema& schema) {
  if (!range.projection || range.is_statement) return absl::OkStatus();
  return CheckNoPathIntoKey(range.projection->binding(), schema);
}

// What is left of a range behind the key that the last page ended with.
void StartBehind(const StoreKey& start, RangeRead& read) {
  if (read.forward) {
    read.begin = start;
    read.begin.Advance();
  } else {
    read.end = start;
  }
}

// A start in another partition is told by its sort key if there is a condition on that.
absl::Status CheckStart(const StartKey& start, const Source& source, const DigestSecret& secret,
                        const KeyCondition& condition, const KeyRange& keys) {
  if (start.partition == condition.partition) {
    return keys.Contains(start.store_key) ? absl::OkStatus()
                                          : error::StartKeyOutsideSortCondition();
  }
  if (condition.sort.empty()) return error::StartKeyOutsideQuery();
  const KeyCondition there{.partition = start.partition, .sort = condition.sort};
  return RangeOfCondition(source, secret, there).Contains(start.store_key)
             ? error::StartOfOtherPartition()
             : error::StartKeyOutsideSortCondition();
}

}  // namespace

absl::StatusOr<RangeRead> PlanRange(const CheckedRange& range, const QueryRequest& request,
                                    const TableSchema& schema, const DigestSecret& secret) {
  STATOR_ASSIGN_OR_RETURN(const Source source, SourceOf(schema, request.index_name,
                                                        request.consistent_read.value_or(false)));
  STATOR_RETURN_IF_ERROR(CheckStartAttributes(source, request.exclusive_start_key));
  STATOR_ASSIGN_OR_RETURN(const KeyCondition condition,
                          expression::MatchKey(range.key_terms, source.key()));
  STATOR_RETURN_IF_ERROR(CheckKeyConditionValues(source.key(), condition));
  std::optional<StartKey> start;
  if (request.exclusive_start_key) {
    STATOR_ASSIGN_OR_RETURN(start, StartKeyOf(source, secret, *request.exclusive_start_key));
  }
  const KeyRange keys = RangeOfCondition(source, secret, condition);
  if (start) STATOR_RETURN_IF_ERROR(CheckStart(*start, source, secret, condition, keys));
  STATOR_RETURN_IF_ERROR(CheckProjectionPaths(range, schema));
  if (range.filter && !range.is_statement) {
    STATOR_RETURN_IF_ERROR(
        CheckFilterHasNoKey(range.filter->binding(), source.key(),
                            request.query_filter ? "QueryFilter" : "Filter Expression"));
  }
  STATOR_ASSIGN_OR_RETURN(RangeRead read, ReadOf(range, request, source, keys));
  for (const ValueView value : condition.partition) {
    read.partition_values[read.partition_count++] = value;
  }
  read.forward = request.scan_index_forward.value_or(true);
  if (start) StartBehind(start->store_key, read);
  return read;
}

absl::StatusOr<RangeRead> PlanRange(const CheckedRange& range, const ScanRequest& request,
                                    const TableSchema& schema, const DigestSecret& secret) {
  STATOR_ASSIGN_OR_RETURN(const Source source, SourceOf(schema, request.index_name,
                                                        request.consistent_read.value_or(false)));
  const int32_t segment = request.segment.value_or(0);
  const int32_t total = request.total_segments.value_or(1);
  const KeyRange keys =
      RangeOfSegment(source, static_cast<uint32_t>(segment), static_cast<uint32_t>(total));
  std::optional<StartKey> start;
  if (request.exclusive_start_key) {
    // Of a table the key is looked at as a whole.
    if (source.index != nullptr) {
      STATOR_RETURN_IF_ERROR(CheckStartAttributes(source, request.exclusive_start_key));
    }
    STATOR_ASSIGN_OR_RETURN(start, StartKeyOf(source, secret, *request.exclusive_start_key));
    if (!keys.Contains(start->store_key)) return error::StartKeyInOtherSegment(segment, total);
  }
  STATOR_RETURN_IF_ERROR(CheckProjectionPaths(range, schema));
  STATOR_ASSIGN_OR_RETURN(RangeRead read, ReadOf(range, request, source, keys));
  if (start) StartBehind(start->store_key, read);
  return read;
}

}  // namespace stator::plan
