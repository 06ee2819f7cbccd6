// Bodies in gzip, both ways.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "server/http_response.h"

namespace stator::server {

// Smaller responses are sent as they are: there is nothing to gain within one packet.
inline constexpr size_t kCompressedBytesMin = 1024;

// A request's body as its Content-Encoding says, for a handler that takes views.
class PlainBody {
 public:
  // `body` outlives this. Absent and identity leave it as it is; gzip inflates it into memory of
  // this object, up to `bytes_max`, with kBodyPaddingBytes behind it.
  PlainBody(std::string_view body, std::string_view content_encoding, size_t bytes_max);

  // 0, or the status to answer: 400 for what is not the gzip that it says it is, 413 for what is
  // too large, 415 for other encodings.
  int error() const { return error_; }
  // REQUIRES: no error.
  std::string_view view() const { return view_; }

 private:
  int error_ = 0;
  std::string inflated_;
  std::string_view view_;
};

// Replaces the body of a response that may be compressed and is large enough.
void Compress(HttpResponse& response);

}  // namespace stator::server
