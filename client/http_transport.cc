// A thread takes an idle connection or opens one, and brings it back when its answer is whole. The
// connection used last is taken first, so that those no longer needed grow old and are dropped.
#include "client/http_transport.h"

#include <algorithm>
#include <array>
#include <utility>

#include "client/error.h"
#include "db/base/error.h"
#include "db/base/status_macros.h"
#include "http/crc32.h"
#include "http/gzip.h"
#include "http/header_line.h"

namespace stator::client {
namespace {

using stator::error::Concat;
using std::chrono::steady_clock;

std::string_view Describe(Socket::Io result) {
  switch (result) {
    case Socket::Io::kEnd:
      return "the connection ended before it";
    case Socket::Io::kTimeout:
      return "it took too long";
    default:
      return "the connection failed";
  }
}

absl::Status NoAnswer(std::string_view why, bool may_have_happened) {
  return error::NoAnswer(Concat({"No answer from the endpoint: ", why}), may_have_happened);
}

}  // namespace

absl::StatusOr<Answer> HttpTransport::Exchange(std::string_view head, std::string_view body,
                                               bool changes) {
  if (std::optional<Socket> idle = TakeIdle()) {
    bool stale = false;
    absl::StatusOr<Answer> answer = Try(*std::move(idle), head, body, changes, &stale);
    if (!stale || changes) return answer;
  }
  std::string why;
  std::optional<Socket> fresh = Socket::Connect(endpoint_, settings_.connect_timeout, why);
  if (!fresh) {
    return error::NoAnswer(
        Concat({"The endpoint ", endpoint_.authority, " cannot be reached: ", why}), false);
  }
  bool stale = false;
  return Try(*std::move(fresh), head, body, changes, &stale);
}

std::optional<Socket> HttpTransport::TakeIdle() {
  const auto oldest = steady_clock::now() - settings_.idle_timeout;
  const absl::MutexLock lock(&mutex_);
  std::erase_if(idle_, [&](const Idle& idle) { return idle.since < oldest; });
  while (!idle_.empty()) {
    Socket socket = std::move(idle_.back().socket);
    idle_.pop_back();
    if (socket.IsQuiet()) return socket;
  }
  return std::nullopt;
}

void HttpTransport::Keep(Socket socket) {
  const absl::MutexLock lock(&mutex_);
  if (idle_.size() >= settings_.idle_connections_max) return;
  idle_.push_back({.socket = std::move(socket), .since = steady_clock::now()});
}

absl::StatusOr<Answer> HttpTransport::Try(Socket socket, std::string_view head,
                                          std::string_view body, bool changes, bool* stale) {
  const Deadline deadline = steady_clock::now() + settings_.request_timeout;
  size_t sent = 0;
  Socket::Io io = socket.Send(head, body, deadline, sent);
  if (io == Socket::Io::kTimeout || sent == 0) {
    *stale = io == Socket::Io::kFailed;
    return NoAnswer(Describe(io), changes && sent > 0);
  }
  // Also after a failure to send: an endpoint that has read enough to refuse says so, and closes.
  ResponseParser parser(settings_.answer_bytes_max);
  std::array<char, 64 * 1024> buffer;
  while (parser.state() == ResponseParser::State::kMore) {
    size_t received = 0;
    io = socket.Receive(buffer.data(), buffer.size(), deadline, received);
    if (io == Socket::Io::kOk) {
      parser.Feed({buffer.data(), received});
    } else if (io == Socket::Io::kEnd && parser.begun()) {
      parser.End();
    } else {
      *stale = io != Socket::Io::kTimeout && !parser.begun();
      return NoAnswer(Describe(io), changes);
    }
  }
  if (parser.state() == ResponseParser::State::kBad) return NoAnswer(parser.defect(), changes);
  const bool whole = sent == head.size() + body.size();
  if (parser.response().keep_alive && whole) Keep(std::move(socket));
  return Open(std::move(parser.response()), changes);
}

absl::StatusOr<Answer> HttpTransport::Open(HttpResponse response, bool changes) {
  if (response.crc32 && http::Crc32(response.body) != *response.crc32) {
    return NoAnswer("its bytes do not have the checksum that x-amz-crc32 gives", changes);
  }
  const std::string_view encoding = response.content_encoding;
  if (encoding.empty() || http::EqualsIgnoringCase(encoding, "identity")) {
    return Answer{.status = response.status, .body = std::move(response.body)};
  }
  if (!http::EqualsIgnoringCase(encoding, "gzip")) {
    return NoAnswer("its Content-Encoding is none that was asked for", changes);
  }
  Answer answer{.status = response.status, .body = {}};
  if (http::Gunzip(response.body, settings_.answer_bytes_max, answer.body) != http::Inflated::kOk) {
    return NoAnswer("it is no gzip, though it says so, or it is too large", changes);
  }
  return answer;
}

}  // namespace stator::client
