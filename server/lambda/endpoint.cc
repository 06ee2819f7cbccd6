#include "server/lambda/endpoint.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace stator::server {
namespace {

absl::Status BadUrl(std::string_view url) {
  return absl::InvalidArgumentError(
      "ImageUri must be the URL of a function's endpoint, http://<numeric address or "
      "localhost>:<port>, not " +
      std::string(url.substr(0, 200)));
}

bool IsNumeric(const std::string& address) {
  in6_addr bytes;
  return inet_pton(AF_INET, address.c_str(), &bytes) == 1 ||
         inet_pton(AF_INET6, address.c_str(), &bytes) == 1;
}

std::optional<uint16_t> ParsePort(std::string_view text) {
  uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

bool IsPath(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c > ' ' && c < 0x7f && c != '?' && c != '#'; });
}

}  // namespace

absl::StatusOr<Endpoint> ParseEndpoint(std::string_view url) {
  constexpr std::string_view kScheme = "http://";
  if (url.substr(0, kScheme.size()) != kScheme) return BadUrl(url);
  std::string_view rest = url.substr(kScheme.size());
  const std::string_view host = rest.substr(0, rest.find('/'));
  std::string_view path = rest.substr(host.size());
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  if (host.empty() || !IsPath(path)) return BadUrl(url);

  const bool is_bracketed = host.front() == '[';
  const size_t end = is_bracketed ? host.find(']') : host.find(':');
  if (is_bracketed && end == std::string_view::npos) return BadUrl(url);
  std::string_view name = is_bracketed ? host.substr(1, end - 1) : host.substr(0, end);
  const std::string_view port = end == std::string_view::npos
                                    ? std::string_view()
                                    : host.substr(end + (is_bracketed ? 1 : 0));

  Endpoint endpoint{.host = std::string(host),
                    .address = name == "localhost" ? "127.0.0.1" : std::string(name),
                    .path = std::string(path)};
  if (!IsNumeric(endpoint.address)) return BadUrl(url);
  if (!port.empty()) {
    const std::optional<uint16_t> number =
        port.front() == ':' ? ParsePort(port.substr(1)) : std::nullopt;
    if (!number) return BadUrl(url);
    endpoint.port = *number;
  }
  return endpoint;
}

}  // namespace stator::server
