// What the readers of stored definitions share: one attribute after the other, remembering whether
// all were what they should be. Times are microseconds since 1970; enums are the numbers of their
// enumerators, which therefore must not change.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "stator/clock.h"
#include "stator/item.h"

namespace stator::engine {

inline Value OfTime(Time time) {
  return Value(static_cast<int64_t>(time.time_since_epoch().count()));
}

template <typename E>
Value OfEnum(E e) {
  return Value(static_cast<int>(e));
}

class RowReader {
 public:
  explicit RowReader(ItemView item) : item_(item) {}

  bool ok() const { return ok_; }
  void Fail() { ok_ = false; }

  std::optional<ValueView> Find(std::string_view name, Type type) {
    std::optional<ValueView> value = item_.Find(name);
    if (value && value->type() != type) {
      ok_ = false;
      return std::nullopt;
    }
    return value;
  }
  bool Flag(std::string_view name) {
    const auto value = Find(name, Type::kBool);
    return value && value->AsBool();
  }
  std::optional<int64_t> Integer(std::string_view name) {
    const auto value = Find(name, Type::kNumber);
    return value ? value->AsNumber().ToInt64() : std::nullopt;
  }
  int64_t RequiredInteger(std::string_view name) {
    const auto value = Integer(name);
    if (!value) ok_ = false;
    return value.value_or(0);
  }
  std::string RequiredString(std::string_view name) {
    const auto value = Find(name, Type::kString);
    if (!value) ok_ = false;
    return value ? std::string(value->AsString()) : std::string();
  }
  std::optional<Time> OptionalTime(std::string_view name) {
    const auto us = Integer(name);
    return us ? std::optional(Time(std::chrono::microseconds(*us))) : std::nullopt;
  }
  template <typename E>
  std::optional<E> Enum(std::string_view name) {
    const auto value = Integer(name);
    return value ? std::optional(static_cast<E>(*value)) : std::nullopt;
  }
  // Calls `take(name, number)` for each pair of a list of [name, number].
  template <typename Take>
  void Pairs(std::string_view name, Take take) {
    const auto list = Find(name, Type::kList);
    if (!list) return;
    for (ValueView pair : list->AsList()) {
      const auto first = pair.AsList().At(0);
      const auto second = pair.AsList().At(1);
      take(std::string(first->AsString()), second->AsNumber().ToInt64().value_or(0));
    }
  }

 private:
  ItemView item_;
  bool ok_ = true;
};

}  // namespace stator::engine
