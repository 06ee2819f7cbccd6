// Connections over real sockets: what goes back and forth, and what is done to clients that are
// wrong, slow or silent.
#include "server/connection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
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
using ::testing::HasSubstr;
using testing::HeaderOf;
using ::testing::IsEmpty;
using testing::Post;
using ::testing::StartsWith;
using testing::StatusOf;
using testing::TestServer;

// Answers with what the path says: the body again, at once or from other threads.
class PathHandler final : public Handler {
 public:
  ~PathHandler() override {
    for (std::thread& thread : threads_) thread.join();
  }

  void Handle(const HttpRequest& request, Responder responder) override {
    ++requests;
    HttpResponse response;
    response.body = request.body;
    if (request.target == "/later") {
      const std::lock_guard lock(mutex_);
      threads_.emplace_back(
          [responder = std::move(responder), body = std::string(request.body), request]() mutable {
            std::this_thread::sleep_for(milliseconds(20));
            // The request is valid until the answer, on this thread too.
            HttpResponse late;
            late.body = request.body == body ? body + " later" : "the request has changed";
            responder.Send(std::move(late));
          });
      return;
    }
    if (request.target == "/held") {
      const std::lock_guard lock(mutex_);
      held_.push_back(std::move(responder));
      held_changed_.notify_all();
      return;
    }
    if (request.target == "/forgotten") return;
    if (request.target == "/throws") throw std::runtime_error("thrown by a handler");
    if (request.target == "/close") response.close = true;
    if (request.target == "/large") response.body = std::string(1 << 20, 'L');
    if (request.target == "/size") response.body = std::to_string(request.body.size());
    responder.Send(std::move(response));
  }

  // Waits until `count` requests for /held are here.
  void AwaitHeld(size_t count) {
    std::unique_lock lock(mutex_);
    held_changed_.wait(lock, [&] { return held_.size() >= count; });
  }
  void ReleaseHeld(std::string_view body) {
    std::vector<Responder> held;
    {
      const std::lock_guard lock(mutex_);
      held.swap(held_);
    }
    for (Responder& responder : held) {
      HttpResponse response;
      response.body = body;
      responder.Send(std::move(response));
    }
  }

  std::atomic<int> requests = 0;

 private:
  std::mutex mutex_;
  std::condition_variable held_changed_;
  std::vector<Responder> held_;
  std::vector<std::thread> threads_;
};

ListenerSettings Impatient() {
  ListenerSettings settings;
  settings.connection.timeouts = {.header = milliseconds(200),
                                  .body_grace = milliseconds(200),
                                  .write_stall = milliseconds(200),
                                  .idle = milliseconds(400),
                                  .linger = milliseconds(200),
                                  .bytes_per_second_min = 1024};
  return settings;
}

TEST(Connection, AnswersWithTheHeadersOfTheService) {
  PathHandler handler;
  TestServer server(handler);
  Client client(server->port());
  const std::string response = client.Ask(Post("hello"));
  EXPECT_THAT(response, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_EQ(BodyOf(response), "hello");
  EXPECT_EQ(HeaderOf(response, "Content-Type"), "application/x-amz-json-1.0");
  EXPECT_EQ(HeaderOf(response, "Content-Length"), "5");
  EXPECT_EQ(HeaderOf(response, "Connection"), "keep-alive");
  EXPECT_EQ(HeaderOf(response, "x-amz-crc32"), "907060870");
  EXPECT_THAT(HeaderOf(response, "Server"), StartsWith("Stator/"));
  EXPECT_THAT(HeaderOf(response, "Date"), ::testing::EndsWith(" GMT"));
  const std::string id = HeaderOf(response, "x-amzn-RequestId");
  EXPECT_EQ(id.size(), 52u);
  EXPECT_EQ(id.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUV"), std::string::npos);
  EXPECT_NE(HeaderOf(client.Ask(Post("hello")), "x-amzn-RequestId"), id);
}

TEST(Connection, ServesManyRequests) {
  PathHandler handler;
  TestServer server(handler);
  Client client(server->port());
  for (int i = 0; i < 100; ++i) {
    const std::string body(static_cast<size_t>(i) * 500, 'x');
    EXPECT_EQ(BodyOf(client.Ask(Post(body))), body);
  }
}

TEST(Connection, AnswersFromAnotherThread) {
  PathHandler handler;
  TestServer server(handler);
  Client client(server->port());
  EXPECT_EQ(BodyOf(client.Ask(Post("one", "", "/later"))), "one later");
  // Behind it in the same stream, and still in order.
  client.Send(Post("one") + Post("two", "", "/later") + Post("three"));
  EXPECT_EQ(BodyOf(client.Response()), "one");
  EXPECT_EQ(BodyOf(client.Response()), "two later");
  EXPECT_EQ(BodyOf(client.Response()), "three");
}

TEST(Connection, SendsWhatIsReadyBeforeItWaitsForAnAnswer) {
  PathHandler handler;
  TestServer server(handler);
  Client client(server->port());
  client.Send(Post("one") + Post("", "", "/held"));
  EXPECT_EQ(BodyOf(client.Response()), "one");
  handler.AwaitHeld(1);
  handler.ReleaseHeld("two");
  EXPECT_EQ(BodyOf(client.Response()), "two");
}

TEST(Connection, AnswersForAHandlerThatForgetsOrThrows) {
  PathHandler handler;
  TestServer server(handler);
  Client client(server->port());
  for (const std::string_view path : {"/forgotten", "/throws"}) {
    const std::string response = client.Ask(Post("x", "", path));
    EXPECT_EQ(StatusOf(response), 500) << path;
    EXPECT_THAT(BodyOf(response), HasSubstr("InternalServerError"));
    EXPECT_THAT(BodyOf(response), ::testing::Not(HasSubstr("thrown")));
  }
  EXPECT_EQ(BodyOf(client.Ask(Post("still here"))), "still here");
}

TEST(Connection, AnswersTenThousandPipelinedRequestsInOrder) {
  PathHandler handler;
  TestServer server(handler);
  Client client(server->port());
  constexpr int kRequests = 10'000;
  std::thread sender([&client] {
    std::string requests;
    for (int i = 0; i < kRequests; ++i) requests += Post(std::to_string(i));
    client.Send(requests);
  });
  int in_order = 0;
  for (int i = 0; i < kRequests; ++i) in_order += BodyOf(client.Response()) == std::to_string(i);
  sender.join();
  EXPECT_EQ(in_order, kRequests);
}

TEST(Connection, LetsOthersInBetweenPipelinedRequests) {
  PathHandler handler;
  TestServer server(handler);
  Client busy(server->port());
  std::string requests;
  for (int i = 0; i < 200; ++i) requests += Post("", "", "/large");
  std::thread sender([&] {
    busy.Send(requests);
    busy.EndSending();
  });
  EXPECT_EQ(BodyOf(Client(server->port()).Ask(Post("other"))), "other");
  EXPECT_GT(busy.Rest().size(), size_t{200} << 20);
  sender.join();
}

TEST(Connection, SendsLargeResponsesToASlowReader) {
  PathHandler handler;
  TestServer server(handler);
  Client client(server->port(), 4096);
  client.Send(Post("", "", "/large") + Post("next"));
  std::this_thread::sleep_for(milliseconds(50));
  EXPECT_EQ(BodyOf(client.Response()), std::string(1 << 20, 'L'));
  EXPECT_EQ(BodyOf(client.Response()), "next");
}

TEST(Connection, TakesBodiesOfSixteenMegabytesAndNoMore) {
  PathHandler handler;
  TestServer server(handler);
  const std::string most(size_t{16} << 20, 'x');
  Client client(server->port());
  EXPECT_EQ(BodyOf(client.Ask(Post(most, "", "/size"))), std::to_string(most.size()));
  // A client that sends all before it reads still gets to read the refusal.
  const std::string response = client.Ask(Post(most + "x", "", "/size"));
  EXPECT_EQ(StatusOf(response), 413);
  EXPECT_EQ(HeaderOf(response, "Connection"), "close");
  client.EndSending();
  EXPECT_THAT(client.Rest(), IsEmpty());
  EXPECT_EQ(handler.requests, 1);
}

TEST(Connection, RefusesABodyThatTheBudgetHasNoRoomFor) {
  PathHandler handler;
  ListenerSettings settings;
  settings.body_budget_bytes = 1 << 20;
  TestServer server(handler, settings);
  Client large(server->port());
  EXPECT_EQ(StatusOf(large.Ask(Post(std::string(1 << 20, 'x')))), 503);
  EXPECT_EQ(BodyOf(Client(server->port()).Ask(Post("small"))), "small");
}

TEST(Connection, SendsContinueWhenItIsWaitedFor) {
  PathHandler handler;
  TestServer server(handler);
  Client client(server->port());
  client.Send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
  EXPECT_THAT(client.Response(), StartsWith("HTTP/1.1 100 Continue\r\n"));
  EXPECT_EQ(BodyOf(client.Ask("hello")), "hello");
}

TEST(Connection, AnswersHeadWithoutABody) {
  PathHandler handler;
  TestServer server(handler);
  Client client(server->port());
  client.Send("HEAD /large HTTP/1.1\r\nHost: h\r\n\r\n" + Post("next"));
  EXPECT_EQ(HeaderOf(client.Response(true), "Content-Length"), "1048576");
  EXPECT_EQ(BodyOf(client.Response()), "next");
}

TEST(Connection, ClosesWhenTheClientOrTheHandlerAsks) {
  PathHandler handler;
  TestServer server(handler);
  for (const std::string& request :
       {Post("x", "Connection: close\r\n"), Post("x", "", "/close"),
        std::string("POST / HTTP/1.0\r\nContent-Length: 1\r\n\r\nx")}) {
    Client client(server->port());
    const std::string response = client.Ask(request + Post("never answered"));
    EXPECT_EQ(BodyOf(response), "x");
    EXPECT_EQ(HeaderOf(response, "Connection"), "close");
    EXPECT_THAT(client.Rest(), IsEmpty());
  }
}

TEST(Connection, AnswersAClientThatHasEndedItsSide) {
  PathHandler handler;
  TestServer server(handler);
  Client client(server->port());
  client.Send(Post("one", "", "/later") + Post("two"));
  client.EndSending();
  EXPECT_EQ(BodyOf(client.Response()), "one later");
  EXPECT_EQ(BodyOf(client.Response()), "two");
  EXPECT_THAT(client.Rest(), IsEmpty());
}

TEST(Connection, SurvivesAClientThatLeavesBeforeItsAnswer) {
  PathHandler handler;
  TestServer server(handler);
  {
    Client client(server->port());
    client.Send(Post("", "", "/held"));
    handler.AwaitHeld(1);
  }
  handler.ReleaseHeld(std::string(1 << 20, 'x'));
  EXPECT_EQ(BodyOf(Client(server->port()).Ask(Post("hello"))), "hello");
}

TEST(Connection, RefusesWhatIsNotHttpAndServesOthers) {
  PathHandler handler;
  TestServer server(handler);
  Client good(server->port());
  for (const std::string_view bytes :
       {"\x16\x03\x01\x02\x01", "hello\r\n", "GET / HTTP/1.1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n"}) {
    Client bad(server->port());
    const std::string response = bad.Ask(bytes);
    EXPECT_EQ(StatusOf(response), 400) << bytes;
    EXPECT_THAT(BodyOf(response), HasSubstr("\"message\":"));
    bad.EndSending();
    EXPECT_THAT(bad.Rest(), IsEmpty());
    EXPECT_EQ(BodyOf(good.Ask(Post("good"))), "good");
  }
}

TEST(Connection, AnswersGoodRequestsBeforeABadOne) {
  PathHandler handler;
  TestServer server(handler);
  Client client(server->port());
  client.Send(Post("one") + Post("two", "", "/later") + "nonsense\r\n\r\n" + Post("three"));
  client.EndSending();
  EXPECT_EQ(BodyOf(client.Response()), "one");
  EXPECT_EQ(BodyOf(client.Response()), "two later");
  EXPECT_EQ(StatusOf(client.Response()), 400);
  EXPECT_THAT(client.Rest(), IsEmpty());
  EXPECT_EQ(handler.requests, 2);
}

TEST(Connection, ClosesOnClientsThatSayNothing) {
  PathHandler handler;
  TestServer server(handler, Impatient());
  EXPECT_TRUE(Client(server->port()).IsClosedWithin(seconds(5)));
}

TEST(Connection, ClosesOnHeadersThatDrip) {
  PathHandler handler;
  TestServer server(handler, Impatient());
  Client client(server->port());
  const auto start = std::chrono::steady_clock::now();
  client.Send("GET / HTTP/1.1\r\nX: ");
  while (client.Send("x") && std::chrono::steady_clock::now() - start < seconds(5)) {
    std::this_thread::sleep_for(milliseconds(10));
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, seconds(5));
  EXPECT_EQ(handler.requests, 0);
}

TEST(Connection, ClosesOnBodiesThatDrip) {
  PathHandler handler;
  TestServer server(handler, Impatient());
  for (const std::string_view framing : {"Content-Length: 100000", "Transfer-Encoding: chunked"}) {
    Client client(server->port());
    const auto start = std::chrono::steady_clock::now();
    client.Send("POST / HTTP/1.1\r\nHost: h\r\n" + std::string(framing) + "\r\n\r\n1000\r\n");
    while (client.Send("x") && std::chrono::steady_clock::now() - start < seconds(5)) {
      std::this_thread::sleep_for(milliseconds(10));
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, seconds(5)) << framing;
  }
  EXPECT_EQ(handler.requests, 0);
}

TEST(Connection, BearsWithABodyThatKeepsTheRate) {
  PathHandler handler;
  TestServer server(handler, Impatient());
  Client client(server->port());
  // 4 KB a second, for four times the grace.
  client.Send("POST /size HTTP/1.1\r\nHost: h\r\nContent-Length: 3200\r\n\r\n");
  for (int i = 0; i < 16; ++i) {
    ASSERT_TRUE(client.Send(std::string(200, 'x')));
    std::this_thread::sleep_for(milliseconds(50));
  }
  EXPECT_EQ(BodyOf(client.Response()), "3200");
}

TEST(Connection, ClosesWhenIdle) {
  PathHandler handler;
  TestServer server(handler, Impatient());
  Client client(server->port());
  EXPECT_EQ(BodyOf(client.Ask(Post("x"))), "x");
  // Longer than a header may take, shorter than it may idle.
  std::this_thread::sleep_for(milliseconds(250));
  EXPECT_EQ(BodyOf(client.Ask(Post("y"))), "y");
  EXPECT_TRUE(client.IsClosedWithin(seconds(5)));
}

TEST(Connection, ClosesOnClientsThatDoNotRead) {
  PathHandler handler;
  TestServer server(handler, Impatient());
  Client client(server->port(), 4096);
  std::string requests;
  for (int i = 0; i < 20; ++i) requests += Post("", "", "/large");
  client.Send(requests);
  std::this_thread::sleep_for(seconds(1));
  EXPECT_LT(client.Rest().size(), size_t{20} << 20);
  EXPECT_EQ(server->connections(), 0u);
}

TEST(Connection, WaitsForASlowHandlerAsLongAsItTakes) {
  PathHandler handler;
  TestServer server(handler, Impatient());
  Client client(server->port());
  client.Send(Post("", "", "/held"));
  handler.AwaitHeld(1);
  std::this_thread::sleep_for(milliseconds(800));
  handler.ReleaseHeld("at last");
  EXPECT_EQ(BodyOf(client.Response()), "at last");
}

TEST(Connection, EndsTheLingeringOfAClientThatDoesNotLeave) {
  PathHandler handler;
  TestServer server(handler, Impatient());
  Client client(server->port());
  EXPECT_EQ(StatusOf(client.Ask("nonsense\r\n\r\n")), 400);
  const auto start = std::chrono::steady_clock::now();
  while (client.Send("x") && std::chrono::steady_clock::now() - start < seconds(5)) {
    std::this_thread::sleep_for(milliseconds(10));
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, seconds(5));
}

}  // namespace
}  // namespace stator::server
