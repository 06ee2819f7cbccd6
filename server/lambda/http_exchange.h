// One request to an HTTP function's endpoint, and its response.
#pragma once

#include <asio/io_context.hpp>
#include <chrono>
#include <memory>
#include <string>

#include "absl/functional/any_invocable.h"
#include "server/lambda/endpoint.h"

namespace stator::server {

struct ExchangeResult {
  enum class Kind : uint8_t {
    kAnswered,
    kNotReached,  // No connection: nothing was sent.
    kTimedOut,
    kTooLarge,  // The response is.
    kBroken,    // The connection ended, or what came is no HTTP.
  };
  Kind kind = Kind::kBroken;
  int status = 0;
  bool has_function_error = false;  // The header X-Amz-Function-Error.
  std::string error_type{};         // X-Amzn-ErrorType
  std::string body{};
  std::string error{};  // Of what kind is not kAnswered: a text for people.
};

// Runs on the loop that it was made for, and lives until it is done.
class HttpExchange {
 public:
  using Done = absl::AnyInvocable<void(ExchangeResult) &&>;

  virtual ~HttpExchange() = default;
  // Ends it with kBroken, unless it has ended. On the loop's thread.
  virtual void Cancel() = 0;
};

// `request` is the whole of it, head and body. `done` is called once, on the loop's thread.
std::shared_ptr<HttpExchange> StartExchange(asio::io_context& loop, const Endpoint& endpoint,
                                            std::string request, std::chrono::milliseconds timeout,
                                            HttpExchange::Done done);

}  // namespace stator::server
