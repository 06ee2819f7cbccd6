// Functions behind URLs, against endpoints that answer as the emulators do.
#include "server/lambda/http_runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/unit/server/test_server.h"

namespace stator::server {
namespace {

using Outcome = FunctionHost::Outcome;
using Reply = FunctionHost::Reply;
using ::testing::HasSubstr;
using ::testing::StartsWith;

HttpResponse Response(int status, std::string body, std::string headers = "") {
  HttpResponse response;
  response.status = status;
  response.body = std::move(body);
  response.extra_headers = std::move(headers);
  return response;
}

// What an endpoint was asked, and how it answers.
class Endpoint final : public Handler {
 public:
  using Answer = std::function<void(const HttpRequest&, Responder)>;

  void Handle(const HttpRequest& request, Responder responder) override {
    const std::lock_guard lock(mutex_);
    ++requests_;
    target_ = request.target;
    headers_ = request.header_lines;
    body_ = request.body;
    answer_(request, std::move(responder));
  }
  void Become(Answer answer) {
    const std::lock_guard lock(mutex_);
    answer_ = std::move(answer);
  }
  // Keeps a request without an answer, and refuses others meanwhile as one emulator does.
  void Hold() {
    Become([this](const HttpRequest&, Responder responder) {
      if (held_) return responder.Send(Response(400, ""));
      held_ = std::move(responder);
    });
  }
  // Waits until there is one.
  Responder TakeHeld() {
    while (true) {
      {
        const std::lock_guard lock(mutex_);
        if (held_) return *std::exchange(held_, std::nullopt);
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
  }
  int requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  std::string target() const {
    const std::lock_guard lock(mutex_);
    return target_;
  }
  std::string headers() const {
    const std::lock_guard lock(mutex_);
    return headers_;
  }
  std::string body() const {
    const std::lock_guard lock(mutex_);
    return body_;
  }

 private:
  mutable std::mutex mutex_;
  Answer answer_ = [](const HttpRequest& request, Responder responder) {
    responder.Send(Response(200, std::string(request.body)));
  };
  std::optional<Responder> held_;
  int requests_ = 0;
  std::string target_, headers_, body_;
};

Endpoint::Answer Always(int status, std::string body, std::string headers = "") {
  return [=](const HttpRequest&, Responder responder) {
    responder.Send(Response(status, body, headers));
  };
}

class HttpFunction : public ::testing::Test {
 protected:
  std::future<Reply> Begin(std::string payload = "{}", std::string trace = "") {
    auto promise = std::make_shared<std::promise<Reply>>();
    std::future<Reply> reply = promise->get_future();
    runner_->Invoke(std::make_shared<const FunctionDefinition>(function_),
                    {.function = "f",
                     .request_id = "id-1",
                     .payload = std::move(payload),
                     .trace = std::move(trace)},
                    [promise](Reply got) { promise->set_value(std::move(got)); });
    return reply;
  }
  // "ok {...}", "error {...}", "throttled ...", "not found"
  static std::string Text(const Reply& reply) {
    switch (reply.outcome) {
      case Outcome::kAnswered:
        return "ok " + reply.payload;
      case Outcome::kFunctionError:
        return "error " + reply.payload;
      case Outcome::kThrottled:
        return "throttled " + reply.payload;
      case Outcome::kNotFound:
        break;
    }
    return "not found";
  }
  std::string Invoke(std::string payload = "{}") { return Text(Begin(std::move(payload)).get()); }

  HttpFunction() {
    function_.name = "f";
    function_.kind = FunctionKind::kHttp;
    function_.url = "http://127.0.0.1:" + std::to_string(server_->port());
  }

  Endpoint endpoint_;
  testing::TestServer server_{endpoint_};
  FunctionDefinition function_;
  std::unique_ptr<HttpRunner> runner_ = std::make_unique<HttpRunner>();
};

TEST_F(HttpFunction, IsPostedInTheInvokeForm) {
  EXPECT_EQ(Text(Begin(R"({"a":1})", "Root=1").get()), R"(ok {"a":1})");
  EXPECT_EQ(endpoint_.target(), "/2015-03-31/functions/f/invocations");
  EXPECT_EQ(endpoint_.body(), R"({"a":1})");
  EXPECT_THAT(endpoint_.headers(), HasSubstr("X-Amzn-Trace-Id: Root=1\r\n"));
  EXPECT_THAT(endpoint_.headers(), HasSubstr("X-Amz-Invocation-Type: RequestResponse\r\n"));
  function_.url += "/prefix";
  Invoke();
  EXPECT_EQ(endpoint_.target(), "/prefix/2015-03-31/functions/f/invocations");
}

// The runtime interface emulator knows but one path.
TEST_F(HttpFunction, MayHaveItsWholePathInItsUrl) {
  function_.url += "/2015-03-31/functions/function/invocations";
  Invoke();
  EXPECT_EQ(endpoint_.target(), "/2015-03-31/functions/function/invocations");
}

TEST_F(HttpFunction, FailsByTheSignsOfEachEmulator) {
  endpoint_.Become(Always(200, R"({"errorMessage":"no","errorType":"E"})",
                          "X-Amz-Function-Error: Unhandled\r\n"));
  EXPECT_EQ(Invoke(), R"(error {"errorMessage":"no","errorType":"E"})");
  endpoint_.Become(Always(200, R"({"x":1})", "x-amz-function-error: Unhandled\r\n"));
  EXPECT_EQ(Invoke(), R"(error {"x":1})");
  endpoint_.Become(Always(200, R"({"errorMessage":"no","errorType":"E","trace":[]})"));
  EXPECT_EQ(Invoke(), R"(error {"errorMessage":"no","errorType":"E","trace":[]})");
  endpoint_.Become(Always(200, R"({"errorMessage":"no"})"));
  EXPECT_EQ(Invoke(), R"(ok {"errorMessage":"no"})");
  endpoint_.Become(Always(200, "Task timed out after 3.00 seconds"));
  EXPECT_EQ(Invoke(), R"(error {"errorType":"Sandbox.Timedout","errorMessage":)"
                      R"("RequestId: id-1 Error: Task timed out after 3.00 seconds"})");
  endpoint_.Become(Always(502, "<html>"));
  EXPECT_EQ(Invoke(), R"(error {"errorType":"Endpoint.InvalidResponse","errorMessage":)"
                      R"("RequestId: id-1 Error: the endpoint answered 502: <html>"})");
  endpoint_.Become(Always(500, R"({"message":"x"})"));
  EXPECT_EQ(Invoke(), R"(error {"message":"x"})");
  endpoint_.Become(Always(200, ""));
  EXPECT_EQ(Invoke(), "ok null");
  endpoint_.Become(Always(429, "{}"));
  EXPECT_EQ(Invoke(), "throttled ");
  endpoint_.Become(Always(404, "{}", "x-amzn-ErrorType: ResourceNotFoundException\r\n"));
  EXPECT_EQ(Invoke(), "not found");
  const FunctionStats stats = runner_->stats().front();
  EXPECT_EQ(stats.invocations, 8U);
  EXPECT_EQ(stats.errors, 6U);
  EXPECT_EQ(stats.throttles, 2U);
}

TEST_F(HttpFunction, TimesOutByItsOwnTimeout) {
  endpoint_.Hold();
  function_.timeout = std::chrono::seconds(1);
  EXPECT_EQ(Invoke(), R"(error {"errorType":"Sandbox.Timedout","errorMessage":)"
                      R"("RequestId: id-1 Error: Task timed out after 1.00 seconds"})");
  endpoint_.TakeHeld();
}

TEST_F(HttpFunction, IsNotCalledWhenNobodyListens) {
  server_.Stop();
  EXPECT_THAT(Invoke(), StartsWith(R"(throttled {"errorType":"Endpoint.Unreachable")"));
}

TEST_F(HttpFunction, IsCutOffBeyondSixMegabytes) {
  endpoint_.Become(Always(200, "\"" + std::string(7 << 20, 'x') + "\""));
  EXPECT_THAT(Invoke(), HasSubstr("Function.ResponseSizeTooLarge"));
  endpoint_.Become(Always(200, "\"" + std::string(6'291'550, 'x') + "\""));
  EXPECT_THAT(Invoke(), StartsWith("ok \"xxx"));
}

// One that answers 400 without a body while it runs something.
TEST_F(HttpFunction, IsCalledOneAtATimeWhereTheEndpointTakesNoMore) {
  endpoint_.Hold();
  std::vector<std::future<Reply>> replies;
  for (int i = 0; i < 4; ++i) replies.push_back(Begin());
  // The first answers only when the others were refused.
  while (endpoint_.requests() < 4) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  for (int i = 0; i < 4; ++i) endpoint_.TakeHeld().Send(Response(200, "1"));
  for (std::future<Reply>& reply : replies) EXPECT_EQ(Text(reply.get()), "ok 1");
  EXPECT_EQ(endpoint_.requests(), 7);
}

TEST_F(HttpFunction, IsThrottledBeyondWhatMayWait) {
  HttpRunner::Settings settings;
  settings.calls_max = 1;
  settings.waiting_max = 1;
  runner_ = std::make_unique<HttpRunner>(settings);
  endpoint_.Hold();
  std::future<Reply> first = Begin();
  std::future<Reply> second = Begin();
  EXPECT_EQ(Invoke(), "throttled ");
  Responder responder = endpoint_.TakeHeld();
  endpoint_.Become(Always(200, "2"));
  responder.Send(Response(200, "1"));
  EXPECT_EQ(Text(first.get()), "ok 1");
  EXPECT_EQ(Text(second.get()), "ok 2");
}

TEST_F(HttpFunction, IsAnsweredWhenTheRunnerEnds) {
  endpoint_.Hold();
  std::future<Reply> reply = Begin();
  const Responder responder = endpoint_.TakeHeld();
  runner_.reset();
  EXPECT_THAT(Text(reply.get()), StartsWith(R"(error {"errorType":"Endpoint.Disconnected")"));
}

}  // namespace
}  // namespace stator::server
