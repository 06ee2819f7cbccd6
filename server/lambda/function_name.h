// Names of functions as requests have them: "count", "000000000000:function:count", an ARN, each of
// them also with a qualifier behind a colon.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace stator::server {

inline constexpr size_t kFunctionNameCharactersMax = 64;

struct FunctionName {
  std::string name;
  std::string region;  // These are empty where the text does not say.
  std::string account;
  std::string qualifier;  // "$LATEST", a version or an alias.
};

// nullopt for what is none. Pure.
std::optional<FunctionName> ParseFunctionName(std::string_view text);

// "arn:aws:lambda:us-east-1:000000000000:function:count"
std::string FunctionArn(std::string_view region, std::string_view account, std::string_view name);

}  // namespace stator::server
