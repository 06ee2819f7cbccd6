#include "server/http_parser.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

#include "db/base/check.h"

namespace stator::server {
namespace {

// A read into less than this is a system call too many.
constexpr size_t kReadBytesMin = 1024;
constexpr size_t kBodyReadBytesMin = 16 * 1024;

}  // namespace

std::span<char> HttpParser::Space() {
  // The first buffer of a connection comes here; all others were reserved with the last result.
  if (buffer_.Space().empty() && !buffer_.Reserve(ReadBuffer::kInitialBytes))
    throw std::bad_alloc();
  return buffer_.Space();
}

FeedResult HttpParser::Commit(size_t bytes) {
  buffer_.Append(bytes);
  return Advance();
}

FeedResult HttpParser::Feed(std::string_view bytes) {
  FeedResult result;
  bool send_continue = false;
  do {
    const std::span<char> space = Space();
    const size_t part = std::min(space.size(), bytes.size());
    std::memcpy(space.data(), bytes.data(), part);
    bytes.remove_prefix(part);
    result = Commit(part);
    send_continue |= result.send_continue;
    // What is behind a complete message waits in the buffer, as it would behind a busy connection.
    while (result.state == FeedState::kComplete && !bytes.empty()) {
      if (!buffer_.Reserve(bytes.size())) return Fail({503, "The server is out of memory"});
      std::memcpy(buffer_.Space().data(), bytes.data(), bytes.size());
      buffer_.Append(bytes.size());
      bytes = {};
    }
  } while (!bytes.empty() && result.state == FeedState::kNeedMore);
  result.send_continue = send_continue && result.state == FeedState::kNeedMore;
  return result;
}

FeedResult HttpParser::Advance() {
  switch (phase_) {
    case Phase::kHead:
      return AdvanceHead();
    case Phase::kBody:
      return AdvanceBody();
    case Phase::kChunks:
      return AdvanceChunks();
    default:
      break;
  }
  STATOR_CHECK(!"bytes were given to a parser that did not ask for them");
  return {};
}

FeedResult HttpParser::AdvanceHead() {
  while (true) {
    const char* message = buffer_.begin();
    const size_t size = std::min(buffer_.size(), limits_.head_bytes_max);
    const void* found =
        size > searched_ ? std::memchr(message + searched_, '\n', size - searched_) : nullptr;
    if (found == nullptr) {
      // What cannot begin a request is told so at once: TLS, most often.
      const bool starts = size > 0 && line_at_ == 0;
      if (starts && (message[0] < '!' || message[0] > '~') && message[0] != '\r') {
        return Fail({400, "The request line is malformed"});
      }
      if (size == limits_.head_bytes_max) return Fail({431, "The request head is too large"});
      searched_ = size;
      return NeedMore(kReadBytesMin);
    }
    const auto newline = static_cast<size_t>(static_cast<const char*>(found) - message);
    if (newline == line_at_ || message[newline - 1] != '\r') {
      return Fail({400, "A line does not end in CRLF"});
    }
    const size_t offset = line_at_;
    const std::string_view line(message + offset, newline - 1 - offset);
    line_at_ = searched_ = newline + 1;
    if (!has_request_line_) {
      // Some clients end a body with a CRLF that is not part of it. RFC 9112, 2.2, forgives one.
      if (line.empty() && !std::exchange(skipped_empty_line_, true)) continue;
      if (const HttpError error = head_.AddRequestLine(line, offset)) return Fail(error);
      has_request_line_ = true;
      headers_at_ = line_at_;
    } else if (line.empty()) {
      return FinishHead();
    } else if (const HttpError error = head_.AddHeaderLine(line, offset)) {
      return Fail(error);
    }
  }
}

FeedResult HttpParser::FinishHead() {
  if (const HttpError error = head_.Finish()) return Fail(error);
  body_at_ = line_at_;
  if (head_.chunked()) {
    phase_ = Phase::kChunks;
    chunks_ = http::ChunkedBody(limits_.body_bytes_max);
    return AdvanceChunks();
  }
  if (head_.content_length() > limits_.body_bytes_max) {
    return Fail({413, "The request body is too large"});
  }
  body_size_ = static_cast<size_t>(head_.content_length());
  message_size_ = body_at_ + body_size_;
  phase_ = Phase::kBody;
  return AdvanceBody();
}

FeedResult HttpParser::AdvanceBody() {
  if (buffer_.size() >= message_size_) {
    phase_ = Phase::kComplete;
    return {.state = FeedState::kComplete};
  }
  return NeedMore(std::min(message_size_ - buffer_.size(), kBodyReadBytesMin));
}

FeedResult HttpParser::AdvanceChunks() {
  char* message = buffer_.begin();
  const std::string_view raw(message + line_at_, buffer_.size() - line_at_);
  char* const body_end = message + body_at_ + body_size_;
  const http::ChunkedBody::Progress progress = chunks_.Decode(raw, body_end);
  if (progress.error) return Fail(progress.error);
  body_size_ += progress.produced;
  line_at_ += progress.consumed;
  if (chunks_.done()) {
    message_size_ = line_at_;
    phase_ = Phase::kComplete;
    return {.state = FeedState::kComplete};
  }
  // What framing took is closed up, so that the buffer holds the body and a piece of a line.
  const size_t rest = raw.size() - progress.consumed;
  std::memmove(message + body_at_ + body_size_, message + line_at_, rest);
  line_at_ = body_at_ + body_size_;
  buffer_.Truncate(line_at_ + rest);
  return NeedMore(kBodyReadBytesMin);
}

FeedResult HttpParser::NeedMore(size_t space) {
  // A large body doubles the buffer as it arrives: what a client declares costs nothing, and what
  // it sends is not moved more than twice.
  if (buffer_.Space().size() < space) {
    size_t wanted = std::max(space, buffer_.size());
    if (phase_ == Phase::kBody) wanted = std::min(wanted, message_size_ - buffer_.size());
    if (phase_ == Phase::kChunks) {
      wanted = std::min(wanted, limits_.body_bytes_max - body_size_ + kBodyReadBytesMin);
    }
    if (!buffer_.Reserve(wanted)) return Fail({503, "The server is out of memory"});
  }
  const bool send_continue =
      in_body() && head_.expects_continue() && !std::exchange(said_continue_, true);
  return {.state = FeedState::kNeedMore, .send_continue = send_continue};
}

FeedResult HttpParser::Fail(HttpError error) {
  phase_ = Phase::kFailed;
  // The connection may stay for a while, so that its client reads the answer; its memory need not.
  buffer_.Consume(buffer_.size());
  return {.state = FeedState::kFailed, .error = error};
}

HttpRequest HttpParser::request() const {
  HttpRequest request;
  request.method = View(head_.method());
  request.target = View(head_.target());
  if (head_.Has(Header::kHost)) request.host = View(Header::kHost);
  if (head_.Has(Header::kOrigin)) request.origin = View(Header::kOrigin);
  request.content_type = View(Header::kContentType);
  request.content_encoding = View(Header::kContentEncoding);
  request.accept_encoding = View(Header::kAcceptEncoding);
  request.authorization = View(Header::kAuthorization);
  request.amz_target = View(Header::kAmzTarget);
  request.trace_id = View(Header::kTraceId);
  request.request_headers = View(Header::kRequestHeaders);
  // The empty line that ends the head is not one of them.
  request.header_lines = {buffer_.begin() + headers_at_, body_at_ - 2 - headers_at_};
  request.body = {buffer_.begin() + body_at_, body_size_};
  return request;
}

FeedResult HttpParser::Next() {
  STATOR_CHECK(phase_ == Phase::kComplete);
  buffer_.Consume(message_size_);
  phase_ = Phase::kHead;
  head_ = HttpHead();
  has_request_line_ = skipped_empty_line_ = said_continue_ = false;
  line_at_ = searched_ = headers_at_ = body_at_ = body_size_ = message_size_ = 0;
  return Advance();
}

}  // namespace stator::server
