// ExpressionAttributeNames and ExpressionAttributeValues of one request, and which of them its
// expressions have used.
//
//   Placeholders placeholders(request.expression_attribute_names,
//   request.expression_attribute_values); STATOR_RETURN_IF_ERROR(placeholders.CheckKeys());
//   STATOR_ASSIGN_OR_RETURN(Binding condition, Bind(tree, placeholders));   // for each expression
//   STATOR_RETURN_IF_ERROR(placeholders.CheckAllUsed());
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/status/status.h"
#include "stator/item.h"
#include "stator/request/common.h"

namespace stator::expression {

// Borrows both members, which must outlive it and every Binding made with it. Not thread-safe.
class Placeholders {
 public:
  Placeholders(const std::optional<AttributeNames>& names, const std::optional<Item>& values);

  // Neither member is present but empty, every key is "#" or ":" and a word, names are names, and
  // all of it is at most 2 MB, in DynamoDB's order.
  absl::Status CheckKeys() const;

  // What "#n" stands for, marked as used; nullopt when it is not defined.
  std::optional<std::string_view> UseName(std::string_view placeholder);
  // What ":v" stands for, marked as used; nullopt when it is not defined.
  std::optional<ValueView> UseValue(std::string_view placeholder);

  // Every name and value was used by some expression.
  absl::Status CheckAllUsed() const;

 private:
  absl::Status CheckSize() const;

  template <typename T>
  struct Definition {
    std::string_view placeholder;
    T meaning;
    bool used = false;
  };
  template <typename T>
  using Definitions = absl::InlinedVector<Definition<T>, 8>;

  bool has_names_;
  bool has_values_;
  // Sorted by placeholder, as the members are.
  Definitions<std::string_view> names_;
  Definitions<ValueView> values_;
};

}  // namespace stator::expression
