// A server without sockets over a database in memory, for tests of what lies under /_stator/ and of
// what operations leave there.
#pragma once

#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "server/admin.h"
#include "server/operation_table.h"
#include "server/router.h"
#include "stator/database.h"

namespace stator::server::testing {

class AdminTest : public ::testing::Test {
 protected:
  HttpResponse Ask(const HttpRequest& request) {
    Sink sink;
    std::future<HttpResponse> response = sink.promise.get_future();
    router_.Handle(request, Responder(sink));
    return response.get();
  }
  HttpResponse Ask(std::string_view method, std::string_view target, std::string_view body = "") {
    HttpRequest request;
    request.method = method;
    request.target = target;
    request.host = "localhost:8000";
    request.body = body;
    return Ask(request);
  }
  // The body, or the status and the body if it is not 200.
  static std::string Text(const HttpResponse& response) {
    if (response.status == 200) return response.body;
    return std::to_string(response.status) + " " + response.body;
  }
  std::string Get(std::string_view target) { return Text(Ask("GET", target)); }
  std::string Post(std::string_view target, std::string_view body) {
    return Text(Ask("POST", target, body));
  }
  // An operation of DynamoDB's API.
  std::string Call(std::string_view operation, std::string body) {
    const std::string target = "DynamoDB_20120810." + std::string(operation);
    body.reserve(body.size() + kBodyPaddingBytes);
    HttpRequest request;
    request.method = "POST";
    request.target = "/";
    request.host = "localhost:8000";
    request.content_type = kAmzJson;
    request.amz_target = target;
    request.body = body;
    return Text(Ask(request));
  }

  ManualClock machine_{Time(std::chrono::seconds(1'700'000'000))};
  VirtualClock clock_{machine_};
  std::unique_ptr<EmbeddedDatabase> db_ = *OpenInMemory({.clock = &clock_});
  Statistics statistics_;
  std::unique_ptr<Dispatcher> operations_ = MakeOperationTable(*db_, statistics_);
  Admin admin_{{.db = *db_, .clock = clock_, .statistics = statistics_, .storage = "memory"}};
  Router router_{{}, *operations_, &admin_};

 private:
  struct Sink final : ResponseSink {
    void Complete(HttpResponse&& response) override { promise.set_value(std::move(response)); }
    std::promise<HttpResponse> promise;
  };
};

}  // namespace stator::server::testing
