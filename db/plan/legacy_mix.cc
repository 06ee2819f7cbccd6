#include "db/plan/legacy_mix.h"

#include <algorithm>
#include <string>

#include "db/plan/legacy_error.h"

namespace stator::plan {
namespace {

bool HasAny(std::initializer_list<Parameter> parameters) {
  return std::any_of(parameters.begin(), parameters.end(),
                     [](const Parameter& parameter) { return parameter.is_present; });
}

std::string Listed(std::initializer_list<Parameter> parameters) {
  std::string list;
  for (const Parameter& parameter : parameters) {
    if (!parameter.is_present) continue;
    if (!list.empty()) list += ", ";
    list += parameter.name;
  }
  return list;
}

}  // namespace

absl::Status CheckNotMixed(std::initializer_list<Parameter> legacy,
                           std::initializer_list<Parameter> expressions) {
  if (!HasAny(legacy) || !HasAny(expressions)) return absl::OkStatus();
  return error::Mixed(Listed(legacy), Listed(expressions));
}

}  // namespace stator::plan
