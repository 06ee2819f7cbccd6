// The listener: addresses, many connections, and how it stops.
#include "server/listener.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "tests/unit/server/test_server.h"

namespace stator::server {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::BodyOf;
using testing::Client;
using testing::HeaderOf;
using testing::Post;
using testing::StatusOf;
using testing::TestServer;

class Echo : public Handler {
 public:
  void Handle(const HttpRequest& request, Responder responder) override {
    HttpResponse response;
    response.body = request.body;
    responder.Send(std::move(response));
  }
};

// Holds one request until it is told to answer.
class Holder : public Handler {
 public:
  void Handle(const HttpRequest&, Responder responder) override {
    const std::lock_guard lock(mutex_);
    responder_.emplace(std::move(responder));
    has_request = true;
  }
  void Answer() {
    const std::lock_guard lock(mutex_);
    HttpResponse response;
    response.body = "answered";
    responder_->Send(std::move(response));
    responder_.reset();
  }

  std::atomic<bool> has_request = false;

 private:
  std::mutex mutex_;
  std::optional<Responder> responder_;
};

void AwaitRequest(const Holder& holder) {
  while (!holder.has_request) std::this_thread::sleep_for(milliseconds(1));
}

TEST(Listener, BindsTheAddressThatItIsGiven) {
  Echo echo;
  const struct {
    std::string host, address;
  } kCases[] = {{"127.0.0.1", "127.0.0.1"}, {"localhost", "127.0.0.1"}, {"0.0.0.0", "0.0.0.0"}};
  for (const auto& [host, address] : kCases) {
    ListenerSettings settings;
    settings.host = host;
    TestServer server(echo, settings);
    EXPECT_EQ(server->address(), address);
    EXPECT_NE(server->port(), 0);
    EXPECT_EQ(BodyOf(Client(server->port()).Ask(Post("hello"))), "hello");
  }
}

TEST(Listener, RefusesNamesAndAddressesThatAreTaken) {
  Echo echo;
  ListenerSettings settings;
  settings.host = "example.com";
  EXPECT_EQ(Listener::Open(settings, echo, SystemClock()).status().code(),
            absl::StatusCode::kInvalidArgument);
  auto first = Listener::Open({}, echo, SystemClock());
  ASSERT_TRUE(first.ok());
  settings.host = "127.0.0.1";
  settings.port = (*first)->port();
  const absl::Status second = Listener::Open(settings, echo, SystemClock()).status();
  EXPECT_EQ(second.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(second.ToString(), ::testing::HasSubstr("Address already in use"));
}

class ListenerWithThreads : public ::testing::TestWithParam<int> {};

TEST_P(ListenerWithThreads, ServesAThousandConnectionsAtOnce) {
  Echo echo;
  ListenerSettings settings;
  settings.threads = GetParam();
  TestServer server(echo, settings);
  constexpr size_t kConnections = 1000;
  std::vector<Client> clients;
  for (size_t i = 0; i < kConnections; ++i) clients.emplace_back(server->port());
  size_t served = 0;
  for (int round = 0; round < 2; ++round) {
    for (size_t i = 0; i < kConnections; ++i) clients[i].Send(Post(std::to_string(i)));
    for (size_t i = 0; i < kConnections; ++i) {
      served += BodyOf(clients[i].Response()) == std::to_string(i);
    }
  }
  EXPECT_EQ(served, 2 * kConnections);
  EXPECT_EQ(server->connections(), kConnections);
  clients.clear();
  while (server->connections() > 0) std::this_thread::sleep_for(milliseconds(1));
}

TEST_P(ListenerWithThreads, ServesOthersWhileAThousandClientsDrip) {
  Echo echo;
  ListenerSettings settings;
  settings.threads = GetParam();
  settings.connection.timeouts.header = seconds(2);
  TestServer server(echo, settings);
  std::vector<Client> dripping;
  for (int i = 0; i < 1000; ++i) {
    dripping.emplace_back(server->port());
    dripping.back().Send("POST / HTTP/1.1\r\n");
  }
  Client good(server->port());
  for (int round = 0; round < 5; ++round) {
    for (Client& client : dripping) client.Send("X");
    EXPECT_EQ(BodyOf(good.Ask(Post("good"))), "good");
  }
  size_t closed = 0;
  for (Client& client : dripping) closed += client.IsClosedWithin(seconds(10));
  EXPECT_EQ(closed, dripping.size());
  EXPECT_EQ(BodyOf(good.Ask(Post("good"))), "good");
}

TEST_P(ListenerWithThreads, ServesClientsThatComeAndGo) {
  Echo echo;
  ListenerSettings settings;
  settings.threads = GetParam();
  TestServer server(echo, settings);
  std::atomic<int> served = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 100; ++i) {
        Client client(server->port());
        if (i % 7 == 0) continue;
        if (i % 5 == 0) client.Send("POST / HTTP/1.1\r\nHost");
        if (i % 5 == 0) continue;
        served += BodyOf(client.Ask(Post("x"))) == "x";
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(served, 4 * 68);
}

INSTANTIATE_TEST_SUITE_P(Threads, ListenerWithThreads, ::testing::Values(1, 3));

TEST(Listener, TurnsAwayConnectionsBeyondItsLimit) {
  Echo echo;
  ListenerSettings settings;
  settings.connections_max = 2;
  TestServer server(echo, settings);
  {
    Client first(server->port());
    Client second(server->port());
    EXPECT_EQ(BodyOf(first.Ask(Post("one"))), "one");
    EXPECT_EQ(BodyOf(second.Ask(Post("two"))), "two");
    EXPECT_EQ(StatusOf(Client(server->port()).Response()), 503);
    EXPECT_EQ(BodyOf(first.Ask(Post("one"))), "one");
  }
  while (server->connections() > 0) std::this_thread::sleep_for(milliseconds(1));
  EXPECT_EQ(BodyOf(Client(server->port()).Ask(Post("three"))), "three");
}

TEST(Listener, StopsBeforeItRuns) {
  Echo echo;
  auto listener = Listener::Open({}, echo, SystemClock());
  ASSERT_TRUE(listener.ok());
  (*listener)->RequestStop();
  EXPECT_EQ((*listener)->Run(), 0u);
}

TEST(Listener, ClosesIdleConnectionsWhenItStops) {
  Echo echo;
  ListenerSettings settings;
  settings.threads = 2;
  TestServer server(echo, settings);
  Client silent(server->port());
  Client idle(server->port());
  EXPECT_EQ(BodyOf(idle.Ask(Post("x"))), "x");
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(server.Stop(), 0u);
  EXPECT_LT(std::chrono::steady_clock::now() - start, seconds(2));
  EXPECT_TRUE(idle.IsClosedWithin(seconds(1)));
  EXPECT_TRUE(silent.IsClosedWithin(seconds(1)));
}

TEST(Listener, FinishesRunningRequestsWhenItStops) {
  Holder holder;
  TestServer server(holder);
  const uint16_t port = server->port();
  Client client(port);
  client.Send(Post("x"));
  AwaitRequest(holder);
  server->RequestStop();
  std::this_thread::sleep_for(milliseconds(50));
  EXPECT_FALSE(Client(port).connected()) << "it still accepts";
  holder.Answer();
  const std::string response = client.Response();
  EXPECT_EQ(BodyOf(response), "answered");
  EXPECT_EQ(HeaderOf(response, "Connection"), "close");
  client.EndSending();
  EXPECT_EQ(server.Stop(), 0u);
}

TEST(Listener, FinishesRequestsThatAreArrivingWhenItStops) {
  Echo echo;
  TestServer server(echo);
  Client client(server->port());
  client.Send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhel");
  while (server->connections() == 0) std::this_thread::sleep_for(milliseconds(1));
  std::this_thread::sleep_for(milliseconds(50));
  server->RequestStop();
  std::this_thread::sleep_for(milliseconds(50));
  EXPECT_EQ(BodyOf(client.Ask("lo")), "hello");
  EXPECT_EQ(server.Stop(), 0u);
}

TEST(Listener, GivesUpRequestsThatDoNotFinish) {
  Holder holder;
  ListenerSettings settings;
  settings.stop_grace = milliseconds(100);
  std::optional<TestServer> server(std::in_place, holder, settings);
  Client client((*server)->port());
  client.Send(Post("x"));
  Client half((*server)->port());
  half.Send("POST / HTTP/1.1\r\n");
  AwaitRequest(holder);
  EXPECT_EQ(server->Stop(), 1u);
  EXPECT_TRUE(client.IsClosedWithin(seconds(1)));
  EXPECT_TRUE(half.IsClosedWithin(seconds(1)));
  // The listener waits for the answer that is still owed, which points into it.
  std::thread late([&] {
    std::this_thread::sleep_for(milliseconds(100));
    holder.Answer();
  });
  server.reset();
  late.join();
}

}  // namespace
}  // namespace stator::server
