#include "client/url.h"

#include <charconv>
#include <optional>

#include "client/error.h"

namespace stator::client {
namespace {

constexpr std::string_view kHttp = "http://";
constexpr std::string_view kHttps = "https://";

bool IsHostCharacter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
         c == '-' || c == '_';
}
bool IsAddressCharacter(char c) { return IsHostCharacter(c) || c == ':' || c == '%'; }

template <typename Predicate>
bool ConsistsOf(std::string_view text, Predicate predicate) {
  if (text.empty()) return false;
  for (const char c : text) {
    if (!predicate(c)) return false;
  }
  return true;
}

std::optional<uint16_t> ParsePort(std::string_view text) {
  uint16_t port = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), port);
  const bool whole = failure == std::errc() && end == text.data() + text.size();
  return whole && port != 0 ? std::optional(port) : std::nullopt;
}

}  // namespace

absl::StatusOr<Endpoint> ParseUrl(std::string_view url) {
  if (url.substr(0, kHttps.size()) == kHttps) return error::Unsupported("https://");
  if (url.substr(0, kHttp.size()) != kHttp) return error::BadUrl(url);
  std::string_view rest = url.substr(kHttp.size());
  if (!rest.empty() && rest.back() == '/') rest.remove_suffix(1);

  Endpoint endpoint;
  endpoint.authority = rest;
  const bool bracketed = !rest.empty() && rest.front() == '[';
  if (bracketed) {
    const size_t end = rest.find(']');
    if (end == std::string_view::npos) return error::BadUrl(url);
    endpoint.host = rest.substr(1, end - 1);
    rest.remove_prefix(end + 1);
    if (!ConsistsOf(endpoint.host, IsAddressCharacter)) return error::BadUrl(url);
  } else {
    endpoint.host = rest.substr(0, rest.find(':'));
    rest.remove_prefix(endpoint.host.size());
    // This also refuses a user's name and a path.
    if (!ConsistsOf(endpoint.host, IsHostCharacter)) return error::BadUrl(url);
  }
  if (rest.empty()) return endpoint;
  const std::optional<uint16_t> port =
      rest.front() == ':' ? ParsePort(rest.substr(1)) : std::nullopt;
  if (!port) return error::BadUrl(url);
  endpoint.port = *port;
  return endpoint;
}

}  // namespace stator::client
