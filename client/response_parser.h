// Bytes to a response, as they come. Pure: no socket.
//
//   ResponseParser parser(body_bytes_max);
//   while (parser.state() == ResponseParser::State::kMore) parser.Feed(bytes from the socket);
//
// Takes HTTP/1.0 and 1.1, bodies with a length, in chunks, or up to the end of the connection.
// Interim responses (1xx) are passed. What RFC 9112 does not allow is refused, not repaired.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/chunked_body.h"

namespace stator::client {

struct HttpResponse {
  int status = 0;
  std::string body;  // As sent, without the framing of chunks.
  std::string content_encoding;
  std::optional<uint32_t> crc32;  // x-amz-crc32
  bool keep_alive = false;
};

// Thread-compatible.
class ResponseParser {
 public:
  explicit ResponseParser(size_t body_bytes_max) : body_bytes_max_(body_bytes_max) {}

  enum class State { kMore, kDone, kBad };

  // Takes all of `bytes`. What follows a whole response makes it bad: nothing was asked yet.
  State Feed(std::string_view bytes);
  // The connection has ended.
  State End();

  State state() const { return state_; }
  // True once any byte came.
  bool begun() const { return begun_; }
  // What was wrong; a literal. REQUIRES: kBad.
  std::string_view defect() const { return defect_; }
  // REQUIRES: kDone.
  HttpResponse& response() { return response_; }

 private:
  enum class Body { kLength, kChunked, kToEnd };

  State Fail(std::string_view defect);
  // Each takes what it can from the front of `bytes`.
  void TakeHead(std::string_view& bytes);
  void TakeBody(std::string_view& bytes);
  void TakeChunks(std::string_view& bytes);
  bool ParseHead();
  bool ParseStatusLine(std::string_view line);
  bool ParseHeader(std::string_view line);
  void BeginBody();

  const size_t body_bytes_max_;
  State state_ = State::kMore;
  std::string_view defect_;
  bool begun_ = false;
  bool in_body_ = false;
  std::string head_;
  bool http_1_1_ = false;
  bool asks_close_ = false, asks_keep_alive_ = false, chunked_ = false;
  std::optional<uint64_t> length_;
  Body framing_ = Body::kToEnd;
  http::ChunkedBody chunks_;
  std::string chunk_line_;  // The beginning of a line that has not come whole.
  HttpResponse response_;
};

}  // namespace stator::client
