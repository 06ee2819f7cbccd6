// Field tables of throughput.
#pragma once

#include "db/request/field.h"
#include "stator/request/throughput.h"

namespace stator {

template <>
struct FieldsOf<ProvisionedThroughput> {
  using T = ProvisionedThroughput;
  static constexpr std::string_view name = "ProvisionedThroughput";
  static constexpr auto fields =
      std::make_tuple(Field("WriteCapacityUnits", &T::write_capacity_units).Required().AtLeast(1),
                      Field("ReadCapacityUnits", &T::read_capacity_units).Required().AtLeast(1));
};

template <>
struct FieldsOf<OnDemandThroughput> {
  static constexpr std::string_view name = "OnDemandThroughput";
  static constexpr auto fields =
      std::make_tuple(Field("MaxReadRequestUnits", &OnDemandThroughput::max_read_request_units),
                      Field("MaxWriteRequestUnits", &OnDemandThroughput::max_write_request_units));
};

template <>
struct FieldsOf<WarmThroughput> {
  static constexpr std::string_view name = "WarmThroughput";
  static constexpr auto fields =
      std::make_tuple(Field("ReadUnitsPerSecond", &WarmThroughput::read_units_per_second),
                      Field("WriteUnitsPerSecond", &WarmThroughput::write_units_per_second));
};

template <>
struct FieldsOf<ProvisionedThroughputDescription> {
  using D = ProvisionedThroughputDescription;
  static constexpr std::string_view name = "ProvisionedThroughputDescription";
  static constexpr auto fields =
      std::make_tuple(Field("LastIncreaseDateTime", &D::last_increase_date_time),
                      Field("LastDecreaseDateTime", &D::last_decrease_date_time),
                      Field("NumberOfDecreasesToday", &D::number_of_decreases_today),
                      Field("ReadCapacityUnits", &D::read_capacity_units),
                      Field("WriteCapacityUnits", &D::write_capacity_units));
};

}  // namespace stator
