// The head is gathered until its empty line, then read in one go; a body goes where it stays.
#include "client/response_parser.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "http/header_line.h"

namespace stator::client {
namespace {

using http::EqualsIgnoringCase;

constexpr size_t kHeadBytesMax = 64 * 1024;
constexpr std::string_view kEmptyLine = "\r\n\r\n";
// A length costs nothing until the bytes come.
constexpr uint64_t kReserveBytesMax = 1024 * 1024;

}  // namespace

ResponseParser::State ResponseParser::Feed(std::string_view bytes) {
  begun_ = begun_ || !bytes.empty();
  while (state_ == State::kMore && !bytes.empty()) {
    in_body_ ? TakeBody(bytes) : TakeHead(bytes);
  }
  if (state_ == State::kDone && !bytes.empty()) return Fail("more bytes than were asked for");
  return state_;
}

ResponseParser::State ResponseParser::End() {
  if (state_ != State::kMore) return state_;
  if (!in_body_ || framing_ != Body::kToEnd) return Fail("the connection ended before it");
  return state_ = State::kDone;
}

ResponseParser::State ResponseParser::Fail(std::string_view defect) {
  defect_ = defect;
  return state_ = State::kBad;
}

void ResponseParser::TakeHead(std::string_view& bytes) {
  // The empty line may stand across what came before and what comes now.
  const size_t known = head_.size() - std::min(head_.size(), kEmptyLine.size() - 1);
  const size_t before = head_.size();
  head_.append(bytes.substr(0, kHeadBytesMax + 1 - std::min(before, kHeadBytesMax)));
  const size_t end = head_.find(kEmptyLine, known);
  if (end == std::string::npos) {
    bytes.remove_prefix(head_.size() - before);
    if (head_.size() > kHeadBytesMax) Fail("its head is too large");
    return;
  }
  bytes.remove_prefix(end + kEmptyLine.size() - before);
  head_.resize(end);
  if (!ParseHead()) {
    Fail("its head is malformed");
  } else if (response_.status >= 200) {
    BeginBody();
  } else {
    response_ = {};
    asks_close_ = asks_keep_alive_ = chunked_ = false;
    length_.reset();
  }
  head_.clear();
}

bool ResponseParser::ParseHead() {
  std::string_view rest = head_;
  bool first = true;
  for (;;) {
    const size_t end = rest.find("\r\n");
    const std::string_view line = rest.substr(0, end);
    if (!(first ? ParseStatusLine(line) : ParseHeader(line))) return false;
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 2);
    first = false;
  }
  return !(chunked_ && length_);
}

// "HTTP/1.1 200 OK", where the phrase may be missing.
bool ResponseParser::ParseStatusLine(std::string_view line) {
  const std::string_view version = line.substr(0, 8);
  http_1_1_ = version == "HTTP/1.1";
  if ((!http_1_1_ && version != "HTTP/1.0") || line.size() < 12 || line[8] != ' ') return false;
  if (line.size() > 12 && line[12] != ' ') return false;
  const char* digits = line.data() + 9;
  const auto [end, failure] = std::from_chars(digits, digits + 3, response_.status);
  return failure == std::errc() && end == digits + 3 && response_.status >= 100;
}

bool ResponseParser::ParseHeader(std::string_view line) {
  const std::optional<http::HeaderLine> header = http::ParseHeaderLine(line);
  if (!header) return false;
  const auto& [name, value] = *header;
  if (EqualsIgnoringCase(name, "content-length")) {
    const std::optional<uint64_t> length = http::ParseLength(value);
    const bool agrees = length && (!length_ || *length_ == *length);
    length_ = length;
    return agrees;
  }
  if (EqualsIgnoringCase(name, "transfer-encoding")) {
    const bool repeated = std::exchange(chunked_, true);
    return !repeated && EqualsIgnoringCase(value, "chunked");
  }
  if (EqualsIgnoringCase(name, "connection")) {
    http::ForEachElement(value, [this](std::string_view token) {
      if (EqualsIgnoringCase(token, "close")) asks_close_ = true;
      if (EqualsIgnoringCase(token, "keep-alive")) asks_keep_alive_ = true;
    });
  } else if (EqualsIgnoringCase(name, "content-encoding")) {
    response_.content_encoding = value;
  } else if (EqualsIgnoringCase(name, "x-amz-crc32")) {
    const std::optional<uint64_t> crc32 = http::ParseLength(value);
    if (!crc32 || *crc32 > UINT32_MAX) return false;
    response_.crc32 = static_cast<uint32_t>(*crc32);
  }
  return true;
}

void ResponseParser::BeginBody() {
  in_body_ = true;
  response_.keep_alive = !asks_close_ && (http_1_1_ || asks_keep_alive_);
  if (chunked_) {
    framing_ = Body::kChunked;
    chunks_ = http::ChunkedBody(body_bytes_max_);
    return;
  }
  // These have none, whatever their headers say.
  if (response_.status == 204 || response_.status == 304) length_ = 0;
  if (!length_) {
    framing_ = Body::kToEnd;
    response_.keep_alive = false;
    return;
  }
  framing_ = Body::kLength;
  if (*length_ > body_bytes_max_) {
    Fail("it is too large");
  } else if (*length_ == 0) {
    state_ = State::kDone;
  } else {
    response_.body.reserve(std::min(*length_, kReserveBytesMax));
  }
}

void ResponseParser::TakeBody(std::string_view& bytes) {
  if (framing_ == Body::kChunked) return TakeChunks(bytes);
  std::string& body = response_.body;
  const size_t size = framing_ == Body::kLength ? *length_ : body_bytes_max_;
  const size_t taken = std::min<size_t>(bytes.size(), size - body.size());
  body.append(bytes.substr(0, taken));
  bytes.remove_prefix(taken);
  if (framing_ == Body::kLength) {
    if (body.size() == size) state_ = State::kDone;
  } else if (!bytes.empty()) {
    Fail("it is too large");
  }
}

void ResponseParser::TakeChunks(std::string_view& bytes) {
  std::string& body = response_.body;
  const size_t before = body.size();
  body += std::exchange(chunk_line_, {});
  body += std::exchange(bytes, {});
  const std::string_view raw = std::string_view(body).substr(before);
  const http::ChunkedBody::Progress progress = chunks_.Decode(raw, body.data() + before);
  const std::string_view rest = raw.substr(progress.consumed);
  if (progress.error) {
    Fail("a chunk of it is malformed, or it is too large");
  } else if (!chunks_.done()) {
    chunk_line_ = rest;
  } else if (!rest.empty()) {
    Fail("more bytes than were asked for");
  } else {
    state_ = State::kDone;
  }
  body.resize(before + progress.produced);
}

}  // namespace stator::client
