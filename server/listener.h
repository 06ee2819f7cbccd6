// The server's socket: binds an address, accepts connections, shares them among workers.
//
//   ListenerSettings settings;                       // 127.0.0.1, a free port
//   auto listener = Listener::Open(settings, handler, SystemClock());
//   std::printf("%d\n", (*listener)->port());
//   (*listener)->Run();                              // until somebody calls RequestStop
//
// Beyond `connections_max` a connection is answered 503 and closed. Nothing here resolves names.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "server/connection_settings.h"
#include "server/handler.h"
#include "stator/clock.h"

namespace stator::server {

struct ListenerSettings {
  std::string host = "127.0.0.1";  // A numeric address, or "localhost", which is 127.0.0.1.
  uint16_t port = 0;               // 0: the system chooses one.
  int threads = 1;                 // At most; one starts when a connection needs it.
  size_t connections_max = 4096;   // Lowered to what the limit of open files leaves room for.
  size_t body_budget_bytes = size_t{256} << 20;
  std::chrono::milliseconds stop_grace{5'000};
  ConnectionSettings connection;
};

class Listener {
 public:
  // Binds and listens, so that from here on clients may connect. kInvalidArgument for an address
  // that is not numeric, kUnavailable if it cannot be bound. Raises the soft limit of open files to
  // the hard one. `handler` and `clock` outlive the listener.
  static absl::StatusOr<std::unique_ptr<Listener>> Open(const ListenerSettings& settings,
                                                        Handler& handler, const Clock& clock);
  // Waits for responses that handlers still owe.
  ~Listener();

  uint16_t port() const;
  // The numeric address that is bound, such as "127.0.0.1" or "::1".
  const std::string& address() const;
  // Connections now open.
  size_t connections() const;

  // Accepts and serves on the calling thread, and on up to threads - 1 others, until RequestStop.
  // Then closes idle connections, finishes running requests within `stop_grace`, and returns how
  // many of them did not finish: 0 after a clean stop. Call it once.
  size_t Run();

  // From any thread, or from a signal handler.
  void RequestStop();

 private:
  class Impl;
  explicit Listener(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

}  // namespace stator::server
