// Field tables of secondary indexes.
#pragma once

#include "db/base/limits.h"
#include "db/request/enums.h"
#include "db/request/field.h"
#include "db/request/key_schema.h"
#include "db/request/throughput.h"
#include "stator/request/index.h"

namespace stator {

template <>
struct FieldsOf<Projection> {
  static constexpr std::string_view name = "Projection";
  static constexpr auto fields =
      std::make_tuple(Field("ProjectionType", &Projection::projection_type),
                      Field("NonKeyAttributes", &Projection::non_key_attributes)
                          .Between(1, limits::kNonKeyAttributesMax)
                          .EachBetween(1, limits::kNonKeyAttributeBytesMax));
};

template <>
struct FieldsOf<LocalSecondaryIndex> {
  using I = LocalSecondaryIndex;
  static constexpr std::string_view name = "LocalSecondaryIndex";
  static constexpr auto fields = std::make_tuple(
      Field("IndexName", &I::index_name).NamesIndex(),
      Field("KeySchema", &I::key_schema).Required().Between(1, limits::kTableKeyAttributesMax),
      Field("Projection", &I::projection).Required());
};

template <>
struct FieldsOf<GlobalSecondaryIndex> {
  using I = GlobalSecondaryIndex;
  static constexpr std::string_view name = "GlobalSecondaryIndex";
  static constexpr auto fields = std::make_tuple(
      Field("KeySchema", &I::key_schema).Required().Between(1, 2 * limits::kIndexKeyAttributesMax),
      Field("Projection", &I::projection).Required(),
      Field("IndexName", &I::index_name).NamesIndex(),
      Field("ProvisionedThroughput", &I::provisioned_throughput),
      Field("OnDemandThroughput", &I::on_demand_throughput),
      Field("WarmThroughput", &I::warm_throughput));
};

template <>
struct FieldsOf<UpdateGlobalSecondaryIndexAction> {
  using A = UpdateGlobalSecondaryIndexAction;
  static constexpr std::string_view name = "UpdateGlobalSecondaryIndexAction";
  static constexpr auto fields =
      std::make_tuple(Field("IndexName", &A::index_name).NamesIndex(),
                      Field("ProvisionedThroughput", &A::provisioned_throughput),
                      Field("OnDemandThroughput", &A::on_demand_throughput),
                      Field("WarmThroughput", &A::warm_throughput));
  // It was required before there were the other two.
  static bool Requires(const A& action, std::string_view member) {
    return member == "ProvisionedThroughput" && !action.on_demand_throughput &&
           !action.warm_throughput;
  }
};

template <>
struct FieldsOf<DeleteGlobalSecondaryIndexAction> {
  static constexpr std::string_view name = "DeleteGlobalSecondaryIndexAction";
  static constexpr auto fields = std::make_tuple(
      Field("IndexName", &DeleteGlobalSecondaryIndexAction::index_name).NamesIndex());
};

template <>
struct FieldsOf<GlobalSecondaryIndexUpdate> {
  using U = GlobalSecondaryIndexUpdate;
  static constexpr std::string_view name = "GlobalSecondaryIndexUpdate";
  static constexpr auto fields =
      std::make_tuple(Field("Update", &U::update), Field("Create", &U::create),  //
                      Field("Delete", &U::delete_));
};

// Results.

template <>
struct FieldsOf<LocalSecondaryIndexDescription> {
  using D = LocalSecondaryIndexDescription;
  static constexpr std::string_view name = "LocalSecondaryIndexDescription";
  static constexpr auto fields = std::make_tuple(
      Field("IndexName", &D::index_name), Field("KeySchema", &D::key_schema),
      Field("Projection", &D::projection), Field("IndexSizeBytes", &D::index_size_bytes),
      Field("ItemCount", &D::item_count), Field("IndexArn", &D::index_arn));
};

template <>
struct FieldsOf<GlobalSecondaryIndexWarmThroughputDescription> {
  using D = GlobalSecondaryIndexWarmThroughputDescription;
  static constexpr std::string_view name = "GlobalSecondaryIndexWarmThroughputDescription";
  static constexpr auto fields = std::make_tuple(
      Field("ReadUnitsPerSecond", &D::read_units_per_second),
      Field("WriteUnitsPerSecond", &D::write_units_per_second), Field("Status", &D::status));
};

template <>
struct FieldsOf<GlobalSecondaryIndexDescription> {
  using D = GlobalSecondaryIndexDescription;
  static constexpr std::string_view name = "GlobalSecondaryIndexDescription";
  static constexpr auto fields = std::make_tuple(
      Field("IndexName", &D::index_name), Field("KeySchema", &D::key_schema),
      Field("Projection", &D::projection), Field("IndexStatus", &D::index_status),
      Field("Backfilling", &D::backfilling),
      Field("ProvisionedThroughput", &D::provisioned_throughput),
      Field("IndexSizeBytes", &D::index_size_bytes), Field("ItemCount", &D::item_count),
      Field("IndexArn", &D::index_arn), Field("OnDemandThroughput", &D::on_demand_throughput),
      Field("WarmThroughput", &D::warm_throughput));
};

}  // namespace stator
