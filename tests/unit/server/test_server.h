// A server on a free port of the loopback, and clients that send bytes to it.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "server/listener.h"
#include "stator/clock.h"

namespace stator::server::testing {

// Runs on a thread of its own until it is destroyed.
class TestServer {
 public:
  explicit TestServer(Handler& handler, ListenerSettings settings = {}) {
    auto listener = Listener::Open(settings, handler, SystemClock());
    if (!listener.ok()) {
      ADD_FAILURE() << listener.status().ToString();
      std::abort();
    }
    listener_ = *std::move(listener);
    thread_ = std::thread([this] { unfinished_ = listener_->Run(); });
  }
  ~TestServer() { Stop(); }

  // Returns how many requests were given up.
  size_t Stop() {
    if (thread_.joinable()) {
      listener_->RequestStop();
      thread_.join();
    }
    return unfinished_;
  }

  Listener& operator*() { return *listener_; }
  Listener* operator->() { return listener_.get(); }

 private:
  std::unique_ptr<Listener> listener_;
  size_t unfinished_ = 0;
  std::thread thread_;
};

// A blocking TCP client.
class Client {
 public:
  static constexpr std::chrono::milliseconds kPatience{20'000};

  // `receive_bytes`: the receive buffer, 0 for the system's choice.
  explicit Client(uint16_t port, int receive_bytes = 0)
      : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (receive_bytes > 0) {
      setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof(receive_bytes));
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
    const int one = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
  }
  Client(Client&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)),
        connected_(other.connected_),
        received_(std::move(other.received_)) {}
  Client& operator=(Client&&) = delete;
  ~Client() {
    if (socket_ >= 0) ::close(socket_);
  }

  bool connected() const { return connected_; }

  // False if the server has closed the connection.
  bool Send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<size_t>(sent));
    }
    return true;
  }
  void EndSending() { ::shutdown(socket_, SHUT_WR); }

  // The next whole response, head and body; empty if the connection ends first.
  std::string Response(bool to_head = false) {
    while (true) {
      const size_t head_end = received_.find("\r\n\r\n");
      if (head_end != std::string::npos) {
        const size_t size = head_end + 4 + (to_head ? 0 : BodySize(received_.substr(0, head_end)));
        if (received_.size() >= size) {
          std::string response = received_.substr(0, size);
          received_.erase(0, size);
          return response;
        }
      }
      if (Receive() == 0) return "";
    }
  }
  std::string Ask(std::string_view request) {
    if (!Send(request)) return "";
    return Response();
  }

  // All bytes until the connection ends.
  std::string Rest() {
    while (Receive() > 0) {
    }
    return std::exchange(received_, {});
  }
  // True if the server closes the connection within `patience`, whatever else it sends.
  bool IsClosedWithin(std::chrono::milliseconds patience) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < end) {
      if (Receive(std::chrono::duration_cast<std::chrono::milliseconds>(
              end - std::chrono::steady_clock::now())) == 0) {
        return true;
      }
    }
    return false;
  }

 private:
  static size_t BodySize(const std::string& head) {
    constexpr std::string_view kName = "\r\nContent-Length: ";
    const size_t at = head.find(kName);
    return at == std::string::npos ? 0 : std::stoul(head.substr(at + kName.size()));
  }

  // 0 at the end of the connection, -1 when nothing came in time.
  ssize_t Receive(std::chrono::milliseconds patience = kPatience) {
    pollfd ready{socket_, POLLIN, 0};
    if (::poll(&ready, 1, static_cast<int>(patience.count()) + 1) == 0) {
      if (patience == kPatience) ADD_FAILURE() << "no answer";
      return patience == kPatience ? 0 : -1;
    }
    char buffer[16 * 1024];
    const ssize_t got = ::recv(socket_, buffer, sizeof(buffer), 0);
    if (got <= 0) return 0;
    received_.append(buffer, static_cast<size_t>(got));
    return got;
  }

  int socket_;
  bool connected_ = false;
  std::string received_;
};

inline std::string Post(std::string_view body, std::string_view headers = "",
                        std::string_view path = "/") {
  return "POST " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(headers) +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

inline std::string BodyOf(const std::string& response) {
  const size_t end = response.find("\r\n\r\n");
  return end == std::string::npos ? "" : response.substr(end + 4);
}

inline int StatusOf(const std::string& response) {
  return response.size() < 12 ? 0 : std::stoi(response.substr(9, 3));
}

// The value of a header, empty if there is none.
inline std::string HeaderOf(const std::string& response, std::string_view name) {
  const std::string line = "\r\n" + std::string(name) + ": ";
  const size_t at = response.find(line);
  if (at == std::string::npos) return "";
  const size_t begin = at + line.size();
  return response.substr(begin, response.find("\r\n", begin) - begin);
}

}  // namespace stator::server::testing
