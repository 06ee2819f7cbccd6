// The field table of ItemCollectionMetrics.
#pragma once

#include "db/request/field.h"
#include "stator/request/item_collection.h"

namespace stator {

template <>
struct FieldsOf<ItemCollectionMetrics> {
  using M = ItemCollectionMetrics;
  static constexpr std::string_view name = "ItemCollectionMetrics";
  static constexpr auto fields =
      std::make_tuple(Field("ItemCollectionKey", &M::item_collection_key),
                      Field("SizeEstimateRangeGB", &M::size_estimate_range_gb));
};

}  // namespace stator
