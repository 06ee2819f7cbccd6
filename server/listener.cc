// Sockets are accepted by hand rather than through Asio, as many as wait at a time, and given to
// the worker with the fewest connections. A request to stop is a write to an eventfd, the one thing
// that a signal handler may do.
#include "server/listener.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <asio/ip/address.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/steady_timer.hpp>
#include <cerrno>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "server/body_budget.h"
#include "server/worker.h"

namespace stator::server {
namespace {

using asio::ip::tcp;
using SystemError = asio::error_code;

// Accepted in one go before connections have their turn.
constexpr int kAcceptBatch = 64;
// After the system ran out of descriptors or memory; a connection that ends may free some.
constexpr std::chrono::milliseconds kAcceptPause{50};
// Descriptors for everything but connections: the database, the loops, standard streams.
constexpr size_t kOtherDescriptors = 64;

constexpr std::string_view kTooManyConnections =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

// Returns how many descriptors the process may have.
size_t RaiseDescriptorLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
  const rlim_t soft = std::exchange(limit.rlim_cur, limit.rlim_max);
  return setrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_max : soft;
}

ListenerSettings WithinDescriptorLimit(ListenerSettings settings) {
  const size_t descriptors = std::max(RaiseDescriptorLimit(), 2 * kOtherDescriptors);
  settings.connections_max =
      std::clamp<size_t>(settings.connections_max, 1, descriptors - kOtherDescriptors);
  return settings;
}

std::vector<std::unique_ptr<Worker>> MakeWorkers(const ListenerSettings& settings,
                                                 BodyBudget& budget, const Clock& clock) {
  std::vector<std::unique_ptr<Worker>> workers;
  for (int i = 0; i < std::max(settings.threads, 1); ++i) {
    workers.push_back(std::make_unique<Worker>(settings.connection, budget, clock));
  }
  return workers;
}

absl::Status Failure(std::string_view what, const ListenerSettings& settings,
                     const SystemError& error) {
  std::string text("cannot ");
  text += what;
  text += ' ';
  text += settings.host;
  text += " port ";
  text += std::to_string(settings.port);
  text += ": ";
  text += error.message();
  return absl::UnavailableError(text);
}

}  // namespace

class Listener::Impl {
 public:
  Impl(const ListenerSettings& settings, Handler& handler, const Clock& clock)
      : settings_(WithinDescriptorLimit(settings)),
        // It outlives the listener, so there is nothing to own.
        handler_(std::shared_ptr<Handler>(), &handler),
        budget_(settings.body_budget_bytes),
        workers_(MakeWorkers(settings_, budget_, clock)) {}

  absl::Status Bind();
  size_t Run();
  void RequestStop();
  uint16_t port() const { return port_; }
  const std::string& address() const { return address_; }
  size_t connections() const;

 private:
  asio::io_context& context() { return workers_.front()->context(); }
  void AwaitConnections();
  void PauseAccepting();
  bool AcceptWaiting();
  void Assign(int socket);
  void AwaitStop();
  void Stop();

  ListenerSettings settings_;
  std::shared_ptr<Handler> handler_;
  BodyBudget budget_;
  std::vector<std::unique_ptr<Worker>> workers_;  // The first runs on the thread of Run.
  // Parallel to them. A thread is started when its worker is first given a connection.
  std::vector<std::thread> threads_ = std::vector<std::thread>(workers_.size());
  std::vector<size_t> unfinished_ = std::vector<size_t>(workers_.size());
  tcp::acceptor acceptor_{context()};
  asio::steady_timer pause_{context()};
  asio::posix::stream_descriptor stop_event_{context()};
  std::string address_;
  uint16_t port_ = 0;
};

absl::Status Listener::Impl::Bind() {
  SystemError error;
  const std::string& name = settings_.host;
  const auto address = asio::ip::make_address(name == "localhost" ? "127.0.0.1" : name, error);
  if (error) {
    return absl::InvalidArgumentError("the host must be a numeric address or localhost: " + name);
  }
  stop_event_.assign(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), error);
  if (error) return Failure("make an event for", settings_, error);
  const tcp::endpoint endpoint(address, settings_.port);
  acceptor_.open(endpoint.protocol(), error);
  if (error) return Failure("open a socket for", settings_, error);
  acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  // Accepted sockets inherit it.
  acceptor_.set_option(tcp::no_delay(true), error);
  acceptor_.non_blocking(true, error);
  acceptor_.bind(endpoint, error);
  if (error) return Failure("bind", settings_, error);
  acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error) return Failure("listen on", settings_, error);
  port_ = acceptor_.local_endpoint(error).port();
  address_ = address.to_string();
  return absl::OkStatus();
}

size_t Listener::Impl::Run() {
  AwaitStop();
  AwaitConnections();
  unfinished_[0] = workers_[0]->Run();
  size_t unfinished = unfinished_[0];
  for (size_t i = 1; i < threads_.size(); ++i) {
    if (!threads_[i].joinable()) continue;
    threads_[i].join();
    unfinished += unfinished_[i];
  }
  return unfinished;
}

void Listener::Impl::RequestStop() {
  const uint64_t one = 1;
  // It can only fail if the event is set already.
  static_cast<void>(!::write(stop_event_.native_handle(), &one, sizeof(one)));
}

size_t Listener::Impl::connections() const {
  size_t sum = 0;
  for (const auto& worker : workers_) sum += worker->load();
  return sum;
}

void Listener::Impl::AwaitConnections() {
  acceptor_.async_wait(tcp::acceptor::wait_read, [this](SystemError error) {
    if (error) return;
    if (AcceptWaiting()) {
      AwaitConnections();
    } else {
      PauseAccepting();
    }
  });
}

void Listener::Impl::PauseAccepting() {
  pause_.expires_after(kAcceptPause);
  pause_.async_wait([this](SystemError error) {
    if (!error) AwaitConnections();
  });
}

// False if the system lacks something.
bool Listener::Impl::AcceptWaiting() {
  for (int i = 0; i < kAcceptBatch; ++i) {
    const int socket =
        accept4(acceptor_.native_handle(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (socket >= 0) {
      Assign(socket);
    } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      return false;
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      return true;
    }
    // Any other error belongs to the connection that was being accepted, and went with it.
  }
  return true;
}

void Listener::Impl::Assign(int socket) {
  if (connections() >= settings_.connections_max) {
    static_cast<void>(!::send(socket, kTooManyConnections.data(), kTooManyConnections.size(),
                              MSG_NOSIGNAL | MSG_DONTWAIT));
    ::close(socket);
    return;
  }
  const auto least =
      std::min_element(workers_.begin(), workers_.end(),
                       [](const auto& a, const auto& b) { return a->load() < b->load(); });
  const auto index = static_cast<size_t>(least - workers_.begin());
  if (index > 0 && !threads_[index].joinable()) {
    threads_[index] = std::thread([this, index] { unfinished_[index] = workers_[index]->Run(); });
  }
  (*least)->Adopt(socket, handler_);
}

void Listener::Impl::AwaitStop() {
  stop_event_.async_wait(asio::posix::stream_descriptor::wait_read, [this](SystemError error) {
    if (!error) Stop();
  });
}

void Listener::Impl::Stop() {
  SystemError ignored;
  acceptor_.close(ignored);
  pause_.cancel();
  for (const auto& worker : workers_) worker->Stop(settings_.stop_grace);
}

absl::StatusOr<std::unique_ptr<Listener>> Listener::Open(const ListenerSettings& settings,
                                                         Handler& handler, const Clock& clock) {
  auto impl = std::make_unique<Impl>(settings, handler, clock);
  if (absl::Status bound = impl->Bind(); !bound.ok()) return bound;
  return std::unique_ptr<Listener>(new Listener(std::move(impl)));
}

Listener::Listener(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Listener::~Listener() = default;
uint16_t Listener::port() const { return impl_->port(); }
const std::string& Listener::address() const { return impl_->address(); }
size_t Listener::connections() const { return impl_->connections(); }
size_t Listener::Run() { return impl_->Run(); }
void Listener::RequestStop() { impl_->RequestStop(); }

}  // namespace stator::server
