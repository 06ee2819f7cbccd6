// From the operations of a history to the expressions of requests, and from answers to words.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "stator/item.h"
#include "stator/request/common.h"
#include "tests/model_based/operation.h"

namespace stator::model_based {

std::string Text(const std::optional<Item>& item);
std::string TextOf(const absl::Status& status);
std::string Differ(const std::string& what, const std::optional<Item>& expected,
                   const std::optional<Item>& found);

// The expression for a test or a change; its values join `values`.
std::string ExpressionOf(const Test& test, Item& values);
std::string ExpressionOf(const Change& change, Item& values);
// nullopt: there is no test.
std::optional<Expression> ConditionOf(const Test& test, Item& values);

template <typename T>
std::optional<T> UnlessEmpty(T value) {
  return value.empty() ? std::nullopt : std::optional<T>(std::move(value));
}

// The key of an item.
Item KeyOf(const Item& item, const Schema& schema);

}  // namespace stator::model_based
