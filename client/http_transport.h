// Posts bodies to one endpoint and brings back what it answers, over connections that are kept.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "client/response_parser.h"
#include "client/socket.h"
#include "client/url.h"

namespace stator::client {

struct TransportSettings {
  std::chrono::milliseconds connect_timeout{3'000};
  std::chrono::milliseconds request_timeout{60'000};
  size_t idle_connections_max = 16;
  size_t answer_bytes_max = size_t{512} << 20;
  // Connections idle for longer are not used again: servers close them after a minute or so, and a
  // write that meets the closing has an unknown outcome.
  std::chrono::milliseconds idle_timeout{20'000};
};

struct Answer {
  int status = 0;
  std::string body;  // Decompressed.
};

// Thread-safe. Each exchange blocks its caller.
class HttpTransport {
 public:
  HttpTransport(Endpoint endpoint, const TransportSettings& settings)
      : endpoint_(std::move(endpoint)), settings_(settings) {}

  const std::string& authority() const { return endpoint_.authority; }

  // Sends `head`, whole with its empty line, and `body`. Any answer is a success here, whatever its
  // status; that its bytes are those that were sent has been checked. `changes`: the request may
  // change something, so that a failure behind its first byte is kOutcomeUnknown. All other
  // failures are kUnavailable.
  absl::StatusOr<Answer> Exchange(std::string_view head, std::string_view body, bool changes);

 private:
  struct Idle {
    Socket socket;
    std::chrono::steady_clock::time_point since;
  };

  std::optional<Socket> TakeIdle();
  void Keep(Socket socket);
  // One try on one connection. `*stale`: the connection ended before a byte of the answer.
  absl::StatusOr<Answer> Try(Socket socket, std::string_view head, std::string_view body,
                             bool changes, bool* stale);
  absl::StatusOr<Answer> Open(HttpResponse response, bool changes);

  const Endpoint endpoint_;
  const TransportSettings settings_;
  absl::Mutex mutex_;
  std::vector<Idle> idle_ ABSL_GUARDED_BY(mutex_);  // The last used last.
};

}  // namespace stator::client
