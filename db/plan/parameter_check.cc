#include "db/plan/parameter_check.h"

#include <string_view>
#include <utility>

#include "db/base/status_macros.h"
#include "db/expression/placeholders.h"
#include "db/plan/error.h"
#include "db/plan/legacy_mix.h"

namespace stator::plan {
namespace {

// Of a put or a delete.
template <typename Request>
absl::Status CheckNotMixed(const Request& request) {
  return plan::CheckNotMixed({{"Expected", request.expected.has_value()},
                              {"ConditionalOperator", request.conditional_operator.has_value()}},
                             {{"ConditionExpression", request.condition_expression.has_value()}});
}

absl::Status CheckNotMixed(const UpdateItemRequest& request) {
  return plan::CheckNotMixed({{"AttributeUpdates", request.attribute_updates.has_value()},
                              {"Expected", request.expected.has_value()},
                              {"ConditionalOperator", request.conditional_operator.has_value()}},
                             {{"UpdateExpression", request.update_expression.has_value()},
                              {"ConditionExpression", request.condition_expression.has_value()}});
}

// KeyConditions are older than all expressions, and KeyConditionExpression younger than the others:
// so beside those they may stand still.
absl::Status CheckNotMixed(const QueryRequest& request) {
  const bool has_key_expression = request.key_condition_expression.has_value();
  return plan::CheckNotMixed(
      {{"AttributesToGet", request.attributes_to_get.has_value()},
       {"QueryFilter", request.query_filter.has_value()},
       {"ConditionalOperator", request.conditional_operator.has_value()},
       {"KeyConditions", request.key_conditions.has_value() && has_key_expression}},
      {{"ProjectionExpression", request.projection_expression.has_value()},
       {"FilterExpression", request.filter_expression.has_value()},
       {"KeyConditionExpression", has_key_expression}});
}

absl::Status CheckNotMixed(const ScanRequest& request) {
  return plan::CheckNotMixed({{"AttributesToGet", request.attributes_to_get.has_value()},
                              {"ScanFilter", request.scan_filter.has_value()},
                              {"ConditionalOperator", request.conditional_operator.has_value()}},
                             {{"ProjectionExpression", request.projection_expression.has_value()},
                              {"FilterExpression", request.filter_expression.has_value()}});
}

// Names and values need an expression to stand in. `absent` is what the message says is missing.
template <typename Request>
absl::Status CheckNotAlone(const Request& request, bool has_expression, std::string_view absent,
                           bool enveloped) {
  if (has_expression) return absl::OkStatus();
  if (request.expression_attribute_names) return error::NamesWithoutExpression();
  if (!request.expression_attribute_values) return absl::OkStatus();
  absl::Status status = error::ValuesWithoutExpression(absent);
  return enveloped ? error::Enveloped(std::move(status)) : status;
}

absl::Status CheckNotAlone(const QueryRequest& request) {
  if (request.key_condition_expression || request.filter_expression) return absl::OkStatus();
  if (request.expression_attribute_names && !request.projection_expression) {
    return error::NamesWithoutExpression();
  }
  if (!request.expression_attribute_values) return absl::OkStatus();
  return error::ValuesWithoutExpression(
      "FilterExpression is null and KeyConditionExpression is null");
}

absl::Status CheckNotAlone(const ScanRequest& request) {
  if (request.filter_expression) return absl::OkStatus();
  if (request.expression_attribute_names && !request.projection_expression) {
    return error::NamesWithoutExpression();
  }
  if (!request.expression_attribute_values) return absl::OkStatus();
  return error::ValuesWithoutExpression("FilterExpression is null");
}

}  // namespace

absl::Status CheckCombination(const PutItemRequest& request) {
  STATOR_RETURN_IF_ERROR(error::Enveloped(CheckNotMixed(request)));
  return CheckNotAlone(request, request.condition_expression.has_value(),
                       "ConditionExpression is null", true);
}

absl::Status CheckCombination(const UpdateItemRequest& request) {
  STATOR_RETURN_IF_ERROR(error::Enveloped(CheckNotMixed(request)));
  return CheckNotAlone(request, request.update_expression || request.condition_expression,
                       "UpdateExpression is null and ConditionExpression is null", true);
}

absl::Status CheckCombination(const DeleteItemRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckNotMixed(request));
  return CheckNotAlone(request, request.condition_expression.has_value(),
                       "ConditionExpression is null", false);
}

absl::Status CheckCombination(const QueryRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckNotMixed(request));
  return CheckNotAlone(request);
}

absl::Status CheckCombination(const ScanRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckNotMixed(request));
  return CheckNotAlone(request);
}

template <typename Request>
absl::Status CheckParameters(const Request& request) {
  STATOR_RETURN_IF_ERROR(CheckCombination(request));
  return expression::Placeholders(request.expression_attribute_names,
                                  request.expression_attribute_values)
      .CheckKeys();
}

template absl::Status CheckParameters(const PutItemRequest&);
template absl::Status CheckParameters(const UpdateItemRequest&);
template absl::Status CheckParameters(const DeleteItemRequest&);
template absl::Status CheckParameters(const QueryRequest&);
template absl::Status CheckParameters(const ScanRequest&);

}  // namespace stator::plan
