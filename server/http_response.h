// A response as a handler makes it. The connection adds what every response carries: length, date,
// request id, checksum, keep-alive.
#pragma once

#include <string>
#include <string_view>

namespace stator::server {

inline constexpr std::string_view kAmzJson = "application/x-amz-json-1.0";

struct HttpResponse {
  int status = 200;
  std::string body;
  // Views of text that outlives the response: literals, in practice. Empty: no such header.
  std::string_view content_type = kAmzJson;
  // Whole header lines, each with its CRLF.
  std::string extra_headers;
  // The client takes gzip: what is large enough is compressed on the connection's thread.
  bool may_compress = false;
  // Closes the connection after this response.
  bool close = false;
};

// The body of an error in DynamoDB's form: {"__type":"<type>","message":"<message>"}. `type` is
// trusted text; `message` may be anything, and what JSON does not allow in a string is escaped.
std::string ErrorBody(std::string_view type, std::string_view message);

}  // namespace stator::server
