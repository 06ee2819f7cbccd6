// The door over HTTP: a server in this process, on a port of the loopback that the system chooses,
// over an engine in memory; and a client of it.
#pragma once

#include <memory>
#include <string>
#include <thread>

#include "server/listener.h"
#include "server/operation_table.h"
#include "server/router.h"
#include "tests/support/door.h"

namespace stator::testing {

// A server over `database`, which outlives it, until it is destroyed.
class LoopbackServer {
 public:
  explicit LoopbackServer(Database& database);
  ~LoopbackServer();
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(listener_->port()); }

 private:
  server::Statistics statistics_;
  std::unique_ptr<server::Dispatcher> operations_;
  server::Router router_;
  std::unique_ptr<server::Listener> listener_;
  std::thread thread_;
};

std::unique_ptr<Door> OpenHttpDoor(const Options& options = {});

}  // namespace stator::testing
