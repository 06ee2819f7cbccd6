// Legacy parameters and expressions do not go into one request.
#pragma once

#include <initializer_list>
#include <string_view>

#include "absl/status/status.h"

namespace stator::plan {

// A member of a request by name, and whether the request has it. An empty map is there, too.
struct Parameter {
  std::string_view name;
  bool is_present;
};

// Refuses a request with members of both kinds, listing those it has in the order given.
absl::Status CheckNotMixed(std::initializer_list<Parameter> legacy,
                           std::initializer_list<Parameter> expressions);

}  // namespace stator::plan
