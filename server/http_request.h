// A request as the parser hands it to a handler: views into the connection's read buffer.
//
// All views stay valid until the request's Responder is used or destroyed, whichever thread does
// so, and not a moment longer: the bytes are overwritten by the next request of the connection.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace stator::server {

// So many bytes after the body may be read, though not interpreted: simdjson reads ahead by up to
// 64 bytes, and with this promise a body is parsed where it was received.
inline constexpr size_t kBodyPaddingBytes = 64;

struct HttpRequest {
  std::string_view method;  // As sent: methods are case-sensitive.
  std::string_view target;  // Begins with '/', or is "*"; visible ASCII only.

  // Headers. Host and Origin are rules of safety, so that an absent one differs from an empty one;
  // of the others, an absent one is empty. White space around a value is removed.
  std::optional<std::string_view> host;
  std::optional<std::string_view> origin;
  std::string_view content_type;
  std::string_view content_encoding;
  std::string_view accept_encoding;
  std::string_view authorization;
  std::string_view amz_target;       // X-Amz-Target
  std::string_view trace_id;         // X-Amzn-Trace-Id
  std::string_view request_headers;  // Access-Control-Request-Headers, of a preflight

  // Every header line as sent, each with its CRLF: for what has no member here.
  std::string_view header_lines;

  std::string_view body;  // Without the framing of chunks.
};

}  // namespace stator::server
