// The Runtime API, as a custom runtime meets it: an executable `bootstrap` that speaks HTTP itself.
#include "tests/unit/server/lambda/runner_fixture.h"

namespace stator::server {
namespace {

using std::chrono::seconds;
using ::testing::HasSubstr;

constexpr std::string_view kPrelude = R"(#!/usr/bin/env python3
import http.client, json, os, sys, time
api = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])
def call(method, path, body=None, headers={}, **options):
    api.request(method, '/2018-06-01/runtime/' + path, body, headers, **options)
    response = api.getresponse()
    return response, response.read().decode()
def next():
    response, body = call('GET', 'invocation/next')
    return response.headers['Lambda-Runtime-Aws-Request-Id'], body
)";

class RuntimeApiTest : public RunnerTest {
 protected:
  RuntimeApiTest() {
    function.name = "f";
    function.arn = "arn:aws:lambda:us-east-1:000000000000:function:f";
    function.runtime = "provided.al2023";
    function.handler = "unused";
    function.timeout = seconds(30);
    function.revision = "1";
  }
  void WriteBootstrap(std::string_view program) {
    Write("bootstrap", std::string(kPrelude) + std::string(program), /*executable=*/true);
  }
};

TEST_F(RuntimeApiTest, AnExecutableServesCalls) {
  WriteBootstrap(R"(
while True:
    id, event = next()
    call('POST', f'invocation/{id}/response', event[::-1])
)");
  EXPECT_EQ(Answer("abc"), "cba");
  EXPECT_EQ(Answer("xyz"), "zyx");
  EXPECT_EQ(Stats().cold_starts, 1u);
}

TEST_F(RuntimeApiTest, AnAnswerMayComeInChunks) {
  WriteBootstrap(R"(
while True:
    id, event = next()
    parts = (b'x' * 1000 for _ in range(1000))
    call('POST', f'invocation/{id}/response', parts, encode_chunked=True,
         headers={'Transfer-Encoding': 'chunked'})
)");
  EXPECT_EQ(Answer().size(), 1'000'000u);
}

TEST_F(RuntimeApiTest, WhatIsTakenIsAccepted) {
  WriteBootstrap(R"(
id, event = next()
response, body = call('POST', f'invocation/{id}/response', 'first')
said = [response.status, body]
id, event = next()
call('POST', f'invocation/{id}/response', json.dumps(said))
next()
)");
  EXPECT_EQ(Answer(), "first");
  EXPECT_EQ(Answer(), R"([202, "{\"status\":\"OK\"}"])");
}

TEST_F(RuntimeApiTest, LateDoubledAndUnknownRepliesAreRefused) {
  WriteBootstrap(R"(
first, event = next()
call('POST', f'invocation/{first}/response', '1')
said = [call('POST', f'invocation/{first}/response', '2')[0].status]
id, event = next()
said.append(call('POST', f'invocation/{first}/response', '3')[0].status)
said.append(call('POST', f'invocation/{first}/error', '{}')[0].status)
said.append(call('POST', 'invocation/none/response', '4')[0].status)
said.append(call('POST', 'init/error', '{}')[0].status)
said.append(call('GET', 'invocation/next')[0].status)
said.append(call('GET', 'invocation')[0].status)
said.append(call('GET', 'invocation/next', headers={'Origin': 'http://a.example'})[0].status)
said.append(call('GET', 'invocation/next', headers={'Sec-Fetch-Mode': 'no-cors'})[0].status)
call('POST', f'invocation/{id}/response', json.dumps(said))
next()
)");
  EXPECT_EQ(Answer(), "1");
  EXPECT_EQ(Answer(), "[400, 400, 400, 400, 400, 403, 404, 403, 403]");
}

TEST_F(RuntimeApiTest, AReplyThatIsTooLargeIsAFailure) {
  WriteBootstrap(R"(
id, event = next()
print(call('POST', f'invocation/{id}/response', 'x' * 6291557)[0].status, flush=True)
id, event = next()
call('POST', f'invocation/{id}/response', 'x' * 6291556)
next()
)");
  EXPECT_EQ(Failure(), R"({"errorType":"Function.ResponseSizeTooLarge","errorMessage":"Response )"
                       R"(payload size exceeded maximum allowed payload size (6291556 bytes)."})");
  EXPECT_EQ(Answer().size(), 6291556u);
  EXPECT_THAT(runner().Log("f"), HasSubstr("\n413\n"));
}

TEST_F(RuntimeApiTest, AnErrorIsPassedOn) {
  WriteBootstrap(R"(
while True:
    id, event = next()
    headers = {'Lambda-Runtime-Function-Error-Type': 'My.Type'}
    call('POST', f'invocation/{id}/error', event, headers)
)");
  EXPECT_EQ(Failure(R"({"errorType":"T"})"), R"({"errorType":"T"})");
  EXPECT_EQ(Failure(""), R"({"errorType":"My.Type","errorMessage":""})");
}

TEST_F(RuntimeApiTest, AnErrorOfLoadingIsPassedOn) {
  WriteBootstrap(R"(
headers = {'lambda-runtime-function-error-type': 'Runtime.Mine'}
call('POST', 'init/error', '{"errorType":"Runtime.Mine"}', headers)
time.sleep(3600)
)");
  const Reply reply = Invoke();
  EXPECT_EQ(reply.outcome, Outcome::kFunctionError);
  EXPECT_EQ(reply.payload, R"({"errorType":"Runtime.Mine"})");
  EXPECT_THAT(reply.log_tail, HasSubstr("\tStatus: error\tError Type: Runtime.Mine\n"));
}

TEST_F(RuntimeApiTest, ACallThatWaitsForABusyChildGoesToAnother) {
  // It answers, and then sleeps instead of asking for more.
  WriteBootstrap(R"(
id, event = next()
call('POST', f'invocation/{id}/response', str(os.getpid()))
time.sleep(3600)
)");
  const std::string first = Answer();
  EXPECT_NE(Answer(), first);
  EXPECT_EQ(Stats().cold_starts, 2u);
}

TEST_F(RuntimeApiTest, AChildThatEndsAfterItsAnswerHasAnswered) {
  WriteBootstrap(R"(
id, event = next()
call('POST', f'invocation/{id}/response', 'well')
)");
  for (int call = 0; call < 3; ++call) EXPECT_EQ(Answer(), "well");
  EXPECT_EQ(Stats().errors, 0u);
}

}  // namespace
}  // namespace stator::server
