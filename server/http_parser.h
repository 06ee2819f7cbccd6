// Requests out of a stream of bytes, one after the other. Knows nothing of sockets: whoever reads
// them writes into Space and says how much; a test or a fuzzer calls Feed.
//
//   HttpParser parser(&budget);
//   FeedResult fed = parser.Commit(socket.Read(parser.Space()));
//   if (fed.state == FeedState::kComplete) {
//     Answer(parser.request());
//     fed = parser.Next();              // the next one may have arrived already
//   }
//
// One connection, one thread. The method: lines are parsed as they are found, the body is left
// where it was received, and chunks are joined in place; so a request is contiguous, and its parts
// are known by their places in the buffer.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "http/chunked_body.h"
#include "server/connection_settings.h"
#include "server/http_head.h"
#include "server/http_request.h"
#include "server/read_buffer.h"

namespace stator::server {

enum class FeedState { kNeedMore, kComplete, kFailed };

struct FeedResult {
  FeedState state = FeedState::kNeedMore;
  // With kFailed: what to answer before closing. The parser is then at its end.
  HttpError error = {};
  // The client waits for "100 Continue" before it sends the body. Said once for each request.
  bool send_continue = false;
};

class HttpParser {
 public:
  explicit HttpParser(BodyBudget* budget, ParserLimits limits = {})
      : limits_(limits), buffer_(budget) {}

  // Room for the next bytes: never empty, unless the last result was not kNeedMore.
  std::span<char> Space();
  FeedResult Commit(size_t bytes);
  // The same by copying.
  FeedResult Feed(std::string_view bytes);

  // After kComplete: the request, valid until the next call of a non-const member.
  // kBodyPaddingBytes beyond its body may be read.
  HttpRequest request() const;
  bool keep_alive() const { return head_.keep_alive(); }

  // Drops the complete request and looks at what was received behind it.
  FeedResult Next();

  // Between two requests, with nothing of the next one received.
  bool idle() const { return phase_ == Phase::kHead && buffer_.size() == 0; }
  // The head is complete, the body is not.
  bool in_body() const { return phase_ == Phase::kBody || phase_ == Phase::kChunks; }
  // What has been received of this message, and perhaps of those behind it.
  size_t received() const { return buffer_.size(); }

 private:
  enum class Phase { kHead, kBody, kChunks, kComplete, kFailed };

  FeedResult Advance();
  FeedResult AdvanceHead();
  FeedResult FinishHead();
  FeedResult AdvanceBody();
  FeedResult AdvanceChunks();
  FeedResult NeedMore(size_t space);
  FeedResult Fail(HttpError error);
  std::string_view View(Slice slice) const { return {buffer_.begin() + slice.offset, slice.size}; }
  std::string_view View(Header header) const { return View(head_.Get(header)); }

  ParserLimits limits_;
  ReadBuffer buffer_;  // Its front is the beginning of the present message.

  Phase phase_ = Phase::kHead;
  HttpHead head_;
  http::ChunkedBody chunks_;
  bool has_request_line_ = false;
  bool skipped_empty_line_ = false;
  bool said_continue_ = false;
  size_t line_at_ = 0;     // Where the next line, or the undecoded rest of chunks, begins.
  size_t searched_ = 0;    // Up to here there is no further line end.
  size_t headers_at_ = 0;  // Behind the request line.
  size_t body_at_ = 0;
  size_t body_size_ = 0;  // Complete, or as far as decoded.
  size_t message_size_ = 0;
};

}  // namespace stator::server
