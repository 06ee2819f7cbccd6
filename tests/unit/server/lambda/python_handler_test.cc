// Handlers for Python, as they are written for AWS Lambda.
#include "tests/unit/server/lambda/runner_fixture.h"

namespace stator::server {
namespace {

using std::chrono::seconds;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

class PythonHandlerTest : public RunnerTest {
 protected:
  PythonHandlerTest() {
    function.name = "f";
    function.arn = "arn:aws:lambda:us-east-1:000000000000:function:f";
    function.runtime = "python3.13";
    function.handler = "main.handler";
    function.timeout = seconds(30);
    function.revision = "1";
  }
};

TEST_F(PythonHandlerTest, ErrorsHaveMessageTypeRequestAndTrace) {
  Write("main.py", "def handler(event, context):\n  raise ValueError('of \"no\" use')\n");
  FunctionHost::Call call{
      .function = "f", .request_id = "the-id", .payload = "{}", .trace = "", .wants_log = true};
  const Reply reply = Await(Begin(std::move(call)));
  EXPECT_EQ(reply.outcome, Outcome::kFunctionError);
  EXPECT_EQ(
      reply.payload,
      R"({"errorMessage": "of \"no\" use", "errorType": "ValueError", "requestId": "the-id", )"
      R"("stackTrace": ["  File \")" +
          code() + R"(/main.py\", line 2, in handler\n    raise ValueError('of \"no\" use')\n"]})");
  EXPECT_THAT(reply.log_tail, HasSubstr("[ERROR] ValueError: of \"no\" use\n"
                                        "Traceback (most recent call last):\n  File \""));
}

TEST_F(PythonHandlerTest, AModuleMayLieInAPackage) {
  Write("app/users/create.py", "from app.shared import value\ndef handler(e, c): return value\n");
  Write("app/shared.py", "value = 'nested'\n");
  function.handler = "app/users/create.handler";
  EXPECT_EQ(Answer(), R"("nested")");
  function.handler = "app.users.create.handler";
  function.revision = "2";
  EXPECT_EQ(Answer(), R"("nested")");
}

TEST_F(PythonHandlerTest, WhatCannotBeLoadedSaysWhy) {
  Write("main.py", "import a_module_that_is_not_there\n");
  EXPECT_EQ(Failure(),
            R"({"errorMessage": "Unable to import module 'main': No module named )"
            R"('a_module_that_is_not_there'", "errorType": "Runtime.ImportModuleError", )"
            R"("requestId": "", "stackTrace": []})");
  function.revision = function.handler = "none.handler";
  EXPECT_THAT(Failure(), HasSubstr("Unable to import module 'none': No module named 'none'"));
  function.revision = function.handler = "handler";
  EXPECT_THAT(Failure(), HasSubstr(R"("Bad handler 'handler': not enough values to unpack )"
                                   R"-((expected 2, got 1)", "errorType": )-"
                                   R"("Runtime.MalformedHandlerName")"));
  function.revision = function.handler = "main.handler";
  Write("main.py", "other = 1\n");
  EXPECT_THAT(Failure(), HasSubstr(R"("Handler 'handler' missing on module 'main'", )"
                                   R"("errorType": "Runtime.HandlerNotFound")"));
  Write("main.py", "def handler(event, context)\n");
  EXPECT_THAT(Failure(), MatchesRegex(R"(\{"errorMessage": "Syntax error in module 'main': .*)"
                                      R"-( \(main.py, line 1\)", "errorType": )-"
                                      R"("Runtime.UserCodeSyntaxError", .*)"));
  Write("main.py", "raise KeyError('while loading')\n");
  EXPECT_THAT(Failure(), HasSubstr(R"("errorType": "KeyError")"));
}

TEST_F(PythonHandlerTest, TheContextSaysWhatIsCalled) {
  Write("main.py",
        "import os\n"
        "def handler(event, context):\n"
        "  left = context.get_remaining_time_in_millis()\n"
        "  return [context.aws_request_id, context.function_name, context.function_version,\n"
        "          context.memory_limit_in_mb, context.log_group_name,\n"
        "          context.invoked_function_arn, context.client_context.custom,\n"
        "          context.client_context.client.app_title, context.identity.cognito_identity_id,\n"
        "          20000 < left <= 30000, os.environ['_X_AMZN_TRACE_ID'],\n"
        "          context.log_stream_name == os.environ['AWS_LAMBDA_LOG_STREAM_NAME']]\n");
  FunctionHost::Call call{.function = "f",
                          .request_id = "the-id",
                          .payload = "{}",
                          .trace = "Root=1-5759e988",
                          .client_context = R"({"custom":{"a":"b"},"client":{"app_title":"t"}})"};
  EXPECT_EQ(Await(Begin(std::move(call))).payload,
            R"(["the-id", "f", "$LATEST", "128", "/aws/lambda/f", )"
            R"("arn:aws:lambda:us-east-1:000000000000:function:f", {"a": "b"}, "t", null, true, )"
            R"("Root=1-5759e988", true])");
}

TEST_F(PythonHandlerTest, LoggingWritesLinesOfLambda) {
  Write("main.py",
        "import logging\n"
        "logger = logging.getLogger()\n"
        "logger.setLevel(logging.INFO)\n"
        "def handler(event, context):\n"
        "  logger.info('it is %d', 1)\n"
        "  logging.getLogger('own').warning('careful')\n");
  const std::string rest = "\t[0-9-]{10}T[0-9:.]{12}Z\t[0-9a-f-]{36}\t";
  EXPECT_THAT(Invoke().log_tail, ContainsRegex("\n\\[INFO\\]" + rest + "it is 1\n\\[WARNING\\]" +
                                               rest + "careful\nEND "));
}

TEST_F(PythonHandlerTest, DecimalsAreNumbers) {
  Write("main.py",
        "from decimal import Decimal\n"
        "def handler(event, context): return [Decimal('3'), Decimal('0.5')]\n");
  EXPECT_EQ(Answer(), "[3, 0.5]");
}

TEST_F(PythonHandlerTest, AnAnswerMustBeJson) {
  Write("main.py", "def handler(event, context): return {1, 2}\n");
  EXPECT_THAT(Failure(), StartsWith(R"({"errorMessage": "Unable to marshal response: Object of )"
                                    R"(type set is not JSON serializable", "errorType": )"
                                    R"("Runtime.MarshalError")"));
}

TEST_F(PythonHandlerTest, AClientOfAnOldBotocoreFindsTheServer) {
  // As much of it as the bootstrap looks at.
  Write("botocore/__init__.py", "__version__ = '1.29.27'\n");
  Write("botocore/session.py",
        "class Session:\n"
        "  def create_client(self, service_name, region_name=None, api_version=None,\n"
        "                    use_ssl=True, verify=None, endpoint_url=None, **other):\n"
        "    return [service_name, endpoint_url]\n");
  Write("main.py",
        "import botocore.session\n"
        "def handler(event, context):\n"
        "  session = botocore.session.Session()\n"
        "  return [session.create_client(name) for name in ('dynamodb', 'dynamodbstreams', 's3')] "
        "+ [\n"
        "      session.create_client('dynamodb', endpoint_url='http://mine'),\n"
        "      session.create_client('lambda', 'r', None, True, None, 'http://mine')]\n");
  EXPECT_EQ(Answer(),
            R"([["dynamodb", "http://127.0.0.1:1"], ["dynamodbstreams", "http://127.0.0.1:1"], )"
            R"(["s3", null], ["dynamodb", "http://mine"], ["lambda", "http://mine"]])");
  Write("botocore/__init__.py", "__version__ = '1.31.0'\n");
  EXPECT_THAT(Answer(), StartsWith(R"([["dynamodb", null], )"));
}

}  // namespace
}  // namespace stator::server
