// A Query's range is one partition, cut by the condition on the sort key; a Scan's is the table, or
// the digests of one segment. An ExclusiveStartKey cuts off what was read before.
#include "db/plan/query.h"

#include <string>
#include <utility>

#include "db/base/check.h"
#include "db/base/status_macros.h"
#include "db/plan/error.h"
#include "db/plan/key_check.h"
#include "db/plan/request_expressions.h"

namespace stator::plan {
namespace {

using expression::BoundCondition;
using expression::BoundProjection;
using expression::KeyCondition;
using expression::KeyTerm;
using expression::KeyTest;
using expression::Kind;

// What Query and Scan have in common.

absl::Status CheckSelect(std::optional<Select> select, bool has_projection) {
  if (!select) return absl::OkStatus();
  switch (*select) {
    case Select::kAllAttributes:
      return has_projection ? error::SelectWithProjection("ALL_ATTRIBUTES") : absl::OkStatus();
    case Select::kAllProjectedAttributes:
      return has_projection ? error::SelectWithProjection("ALL_PROJECTED_ATTRIBUTES")
                            : error::AllProjectedWithoutIndex();
    case Select::kCount:
      return has_projection ? error::SelectWithProjection("only the Count") : absl::OkStatus();
    case Select::kSpecificAttributes:
      return has_projection ? absl::OkStatus() : error::SpecificAttributesWithoutProjection();
  }
  STATOR_CHECK(false);
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
RangeRead ReadOf(const CheckedRange& range, const Request& request, const TableSchema& schema,
                 StoreKey begin, StoreKey end) {
  RangeRead read{.schema = &schema, .begin = std::move(begin), .end = std::move(end)};
  if (request.limit) read.limit = *request.limit;
  read.count_only = request.select == Select::kCount;
  if (range.filter) read.filter = &*range.filter;
  if (range.projection) read.projection = &*range.projection;
  return read;
}

// The first key behind `key` itself.
StoreKey Behind(const StoreKey& key) {
  StoreKey behind = key;
  behind.Advance();
  return behind;
}

// The first key behind all that start with `prefix`.
StoreKey BehindAll(StoreKey prefix) { return prefix.AdvanceBeyondPrefix() ? prefix : StoreKey(); }

// What is left of a range behind the key that the last page ended with.
void StartBehind(const StoreKey& start, RangeRead& read) {
  if (read.forward) {
    read.begin = Behind(start);
  } else {
    read.end = start;
  }
}

// The digests and so the store keys of one partition.
struct Partition {
  TableId table;
  Digest digest;

  StoreKey Prefix() const { return StoreKey::Partition(table, digest); }
  StoreKey At(ValueView sort) const { return StoreKey::Item(table, digest, sort); }
};

struct Bounds {
  StoreKey begin;
  StoreKey end;

  bool Contain(const StoreKey& key) const {
    return begin.bytes() <= key.bytes() && (end.bytes().empty() || key.bytes() < end.bytes());
  }
};

Bounds BoundsOf(const Partition& partition, const KeyTerm& term) {
  const StoreKey all = partition.Prefix();
  const StoreKey at = partition.At(term.value);
  switch (term.test) {
    case KeyTest::kEqual:
      return {at, Behind(at)};
    case KeyTest::kLess:
      return {all, at};
    case KeyTest::kLessOrEqual:
      return {all, Behind(at)};
    case KeyTest::kGreater:
      return {Behind(at), BehindAll(all)};
    case KeyTest::kGreaterOrEqual:
      return {at, BehindAll(all)};
    case KeyTest::kBetween:
      return {at, Behind(partition.At(term.upper))};
    case KeyTest::kBeginsWith:
      break;
  }
  return {at, BehindAll(at)};
}

absl::Status CheckTermValues(const KeyCondition& condition, const KeySchema& key) {
  STATOR_RETURN_IF_ERROR(CheckKeyValue(key.partition[0], condition.partition[0], true));
  for (const KeyTerm& term : condition.sort) {
    // Any prefix is one, and a range may begin before every value.
    if (term.test != KeyTest::kEqual) continue;
    STATOR_RETURN_IF_ERROR(CheckKeyValue(key.sort[0], term.value, false));
  }
  return absl::OkStatus();
}

// Operands are few and nesting is bounded by the parser, so recursion is too.
absl::Status CheckHasNoKey(const expression::Binding& filter, expression::NodeId id,
                           const KeySchema& key) {
  const expression::Node& node = filter.tree().node(id);
  if (node.type == expression::NodeType::kValue) return absl::OkStatus();
  if (node.type == expression::NodeType::kPath) {
    const std::string_view attribute = filter.name(filter.path(id)[0].value);
    return key.Find(attribute) == nullptr ? absl::OkStatus() : error::FilterOnKey(attribute);
  }
  for (const expression::NodeId operand : filter.tree().operands(node)) {
    STATOR_RETURN_IF_ERROR(CheckHasNoKey(filter, operand, key));
  }
  return absl::OkStatus();
}

absl::Status CheckFilterHasNoKey(const CheckedRange& range, const KeySchema& key) {
  if (!range.filter) return absl::OkStatus();
  const expression::Binding& filter = range.filter->binding();
  return CheckHasNoKey(filter, filter.tree().root(), key);
}

// ExclusiveStartKey.

absl::StatusOr<Address> AddressOfStart(const TableSchema& schema, const DigestSecret& secret,
                                       ItemView key) {
  absl::StatusOr<Address> address = AddressOfKey(schema, secret, key);
  if (address.ok()) return address;
  const auto why = address.status().message();
  return error::StartKeyInvalid(std::string_view(why.data(), why.size()));
}

// A Query looks at the attributes of it before it matches the key condition, at their values
// behind.
absl::Status CheckStartAttributes(const std::optional<Item>& start, const KeySchema& key) {
  if (!start) return absl::OkStatus();
  bool complete = start->size() == key.size();
  for (const auto [name, value] : *start) complete = complete && key.Find(name) != nullptr;
  return complete ? absl::OkStatus() : error::StartKeyInvalid("");
}

}  // namespace

absl::StatusOr<CheckedRange> CheckRange(const QueryRequest& request, expression::Cache& cache) {
  if (!request.key_condition_expression) return error::MissingKeyCondition();
  absl::Status select = CheckSelect(request.select, request.projection_expression.has_value());
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
  STATOR_RETURN_IF_ERROR(CheckSelect(request.select, request.projection_expression.has_value()));
  CheckedRange range;
  RequestExpressions in(request.expression_attribute_names, request.expression_attribute_values,
                        cache);
  STATOR_RETURN_IF_ERROR(in.CheckKeys());
  STATOR_RETURN_IF_ERROR(BindFilterAndProjection(request, in, range));
  return range;
}

absl::StatusOr<RangeRead> PlanRange(const CheckedRange& range, const QueryRequest& request,
                                    const TableSchema& schema, const DigestSecret& secret) {
  STATOR_RETURN_IF_ERROR(CheckStartAttributes(request.exclusive_start_key, schema.key));
  STATOR_ASSIGN_OR_RETURN(const KeyCondition condition,
                          expression::MatchKey(range.key_terms, schema.key));
  STATOR_RETURN_IF_ERROR(CheckTermValues(condition, schema.key));
  std::optional<Address> start;
  if (request.exclusive_start_key) {
    STATOR_ASSIGN_OR_RETURN(start, AddressOfStart(schema, secret, *request.exclusive_start_key));
  }
  const Partition partition{schema.id, Digest::Of(secret, condition.partition)};
  const Bounds bounds = condition.sort.empty()
                            ? Bounds{partition.Prefix(), BehindAll(partition.Prefix())}
                            : BoundsOf(partition, condition.sort[0]);
  if (start && start->partition != condition.partition[0]) return error::StartKeyOutsideQuery();
  if (start && !bounds.Contain(start->store_key)) return error::StartKeyOutsideSortCondition();
  STATOR_RETURN_IF_ERROR(CheckFilterHasNoKey(range, schema.key));
  RangeRead read = ReadOf(range, request, schema, bounds.begin, bounds.end);
  read.partition = condition.partition[0];
  read.forward = request.scan_index_forward.value_or(true);
  if (start) StartBehind(start->store_key, read);
  return read;
}

absl::StatusOr<RangeRead> PlanRange(const CheckedRange& range, const ScanRequest& request,
                                    const TableSchema& schema, const DigestSecret& secret) {
  const StoreKey table = StoreKey::Table(schema.id);
  const uint32_t total = static_cast<uint32_t>(request.total_segments.value_or(1));
  const uint32_t segment = static_cast<uint32_t>(request.segment.value_or(0));
  const auto first_of = [&](uint32_t s) {
    const std::optional<Digest> digest = Digest::SegmentStart(s, total);
    return digest ? StoreKey::Partition(schema.id, *digest) : BehindAll(table);
  };
  RangeRead read = ReadOf(range, request, schema, first_of(segment), first_of(segment + 1));
  if (request.exclusive_start_key) {
    STATOR_ASSIGN_OR_RETURN(const Address start,
                            AddressOfStart(schema, secret, *request.exclusive_start_key));
    if (!Bounds{read.begin, read.end}.Contain(start.store_key)) {
      return error::StartKeyInOtherSegment(request.segment.value_or(0),
                                           request.total_segments.value_or(1));
    }
    StartBehind(start.store_key, read);
  }
  return read;
}

}  // namespace stator::plan
