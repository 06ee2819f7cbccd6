// The field tables: for each struct of the API, its members by name with the constraints that the
// member gate checks. One table serves four readers: the JSON decoder, the JSON encoder, the member
// gate, and the test that compares it with the API reference.
//
//   template <> struct FieldsOf<GetItemRequest> {
//     static constexpr std::string_view name = "GetItemInput";
//     static constexpr auto fields = std::make_tuple(
//         Field("Key", &GetItemRequest::key).Required(),
//         Field("TableName", &GetItemRequest::table_name).IsTableName(),
//         Unsupported("AttributesToGet"), ...);
//   };
//
// The order of a table is the order in which the service lists violations in one message, so it is
// not always that of the API reference. The tables stand in item.h, query.h, table.h and common.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <tuple>
#include <utility>

#include "db/base/limits.h"

namespace stator {

// How a violation is put into words. The service is not uniform, and its users' tests see it.
enum class Wording : uint8_t {
  kUsual,      // Value '0' at 'limit' failed to satisfy constraint: Member must have ...
  kValueless,  // Value at 'Limit' failed ...: the value left out, the name as in the API.
  // Likewise, but a list that is too short has its whole path, in small letters.
  kValuelessTooShortInLower,
  // When absent as usual, when empty: "The requestItems parameter is required for BatchWriteItem".
  kIsRequired,
  // TableName of requests on tables. When absent: "The parameter 'TableName' is required but was
  // not present in the request".
  kParameter,
  // The same, and a length out of bounds reads "TableName must be at least 3 characters long and at
  // most 255 characters long".
  kParameterInPlainWords,
};

struct Constraint {
  bool required = false;
  bool name_pattern = false;  // [a-zA-Z0-9_.-]+, the one pattern that requests know.
  bool names_table = false;   // An ARN may stand there, which pattern and length do not hold for.
  bool ends_list = false;     // Behind a fault here no other member is looked at.
  Wording wording = Wording::kUsual;
  int64_t min = std::numeric_limits<int64_t>::min();  // Of a number, or of a length.
  int64_t max = std::numeric_limits<int64_t>::max();
  bool keys_name_tables = false;  // Of a map: its keys are held to kTableNameConstraint.
  // Of the length of each text of a list; 0: no bounds.
  int64_t element_min = 0;
  int64_t element_max = 0;
};

// What requests on items require of the name of a table, unless it is an ARN. A name of one or two
// characters is well formed, but no table has it.
inline constexpr Constraint kTableNameConstraint{.required = true,
                                                 .name_pattern = true,
                                                 .names_table = true,
                                                 .min = 1,
                                                 .max = limits::kTableNameBytesMax};

// One member: a std::optional, or in results also a plain value that is always present.
template <typename Struct, typename Member>
struct Field {
  constexpr Field(std::string_view name, Member Struct::*member) : name(name), member(member) {}

  constexpr Field Required() const {
    Field copy = *this;
    copy.constraint.required = true;
    return copy;
  }
  constexpr Field Between(int64_t min, int64_t max) const {
    Field copy = *this;
    copy.constraint.min = min;
    copy.constraint.max = max;
    return copy;
  }
  constexpr Field AtLeast(int64_t min) const { return Between(min, constraint.max); }
  constexpr Field EachBetween(int64_t min, int64_t max) const {
    Field copy = *this;
    copy.constraint.element_min = min;
    copy.constraint.element_max = max;
    return copy;
  }
  constexpr Field MatchesName() const {
    Field copy = *this;
    copy.constraint.name_pattern = true;
    return copy;
  }
  constexpr Field In(Wording wording) const {
    Field copy = *this;
    copy.constraint.wording = wording;
    return copy;
  }
  constexpr Field EndsList() const {
    Field copy = *this;
    copy.constraint.ends_list = true;
    return copy;
  }
  constexpr Field NamesTable() const {
    Field copy = *this;
    copy.constraint = kTableNameConstraint;
    return copy;
  }
  // What requests on tables that exist require of it: a name, or an ARN.
  constexpr Field NamesTable(Wording wording) const { return IsTableName(wording).OrArn(); }
  constexpr Field OrArn() const {
    Field copy = *this;
    copy.constraint.names_table = true;
    return copy;
  }
  // What CreateTable requires of it.
  constexpr Field IsTableName(Wording wording) const {
    return Required()
        .MatchesName()
        .Between(limits::kTableNameBytesMin, limits::kTableNameBytesMax)
        .In(wording)
        .EndsList();
  }

  constexpr Field KeyedByTable() const {
    Field copy = *this;
    copy.constraint.keys_name_tables = true;
    return copy;
  }
  // What definitions of indexes require of the name of one.
  constexpr Field NamesIndex() const { return SelectsIndex().Required(); }
  // What reads require of it, where there is one.
  constexpr Field SelectsIndex() const {
    return MatchesName().Between(limits::kIndexNameBytesMin, limits::kIndexNameBytesMax);
  }

  std::string_view name;
  Member Struct::*member;
  Constraint constraint;
};

// A member of the API that this version refuses by name, so that nothing is ignored in silence. A
// JSON null counts as absent.
struct Unsupported {
  constexpr explicit Unsupported(std::string_view name) : name(name) {}
  // For members in which the service treats an empty list or map as absent.
  constexpr Unsupported UnlessEmpty() const {
    Unsupported copy = *this;
    copy.empty_is_absent = true;
    return copy;
  }

  std::string_view name;
  bool empty_is_absent = false;
};

// Specialised for each struct with `name`, the shape's name in the API, and `fields`.
template <typename Struct>
struct FieldsOf;

// Specialised for each enum: `name`, and `names`, a constexpr array of pairs (value, text) in the
// order in which the service lists them in its messages.
template <typename Enum>
struct EnumNames;

template <typename Struct>
concept HasFields = requires {
  FieldsOf<Struct>::fields;
};

template <typename Enum>
concept NamedEnum = requires {
  EnumNames<Enum>::names;
};

// Calls visit(field) for each Field and each Unsupported of the table, in order.
template <typename Struct, typename Visit>
constexpr void ForEachField(Visit&& visit) {
  std::apply([&](const auto&... field) { (visit(field), ...); }, FieldsOf<Struct>::fields);
}

// The text of an enum in the API, such as "ALL_OLD".
template <NamedEnum Enum>
constexpr std::string_view EnumText(Enum value) {
  for (const auto& [named, text] : EnumNames<Enum>::names) {
    if (named == value) return text;
  }
  return {};
}

}  // namespace stator
