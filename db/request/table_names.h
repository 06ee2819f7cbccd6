// The tables that a request names: where its members are declared NamesTable() or KeyedByTable(), a
// name may stand or an ARN (API reference: "You can also provide the Amazon Resource Name (ARN) of
// the table in this parameter").
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "absl/status/status.h"
#include "db/base/status_macros.h"
#include "db/request/field.h"

namespace stator {

// True for what is held to be an ARN, well formed or not. No name has a colon.
constexpr bool IsArn(std::string_view name_or_arn) { return name_or_arn.starts_with("arn:"); }

// The action in the sense of an access policy: "GetItem" of GetItemInput, and of the Get in a
// transaction.
template <typename Struct>
std::string ActionOf() {
  constexpr std::string_view kInput = "Input";
  std::string action(FieldsOf<Struct>::name);
  if (action.ends_with(kInput)) return action.substr(0, action.size() - kInput.size());
  return action + "Item";
}

template <HasFields Struct, typename Visit>
absl::Status ForEachTableArn(const Struct& request, Visit&& visit);

template <typename Struct, typename Member, typename Visit>
absl::Status VisitTableArns(const Member& member, const Constraint& constraint, Visit&& visit) {
  if constexpr (std::is_same_v<Member, std::string>) {
    if (constraint.names_table && IsArn(member)) return visit(member, ActionOf<Struct>());
  } else if constexpr (HasFields<Member>) {
    return ForEachTableArn(member, visit);
  } else if constexpr (requires { requires HasFields<typename Member::value_type>; }) {
    for (const auto& element : member) STATOR_RETURN_IF_ERROR(ForEachTableArn(element, visit));
  } else if constexpr (requires { typename Member::mapped_type; }) {
    if (!constraint.keys_name_tables) return absl::OkStatus();
    for (const auto& [key, value] : member) {
      if (IsArn(key)) STATOR_RETURN_IF_ERROR(visit(key, ActionOf<Struct>()));
    }
  }
  return absl::OkStatus();
}

// Calls visit(arn, action) for each ARN that stands where a table is named, in the order of the
// field table, until one is not OK.
template <HasFields Struct, typename Visit>
absl::Status ForEachTableArn(const Struct& request, Visit&& visit) {
  absl::Status status;
  ForEachField<Struct>([&](const auto& field) {
    if constexpr (!std::is_same_v<std::decay_t<decltype(field)>, Unsupported>) {
      const auto& member = request.*field.member;
      if (!status.ok() || !member.has_value()) return;
      status = VisitTableArns<Struct>(*member, field.constraint, visit);
    }
  });
  return status;
}

}  // namespace stator
