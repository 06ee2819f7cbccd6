// Which attributes a filter looks at.
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "db/expression/binding.h"
#include "db/model/schema.h"

namespace stator::plan {

// The attributes that its paths start with, in order of the text, each once.
std::vector<std::string_view> AttributesOf(const expression::Binding& filter);

// A Query's filter has none of the attributes that its key condition is for; the first of the key
// is told. `what` is "Filter Expression" or "QueryFilter".
absl::Status CheckFilterHasNoKey(const expression::Binding& filter, const KeySchema& key,
                                 std::string_view what);

}  // namespace stator::plan
