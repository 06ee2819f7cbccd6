// A Query's range is one partition, cut by the condition on the sort key; a Scan's is the table, or
// the digests of one segment. An ExclusiveStartKey cuts off what was read before.
#include "db/plan/query.h"

#include <utility>

#include "db/base/status_macros.h"
#include "db/plan/error.h"
#include "db/plan/filter.h"
#include "db/plan/key_range.h"
#include "db/plan/request_expressions.h"
#include "db/plan/select.h"
#include "db/plan/start_key.h"

namespace stator::plan {
namespace {

using expression::BoundCondition;
using expression::BoundProjection;
using expression::KeyCondition;
using expression::Kind;

// What Query and Scan have in common.

template <typename Request>
absl::Status CheckSelectOf(const Request& request) {
  return CheckSelect(request.select, request.projection_expression.has_value(),
                     request.index_name.has_value());
}

template <typename Request>
absl::Status BindFilterAndProjection(const Request& request, RequestExpressions& in,
                                     CheckedRange& range) {
  STATOR_ASSIGN_OR_RETURN(range.filter,
                          in.Bind<BoundCondition>(Kind::kFilter, request.filter_expression));
  STATOR_ASSIGN_OR_RETURN(
      range.projection, in.Bind<BoundProjection>(Kind::kProjection, request.projection_expression));
  return in.CheckAllUsed();
}

template <typename Request>
absl::StatusOr<RangeRead> ReadOf(const CheckedRange& range, const Request& request,
                                 const Source& source, const KeyRange& keys) {
  RangeRead read{.source = source, .begin = keys.begin, .end = keys.end};
  if (request.limit) read.limit = *request.limit;
  read.count_only = request.select == Select::kCount;
  if (range.filter) read.filter = &*range.filter;
  if (range.projection) read.projection = &*range.projection;
  STATOR_ASSIGN_OR_RETURN(read.fetches,
                          NeedsTable(source, request.select, read.filter, read.projection));
  return read;
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

}  // namespace

absl::StatusOr<CheckedRange> CheckRange(const QueryRequest& request, expression::Cache& cache) {
  if (!request.key_condition_expression) return error::MissingKeyCondition();
  absl::Status select = CheckSelectOf(request);
  if (!select.ok()) {
    // The one text of these that the service has put behind the prefix.
    return request.select == Select::kSpecificAttributes ? error::Enveloped(std::move(select))
                                                         : select;
  }
  CheckedRange range;
  RequestExpressions in(request.expression_attribute_names, request.expression_attribute_values,
                        cache);
  STATOR_RETURN_IF_ERROR(in.CheckKeys());
  STATOR_ASSIGN_OR_RETURN(range.key_condition,
                          in.BindText(Kind::kKeyCondition, *request.key_condition_expression));
  STATOR_ASSIGN_OR_RETURN(range.key_terms, expression::ReadKeyTerms(*range.key_condition));
  STATOR_RETURN_IF_ERROR(BindFilterAndProjection(request, in, range));
  return range;
}

absl::StatusOr<CheckedRange> CheckRange(const ScanRequest& request, expression::Cache& cache) {
  if (!request.filter_expression) {
    if (request.expression_attribute_values) {
      return error::ValuesWithoutExpression("FilterExpression is null");
    }
    if (request.expression_attribute_names && !request.projection_expression) {
      return error::NamesWithoutExpression();
    }
  }
  if (request.segment && !request.total_segments) return error::SegmentWithoutTotal();
  if (request.total_segments && !request.segment) return error::TotalWithoutSegment();
  if (request.segment && *request.segment >= *request.total_segments) {
    return error::SegmentOutOfRange(*request.segment, *request.total_segments);
  }
  STATOR_RETURN_IF_ERROR(CheckSelectOf(request));
  CheckedRange range;
  RequestExpressions in(request.expression_attribute_names, request.expression_attribute_values,
                        cache);
  STATOR_RETURN_IF_ERROR(in.CheckKeys());
  STATOR_RETURN_IF_ERROR(BindFilterAndProjection(request, in, range));
  return range;
}

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
  if (start && start->partition != condition.partition) return error::StartKeyOutsideQuery();
  if (start && !keys.Contains(start->store_key)) return error::StartKeyOutsideSortCondition();
  if (range.filter) {
    STATOR_RETURN_IF_ERROR(CheckFilterHasNoKey(range.filter->binding(), source.key()));
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
  STATOR_ASSIGN_OR_RETURN(RangeRead read, ReadOf(range, request, source, keys));
  if (start) StartBehind(start->store_key, read);
  return read;
}

}  // namespace stator::plan
