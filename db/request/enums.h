// The texts of the enums, in the order in which the service lists them in its messages.
#pragma once

#include <string_view>
#include <utility>

#include "db/request/field.h"
#include "stator/request/query.h"
#include "stator/request/stream.h"
#include "stator/request/table.h"

namespace stator {

template <>
struct EnumNames<ReturnValues> {
  static constexpr std::pair<ReturnValues, std::string_view> names[] = {
      {ReturnValues::kAllNew, "ALL_NEW"},         {ReturnValues::kUpdatedOld, "UPDATED_OLD"},
      {ReturnValues::kAllOld, "ALL_OLD"},         {ReturnValues::kNone, "NONE"},
      {ReturnValues::kUpdatedNew, "UPDATED_NEW"},
  };
};

template <>
struct EnumNames<ReturnValuesOnConditionCheckFailure> {
  using E = ReturnValuesOnConditionCheckFailure;
  static constexpr std::pair<E, std::string_view> names[] = {
      {E::kAllOld, "ALL_OLD"},
      {E::kNone, "NONE"},
  };
};

template <>
struct EnumNames<ReturnConsumedCapacity> {
  static constexpr std::pair<ReturnConsumedCapacity, std::string_view> names[] = {
      {ReturnConsumedCapacity::kIndexes, "INDEXES"},
      {ReturnConsumedCapacity::kTotal, "TOTAL"},
      {ReturnConsumedCapacity::kNone, "NONE"},
  };
};

template <>
struct EnumNames<ReturnItemCollectionMetrics> {
  static constexpr std::pair<ReturnItemCollectionMetrics, std::string_view> names[] = {
      {ReturnItemCollectionMetrics::kSize, "SIZE"},
      {ReturnItemCollectionMetrics::kNone, "NONE"},
  };
};

template <>
struct EnumNames<Select> {
  static constexpr std::pair<Select, std::string_view> names[] = {
      {Select::kSpecificAttributes, "SPECIFIC_ATTRIBUTES"},
      {Select::kCount, "COUNT"},
      {Select::kAllAttributes, "ALL_ATTRIBUTES"},
      {Select::kAllProjectedAttributes, "ALL_PROJECTED_ATTRIBUTES"},
  };
};

template <>
struct EnumNames<KeyType> {
  static constexpr std::pair<KeyType, std::string_view> names[] = {
      {KeyType::kHash, "HASH"},
      {KeyType::kRange, "RANGE"},
  };
};

template <>
struct EnumNames<ScalarAttributeType> {
  static constexpr std::pair<ScalarAttributeType, std::string_view> names[] = {
      {ScalarAttributeType::kB, "B"},
      {ScalarAttributeType::kN, "N"},
      {ScalarAttributeType::kS, "S"},
  };
};

template <>
struct EnumNames<ProjectionType> {
  static constexpr std::pair<ProjectionType, std::string_view> names[] = {
      {ProjectionType::kAll, "ALL"},
      {ProjectionType::kInclude, "INCLUDE"},
      {ProjectionType::kKeysOnly, "KEYS_ONLY"},
  };
};

template <>
struct EnumNames<BillingMode> {
  static constexpr std::pair<BillingMode, std::string_view> names[] = {
      {BillingMode::kProvisioned, "PROVISIONED"},
      {BillingMode::kPayPerRequest, "PAY_PER_REQUEST"},
  };
};

template <>
struct EnumNames<TableClass> {
  static constexpr std::pair<TableClass, std::string_view> names[] = {
      {TableClass::kStandard, "STANDARD"},
      {TableClass::kStandardInfrequentAccess, "STANDARD_INFREQUENT_ACCESS"},
  };
};

template <>
struct EnumNames<SseType> {
  static constexpr std::pair<SseType, std::string_view> names[] = {
      {SseType::kAes256, "AES256"},
      {SseType::kKms, "KMS"},
  };
};

template <>
struct EnumNames<StreamViewType> {
  static constexpr std::pair<StreamViewType, std::string_view> names[] = {
      {StreamViewType::kNewImage, "NEW_IMAGE"},
      {StreamViewType::kOldImage, "OLD_IMAGE"},
      {StreamViewType::kNewAndOldImages, "NEW_AND_OLD_IMAGES"},
      {StreamViewType::kKeysOnly, "KEYS_ONLY"},
  };
};

template <>
struct EnumNames<ShardFilterType> {
  static constexpr std::pair<ShardFilterType, std::string_view> names[] = {
      {ShardFilterType::kChildShards, "CHILD_SHARDS"},
  };
};

template <>
struct EnumNames<ShardIteratorType> {
  static constexpr std::pair<ShardIteratorType, std::string_view> names[] = {
      {ShardIteratorType::kAfterSequenceNumber, "AFTER_SEQUENCE_NUMBER"},
      {ShardIteratorType::kLatest, "LATEST"},
      {ShardIteratorType::kAtSequenceNumber, "AT_SEQUENCE_NUMBER"},
      {ShardIteratorType::kTrimHorizon, "TRIM_HORIZON"},
  };
};

// Of results only.

template <>
struct EnumNames<StreamStatus> {
  static constexpr std::pair<StreamStatus, std::string_view> names[] = {
      {StreamStatus::kEnabling, "ENABLING"},
      {StreamStatus::kEnabled, "ENABLED"},
      {StreamStatus::kDisabling, "DISABLING"},
      {StreamStatus::kDisabled, "DISABLED"},
  };
};

template <>
struct EnumNames<OperationType> {
  static constexpr std::pair<OperationType, std::string_view> names[] = {
      {OperationType::kInsert, "INSERT"},
      {OperationType::kModify, "MODIFY"},
      {OperationType::kRemove, "REMOVE"},
  };
};

template <>
struct EnumNames<SseStatus> {
  static constexpr std::pair<SseStatus, std::string_view> names[] = {
      {SseStatus::kEnabling, "ENABLING"},   {SseStatus::kEnabled, "ENABLED"},
      {SseStatus::kDisabling, "DISABLING"}, {SseStatus::kDisabled, "DISABLED"},
      {SseStatus::kUpdating, "UPDATING"},
  };
};

template <>
struct EnumNames<IndexStatus> {
  static constexpr std::pair<IndexStatus, std::string_view> names[] = {
      {IndexStatus::kCreating, "CREATING"},
      {IndexStatus::kUpdating, "UPDATING"},
      {IndexStatus::kDeleting, "DELETING"},
      {IndexStatus::kActive, "ACTIVE"},
  };
};

template <>
struct EnumNames<TableStatus> {
  static constexpr std::pair<TableStatus, std::string_view> names[] = {
      {TableStatus::kCreating, "CREATING"},
      {TableStatus::kUpdating, "UPDATING"},
      {TableStatus::kDeleting, "DELETING"},
      {TableStatus::kActive, "ACTIVE"},
  };
};

}  // namespace stator
