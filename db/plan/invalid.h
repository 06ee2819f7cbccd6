// How most errors of requests on tables begin.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "db/base/error.h"

namespace stator::plan::error {

inline absl::Status Invalid(std::string_view what) {
  return stator::error::Validation(
      stator::error::Concat({"One or more parameter values were invalid: ", what}));
}

// "[a, b]"
inline std::string Listed(const std::vector<std::string>& names) {
  std::string list = "[";
  for (const std::string& name : names) {
    if (list.size() > 1) list += ", ";
    list += name;
  }
  return list + "]";
}

}  // namespace stator::plan::error
