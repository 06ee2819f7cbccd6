// The head of a request, request line and headers, taken in line by line. Pure: no socket, no
// buffer of its own, no allocation.
//
// The rules are RFC 9112's, read strictly, since a server that guesses can be made to disagree with
// the proxy before it about where a request ends. Refused with 400: a line not ended by CRLF,
// folded headers, white space before the colon, control characters, Transfer-Encoding that is not
// exactly "chunked", Transfer-Encoding together with Content-Length or in HTTP/1.0, a second Host,
// Content-Length or other single header, HTTP/1.1 without Host, a target in absolute form.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "http/header_line.h"

namespace stator::server {

using http::HttpError;

// The headers that anything here reads.
enum class Header : uint8_t {
  kHost,
  kExpect,
  kOrigin,
  kConnection,
  kContentType,
  kAmzTarget,
  kAuthorization,
  kContentLength,
  kTraceId,
  kAcceptEncoding,
  kContentEncoding,
  kTransferEncoding,
  kRequestHeaders,
  kCount,
};

// A part of the head, by its place: the buffer moves as it grows, places do not.
struct Slice {
  uint32_t offset = 0;
  uint32_t size = 0;
};

class HttpHead {
 public:
  // Each takes the next line of the message, without its CRLF, and where it begins in the message.
  HttpError AddRequestLine(std::string_view line, size_t offset);
  HttpError AddHeaderLine(std::string_view line, size_t offset);
  // After the empty line: the rules that look at more than one header.
  HttpError Finish();

  Slice method() const { return method_; }
  Slice target() const { return target_; }
  bool Has(Header header) const { return (present_ >> static_cast<int>(header) & 1) != 0; }
  Slice Get(Header header) const { return values_[static_cast<size_t>(header)]; }

  // Valid after Finish.
  bool keep_alive() const { return keep_alive_; }
  bool chunked() const { return chunked_; }
  bool expects_continue() const { return expects_continue_; }
  uint64_t content_length() const { return content_length_; }  // 0 if there is none.

 private:
  HttpError AddKnown(Header header, std::string_view value, size_t offset);

  Slice method_, target_;
  std::array<Slice, static_cast<size_t>(Header::kCount)> values_;
  uint32_t present_ = 0;
  int header_count_ = 0;
  uint64_t content_length_ = 0;
  bool http_1_1_ = false;
  bool keep_alive_ = false;
  bool asks_close_ = false;
  bool asks_keep_alive_ = false;
  bool chunked_ = false;
  bool expects_continue_ = false;
};

}  // namespace stator::server
