// Legacy parameters and expressions are checked and lowered one after the other, since no request
// has both; but for KeyConditions, which go with a filter and a projection of either kind.
#include "db/plan/range_check.h"

#include <string_view>
#include <utility>

#include "db/base/status_macros.h"
#include "db/plan/error.h"
#include "db/plan/legacy_condition.h"
#include "db/plan/legacy_projection.h"
#include "db/plan/parameter_check.h"
#include "db/plan/request_expressions.h"
#include "db/plan/select.h"
#include "db/request/check_values.h"

namespace stator::plan {
namespace {

using expression::BoundCondition;
using expression::BoundProjection;
using expression::Kind;

template <typename Request>
absl::Status CheckSelectOf(const Request& request) {
  std::string_view projection;
  if (request.projection_expression) projection = "ProjectionExpression";
  if (request.attributes_to_get) projection = "AttributesToGet";
  return CheckSelect(request.select, projection, request.index_name.has_value());
}

absl::Status LowerLegacy(const QueryRequest& request, CheckedRange& range) {
  STATOR_ASSIGN_OR_RETURN(range.projection, LowerAttributesToGet(request.attributes_to_get));
  STATOR_ASSIGN_OR_RETURN(range.filter,
                          LowerFilter(request.query_filter, request.conditional_operator));
  if (request.key_conditions) {
    STATOR_ASSIGN_OR_RETURN(range.key_terms, LowerKeyConditions(*request.key_conditions));
  }
  return absl::OkStatus();
}

absl::Status LowerLegacy(const ScanRequest& request, CheckedRange& range) {
  STATOR_ASSIGN_OR_RETURN(range.projection, LowerAttributesToGet(request.attributes_to_get));
  STATOR_ASSIGN_OR_RETURN(range.filter,
                          LowerFilter(request.scan_filter, request.conditional_operator));
  return absl::OkStatus();
}

template <typename Request>
absl::Status BindFilterAndProjection(const Request& request, RequestExpressions& in,
                                     CheckedRange& range) {
  if (request.filter_expression) {
    STATOR_ASSIGN_OR_RETURN(range.filter,
                            in.Bind<BoundCondition>(Kind::kFilter, request.filter_expression));
  }
  if (request.projection_expression) {
    STATOR_ASSIGN_OR_RETURN(
        range.projection,
        in.Bind<BoundProjection>(Kind::kProjection, request.projection_expression));
  }
  return absl::OkStatus();
}

absl::Status CheckSegment(const ScanRequest& request) {
  if (request.segment && !request.total_segments) return error::SegmentWithoutTotal();
  if (request.total_segments && !request.segment) return error::TotalWithoutSegment();
  if (request.segment && *request.segment >= *request.total_segments) {
    return error::SegmentOutOfRange(*request.segment, *request.total_segments);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<CheckedRange> CheckRange(const QueryRequest& request, expression::Cache& cache) {
  STATOR_RETURN_IF_ERROR(CheckCombination(request));
  CheckedRange range;
  STATOR_RETURN_IF_ERROR(LowerLegacy(request, range));
  RequestExpressions in(request.expression_attribute_names, request.expression_attribute_values,
                        cache);
  STATOR_RETURN_IF_ERROR(in.CheckKeys());
  STATOR_RETURN_IF_ERROR(CheckExpressionValues(request.expression_attribute_values, false));
  if (request.key_condition_expression) {
    STATOR_ASSIGN_OR_RETURN(range.key_condition,
                            in.BindText(Kind::kKeyCondition, *request.key_condition_expression));
  }
  STATOR_RETURN_IF_ERROR(BindFilterAndProjection(request, in, range));
  if (absl::Status select = CheckSelectOf(request); !select.ok()) {
    // The one text of these that the service has put behind the prefix.
    return request.select == Select::kSpecificAttributes ? error::Enveloped(std::move(select))
                                                         : select;
  }
  if (!request.key_condition_expression && range.key_terms.empty()) {
    return error::MissingKeyCondition();
  }
  STATOR_RETURN_IF_ERROR(in.CheckAllUsed());
  if (range.key_condition) {
    STATOR_ASSIGN_OR_RETURN(range.key_terms, expression::ReadKeyTerms(*range.key_condition));
  }
  return range;
}

absl::StatusOr<CheckedRange> CheckRange(const ScanRequest& request, expression::Cache& cache) {
  STATOR_RETURN_IF_ERROR(CheckCombination(request));
  CheckedRange range;
  STATOR_RETURN_IF_ERROR(LowerLegacy(request, range));
  STATOR_RETURN_IF_ERROR(CheckSegment(request));
  RequestExpressions in(request.expression_attribute_names, request.expression_attribute_values,
                        cache);
  STATOR_RETURN_IF_ERROR(in.CheckKeys());
  STATOR_RETURN_IF_ERROR(CheckExpressionValues(request.expression_attribute_values, false));
  STATOR_RETURN_IF_ERROR(BindFilterAndProjection(request, in, range));
  STATOR_RETURN_IF_ERROR(CheckSelectOf(request));
  STATOR_RETURN_IF_ERROR(in.CheckAllUsed());
  return range;
}

}  // namespace stator::plan
