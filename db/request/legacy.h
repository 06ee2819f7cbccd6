// Field tables and enums of the legacy parameters.
#pragma once

#include <string_view>
#include <utility>

#include "db/request/field.h"
#include "stator/request/legacy.h"

namespace stator {

template <>
struct EnumNames<ComparisonOperator> {
  using E = ComparisonOperator;
  static constexpr std::pair<E, std::string_view> names[] = {
      {E::kIn, "IN"},
      {E::kNull, "NULL"},
      {E::kBetween, "BETWEEN"},
      {E::kLt, "LT"},
      {E::kNotContains, "NOT_CONTAINS"},
      {E::kEq, "EQ"},
      {E::kGt, "GT"},
      {E::kNotNull, "NOT_NULL"},
      {E::kNe, "NE"},
      {E::kLe, "LE"},
      {E::kBeginsWith, "BEGINS_WITH"},
      {E::kGe, "GE"},
      {E::kContains, "CONTAINS"},
  };
};

template <>
struct EnumNames<ConditionalOperator> {
  static constexpr std::pair<ConditionalOperator, std::string_view> names[] = {
      {ConditionalOperator::kOr, "OR"},
      {ConditionalOperator::kAnd, "AND"},
  };
};

template <>
struct EnumNames<AttributeAction> {
  static constexpr std::pair<AttributeAction, std::string_view> names[] = {
      {AttributeAction::kAdd, "ADD"},
      {AttributeAction::kPut, "PUT"},
      {AttributeAction::kDelete, "DELETE"},
  };
};

template <>
struct FieldsOf<ExpectedAttributeValue> {
  using S = ExpectedAttributeValue;
  static constexpr std::string_view name = "ExpectedAttributeValue";
  static constexpr auto fields = std::make_tuple(
      Field("Value", &S::value),  //
      Field("Exists", &S::exists), Field("ComparisonOperator", &S::comparison_operator),
      Field("AttributeValueList", &S::attribute_value_list));
};

template <>
struct FieldsOf<Condition> {
  using S = Condition;
  static constexpr std::string_view name = "Condition";
  static constexpr auto fields =
      std::make_tuple(Field("AttributeValueList", &S::attribute_value_list),
                      Field("ComparisonOperator", &S::comparison_operator).Required());
};

template <>
struct FieldsOf<AttributeValueUpdate> {
  using S = AttributeValueUpdate;
  static constexpr std::string_view name = "AttributeValueUpdate";
  static constexpr auto fields =
      std::make_tuple(Field("Value", &S::value), Field("Action", &S::action));
};

}  // namespace stator
