// A TCP connection whose every wait has an end.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "client/url.h"

namespace stator::client {

using Deadline = std::chrono::steady_clock::time_point;

// Movable. One thread at a time.
class Socket {
 public:
  // Tries the addresses of the host in turn, each for `timeout`. nullopt: `why` says what was wrong
  // with the last.
  static std::optional<Socket> Connect(const Endpoint& endpoint, std::chrono::milliseconds timeout,
                                       std::string& why);
  Socket(Socket&& other) noexcept;
  Socket& operator=(Socket&& other) noexcept;
  ~Socket();

  enum class Io { kOk, kEnd, kFailed, kTimeout };

  // Sends the two behind each other. `sent` counts the bytes that the system took, also when the
  // result is not kOk.
  Io Send(std::string_view head, std::string_view body, Deadline deadline, size_t& sent);
  // Waits for some bytes, and says how many came. kEnd: there will be no more.
  Io Receive(char* buffer, size_t size, Deadline deadline, size_t& received);

  // False once the other side has closed, or has said something that nobody asked for.
  bool IsQuiet() const;

 private:
  explicit Socket(int fd) : fd_(fd) {}

  int fd_ = -1;
};

}  // namespace stator::client
