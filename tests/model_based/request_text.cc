#include "tests/model_based/request_text.h"

#include <sstream>

#include "stator/error.h"

namespace stator::model_based {

std::string Text(const std::optional<Item>& item) {
  if (!item) return "nothing";
  std::ostringstream out;
  out << *item;
  const std::string text = out.str();
  return text.size() > 300 ? text.substr(0, 300) + "..." : text;
}

std::string Differ(const std::string& what, const std::optional<Item>& expected,
                   const std::optional<Item>& found) {
  return what + " is\n  " + Text(found) + "\nand should be\n  " + Text(expected);
}

std::string TextOf(const absl::Status& status) {
  if (status.ok()) return "OK";
  const Error error = ErrorOf(status);
  return std::string(ErrorName(error.code)) + ": " + error.message;
}

// The expression for a test, and its value.
std::string ExpressionOf(const Test& test, Item& values) {
  switch (test.kind) {
    case Test::kNone:
      return "";
    case Test::kExists:
      return "attribute_exists(p)";
    case Test::kNotExists:
      return "attribute_not_exists(p)";
    case Test::kEquals:
      values.Set(":t", test.operand);
      return "v = :t";
    case Test::kLess:
      values.Set(":t", test.operand);
      return "n < :t";
    case Test::kMissing:
      return "attribute_not_exists(v)";
  }
  return "";
}

std::string ExpressionOf(const Change& change, Item& values) {
  if (change.kind == Change::kRemove) return "REMOVE v";
  values.Set(":x", change.operand);
  switch (change.kind) {
    case Change::kAddNumber:
      return "ADD n :x";
    case Change::kAddToV:
      return "ADD v :x";
    case Change::kAppend:
      values.Set(":none", List{});
      return "SET l = list_append(if_not_exists(l, :none), :x)";
    case Change::kNest:
      return "SET m.k = :x";
    case Change::kAddToSet:
      return "ADD ss :x";
    case Change::kTakeOut:
      return "DELETE ss :x";
    default:
      return "SET v = :x";
  }
}

std::optional<Expression> ConditionOf(const Test& test, Item& values) {
  std::string text = ExpressionOf(test, values);
  return text.empty() ? std::nullopt : std::optional<Expression>(std::move(text));
}

Item KeyOf(const Item& item, const Schema& schema) {
  Item key{{"p", Value(*item.Find("p"))}};
  return schema.sort ? key.Set("s", Value(*item.Find("s"))) : key;
}

}  // namespace stator::model_based
