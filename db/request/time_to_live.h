// Field tables of UpdateTimeToLive and DescribeTimeToLive.
#pragma once

#include "db/base/limits.h"
#include "db/request/field.h"
#include "stator/request/time_to_live.h"

namespace stator {

template <>
struct EnumNames<TimeToLiveStatus> {
  static constexpr std::pair<TimeToLiveStatus, std::string_view> names[] = {
      {TimeToLiveStatus::kEnabling, "ENABLING"},
      {TimeToLiveStatus::kDisabling, "DISABLING"},
      {TimeToLiveStatus::kEnabled, "ENABLED"},
      {TimeToLiveStatus::kDisabled, "DISABLED"},
  };
};

template <>
struct FieldsOf<TimeToLiveSpecification> {
  using S = TimeToLiveSpecification;
  static constexpr std::string_view name = "TimeToLiveSpecification";
  static constexpr auto fields = std::make_tuple(Field("AttributeName", &S::attribute_name)
                                                     .Required()
                                                     .Between(1, limits::kKeyAttributeNameBytesMax),
                                                 Field("Enabled", &S::enabled).Required());
};

template <>
struct FieldsOf<TimeToLiveDescription> {
  using D = TimeToLiveDescription;
  static constexpr std::string_view name = "TimeToLiveDescription";
  static constexpr auto fields = std::make_tuple(Field("TimeToLiveStatus", &D::time_to_live_status),
                                                 Field("AttributeName", &D::attribute_name));
};

template <>
struct FieldsOf<UpdateTimeToLiveRequest> {
  using R = UpdateTimeToLiveRequest;
  static constexpr std::string_view name = "UpdateTimeToLiveInput";
  static constexpr auto fields =
      std::make_tuple(Field("TableName", &R::table_name).NamesTable(),
                      Field("TimeToLiveSpecification", &R::time_to_live_specification).Required());
};

template <>
struct FieldsOf<UpdateTimeToLiveResult> {
  static constexpr std::string_view name = "UpdateTimeToLiveOutput";
  static constexpr auto fields = std::make_tuple(
      Field("TimeToLiveSpecification", &UpdateTimeToLiveResult::time_to_live_specification));
};

template <>
struct FieldsOf<DescribeTimeToLiveRequest> {
  static constexpr std::string_view name = "DescribeTimeToLiveInput";
  static constexpr auto fields =
      std::make_tuple(Field("TableName", &DescribeTimeToLiveRequest::table_name)
                          .NamesTable(Wording::kParameterInPlainWords));
};

template <>
struct FieldsOf<DescribeTimeToLiveResult> {
  static constexpr std::string_view name = "DescribeTimeToLiveOutput";
  static constexpr auto fields = std::make_tuple(
      Field("TimeToLiveDescription", &DescribeTimeToLiveResult::time_to_live_description));
};

}  // namespace stator
