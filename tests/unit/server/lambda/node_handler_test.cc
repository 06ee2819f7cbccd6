// Handlers for Node, as they are written for AWS Lambda.
#include "tests/unit/server/lambda/runner_fixture.h"

namespace stator::server {
namespace {

using std::chrono::seconds;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::StartsWith;

class NodeHandlerTest : public RunnerTest {
 protected:
  NodeHandlerTest() {
    function.name = "f";
    function.arn = "arn:aws:lambda:us-east-1:000000000000:function:f";
    function.runtime = "nodejs22.x";
    function.handler = "index.handler";
    function.timeout = seconds(30);
    function.revision = "1";
    function.memory_mb = 256;
  }
  void WriteHandler(std::string_view body) {
    Write("index.js", "exports.handler = " + std::string(body) + "\n");
  }
};

TEST_F(NodeHandlerTest, AnAsyncHandlerReturns) {
  WriteHandler("async (event) => ({ sum: event.a + event.b });");
  EXPECT_EQ(Answer(R"({"a":1,"b":2})"), R"({"sum":3})");
  EXPECT_EQ(Answer(R"({"a":2,"b":2})"), R"({"sum":4})");
}

TEST_F(NodeHandlerTest, ACallbackAnswers) {
  WriteHandler("(event, context, callback) => { setTimeout(() => callback(null, event), 1); };");
  EXPECT_EQ(Answer(R"({"a":1})"), R"({"a":1})");
  EXPECT_EQ(Answer(R"({"a":2})"), R"({"a":2})");
}

TEST_F(NodeHandlerTest, ACallbackWaitsForTheEventLoop) {
  WriteHandler(
      "(event, context, callback) => {\n"
      "  context.callbackWaitsForEmptyEventLoop = event.waits;\n"
      "  const answer = { late: false };\n"
      "  setTimeout(() => { answer.late = true; }, 50);\n"
      "  callback(null, answer);\n"
      "};");
  EXPECT_EQ(Answer(R"({"waits":true})"), R"({"late":true})");
  EXPECT_EQ(Answer(R"({"waits":false})"), R"({"late":false})");
}

TEST_F(NodeHandlerTest, TheFirstWordCounts) {
  WriteHandler(
      "(event, context, callback) => {\n"
      "  callback(null, 1);\n"
      "  callback(new Error('late'));\n"
      "};");
  EXPECT_EQ(Answer(), "1");
  EXPECT_EQ(Answer(), "1");
}

TEST_F(NodeHandlerTest, DoneSucceedAndFailEndACall) {
  WriteHandler("(event, context) => { setTimeout(() => context[event](null, 7), 1); };");
  EXPECT_EQ(Answer(R"("done")"), "7");
  EXPECT_EQ(Answer(R"("succeed")"), "null");
  EXPECT_EQ(Failure(R"("fail")"), R"({"errorType":"string","errorMessage":"handled","trace":[]})");
}

TEST_F(NodeHandlerTest, ASyncHandlerReturns) {
  WriteHandler("(event) => event.length;");
  EXPECT_EQ(Answer(R"("four")"), "4");
  WriteHandler("() => {};");
  EXPECT_EQ(Answer(), "null");
  function.runtime = "nodejs24.x";
  function.revision = "2";
  WriteHandler("(event) => { setInterval(() => {}, 1000); return event.length; };");
  EXPECT_EQ(Answer(R"("four")"), "4");
}

TEST_F(NodeHandlerTest, APromiseThatIsNeverSettledIsAnError) {
  WriteHandler("() => new Promise(() => {});");
  EXPECT_THAT(Failure(), StartsWith(R"({"errorType":"Runtime.NodeJsExit",)"));
}

TEST_F(NodeHandlerTest, ErrorsHaveTypeMessageAndTrace) {
  WriteHandler("async () => { throw new TypeError('wrong \"type\"'); };");
  EXPECT_THAT(Failure(), MatchesRegex(R"(\{"errorType":"TypeError","errorMessage":"wrong .*",)"
                                      R"("trace":\["TypeError: wrong .*","    at .*"\]\})"));
  WriteHandler("() => { throw new RangeError('at once'); };");
  EXPECT_THAT(Failure(),
              StartsWith(R"({"errorType":"RangeError","errorMessage":"at once","trace":[)"));
  WriteHandler("(event, context, callback) => callback('a string');");
  EXPECT_EQ(Failure(), R"({"errorType":"string","errorMessage":"a string","trace":[]})");
  const Reply reply = Invoke();
  EXPECT_THAT(reply.log_tail, HasSubstr("\tERROR\tInvoke Error \t\"a string\"\n"));
}

TEST_F(NodeHandlerTest, WhatNobodyCatchesEndsTheChild) {
  WriteHandler("() => new Promise(() => { setTimeout(() => { throw new Error('lost'); }, 1); });");
  EXPECT_THAT(Failure(), StartsWith(R"({"errorType":"Error","errorMessage":"lost","trace":[)"));
  WriteHandler("() => new Promise(() => { Promise.reject(new Error('unseen')); });");
  EXPECT_THAT(Failure(), StartsWith(R"({"errorType":"Runtime.UnhandledPromiseRejection",)"
                                    R"("errorMessage":"Error: unseen","trace":[)"));
  EXPECT_TRUE(Becomes([](const FunctionStats& stats) { return stats.children == 0; }));
}

TEST_F(NodeHandlerTest, ModulesOfBothKindsAreLoaded) {
  Write("index.mjs",
        "import { value } from './lib.mjs';\nexport const handler = async () => value;\n");
  Write("lib.mjs", "export const value = await Promise.resolve('mjs');\n");
  EXPECT_EQ(Answer(), R"("mjs")");
  function.handler = "main.handler";
  function.revision = "2";
  Write("main.cjs", "exports.handler = async () => require('./lib.cjs');\n");
  Write("lib.cjs", "module.exports = 'cjs';\n");
  EXPECT_EQ(Answer(), R"("cjs")");
  function.handler = "src/app.handler";
  function.revision = "3";
  Write("src/app.js", "export const handler = async () => 'module by package.json';\n");
  Write("package.json", R"({"type":"module"})");
  EXPECT_EQ(Answer(), R"("module by package.json")");
}

TEST_F(NodeHandlerTest, AHandlerMayLieDeeper) {
  Write("src/app.js", "exports.v1 = { users: { create: async () => 'nested' } };\n");
  function.handler = "src/app.v1.users.create";
  EXPECT_EQ(Answer(), R"("nested")");
}

TEST_F(NodeHandlerTest, WhatCannotBeLoadedSaysWhy) {
  function.handler = "none.handler";
  Write("index.js", "exports.other = 1;\n");
  EXPECT_THAT(Failure(), StartsWith(R"({"errorType":"Runtime.ImportModuleError",)"
                                    R"("errorMessage":"Error: Cannot find module 'none')"));
  function.revision = function.handler = "index.handler";
  EXPECT_THAT(Failure(),
              StartsWith(R"({"errorType":"Runtime.HandlerNotFound",)"
                         R"("errorMessage":"index.handler is undefined or not exported")"));
  function.revision = function.handler = "index.other";
  EXPECT_THAT(Failure(), StartsWith(R"({"errorType":"Runtime.HandlerNotFound",)"
                                    R"("errorMessage":"index.other is not a function")"));
  function.revision = function.handler = "index";
  EXPECT_THAT(Failure(), StartsWith(R"({"errorType":"Runtime.MalformedHandlerName",)"
                                    R"("errorMessage":"Bad handler")"));
  function.revision = function.handler = "bad.handler";
  Write("bad.js", "exports.handler = async ( => {};\n");
  EXPECT_THAT(Failure(), StartsWith(R"({"errorType":"Runtime.UserCodeSyntaxError",)"
                                    R"("errorMessage":"SyntaxError: )"));
  function.revision = function.handler = "throws.handler";
  Write("throws.js", "throw new Error('while loading');\n");
  EXPECT_THAT(Failure(),
              StartsWith(R"({"errorType":"Error","errorMessage":"while loading","trace":[)"));
  function.revision = function.handler = "exits.handler";
  Write("exits.js", "process.exit(5);\n");
  EXPECT_THAT(Failure(), HasSubstr("Runtime exited with error: exit status 5"));
}

TEST_F(NodeHandlerTest, TheContextSaysWhatIsCalled) {
  WriteHandler(
      "async (event, context) => ({\n"
      "  ...context, left: context.getRemainingTimeInMillis(),\n"
      "  trace: process.env._X_AMZN_TRACE_ID,\n"
      "});");
  FunctionHost::Call call{.function = "f",
                          .request_id = "0b8b1c9e-0000-4000-8000-000000000001",
                          .payload = "{}",
                          .trace = "Root=1-5759e988-bd862e3fe1be46a994272793",
                          .client_context = R"({"custom":{"a":"b"}})"};
  const std::string context = Await(Begin(std::move(call))).payload;
  for (const std::string_view part :
       {R"("callbackWaitsForEmptyEventLoop":true)", R"("functionVersion":"$LATEST")",
        R"("functionName":"f")", R"("memoryLimitInMB":"256")", R"("logGroupName":"/aws/lambda/f")",
        R"("clientContext":{"custom":{"a":"b"}})",
        R"("invokedFunctionArn":"arn:aws:lambda:us-east-1:000000000000:function:f")",
        R"("awsRequestId":"0b8b1c9e-0000-4000-8000-000000000001")",
        R"("trace":"Root=1-5759e988-bd862e3fe1be46a994272793")"}) {
    EXPECT_THAT(context, HasSubstr(std::string(part)));
  }
  EXPECT_THAT(context, ContainsRegex(R"("logStreamName":"[0-9/]{10}/\[\$LATEST\][0-9a-f]{32}")"));
  EXPECT_THAT(context, ContainsRegex(R"("left":(30000|[12][0-9]{4}),)"));
}

TEST_F(NodeHandlerTest, TheConsoleWritesLinesOfLambda) {
  Write("index.js",
        "console.log('loading');\n"
        "exports.handler = async () => {\n"
        "  console.log('%s is %d', 'one', 1);\n"
        "  console.error({ a: [1] });\n"
        "  console.warn('w'); console.info('i'); console.debug('d');\n"
        "};\n");
  const std::string time = "[0-9-]{10}T[0-9:.]{12}Z\t";
  const std::string id = "[0-9a-f-]{36}\t";
  EXPECT_THAT(
      Invoke().log_tail,
      MatchesRegex("The runtime nodejs22.x is run by node v[^\n]*\n" + time +
                   "undefined\tINFO\tloading\nSTART [^\n]*\n" + time + id + "INFO\tone is 1\n" +
                   time + id + "ERROR\t\\{ a: \\[ 1 \\] \\}\n" + time + id + "WARN\tw\n" + time +
                   id + "INFO\ti\n" + time + id + "DEBUG\td\nEND [^\n]*\nREPORT [^\n]*\n"));
}

TEST_F(NodeHandlerTest, AnAnswerHasAtMost6MB) {
  WriteHandler("async (event) => 'x'.repeat(event);");
  EXPECT_EQ(Answer("6291554").size(), 6291556u);
  EXPECT_EQ(Failure("6291555"),
            R"({"errorType":"Function.ResponseSizeTooLarge","errorMessage":"Response payload )"
            R"(size exceeded maximum allowed payload size (6291556 bytes)."})");
}

TEST_F(NodeHandlerTest, AnAnswerMustBeJson) {
  WriteHandler("async () => { const a = {}; a.a = a; return a; };");
  EXPECT_THAT(Failure(), StartsWith(R"({"errorType":"Error",)"
                                    R"("errorMessage":"Unable to stringify response body")"));
}

TEST_F(NodeHandlerTest, AClientOfTheSecondSdkFindsTheServer) {
  // As much of it as the bootstrap looks at.
  Write("node_modules/aws-sdk/index.js", "module.exports = require('./lib/core');\n");
  Write("node_modules/aws-sdk/lib/core.js",
        "const AWS = module.exports = { VERSION: '2.1693.0' };\n"
        "require('./part');\n"
        "AWS.config = { lambda: { endpoint: 'http://mine' } };\n");
  Write("node_modules/aws-sdk/lib/part.js", "require('./core');\n");
  Write("index.js",
        "const AWS = require('aws-sdk');\n"
        "exports.handler = async () => AWS.config;\n");
  EXPECT_EQ(Answer(), R"({"lambda":{"endpoint":"http://mine"},)"
                      R"("dynamodb":{"endpoint":"http://127.0.0.1:1"},)"
                      R"("dynamodbstreams":{"endpoint":"http://127.0.0.1:1"}})");
  EXPECT_THAT(runner().Log("f"), Not(HasSubstr("Warning")));
}

TEST_F(NodeHandlerTest, AHeapThatIsTooSmallEndsTheChild) {
  function.memory_mb = 128;
  WriteHandler("async () => { const a = []; for (;;) a.push('x'.repeat(99) + a.length); };");
  EXPECT_THAT(Failure(), ContainsRegex("\"errorType\":\"Runtime.(ExitError|OutOfMemory)\""));
}

}  // namespace
}  // namespace stator::server
