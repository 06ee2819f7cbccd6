// Field tables of what the results of several families share.
#pragma once

#include "db/request/field.h"
#include "stator/request/common.h"

namespace stator {

template <>
struct FieldsOf<Capacity> {
  static constexpr std::string_view name = "Capacity";
  static constexpr auto fields =
      std::make_tuple(Field("ReadCapacityUnits", &Capacity::read_capacity_units),
                      Field("WriteCapacityUnits", &Capacity::write_capacity_units),
                      Field("CapacityUnits", &Capacity::capacity_units));
};

template <>
struct FieldsOf<ConsumedCapacity> {
  static constexpr std::string_view name = "ConsumedCapacity";
  static constexpr auto fields =
      std::make_tuple(Field("TableName", &ConsumedCapacity::table_name),
                      Field("CapacityUnits", &ConsumedCapacity::capacity_units),
                      Field("ReadCapacityUnits", &ConsumedCapacity::read_capacity_units),
                      Field("WriteCapacityUnits", &ConsumedCapacity::write_capacity_units),
                      Field("Table", &ConsumedCapacity::table),
                      Field("LocalSecondaryIndexes", &ConsumedCapacity::local_secondary_indexes),
                      Field("GlobalSecondaryIndexes", &ConsumedCapacity::global_secondary_indexes));
};

}  // namespace stator
