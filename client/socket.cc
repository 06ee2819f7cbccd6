// The socket never blocks: calls that cannot go on wait in poll, which knows the deadline.
#include "client/socket.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <memory>
#include <system_error>
#include <utility>

namespace stator::client {
namespace {

using std::chrono::steady_clock;

// False when the deadline passes first.
bool Wait(int fd, short events, Deadline deadline) {
  for (;;) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - steady_clock::now()).count();
    if (left <= 0) return false;
    pollfd ready{fd, events, 0};
    const int timeout = static_cast<int>(std::min<decltype(left)>(left, INT_MAX));
    if (::poll(&ready, 1, timeout) > 0) return true;  // Errors, too, are read from the socket.
  }
}

std::string ErrorText(int code) { return std::generic_category().message(code); }

// 0, or what went wrong.
int ConnectTo(int fd, const addrinfo& address, Deadline deadline) {
  if (::connect(fd, address.ai_addr, address.ai_addrlen) == 0) return 0;
  if (errno != EINPROGRESS && errno != EINTR) return errno;
  if (!Wait(fd, POLLOUT, deadline)) return ETIMEDOUT;
  int failure = 0;
  socklen_t size = sizeof(failure);
  return ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &failure, &size) == 0 ? failure : errno;
}

}  // namespace

std::optional<Socket> Socket::Connect(const Endpoint& endpoint, std::chrono::milliseconds timeout,
                                      std::string& why) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const std::string port = std::to_string(endpoint.port);
  if (const int code = ::getaddrinfo(endpoint.host.c_str(), port.c_str(), &hints, &found)) {
    why = code == EAI_SYSTEM ? ErrorText(errno) : ::gai_strerror(code);
    return std::nullopt;
  }
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> addresses(found, &::freeaddrinfo);
  for (const addrinfo* address = found; address != nullptr; address = address->ai_next) {
    const int type = address->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC;
    Socket socket(::socket(address->ai_family, type, address->ai_protocol));
    const int failure =
        socket.fd_ < 0 ? errno : ConnectTo(socket.fd_, *address, steady_clock::now() + timeout);
    if (failure != 0) {
      why = ErrorText(failure);
      continue;
    }
    // A request is written at once, and should leave at once.
    const int on = 1;
    ::setsockopt(socket.fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    return socket;
  }
  return std::nullopt;
}

Socket::Socket(Socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

Socket& Socket::operator=(Socket&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

Socket::~Socket() {
  if (fd_ >= 0) ::close(fd_);
}

Socket::Io Socket::Send(std::string_view head, std::string_view body, Deadline deadline,
                        size_t& sent) {
  sent = 0;
  const size_t size = head.size() + body.size();
  while (sent < size) {
    const std::string_view first = head.substr(std::min(sent, head.size()));
    const std::string_view second = body.substr(sent - std::min(sent, head.size()));
    std::array<iovec, 2> pieces{{{const_cast<char*>(first.data()), first.size()},
                                 {const_cast<char*>(second.data()), second.size()}}};
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = pieces.size();
    const ssize_t taken = ::sendmsg(fd_, &message, MSG_NOSIGNAL);
    if (taken >= 0) {
      sent += static_cast<size_t>(taken);
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (!Wait(fd_, POLLOUT, deadline)) return Io::kTimeout;
    } else if (errno != EINTR) {
      return Io::kFailed;
    }
  }
  return Io::kOk;
}

Socket::Io Socket::Receive(char* buffer, size_t size, Deadline deadline, size_t& received) {
  received = 0;
  for (;;) {
    const ssize_t came = ::recv(fd_, buffer, size, 0);
    if (came > 0) {
      received = static_cast<size_t>(came);
      return Io::kOk;
    }
    if (came == 0) return Io::kEnd;
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (!Wait(fd_, POLLIN, deadline)) return Io::kTimeout;
    } else if (errno != EINTR) {
      return Io::kFailed;
    }
  }
}

bool Socket::IsQuiet() const {
  char byte;
  return ::recv(fd_, &byte, 1, MSG_PEEK) < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

}  // namespace stator::client
