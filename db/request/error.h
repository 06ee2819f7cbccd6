// The field table of what errors carry.
#pragma once

#include "db/request/field.h"
#include "stator/error.h"

namespace stator {

template <>
struct FieldsOf<CancellationReason> {
  using R = CancellationReason;
  static constexpr std::string_view name = "CancellationReason";
  static constexpr auto fields =
      std::make_tuple(Field("Code", &R::code), Field("Item", &R::item),  //
                      Field("Message", &R::message));
};

}  // namespace stator
