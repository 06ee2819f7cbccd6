// The parameters that expressions have replaced, which DynamoDB still takes: Expected,
// AttributeUpdates, KeyConditions, QueryFilter, ScanFilter, AttributesToGet, ConditionalOperator.
//
// Names in them are names of attributes and never paths: "a.b" is the attribute "a.b". They do not
// go into one request with expressions, but that a Query may have KeyConditions beside a
// FilterExpression and a ProjectionExpression.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "stator/value.h"

namespace stator {

enum class ComparisonOperator : uint8_t {
  kEq,  // One value of any type.
  kNe,  // The same; true for what is not there.
  kIn,  // One value or more of one type: S, N or B.
  kLe,  // One value of type S, N or B, as for the next three.
  kLt,
  kGe,
  kGt,
  kBetween,      // Two values of one type, S, N or B, the first not greater than the second.
  kNotNull,      // No value: the attribute is there.
  kNull,         // No value: it is not.
  kContains,     // One value of type S, N or B: a part of a text, an element of a set or list.
  kNotContains,  // The same, for an attribute that is there.
  kBeginsWith,   // One value of type S or B.
};

// How several conditions become one; default kAnd. Needs two of them.
enum class ConditionalOperator : uint8_t { kAnd, kOr };

enum class AttributeAction : uint8_t {
  kAdd,     // N: the sum. A set: the union. L: the list with the value's elements behind its own.
  kPut,     // The default.
  kDelete,  // Without a value: the attribute. With a set: its elements.
};

// Either `value`, or `exists` being false, or a comparison. A value alone is to be equal. It may
// also stand in place of a list of one.
struct ExpectedAttributeValue {
  std::optional<Value> value{};
  std::optional<bool> exists{};  // Default true; false goes without a value.
  std::optional<ComparisonOperator> comparison_operator{};
  std::optional<std::vector<Value>> attribute_value_list{};
};

struct Condition {
  std::optional<std::vector<Value>> attribute_value_list{};
  std::optional<ComparisonOperator> comparison_operator{};  // required
};

struct AttributeValueUpdate {
  std::optional<Value> value{};
  std::optional<AttributeAction> action{};
};

// Each by attribute name.
using Expectations = std::map<std::string, ExpectedAttributeValue, std::less<>>;
using Conditions = std::map<std::string, Condition, std::less<>>;
using AttributeUpdates = std::map<std::string, AttributeValueUpdate, std::less<>>;

}  // namespace stator
