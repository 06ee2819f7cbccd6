// The program `stator`: reads the flags, opens the database, puts the server together, and runs it
// until SIGTERM or SIGINT.
//
// On standard output stands, once clients may connect, "stator listening on http://127.0.0.1:8000",
// and below it what to type to see a function run. Whatever is wrong is said on standard error. The
// exit code is 0 after a clean stop, 1 if the server could not start or had to give up running
// requests, 2 for flags.
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <variant>

#include "absl/status/statusor.h"
#include "server/admin.h"
#include "server/lambda/child_runner.h"
#include "server/lambda/functions.h"
#include "server/lambda/trial.h"
#include "server/lambda/zip_archive.h"
#include "server/listener.h"
#include "server/operation_table.h"
#include "server/options.h"
#include "server/parent_watch.h"
#include "server/router.h"
#include "server/statistics.h"
#include "server/virtual_clock.h"
#include "stator/clock.h"
#include "stator/database.h"

namespace stator::server {
namespace {

constexpr int kThreadsDefaultMax = 4;
constexpr unsigned kStopSeconds = 5;
constexpr int kMmapThresholdBytes = 1 << 20;

std::atomic<bool> stop_requested = false;
std::atomic<Listener*> running_listener = nullptr;
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<Listener*>::is_always_lock_free,
              "signal handlers use them");

// Runs in signal handlers.
void RequestStop() {
  stop_requested = true;
  if (Listener* listener = running_listener) listener->RequestStop();
  // A handler that never returns must not keep the process: the alarm ends it.
  alarm(kStopSeconds + 2);
}

// Started without standard streams, the process would have its first files in their place, and what
// is said on them would go there.
void OpenStandardStreams() {
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
    if (fcntl(stream, F_GETFD) < 0) static_cast<void>(open("/dev/null", O_RDWR));
  }
}

void OnStopSignal(int) { RequestStop(); }

void HandleSignals() {
  struct sigaction action {};
  action.sa_handler = OnStopSignal;
  // A second signal is not for us: it ends the process as if there were no handler.
  action.sa_flags = SA_RESTART | SA_RESETHAND;
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGINT, &action, nullptr);
}

int Fail(std::string_view message) {
  std::fprintf(stderr, "stator: %.*s\n", static_cast<int>(message.size()), message.data());
  return 1;
}

int Fail(const absl::Status& status) {
  return Fail(std::string_view(status.message().data(), status.message().size()));
}

absl::StatusOr<std::unique_ptr<EmbeddedDatabase>> OpenDatabase(const ServeOptions& flags,
                                                               Clock& clock) {
  Options options;
  options.clock = &clock;
  options.region = flags.region;
  options.transition_delay = std::chrono::milliseconds(flags.transition_ms);
  options.item_collection_bytes_max = flags.item_collection_bytes;
  options.shards_per_stream = flags.shards_per_stream;
  options.shard_age = std::chrono::milliseconds(flags.shard_age_ms);
  return flags.data.empty() ? OpenInMemory(options) : Open(flags.data, options);
}

int Threads(const ServeOptions& flags) {
  if (flags.threads > 0) return flags.threads;
  return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, kThreadsDefaultMax);
}

std::string Url(const Listener& listener) {
  const std::string& address = listener.address();
  const bool is_v6 = address.find(':') != std::string::npos;
  return "http://" + (is_v6 ? "[" + address + "]" : address) + ":" +
         std::to_string(listener.port());
}

bool IsLoopback(std::string_view address) {
  return address == "localhost" || address == "::1" || address.substr(0, 4) == "127.";
}

// `children` becomes what runs functions as processes; the functions own it.
absl::StatusOr<std::unique_ptr<Functions>> OpenFunctions(const ServeOptions& flags,
                                                         EmbeddedDatabase& db, const Clock& clock,
                                                         ChildRunner** children) {
  FunctionsSettings settings;
  if (!flags.data.empty()) settings.directory = flags.data + "/functions";
  settings.region = flags.region;
  settings.code = {.functions_root = flags.functions_root, .allow_upload = flags.allow_code_upload};
  settings.is_loopback = IsLoopback(flags.host);
  return Functions::Open(settings, db.triggers(), clock, [&](const std::string& directory) {
    ChildRunnerSettings child;
    child.scratch = directory;
    child.region = flags.region;
    auto runner = std::make_unique<ChildRunner>(std::move(child));
    *children = runner.get();
    return runner;
  });
}

void Announce(const Listener& listener, const ServeOptions& flags) {
  const std::string& address = listener.address();
  if (!IsLoopback(address)) {
    std::fprintf(stderr,
                 "stator: warning: %s is not a loopback address: whoever can reach it can read and "
                 "change all data\n",
                 address.c_str());
  }
  std::printf("stator listening on %s\n", Url(listener).c_str());
  if (IsLoopback(address)) {
    std::fputs(FunctionTrial(Url(listener), flags.region, flags.functions_root).c_str(), stdout);
  }
  std::fflush(stdout);
}

int Serve(const ServeOptions& flags) {
  HandleSignals();
  if (flags.exit_with_parent && !WatchParent(RequestStop)) {
    return Fail("--exit-with-parent: the parent process has ended already");
  }
  VirtualClock clock(SystemClock());
  if (flags.freeze_at) {
    clock.Turn({.frozen = true, .set = Time(std::chrono::seconds(*flags.freeze_at))});
  }
  auto database = OpenDatabase(flags, clock);
  if (!database.ok()) return Fail(database.status());
  Statistics statistics;
  const std::unique_ptr<Dispatcher> operations = MakeOperationTable(**database, statistics);
  ChildRunner* children = nullptr;
  const auto functions = OpenFunctions(flags, **database, clock, &children);
  if (!functions.ok()) return Fail(functions.status());
  Admin admin({.db = **database,
               .clock = clock,
               .statistics = statistics,
               .storage = flags.data.empty() ? "memory" : "disk",
               .functions = functions->get()});

  ListenerSettings settings;
  settings.host = flags.host;
  settings.port = flags.port;
  settings.threads = Threads(flags);
  settings.stop_grace = std::chrono::seconds(kStopSeconds);
  if (flags.allow_code_upload) settings.connection.limits.body_bytes_max = kUploadBytesMax;
  RouterSettings routes;
  routes.region = flags.region;
  routes.address = flags.host;
  routes.allowed_hosts = flags.allowed_hosts;
  routes.allowed_origins = flags.allowed_origins;
  Router router(std::move(routes), *operations, &admin, &(*functions)->api());
  auto listener = Listener::Open(settings, router, SystemClock());
  if (!listener.ok()) return Fail(listener.status());

  children->SetEndpoint(Url(**listener));
  (*functions)->Start();
  running_listener = listener->get();
  if (stop_requested) (*listener)->RequestStop();
  Announce(**listener, flags);
  const size_t unfinished = (*listener)->Run();
  running_listener = nullptr;
  if (unfinished > 0) {
    // Waiting for them could take for ever; what they have not committed is not there.
    Fail("stopped with " + std::to_string(unfinished) + " requests unfinished");
    (*functions)->RemoveTemporaries();
    std::_Exit(1);
  }
  return 0;
}

int Main(int argc, const char* const* argv) {
  OpenStandardStreams();
  // Fixed, so that large bodies are always mapped: they then grow without a copy, and go back to
  // the system when freed. By default the first large block freed raises the threshold for ever.
  mallopt(M_MMAP_THRESHOLD, kMmapThresholdBytes);
  const auto command = ParseCommandLine(argc, argv);
  if (const Exit* exit = std::get_if<Exit>(&command)) return exit->code;
  return Serve(std::get<ServeOptions>(command));
}

}  // namespace
}  // namespace stator::server

int main(int argc, char** argv) { return stator::server::Main(argc, argv); }
