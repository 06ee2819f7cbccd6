#include "server/http_response.h"

namespace stator::server {
namespace {

void AppendEscaped(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte >= 0x7f) {
      // Bytes beyond ASCII come from headers, whose encoding nobody declared: Latin-1 by custom.
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
}

}  // namespace

std::string ErrorBody(std::string_view type, std::string_view message) {
  std::string body = "{\"__type\":\"";
  body += type;
  body += "\",\"message\":\"";
  AppendEscaped(body, message);
  body += "\"}";
  return body;
}

}  // namespace stator::server
