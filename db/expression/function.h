// The built-in functions: names, arity and where each may stand. What they compute is in
// condition.cc and update.cc; this is the table that parser and checks share.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace stator::expression {

enum class Function : uint8_t {
  kAttributeExists,
  kAttributeNotExists,
  kAttributeType,
  kBeginsWith,
  kContains,
  kSize,
  kIfNotExists,
  kListAppend,
};

struct FunctionInfo {
  std::string_view name;
  int arity;
  bool in_update;     // Else in conditions, filters and key conditions.
  bool is_condition;  // Yields true or false, so it stands by itself; else it yields an operand.
  bool is_argument;   // May be an argument of another function.
  bool needs_path;    // Its first operand must be a document path.
};

const FunctionInfo& InfoOf(Function function);
// By its name in exact case; nullopt when there is none.
std::optional<Function> FunctionNamed(std::string_view name);

}  // namespace stator::expression
