// A loop over four kinds of element: size line, data, the CRLF after data, trailer line. Lines are
// taken only when complete, data as it comes.
#include "http/chunked_body.h"

#include <algorithm>
#include <cstring>

namespace stator::http {
namespace {

// A size line with its extensions; a trailer line. No client we know sends either.
constexpr size_t kLineBytesMax = 1024;
constexpr size_t kTrailerBytesMax = 8 * 1024;

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

ChunkedBody::Progress ChunkedBody::Decode(std::string_view raw, char* out) {
  Progress progress;
  while (state_ != State::kDone) {
    const std::string_view rest = raw.substr(progress.consumed);
    if (state_ == State::kData) {
      const size_t bytes = std::min(chunk_left_, rest.size());
      if (bytes == 0) return progress;
      std::memmove(out + progress.produced, rest.data(), bytes);
      progress.produced += bytes;
      progress.consumed += bytes;
      chunk_left_ -= bytes;
      if (chunk_left_ == 0) state_ = State::kDataEnd;
      continue;
    }
    const size_t newline = rest.substr(0, kLineBytesMax).find('\n');
    if (newline == std::string_view::npos) {
      if (rest.size() >= kLineBytesMax) progress.error = {400, "A chunk is malformed"};
      return progress;
    }
    if (newline == 0 || rest[newline - 1] != '\r') {
      progress.error = {400, "A line does not end in CRLF"};
      return progress;
    }
    progress.error = TakeLine(rest.substr(0, newline - 1));
    if (progress.error) return progress;
    progress.consumed += newline + 1;
  }
  return progress;
}

HttpError ChunkedBody::TakeLine(std::string_view line) {
  switch (state_) {
    case State::kSize:
      return TakeSize(line);
    case State::kDataEnd:
      if (!line.empty()) return {400, "A chunk is longer than its size"};
      state_ = State::kSize;
      return {};
    default:
      break;
  }
  if (line.empty()) {
    state_ = State::kDone;
    return {};
  }
  trailer_bytes_ += line.size();
  if (trailer_bytes_ > kTrailerBytesMax) return {431, "The request has too many trailers"};
  // A trailer has the form of a header; what it says is of no interest here.
  return ParseHeaderLine(line) ? HttpError{} : HttpError{400, "A trailer is malformed"};
}

HttpError ChunkedBody::TakeSize(std::string_view line) {
  size_t size = 0;
  size_t digits = 0;
  for (; digits < line.size() && HexDigit(line[digits]) >= 0; ++digits) {
    if (digits == 15) return {400, "A chunk size is malformed"};
    size = size * 16 + static_cast<size_t>(HexDigit(line[digits]));
  }
  const std::string_view extension = line.substr(digits);
  const bool visible = std::all_of(extension.begin(), extension.end(), [](char c) {
    return static_cast<unsigned char>(c) >= ' ' && c != 0x7f;
  });
  if (digits == 0 || (!extension.empty() && extension.front() != ';') || !visible) {
    return {400, "A chunk size is malformed"};
  }
  if (size > left_) return {413, "The request body is too large"};
  left_ -= size;
  chunk_left_ = size;
  state_ = size == 0 ? State::kTrailer : State::kData;
  return {};
}

}  // namespace stator::http
