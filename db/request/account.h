// Field tables of DescribeLimits and DescribeEndpoints.
#pragma once

#include "db/request/field.h"
#include "stator/request/account.h"

namespace stator {

template <>
struct FieldsOf<DescribeLimitsRequest> {
  static constexpr std::string_view name = "DescribeLimitsInput";
  static constexpr auto fields = std::make_tuple();
};

template <>
struct FieldsOf<DescribeLimitsResult> {
  using T = DescribeLimitsResult;
  static constexpr std::string_view name = "DescribeLimitsOutput";
  static constexpr auto fields =
      std::make_tuple(Field("AccountMaxReadCapacityUnits", &T::account_max_read_capacity_units),
                      Field("AccountMaxWriteCapacityUnits", &T::account_max_write_capacity_units),
                      Field("TableMaxReadCapacityUnits", &T::table_max_read_capacity_units),
                      Field("TableMaxWriteCapacityUnits", &T::table_max_write_capacity_units));
};

template <>
struct FieldsOf<Endpoint> {
  using T = Endpoint;
  static constexpr std::string_view name = "Endpoint";
  static constexpr auto fields = std::make_tuple(
      Field("Address", &T::address), Field("CachePeriodInMinutes", &T::cache_period_in_minutes));
};

template <>
struct FieldsOf<DescribeEndpointsRequest> {
  static constexpr std::string_view name = "DescribeEndpointsRequest";
  static constexpr auto fields = std::make_tuple();
};

template <>
struct FieldsOf<DescribeEndpointsResult> {
  using T = DescribeEndpointsResult;
  static constexpr std::string_view name = "DescribeEndpointsResponse";
  static constexpr auto fields = std::make_tuple(Field("Endpoints", &T::endpoints));
};

}  // namespace stator
