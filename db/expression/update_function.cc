#include "db/expression/update_function.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "db/base/status_macros.h"
#include "db/expression/container_writer.h"
#include "db/expression/error.h"
#include "stator/number.h"

namespace stator::expression {
namespace {

std::string_view BodyOf(ValueView container) {
  return container.encoded().substr(internal::kContainerHeaderBytes);
}

using Arithmetic = absl::StatusOr<Number> (*)(const Number&, const Number&);

absl::StatusOr<Value> Compute(Arithmetic operation, ValueView left, ValueView right) {
  if (left.type() != Type::kNumber || right.type() != Type::kNumber) {
    return error::IncorrectOperand();
  }
  STATOR_ASSIGN_OR_RETURN(const Number result, operation(left.AsNumber(), right.AsNumber()));
  return Value(result);
}

bool AreSetsOfOneType(ValueView a, ValueView b) { return a.type() == b.type() && IsSet(a.type()); }

Value SetOf(Type type, absl::Span<const std::string_view> elements) {
  std::string encoded;
  ContainerWriter write(encoded);
  const size_t start = write.Begin();
  for (const std::string_view element : elements) write.Name(element);
  write.End(start, type, elements.size());
  return Value::FromEncoded(std::move(encoded));
}

}  // namespace

absl::StatusOr<Value> Sum(ValueView left, ValueView right) { return Compute(Add, left, right); }

absl::StatusOr<Value> Difference(ValueView left, ValueView right) {
  return Compute(Subtract, left, right);
}

absl::StatusOr<Value> ListAppend(ValueView first, ValueView second) {
  if (first.type() != Type::kList || second.type() != Type::kList) return error::IncorrectOperand();
  std::string encoded;
  encoded.reserve(first.encoded().size() + second.encoded().size());
  ContainerWriter write(encoded);
  const size_t start = write.Begin();
  write.Copy(BodyOf(first));
  write.Copy(BodyOf(second));
  write.End(start, Type::kList, first.AsList().size() + second.AsList().size());
  return Value::FromEncoded(std::move(encoded));
}

absl::StatusOr<Value> Added(ValueView old, ValueView value) {
  if (value.type() == Type::kNumber) return Sum(old, value);
  if (value.type() == Type::kList) return ListAppend(old, value);
  if (!AreSetsOfOneType(old, value)) return error::IncorrectOperand();
  const SetView a = old.AsSet(), b = value.AsSet();
  std::vector<std::string_view> both(a.begin(), a.end());
  for (const std::string_view element : b) {
    if (!a.Contains(element)) both.push_back(element);
  }
  std::sort(both.begin(), both.end());
  return SetOf(old.type(), both);
}

absl::StatusOr<std::optional<Value>> Deleted(ValueView old, ValueView value) {
  if (!AreSetsOfOneType(old, value)) return error::IncorrectOperand();
  const SetView gone = value.AsSet();
  std::vector<std::string_view> left;
  for (const std::string_view element : old.AsSet()) {
    if (!gone.Contains(element)) left.push_back(element);
  }
  if (left.empty()) return std::optional<Value>();
  return std::optional<Value>(SetOf(old.type(), left));
}

}  // namespace stator::expression
