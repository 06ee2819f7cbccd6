// The router without sockets: who is let in, and where requests go.
#include "server/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "db/base/limits.h"
#include "http/gzip.h"

namespace stator::server {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view kUnknownOperation =
    R"({"__type":"com.amazon.coral.service#UnknownOperationException"})";

// Answers with the name and the body that it was given.
class EchoDispatcher final : public Dispatcher {
 public:
  void Dispatch(const OperationCall& call, OperationReply reply) override {
    const std::string_view operation = call.target.operation;
    if (operation.empty() || operation == "Unknown") return reply.SendUnknownOperation();
    if (operation == "Forgotten") return;
    std::string text(call.target.api == Api::kStreams ? "Streams." : "");
    text += operation;
    text += '(';
    text += call.body;
    text += ')';
    if (operation == "Host") text = call.host;
    if (operation == "Fail") return reply.Send(400, "{}");
    reply.Send(200, std::move(text));
  }
};

class Sink final : public ResponseSink {
 public:
  void Complete(HttpResponse&& response) override { response_ = std::move(response); }
  std::optional<HttpResponse> response_;
};

HttpResponse Ask(const HttpRequest& request, RouterSettings settings = {}) {
  EchoDispatcher dispatcher;
  Router router(std::move(settings), dispatcher);
  Sink sink;
  router.Handle(request, Responder(sink));
  EXPECT_TRUE(sink.response_.has_value());
  return sink.response_.value_or(HttpResponse());
}

HttpRequest Get(std::string_view target) {
  HttpRequest request;
  request.method = "GET";
  request.target = target;
  request.host = "localhost:8000";
  return request;
}

HttpRequest Operation(std::string_view target) {
  HttpRequest request = Get("/");
  request.method = "POST";
  request.content_type = kAmzJson;
  request.amz_target = target;
  request.body = "{}";
  return request;
}

TEST(Router, SaysThatItIsHealthy) {
  const HttpResponse response = Ask(Get("/"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "healthy: dynamodb.us-east-1.amazonaws.com ");
  EXPECT_THAT(response.content_type, IsEmpty());
  RouterSettings settings;
  settings.region = "eu-west-3";
  EXPECT_EQ(Ask(Get("/?x"), settings).body, "healthy: dynamodb.eu-west-3.amazonaws.com ");
  HttpRequest head = Get("/");
  head.method = "HEAD";
  EXPECT_EQ(Ask(head).status, 200);
}

TEST(Router, DispatchesOperationsByTheirTarget) {
  const HttpResponse response = Ask(Operation("DynamoDB_20120810.PutItem"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "PutItem({})");
  EXPECT_EQ(response.content_type, "application/x-amz-json-1.0");
  EXPECT_EQ(Ask(Operation("DynamoDB_20120810.Fail")).status, 400);
}

TEST(Router, TellsTheDispatcherWhatTheClientCallsIt) {
  HttpRequest request = Operation("DynamoDB_20120810.Host");
  request.host = "localhost:1234";
  EXPECT_EQ(Ask(request).body, "localhost:1234");
  request.host = std::nullopt;
  EXPECT_EQ(Ask(request).body, "");
}

TEST(Router, PassesOnWhichApiAnOperationIsOf) {
  HttpRequest request = Operation("DynamoDBStreams_20120810.ListStreams");
  request.body = "{}";
  EXPECT_EQ(Ask(request).body, "Streams.ListStreams({})");
}

TEST(Router, KnowsNoOtherTargets) {
  for (const std::string_view target :
       {"", "PutItem", "DynamoDB_20111205.PutItem", "DynamoDB_20120810.Unknown",
        "dynamodb_20120810.PutItem", "DynamoDB_20120810.", "DynamoDBStreams_20120810.",
        "DynamoDBStreams_20111205.ListStreams"}) {
    const HttpResponse response = Ask(Operation(target));
    EXPECT_EQ(response.status, 400) << target;
    EXPECT_EQ(response.body, kUnknownOperation) << target;
  }
}

TEST(Router, AnswersInTheContentTypeOfTheRequest) {
  const struct {
    std::string_view sent;
    int status;
    std::string_view answered;
  } kCases[] = {
      {"application/x-amz-json-1.0", 200, "application/x-amz-json-1.0"},
      {"Application/X-Amz-Json-1.0 ; charset=utf-8", 200, "application/x-amz-json-1.0"},
      {"application/json", 200, "application/json"},
      {"application/json;charset=utf-8", 200, "application/json"},
      {"application/x-amz-json-1.1", 404, ""},
      {"text/plain", 404, ""},
      {"text/plain;application/json", 404, ""},
      {"application/x-www-form-urlencoded", 404, ""},
      {"", 404, ""},
  };
  for (const auto& [sent, status, answered] : kCases) {
    HttpRequest request = Operation("DynamoDB_20120810.GetItem");
    request.content_type = sent;
    const HttpResponse response = Ask(request);
    EXPECT_EQ(response.status, status) << sent;
    EXPECT_EQ(response.content_type, answered) << sent;
    if (status == 404) {
      EXPECT_EQ(response.body, "<UnknownOperationException/>\n") << sent;
    }
  }
}

TEST(Router, AnswersAPostOfNothingInParticular) {
  HttpRequest request = Operation("");
  request.content_type = {};
  const HttpResponse response = Ask(request);
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.body, kUnknownOperation);
  EXPECT_EQ(response.content_type, "application/json");
}

TEST(Router, InflatesBodiesInGzip) {
  HttpRequest request = Operation("DynamoDB_20120810.GetItem");
  const std::string compressed = http::Gzip("{\"a\":1}");
  request.body = compressed;
  for (const std::string_view encoding : {"gzip", "GZip"}) {
    request.content_encoding = encoding;
    EXPECT_EQ(Ask(request).body, "GetItem({\"a\":1})");
  }
}

TEST(Router, RefusesABodyThatIsNotTheGzipThatItSays) {
  HttpRequest request = Operation("DynamoDB_20120810.GetItem");
  const std::string whole = http::Gzip("{}");
  for (const std::string& body :
       {std::string("{}"), std::string(), whole + "{}", whole.substr(0, whole.size() - 1)}) {
    request.body = body;
    request.content_encoding = "gzip";
    const HttpResponse response = Ask(request);
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(response.body, R"({"__type":"com.amazon.coral.service#SerializationException"})");
  }
}

TEST(Router, HoldsInflatedBodiesToTheLimitOfAllBodies) {
  HttpRequest request = Operation("DynamoDB_20120810.GetItem");
  request.content_encoding = "gzip";
  const std::string most = http::Gzip(std::string(limits::kRequestBytesMax, ' '));
  request.body = most;
  EXPECT_EQ(Ask(request).status, 200);
  const std::string bomb = http::Gzip(std::string(limits::kRequestBytesMax + 1, ' '));
  request.body = bomb;
  const HttpResponse response = Ask(request);
  EXPECT_EQ(response.status, 413);
  EXPECT_EQ(response.body, R"({"__type":"com.amazon.coral.service#RequestEntityTooLargeException",)"
                           R"("message":"The request body is too large"})");
}

TEST(Router, RefusesOtherEncodings) {
  HttpRequest request = Operation("DynamoDB_20120810.GetItem");
  for (const std::string_view encoding : {"br", "deflate", "gzip, gzip"}) {
    request.content_encoding = encoding;
    const HttpResponse response = Ask(request);
    EXPECT_EQ(response.status, 415);
    EXPECT_THAT(response.body, HasSubstr("Content-Encoding must be gzip or identity"));
  }
  request.content_encoding = "identity";
  EXPECT_EQ(Ask(request).status, 200);
}

TEST(Router, MarksWhatMayBeCompressed) {
  HttpRequest request = Operation("DynamoDB_20120810.GetItem");
  EXPECT_FALSE(Ask(request).may_compress);
  request.accept_encoding = "gzip, deflate";
  EXPECT_TRUE(Ask(request).may_compress);
}

TEST(Router, KnowsNoOtherPathsAndMethods) {
  const std::pair<std::string_view, std::string_view> kCases[] = {
      {"GET", "/shell"}, {"PUT", "/"}, {"DELETE", "/"}, {"POST", "/x"},
      {"OPTIONS", "/"},  {"get", "/"}, {"GET", "//"},   {"OPTIONS", "*"},
  };
  for (const auto& [method, target] : kCases) {
    HttpRequest request = Operation("DynamoDB_20120810.GetItem");
    request.method = method;
    request.target = target;
    const HttpResponse response = Ask(request);
    EXPECT_EQ(response.status, 404) << method << ' ' << target;
    EXPECT_EQ(response.body, "<UnknownOperationException/>\n");
  }
}

// Answers with what it was given.
class EchoAdmin final : public AdminHandler {
 public:
  void Dispatch(const AdminCall& call, AdminReply reply) override {
    std::string text(call.method);
    text += '(';
    text += call.path;
    text += ',';
    text += call.body;
    text += ')';
    reply.Send({.body = std::move(text), .allow = call.path == "less" ? "GET" : ""});
  }
};

TEST(Router, LeavesItsOwnPathsToTheAdministration) {
  EchoDispatcher dispatcher;
  EchoAdmin admin;
  RouterSettings settings;
  settings.allowed_origins = {"*"};
  Router router(settings, dispatcher, &admin);
  const auto ask = [&](HttpRequest request) {
    Sink sink;
    router.Handle(request, Responder(sink));
    return sink.response_.value_or(HttpResponse());
  };
  EXPECT_EQ(ask(Get("/_stator/clock")).body, "GET(clock,)");
  EXPECT_EQ(ask(Get("/_stator/marks/7?x=1")).body, "GET(marks/7,)");
  EXPECT_EQ(ask(Get("/_stator/")).body, "GET(,)");
  EXPECT_EQ(ask(Get("/_stator")).body, "GET(,)");
  EXPECT_EQ(ask(Get("/_stators")).status, 404);
  HttpRequest request = Get("/_stator/less");
  request.method = "DELETE";
  request.body = "{}";
  request.origin = "http://a.example";
  const HttpResponse response = ask(request);
  EXPECT_EQ(response.body, "DELETE(less,{})");
  EXPECT_EQ(response.content_type, "application/json");
  EXPECT_EQ(response.extra_headers,
            "Access-Control-Allow-Origin: *\r\n"
            "Access-Control-Expose-Headers: x-amzn-RequestId, x-amz-crc32\r\n"
            "Allow: GET\r\n");
}

TEST(Router, HasNothingThereWithoutAnAdministration) {
  for (const std::string_view target : {"/_stator/", "/_stator/tables", "/_stator"}) {
    EXPECT_EQ(Ask(Get(target)).status, 404);
  }
}

TEST(Router, AnswersForADispatcherThatForgets) {
  EXPECT_EQ(Ask(Operation("DynamoDB_20120810.Forgotten")).status, 500);
}

TEST(Router, LetsInHostsThatMeanThisMachine) {
  for (const std::string_view host :
       {"localhost", "LOCALHOST:8000", "127.0.0.1", "127.0.0.1:8000", "127.255.0.3:1", "[::1]",
        "[::1]:8000", "[0:0::1]:65535", "localhost:"}) {
    HttpRequest request = Get("/");
    request.host = host;
    EXPECT_EQ(Ask(request).status, 200) << host;
  }
  HttpRequest old = Get("/");
  old.host = std::nullopt;
  EXPECT_EQ(Ask(old).status, 200);
}

TEST(Router, RefusesOtherHosts) {
  for (const std::string_view host :
       {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8000", "localhost.",
        "10.0.0.1", "0.0.0.0", "[::2]", "127.1", "2130706433", "127.0.0.1@evil", "[::1",
        "localhost:80x", "localhost:123456", "::1", "", ":8000", "[]"}) {
    HttpRequest request = Get("/");
    request.host = host;
    EXPECT_EQ(Ask(request).status, 403) << host;
  }
}

TEST(Router, NamesTheFlagThatAllowsAHost) {
  HttpRequest request = Operation("DynamoDB_20120810.GetItem");
  request.host = "db.example:8000";
  const HttpResponse response = Ask(request);
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(response.body,
            R"({"__type":"com.amazon.coral.service#AccessDeniedException","message":"The host )"
            R"('db.example' is not allowed. To allow it, start the server with --allow-host )"
            R"(db.example"})");
  RouterSettings settings;
  settings.allowed_hosts = {"other", "DB.example"};
  EXPECT_EQ(Ask(request, settings).status, 200);
  settings.allowed_hosts = {"*"};
  EXPECT_EQ(Ask(request, settings).status, 200);
}

TEST(Router, QuotesHostileNamesSafely) {
  HttpRequest request = Get("/");
  const std::string name = "\"}\\<script>\xff" + std::string(5000, 'x');
  request.host = name;
  const std::string body = Ask(request).body;
  EXPECT_THAT(body, HasSubstr(R"(\"}\\<script>\u00ff)"));
  EXPECT_LT(body.size(), 1000u);
}

TEST(Router, LetsInTheAddressThatItIsBoundTo) {
  RouterSettings settings;
  settings.address = "10.1.2.3";
  HttpRequest request = Get("/");
  request.host = "10.1.2.3:8000";
  EXPECT_EQ(Ask(request, settings).status, 200);
  request.host = "10.1.2.4:8000";
  EXPECT_EQ(Ask(request, settings).status, 403);
  request.host = "dynamodb:8000";
  EXPECT_EQ(Ask(request, settings).status, 403);
  // Bound to all addresses, it cannot know which it is called by, nor how its own network names it.
  for (const std::string_view wildcard : {"0.0.0.0", "::"}) {
    settings.address = wildcard;
    request.host = "10.1.2.4:8000";
    EXPECT_EQ(Ask(request, settings).status, 200);
    for (const std::string_view local : {"dynamodb:8000", "DB", "my-app_db-1"}) {
      request.host = local;
      EXPECT_EQ(Ask(request, settings).status, 200) << local;
    }
    for (const std::string_view other :
         {"evil.example", "dynamodb.", "", ":8000", "db@evil", "a b"}) {
      request.host = other;
      EXPECT_EQ(Ask(request, settings).status, 403) << other;
    }
  }
}

TEST(Router, RefusesPagesOfOtherOrigins) {
  for (const std::string_view origin :
       {"http://evil.example", "null", "", "http://localhost:8000"}) {
    for (const std::string_view method : {"POST", "GET", "OPTIONS"}) {
      HttpRequest request = Operation("DynamoDB_20120810.GetItem");
      request.method = method;
      request.origin = origin;
      const HttpResponse response = Ask(request);
      EXPECT_EQ(response.status, 403) << origin;
      EXPECT_THAT(response.body, HasSubstr("--allow-origin"));
      EXPECT_THAT(response.extra_headers, Not(HasSubstr("Access-Control")));
    }
  }
}

TEST(Router, AnswersPagesOfAllowedOrigins) {
  RouterSettings settings;
  settings.allowed_origins = {"http://a.example", "http://b.example:3000"};
  HttpRequest request = Operation("DynamoDB_20120810.GetItem");
  request.origin = "http://b.example:3000";
  const HttpResponse response = Ask(request, settings);
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.extra_headers,
              HasSubstr("Access-Control-Allow-Origin: http://b.example:3000\r\n"));
  EXPECT_THAT(response.extra_headers, HasSubstr("Vary: Origin\r\n"));
  // Errors too, or the page could not read them.
  request.amz_target = "DynamoDB_20120810.Unknown";
  EXPECT_THAT(Ask(request, settings).extra_headers, HasSubstr("Access-Control-Allow-Origin"));
  request.origin = "http://b.example:3001";
  EXPECT_EQ(Ask(request, settings).status, 403);
  // An allowed origin does not open the door to a foreign host.
  request.origin = "http://a.example";
  request.host = "evil.example";
  EXPECT_EQ(Ask(request, settings).status, 403);
}

TEST(Router, AnswersThePreflightOfAllowedOrigins) {
  RouterSettings settings;
  settings.allowed_origins = {"*"};
  HttpRequest request = Get("/");
  request.method = "OPTIONS";
  request.origin = "http://a.example";
  request.request_headers = "x-amz-target,content-type";
  const HttpResponse response = Ask(request, settings);
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.body, IsEmpty());
  EXPECT_EQ(response.extra_headers,
            "Access-Control-Allow-Origin: *\r\n"
            "Access-Control-Expose-Headers: x-amzn-RequestId, x-amz-crc32\r\n"
            "Access-Control-Allow-Methods: GET, POST, PUT, DELETE\r\n"
            "Access-Control-Max-Age: 172800\r\n"
            "Access-Control-Allow-Headers: x-amz-target,content-type\r\n");
}

}  // namespace
}  // namespace stator::server
