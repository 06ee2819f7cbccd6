#include "tests/support/http_door.h"

#include <string>
#include <thread>
#include <utility>

#include "db/base/check.h"
#include "server/listener.h"
#include "server/operation_table.h"
#include "server/router.h"
#include "stator/client.h"

namespace stator::testing {
namespace {

std::unique_ptr<EmbeddedDatabase> OpenEngine(Options options, Clock* clock) {
  options.clock = clock;
  return *OpenInMemory(options);
}

class HttpDoor final : public Door {
 public:
  explicit HttpDoor(const Options& options)
      : engine_(OpenEngine(options, &clock_)),
        operations_(server::MakeOperationTable(*engine_)),
        router_({}, *operations_),
        listener_(*server::Listener::Open({}, router_, SystemClock())),
        server_([this] { STATOR_CHECK(listener_->Run() == 0); }),
        client_(*Connect("http://127.0.0.1:" + std::to_string(listener_->port()))) {}
  ~HttpDoor() override {
    client_.reset();
    listener_->RequestStop();
    server_.join();
  }

  Database& db() override { return *client_; }
  ManualClock& clock() override { return clock_; }
  void RunDue() override { STATOR_CHECK(engine_->RunDue().ok()); }

 private:
  ManualClock clock_;
  std::unique_ptr<EmbeddedDatabase> engine_;
  std::unique_ptr<server::Dispatcher> operations_;
  server::Router router_;
  std::unique_ptr<server::Listener> listener_;
  std::thread server_;
  std::unique_ptr<Database> client_;
};

}  // namespace

std::unique_ptr<Door> OpenHttpDoor(const Options& options) {
  return std::make_unique<HttpDoor>(options);
}

}  // namespace stator::testing
