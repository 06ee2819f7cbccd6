// A connection of its own for each request, which the endpoint closes: emulators differ in whether
// they keep one, and on the same machine it costs little.
#include "server/lambda/http_exchange.h"

#include <algorithm>
#include <asio/connect.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/post.hpp>
#include <asio/read.hpp>
#include <asio/steady_timer.hpp>
#include <asio/write.hpp>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "http/chunked_body.h"
#include "http/header_line.h"
#include "server/lambda/function_error.h"

namespace stator::server {
namespace {

using asio::ip::tcp;
using Kind = ExchangeResult::Kind;

constexpr size_t kResponseHeadBytesMax = 64 * 1024;
constexpr size_t kReceiveBytes = 64 * 1024;

// What the head of a response says of its body.
struct ResponseHead {
  ExchangeResult result{};
  std::optional<uint64_t> length{};
  bool is_chunked = false;
};

// Of the lines before the empty one; nullopt if they are no HTTP.
std::optional<ResponseHead> ParseResponseHead(std::string_view lines) {
  constexpr std::string_view kVersion = "HTTP/1.";
  ResponseHead head;
  if (!lines.starts_with(kVersion) || lines.size() < 12 || lines[8] != ' ') return std::nullopt;
  const auto [end, error] =
      std::from_chars(lines.data() + 9, lines.data() + 12, head.result.status);
  if (error != std::errc() || end != lines.data() + 12) return std::nullopt;
  lines.remove_prefix(std::min(lines.find("\r\n"), lines.size()));
  while (lines.size() > 2) {
    lines.remove_prefix(2);
    const std::string_view text = lines.substr(0, lines.find("\r\n"));
    lines.remove_prefix(text.size());
    const std::optional<http::HeaderLine> line = http::ParseHeaderLine(text);
    if (!line) return std::nullopt;
    if (http::EqualsIgnoringCase(line->name, "Content-Length")) {
      head.length = http::ParseLength(line->value);
    } else if (http::EqualsIgnoringCase(line->name, "Transfer-Encoding")) {
      head.is_chunked = http::EqualsIgnoringCase(line->value, "chunked");
    } else if (http::EqualsIgnoringCase(line->name, "X-Amz-Function-Error")) {
      head.result.has_function_error = true;
    } else if (http::EqualsIgnoringCase(line->name, "X-Amzn-ErrorType")) {
      head.result.error_type = line->value;
    }
  }
  return head;
}

class Exchange final : public HttpExchange, public std::enable_shared_from_this<Exchange> {
 public:
  Exchange(asio::io_context& loop, std::string request, Done done)
      : socket_(loop), timer_(loop), request_(std::move(request)), done_(std::move(done)) {}

  void Start(const Endpoint& endpoint, std::chrono::milliseconds timeout) {
    timer_.expires_after(timeout);
    timer_.async_wait([self = shared_from_this()](const asio::error_code& error) {
      if (!error) self->Finish(Kind::kTimedOut, "timed out");
    });
    const tcp::endpoint there(asio::ip::make_address(endpoint.address), endpoint.port);
    socket_.async_connect(there, [self = shared_from_this()](const asio::error_code& error) {
      if (error) return self->Finish(Kind::kNotReached, error.message());
      self->Send();
    });
  }

  void Cancel() override { Finish(Kind::kBroken, "the server is stopping"); }

 private:
  void Send() {
    asio::async_write(socket_, asio::buffer(request_),
                      [self = shared_from_this()](const asio::error_code& error, size_t) {
                        if (error) return self->Finish(Kind::kBroken, error.message());
                        self->Receive();
                      });
  }

  void Receive() {
    const size_t begin = received_.size();
    received_.resize(begin + kReceiveBytes);
    socket_.async_read_some(
        asio::buffer(received_.data() + begin, kReceiveBytes),
        [self = shared_from_this(), begin](const asio::error_code& error, size_t bytes) {
          self->received_.resize(begin + bytes);
          if (error && error != asio::error::eof) {
            return self->Finish(Kind::kBroken, error.message());
          }
          self->Take(error == asio::error::eof);
        });
  }

  // Looks at what has come. `ended`: nothing more will.
  void Take(bool ended) {
    if (done_ == nullptr) return;
    if (!head_) {
      const size_t end = received_.find("\r\n\r\n");
      if (end == received_.npos) {
        if (ended || received_.size() > kResponseHeadBytesMax) {
          return Finish(Kind::kBroken, "the endpoint's answer is no HTTP");
        }
        return Receive();
      }
      head_ = ParseResponseHead(std::string_view(received_).substr(0, end));
      if (!head_) return Finish(Kind::kBroken, "the endpoint's answer is no HTTP");
      received_.erase(0, end + 4);
    }
    TakeBody(ended);
  }

  void TakeBody(bool ended) {
    bool is_whole = ended && !head_->length && !head_->is_chunked;
    if (head_->is_chunked) {
      std::string decoded(received_.size(), '\0');
      const http::ChunkedBody::Progress progress = chunks_.Decode(received_, decoded.data());
      if (progress.error) {
        const bool too_large = progress.error.status == 413;
        return Finish(too_large ? Kind::kTooLarge : Kind::kBroken,
                      std::string(progress.error.reason));
      }
      received_.erase(0, progress.consumed);
      body_.append(decoded, 0, progress.produced);
      is_whole = chunks_.done();
    } else {
      body_ += received_;
      received_.clear();
      if (head_->length) is_whole = body_.size() >= *head_->length;
    }
    if (body_.size() > kResponseBytesMax || head_->length.value_or(0) > kResponseBytesMax) {
      return Finish(Kind::kTooLarge, "the response is too large");
    }
    if (!is_whole) {
      if (ended) return Finish(Kind::kBroken, "the endpoint closed the connection");
      return Receive();
    }
    if (head_->length) body_.resize(*head_->length);
    ExchangeResult result = std::move(head_->result);
    result.kind = Kind::kAnswered;
    result.body = std::move(body_);
    Finish(std::move(result));
  }

  void Finish(Kind kind, std::string error) { Finish({.kind = kind, .error = std::move(error)}); }
  void Finish(ExchangeResult result) {
    if (done_ == nullptr) return;
    Done done = std::exchange(done_, nullptr);
    asio::error_code ignored;
    timer_.cancel();
    socket_.close(ignored);
    std::move(done)(std::move(result));
  }

  tcp::socket socket_;
  asio::steady_timer timer_;
  std::string request_;
  Done done_;
  std::string received_;  // And not yet understood.
  std::optional<ResponseHead> head_;
  http::ChunkedBody chunks_{kResponseBytesMax};
  std::string body_;
};

}  // namespace

std::shared_ptr<HttpExchange> StartExchange(asio::io_context& loop, const Endpoint& endpoint,
                                            std::string request, std::chrono::milliseconds timeout,
                                            HttpExchange::Done done) {
  auto exchange = std::make_shared<Exchange>(loop, std::move(request), std::move(done));
  exchange->Start(endpoint, timeout);
  return exchange;
}

}  // namespace stator::server
