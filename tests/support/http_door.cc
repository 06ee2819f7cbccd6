#include "tests/support/http_door.h"

#include "db/base/check.h"
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
        server_(*engine_),
        client_(*Connect(server_.url())) {}

  Database& db() override { return *client_; }
  ManualClock& clock() override { return clock_; }
  void RunDue() override { STATOR_CHECK(engine_->RunDue().ok()); }

 private:
  ManualClock clock_;
  std::unique_ptr<EmbeddedDatabase> engine_;
  LoopbackServer server_;
  std::unique_ptr<Database> client_;
};

}  // namespace

LoopbackServer::LoopbackServer(Database& database)
    : operations_(server::MakeOperationTable(database, statistics_)),
      router_({}, *operations_),
      listener_(*server::Listener::Open({}, router_, SystemClock())),
      thread_([this] { STATOR_CHECK(listener_->Run() == 0); }) {}

LoopbackServer::~LoopbackServer() {
  listener_->RequestStop();
  thread_.join();
}

std::unique_ptr<Door> OpenHttpDoor(const Options& options) {
  return std::make_unique<HttpDoor>(options);
}

}  // namespace stator::testing
