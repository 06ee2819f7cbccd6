// The framing of "Transfer-Encoding: chunked", taken off in place.
#pragma once

#include <cstddef>
#include <string_view>

#include "http/header_line.h"

namespace stator::http {

// Pure: bytes in, bytes out. Refuses what RFC 9112 does not allow (sizes that are not plain
// hexadecimal, a chunk not ended by CRLF, lines ended by a bare LF), and more than
// `body_bytes_max`. Extensions and trailers are read, checked for form, and dropped.
class ChunkedBody {
 public:
  explicit ChunkedBody(size_t body_bytes_max = 0) : left_(body_bytes_max) {}

  struct Progress {
    HttpError error;
    size_t consumed = 0;  // Of `raw`. What remains is the beginning of a line: give it again.
    size_t produced = 0;  // Written to `out`.
  };

  // `out` may be `raw` or lie before it: no byte is written that has not been read.
  Progress Decode(std::string_view raw, char* out);

  // True once the last chunk and the trailers are through.
  bool done() const { return state_ == State::kDone; }

 private:
  enum class State { kSize, kData, kDataEnd, kTrailer, kDone };

  HttpError TakeLine(std::string_view line);
  HttpError TakeSize(std::string_view line);

  State state_ = State::kSize;
  size_t left_;            // Of the body's allowance.
  size_t chunk_left_ = 0;  // Of the present chunk's data.
  size_t trailer_bytes_ = 0;
};

}  // namespace stator::http
