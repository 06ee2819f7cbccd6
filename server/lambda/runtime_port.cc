#include "server/lambda/runtime_port.h"

#include <sys/socket.h>

#include <asio/ip/address_v4.hpp>
#include <chrono>
#include <utility>

namespace stator::server {

using asio::ip::tcp;

namespace {

constexpr std::chrono::milliseconds kPause{50};

}  // namespace

RuntimePort::RuntimePort(Worker& worker, std::shared_ptr<Handler> api)
    : worker_(worker),
      api_(std::move(api)),
      acceptor_(std::make_shared<tcp::acceptor>(worker.context())),
      pause_(std::make_shared<asio::steady_timer>(worker.context())) {}

absl::StatusOr<std::unique_ptr<RuntimePort>> RuntimePort::Open(Worker& worker,
                                                               std::shared_ptr<Handler> api) {
  std::unique_ptr<RuntimePort> port(new RuntimePort(worker, std::move(api)));
  if (absl::Status listening = port->Listen(); !listening.ok()) return listening;
  port->AwaitConnection();
  return port;
}

RuntimePort::~RuntimePort() {
  asio::error_code ignored;
  acceptor_->close(ignored);
  pause_->cancel();
}

absl::Status RuntimePort::Listen() {
  asio::error_code error;
  acceptor_->open(tcp::v4(), error);
  if (!error) acceptor_->set_option(tcp::no_delay(true), error);
  if (!error) acceptor_->non_blocking(true, error);
  if (!error) acceptor_->bind(tcp::endpoint(asio::ip::address_v4::loopback(), 0), error);
  if (!error) acceptor_->listen(asio::socket_base::max_listen_connections, error);
  if (error) return absl::UnavailableError("no port for the Runtime API: " + error.message());
  address_ = "127.0.0.1:" + std::to_string(acceptor_->local_endpoint(error).port());
  return absl::OkStatus();
}

// The acceptor is closed with the port: an error says so, and then `this` is gone. One that closes
// between an event and its handler is told by the acceptor itself.
void RuntimePort::AwaitConnection() {
  acceptor_->async_wait(tcp::acceptor::wait_read, [this, acceptor = acceptor_](auto error) {
    if (error || !acceptor->is_open()) return;
    constexpr int kFlags = SOCK_CLOEXEC | SOCK_NONBLOCK;
    const int socket = accept4(acceptor->native_handle(), nullptr, nullptr, kFlags);
    if (socket >= 0) {
      worker_.Adopt(socket, api_);
      AwaitConnection();
    } else {
      Pause();
    }
  });
}

// The system lacks something, most likely descriptors; some may become free.
void RuntimePort::Pause() {
  pause_->expires_after(kPause);
  pause_->async_wait([this, acceptor = acceptor_, pause = pause_](auto error) {
    if (!error && acceptor->is_open()) AwaitConnection();
  });
}

}  // namespace stator::server
