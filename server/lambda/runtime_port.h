// The port on which one child reaches its Runtime API.
#pragma once

#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "server/handler.h"
#include "server/worker.h"

namespace stator::server {

// Used on the worker's thread.
class RuntimePort {
 public:
  // Listens on a free port of the loopback; connections become the worker's, answered by `api`,
  // which lives as long as they do.
  static absl::StatusOr<std::unique_ptr<RuntimePort>> Open(Worker& worker,
                                                           std::shared_ptr<Handler> api);
  // Connections stay.
  ~RuntimePort();

  // "127.0.0.1:45123", as AWS_LAMBDA_RUNTIME_API has it.
  const std::string& address() const { return address_; }

 private:
  RuntimePort(Worker& worker, std::shared_ptr<Handler> api);
  absl::Status Listen();
  void AwaitConnection();
  void Pause();

  Worker& worker_;
  std::shared_ptr<Handler> api_;
  // Shared with what waits for them, which may be called when the port is gone.
  std::shared_ptr<asio::ip::tcp::acceptor> acceptor_;
  std::shared_ptr<asio::steady_timer> pause_;
  std::string address_;
};

}  // namespace stator::server
