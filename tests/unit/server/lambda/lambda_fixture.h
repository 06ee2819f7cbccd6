// The control API behind the router, without sockets: requests as clients of AWS send them.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "server/lambda/functions.h"
#include "server/router.h"
#include "stator/clock.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/server/lambda/fakes.h"

namespace stator::server::testing {

class LambdaTest : public ::testing::Test {
 protected:
  LambdaTest() {
    std::filesystem::create_directories(code());
    std::ofstream(code() + "/index.js") << "exports.handler = async () => 1;\n";
    settings_.code = {.functions_root = folder_.path() + "/functions", .allow_upload = true};
    Start();
  }

  std::string code() const { return folder_.path() + "/functions/app"; }
  // Also what a second one is, after the first.
  void Start() {
    router_.reset();
    functions_.reset();
    auto functions = Functions::Open(settings_, triggers_, clock_, [this](const std::string&) {
      auto runner = std::make_unique<FakeRunner>();
      runner_ = runner.get();
      return runner;
    });
    ASSERT_TRUE(functions.ok()) << functions.status();
    functions_ = *std::move(functions);
    functions_->Start();
    router_ = std::make_unique<Router>(RouterSettings(), dispatcher_, nullptr, &functions_->api());
  }

  HttpResponse Ask(const HttpRequest& request) {
    Sink sink;
    std::future<HttpResponse> response = sink.promise.get_future();
    router_->Handle(request, Responder(sink));
    return response.get();
  }
  HttpResponse Ask(std::string_view method, std::string_view target, std::string body = "",
                   std::string_view header_lines = "") {
    body.reserve(body.size() + kBodyPaddingBytes);
    HttpRequest request;
    request.method = method;
    request.target = target;
    request.host = "localhost:8000";
    request.authorization = "AWS4-HMAC-SHA256 ...";
    request.header_lines = header_lines;
    request.body = body;
    return Ask(request);
  }
  // "201 {...}"
  static std::string Text(const HttpResponse& response) {
    return std::to_string(response.status) + " " + response.body;
  }
  std::string Call(std::string_view method, std::string_view target, std::string body = "",
                   std::string_view header_lines = "") {
    return Text(Ask(method, target, std::move(body), header_lines));
  }
  // "400 InvalidParameterValueException: ...", of an error in AWS Lambda's form.
  std::string Error(std::string_view method, std::string_view target, std::string body = "",
                    std::string_view header_lines = "") {
    const HttpResponse response = Ask(method, target, std::move(body), header_lines);
    std::string type = "(no type)";
    constexpr std::string_view kHeader = "x-amzn-ErrorType: ";
    const size_t at = response.extra_headers.find(kHeader);
    if (at != std::string::npos) {
      const size_t begin = at + kHeader.size();
      type = response.extra_headers.substr(begin, response.extra_headers.find('\r', begin) - begin);
    }
    constexpr std::string_view kMessage = R"("message":")";
    const size_t message = response.body.find(kMessage);
    std::string text = message == std::string::npos
                           ? response.body
                           : response.body.substr(message + kMessage.size());
    if (message != std::string::npos) text.resize(text.size() - 2);
    return std::to_string(response.status) + " " + type + ": " + text;
  }

  static constexpr std::string_view kFunctions = "/2015-03-31/functions";

  std::string CreateBody(std::string_view name, std::string_view more = "") const {
    return R"({"FunctionName":")" + std::string(name) +
           R"(","Runtime":"nodejs22.x","Handler":"index.handler",)"
           R"("Role":"arn:aws:iam::000000000000:role/r",)"
           R"("Code":{"S3Bucket":"hot-reload","S3Key":")" +
           code() + "\"}" + std::string(more) + "}";
  }
  void Create(std::string_view name, std::string_view more = "") {
    const HttpResponse response = Ask("POST", kFunctions, CreateBody(name, more));
    ASSERT_EQ(response.status, 201) << response.body;
  }

  struct NoDispatcher final : Dispatcher {
    void Dispatch(const OperationCall&, OperationReply reply) override {
      reply.SendUnknownOperation();
    }
  };
  struct Sink final : ResponseSink {
    void Complete(HttpResponse&& response) override { promise.set_value(std::move(response)); }
    std::promise<HttpResponse> promise;
  };

  stator::testing::TempDir folder_;
  ManualClock clock_{Time(std::chrono::seconds(1'800'000'000))};
  FakeTriggers triggers_;
  FunctionsSettings settings_;
  NoDispatcher dispatcher_;
  FakeRunner* runner_ = nullptr;  // Of functions_.
  std::unique_ptr<Functions> functions_;
  std::unique_ptr<Router> router_;
};

}  // namespace stator::server::testing
