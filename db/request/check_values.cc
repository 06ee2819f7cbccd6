#include "db/request/check_values.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "db/base/limits.h"
#include "db/base/utf8.h"
#include "db/request/account.h"
#include "db/request/attachment.h"
#include "db/request/backup.h"
#include "db/request/batch.h"
#include "db/request/global_table.h"
#include "db/request/item.h"
#include "db/request/query.h"
#include "db/request/statement.h"
#include "db/request/stream.h"
#include "db/request/table.h"
#include "db/request/tag.h"
#include "db/request/time_to_live.h"
#include "db/request/transaction.h"
#include "db/request/value_error.h"

namespace stator {
namespace {

using Defect = std::optional<ValueDefect>;

Defect CheckUtf8(std::string_view text) {
  return IsValidUtf8(text) ? Defect() : Defect(error::NotUtf8());
}

Defect CheckName(std::string_view name) {
  if (name.size() > limits::kAttributeNameBytesMax) return error::NameTooLong();
  return CheckUtf8(name);
}

Defect CheckSet(SetView set) {
  if (set.size() == 0) return error::EmptySet(set.type());
  if (set.type() != Type::kStringSet) return std::nullopt;
  for (const std::string_view element : set) {
    if (Defect defect = CheckUtf8(element)) return defect;
  }
  return std::nullopt;
}

// An attribute of the item stands at depth 1.
Defect CheckValue(ValueView value, int depth) {
  if (depth > limits::kNestingMax) return error::NestingTooDeep();
  switch (value.type()) {
    case Type::kString:
      return CheckUtf8(value.AsString());
    case Type::kStringSet:
    case Type::kNumberSet:
    case Type::kBinarySet:
      return CheckSet(value.AsSet());
    case Type::kList:
      for (const ValueView element : value.AsList()) {
        if (Defect defect = CheckValue(element, depth + 1)) return defect;
      }
      return std::nullopt;
    case Type::kMap:
      for (const auto& [name, element] : value.AsMap()) {
        if (Defect defect = CheckName(name)) return defect;
        if (Defect defect = CheckValue(element, depth + 1)) return defect;
      }
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

// What there is to know of the request that a value stands in.
struct RequestKind {
  bool enveloping = false;
  bool finds_late = false;
};

absl::Status CheckItem(ItemView item, ValuePlace place, bool passes_late) {
  for (const auto& [name, value] : item) {
    place.expression_value = name;
    Defect defect = CheckName(name);
    if (!defect && place.names_attributes && name.empty()) defect = error::EmptyName();
    if (!defect) defect = CheckValue(value, 1);
    if (!defect || (passes_late && IsFoundLate(*defect, place))) continue;
    return error::InvalidValue(*defect, place);
  }
  return absl::OkStatus();
}

absl::Status CheckSingle(const Value& value, bool enveloping) {
  const Defect defect = CheckValue(value, 1);
  return defect ? error::InvalidValue(*defect, PlaceOfSingle(enveloping)) : absl::OkStatus();
}

absl::Status CheckText(std::string_view text) {
  return IsValidUtf8(text) ? absl::OkStatus() : error::InvalidValue(error::NotUtf8(), {});
}

absl::Status CheckNames(const AttributeNames& names) {
  for (const auto& [placeholder, name] : names) {
    if (absl::Status status = CheckText(placeholder); !status.ok()) return status;
    if (absl::Status status = CheckText(name); !status.ok()) return status;
  }
  return absl::OkStatus();
}

// A name of a legacy parameter.
absl::Status CheckAttributeName(std::string_view name) {
  Defect defect = name.empty() ? error::EmptyName() : CheckName(name);
  return defect ? error::InvalidValue(*defect, {}) : absl::OkStatus();
}

template <typename T>
inline constexpr bool kIsVector = false;
template <typename T>
inline constexpr bool kIsVector<std::vector<T>> = true;
template <typename T>
inline constexpr bool kIsMap = false;
template <typename T>
inline constexpr bool kIsMap<std::map<std::string, T, std::less<>>> = true;

template <HasFields Struct>
absl::Status CheckStructValues(const Struct& value, RequestKind kind);

template <typename Member>
absl::Status CheckMemberValues(const Member& member, std::string_view name, RequestKind kind) {
  if constexpr (std::is_same_v<Member, Item>) {
    return CheckItem(member, PlaceOf(name, kind.enveloping), kind.finds_late);
  } else if constexpr (std::is_same_v<Member, AttributeNames>) {
    return CheckNames(member);
  } else if constexpr (std::is_same_v<Member, std::string>) {
    return CheckText(member);
  } else if constexpr (std::is_same_v<Member, Expression>) {
    return CheckText(member.text());
  } else if constexpr (HasFields<Member>) {
    return CheckStructValues(member, kind);
  } else if constexpr (std::is_same_v<Member, Value>) {
    return CheckSingle(member, kind.enveloping);
  } else if constexpr (kIsVector<Member>) {
    for (const auto& element : member) {
      absl::Status status = CheckMemberValues(element, name, kind);
      if (!status.ok()) return status;
    }
  } else if constexpr (kIsMap<Member>) {
    using Element = typename Member::mapped_type;
    constexpr bool names_attributes = std::is_same_v<Element, AttributeValueUpdate> ||
                                      std::is_same_v<Element, ExpectedAttributeValue> ||
                                      std::is_same_v<Element, Condition>;
    for (const auto& [key, element] : member) {
      absl::Status named = names_attributes ? CheckAttributeName(key) : CheckText(key);
      if (!named.ok()) return named;
      absl::Status status = CheckMemberValues(element, name, kind);
      if (!status.ok()) return status;
    }
  }
  return absl::OkStatus();
}

template <HasFields Struct>
absl::Status CheckStructValues(const Struct& value, RequestKind kind) {
  absl::Status first;
  ForEachField<Struct>([&](const auto& field) {
    if constexpr (!std::is_same_v<std::decay_t<decltype(field)>, Unsupported>) {
      const auto& member = value.*field.member;
      if (first.ok() && member.has_value()) {
        first = CheckMemberValues(*member, field.name, kind);
      }
    }
  });
  return first;
}

}  // namespace

template <typename Request>
absl::Status CheckValues(const Request& request) {
  return CheckStructValues(request, {kEnveloping<Request>, kFindsDefectsLate<Request>});
}

absl::Status CheckExpressionValues(const std::optional<Item>& values, bool enveloping) {
  if (!values) return absl::OkStatus();
  return CheckItem(*values, PlaceOf("ExpressionAttributeValues", enveloping), false);
}

template absl::Status CheckValues(const PutItemRequest&);
template absl::Status CheckValues(const GetItemRequest&);
template absl::Status CheckValues(const UpdateItemRequest&);
template absl::Status CheckValues(const DeleteItemRequest&);
template absl::Status CheckValues(const QueryRequest&);
template absl::Status CheckValues(const ScanRequest&);
template absl::Status CheckValues(const BatchGetItemRequest&);
template absl::Status CheckValues(const BatchWriteItemRequest&);
template absl::Status CheckValues(const TransactGetItemsRequest&);
template absl::Status CheckValues(const TransactWriteItemsRequest&);
template absl::Status CheckValues(const ExecuteStatementRequest&);
template absl::Status CheckValues(const BatchExecuteStatementRequest&);
template absl::Status CheckValues(const ExecuteTransactionRequest&);
template absl::Status CheckValues(const CreateTableRequest&);
template absl::Status CheckValues(const DescribeTableRequest&);
template absl::Status CheckValues(const ListTablesRequest&);
template absl::Status CheckValues(const UpdateTableRequest&);
template absl::Status CheckValues(const DeleteTableRequest&);
template absl::Status CheckValues(const DescribeBackupRequest&);
template absl::Status CheckValues(const DescribeContinuousBackupsRequest&);
template absl::Status CheckValues(const DescribeContributorInsightsRequest&);
template absl::Status CheckValues(const DescribeEndpointsRequest&);
template absl::Status CheckValues(const DescribeExportRequest&);
template absl::Status CheckValues(const DescribeGlobalTableRequest&);
template absl::Status CheckValues(const DescribeGlobalTableSettingsRequest&);
template absl::Status CheckValues(const DescribeImportRequest&);
template absl::Status CheckValues(const DescribeKinesisStreamingDestinationRequest&);
template absl::Status CheckValues(const DescribeLimitsRequest&);
template absl::Status CheckValues(const DescribeStreamRequest&);
template absl::Status CheckValues(const DescribeTableReplicaAutoScalingRequest&);
template absl::Status CheckValues(const DescribeTimeToLiveRequest&);
template absl::Status CheckValues(const GetRecordsRequest&);
template absl::Status CheckValues(const GetResourcePolicyRequest&);
template absl::Status CheckValues(const GetShardIteratorRequest&);
template absl::Status CheckValues(const ListBackupsRequest&);
template absl::Status CheckValues(const ListContributorInsightsRequest&);
template absl::Status CheckValues(const ListExportsRequest&);
template absl::Status CheckValues(const ListGlobalTablesRequest&);
template absl::Status CheckValues(const ListImportsRequest&);
template absl::Status CheckValues(const ListStreamsRequest&);
template absl::Status CheckValues(const ListTagsOfResourceRequest&);
template absl::Status CheckValues(const TagResourceRequest&);
template absl::Status CheckValues(const UntagResourceRequest&);
template absl::Status CheckValues(const UpdateTimeToLiveRequest&);

}  // namespace stator
