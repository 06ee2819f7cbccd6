// The field tables: for each struct of the API, its members by name with the constraints that the
// member gate checks. One table serves four readers: the JSON decoder, the JSON encoder, the member
// gate and (later) the test that compares it with the API model.
//
//   template <> struct FieldsOf<GetItemRequest> {
//     static constexpr auto fields = std::make_tuple(
//         Field("TableName", &GetItemRequest::table_name).Required().TableNameRules(),
//         Field("Key", &GetItemRequest::key).Required(),
//         Unsupported("AttributesToGet"), ...
//   };
#pragma once

#include <cstdint>
#include <limits>
#include <string_view>

namespace stator {

struct Constraint {
  bool required = false;
  int64_t min = std::numeric_limits<int64_t>::min();  // Of a number, or of a length.
  int64_t max = std::numeric_limits<int64_t>::max();
  std::string_view pattern;  // As the error message prints it; empty: none.
};

template <typename Struct, typename Member>
struct Field {
  constexpr Field(std::string_view name, Member Struct::*member) : name(name), member(member) {}
  constexpr Field Required() const { auto f = *this; f.constraint.required = true; return f; }
  constexpr Field AtLeast(int64_t min) const { auto f = *this; f.constraint.min = min; return f; }
  constexpr Field AtMost(int64_t max) const { auto f = *this; f.constraint.max = max; return f; }
  constexpr Field Between(int64_t min, int64_t max) const { return AtLeast(min).AtMost(max); }
  constexpr Field Matches(std::string_view pattern) const {
    auto f = *this;
    f.constraint.pattern = pattern;
    return f;
  }

  std::string_view name;
  Member Struct::*member;
  Constraint constraint;
};

// A member of the API model that this version refuses by name.
struct Unsupported {
  constexpr explicit Unsupported(std::string_view name) : name(name) {}
  std::string_view name;
};

// Specialised for each struct: `static constexpr auto fields = std::make_tuple(Field..., ...)`.
template <typename Struct>
struct FieldsOf;

// Specialised for each enum: `static constexpr std::pair<E, std::string_view> names[]`, in the
// order in which the service lists them in its messages.
template <typename E>
struct EnumNames;

}  // namespace stator
