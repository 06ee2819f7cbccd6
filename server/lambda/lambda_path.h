// Targets of the control API: paths with what stands in them, and queries. Pure.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stator::server {

// What `path` has in place of each "*" of `pattern`, decoded; nullopt if they do not match. A "*"
// stands for one segment that is not empty. Both begin with a slash, and do not end with one.
std::optional<std::vector<std::string>> MatchPath(std::string_view pattern, std::string_view path);

// Of what stands behind the "?" of a target, decoded. A name may come more than once.
using LambdaQuery = std::multimap<std::string, std::string, std::less<>>;
LambdaQuery ParseQuery(std::string_view target);

}  // namespace stator::server
