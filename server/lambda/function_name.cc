// The grammar is a row of parts between colons, of which all but the name may be left out; each is
// taken for what stands first in that row, as the service's pattern does.
#include "server/lambda/function_name.h"

#include <algorithm>
#include <vector>

namespace stator::server {
namespace {

bool IsNamePart(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

bool IsAccount(std::string_view text) {
  return text.size() == 12 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// "us-east-1", "us-gov-west-1": a name of two letters, words, and one digit, between hyphens.
bool IsRegion(std::string_view text) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz";
  const size_t first = text.find('-');
  const size_t last = text.rfind('-');
  if (first != 2 || last == first || text.size() != last + 2) return false;
  if (text.substr(0, 2).find_first_not_of(kLetters) != std::string_view::npos) return false;
  const std::string_view words = text.substr(3, last - 3);
  return !words.empty() && words.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == words.npos &&
         text.back() >= '0' && text.back() <= '9';
}

std::vector<std::string_view> SplitAtColons(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    const size_t colon = text.find(':');
    parts.push_back(text.substr(0, colon));
    if (colon == std::string_view::npos) return parts;
    text.remove_prefix(colon + 1);
  }
}

}  // namespace

std::optional<FunctionName> ParseFunctionName(std::string_view text) {
  const std::vector<std::string_view> parts = SplitAtColons(text);
  size_t at = 0;
  if (parts.size() > 3 && parts[0] == "arn") {
    if (parts[1].substr(0, 3) != "aws" || parts[2] != "lambda") return std::nullopt;
    at = 3;
  }
  const auto is_more = [&] { return at + 1 < parts.size(); };
  FunctionName function;
  if (is_more() && IsRegion(parts[at])) function.region = parts[at++];
  if (is_more() && IsAccount(parts[at])) function.account = parts[at++];
  if (is_more() && parts[at] == "function") ++at;
  if (at >= parts.size() || !IsNamePart(parts[at])) return std::nullopt;
  function.name = parts[at++];
  if (at < parts.size()) {
    if (parts[at] != "$LATEST" && !IsNamePart(parts[at])) return std::nullopt;
    function.qualifier = parts[at++];
  }
  if (at != parts.size()) return std::nullopt;
  return function;
}

std::string FunctionArn(std::string_view region, std::string_view account, std::string_view name) {
  std::string arn = "arn:aws:lambda:";
  arn += region;
  arn += ':';
  arn += account;
  arn += ":function:";
  arn += name;
  return arn;
}

}  // namespace stator::server
