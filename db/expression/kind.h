// The five expressions of the DynamoDB API. Condition, filter and key condition share a grammar;
// the kind decides the name that an error carries and what is asked of the tree later.
#pragma once

#include <cstdint>
#include <string_view>

namespace stator::expression {

enum class Kind : uint8_t { kCondition, kFilter, kKeyCondition, kUpdate, kProjection };
inline constexpr int kKindCount = 5;

// The request member that holds such an expression: "ConditionExpression", ...
constexpr std::string_view KindName(Kind kind) {
  constexpr std::string_view kNames[kKindCount] = {"ConditionExpression", "FilterExpression",
                                                   "KeyConditionExpression", "UpdateExpression",
                                                   "ProjectionExpression"};
  return kNames[static_cast<int>(kind)];
}

constexpr bool IsConditional(Kind kind) {
  return kind == Kind::kCondition || kind == Kind::kFilter || kind == Kind::kKeyCondition;
}

}  // namespace stator::expression
