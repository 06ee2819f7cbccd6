// Children and their pool: how they start, serve, are used again, and end. In Python, which starts
// fastest.
#include "server/lambda/child_runner.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <iterator>
#include <vector>

#include "tests/unit/server/lambda/runner_fixture.h"

namespace stator::server {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::StartsWith;

class ChildRunnerTest : public RunnerTest {
 protected:
  ChildRunnerTest() {
    function.name = "f";
    function.arn = "arn:aws:lambda:us-east-1:000000000000:function:f";
    function.runtime = "python3.12";
    function.handler = "main.handler";
    function.timeout = seconds(30);
    function.revision = "1";
  }
};

TEST_F(ChildRunnerTest, AHandlersReturnValueIsTheAnswer) {
  Write("main.py", "def handler(event, context): return {'sum': event['a'] + event['b']}\n");
  EXPECT_EQ(Answer(R"({"a":1,"b":2})"), R"({"sum": 3})");
}

TEST_F(ChildRunnerTest, AChildIsUsedAgain) {
  Write("main.py",
        "calls = 0\n"
        "def handler(event, context):\n"
        "  global calls\n"
        "  calls += 1\n"
        "  return calls\n");
  for (int call = 1; call <= 20; ++call) EXPECT_EQ(Answer(), std::to_string(call));
  const FunctionStats stats = Stats();
  EXPECT_EQ(stats.cold_starts, 1u);
  EXPECT_EQ(stats.invocations, 20u);
  EXPECT_EQ(stats.errors, 0u);
  EXPECT_EQ(stats.running, 0);
  EXPECT_GT(stats.duration.count(), 0);
}

TEST_F(ChildRunnerTest, CallsSideBySideHaveChildrenOfTheirOwn) {
  // Each waits for the file of the other.
  Write("main.py",
        "import os, pathlib, time\n"
        "def handler(event, context):\n"
        "  pathlib.Path(event['dir'], event['me']).touch()\n"
        "  while not pathlib.Path(event['dir'], event['other']).exists():\n"
        "    time.sleep(0.001)\n"
        "  return os.getpid()\n");
  std::filesystem::create_directories(scratch());
  auto a = Begin(R"({"dir":")" + scratch() + R"(","me":"a","other":"b"})");
  auto b = Begin(R"({"dir":")" + scratch() + R"(","me":"b","other":"a"})");
  EXPECT_NE(Await(std::move(a)).payload, Await(std::move(b)).payload);
  EXPECT_EQ(Stats().cold_starts, 2u);
}

TEST_F(ChildRunnerTest, CallsBeyondTheLimitAreThrottled) {
  Configure({.children_max = 2});
  Write("main.py",
        "import pathlib, time\n"
        "def handler(event, context):\n"
        "  while not pathlib.Path(event['until']).exists(): time.sleep(0.001)\n");
  const std::string until = R"({"until":")" + scratch() + R"(/go"})";
  auto a = Begin(until);
  auto b = Begin(until);
  EXPECT_EQ(Invoke(until).outcome, Outcome::kThrottled);
  std::ofstream(scratch() + "/go") << "";
  EXPECT_EQ(Await(std::move(a)).outcome, Outcome::kAnswered);
  EXPECT_EQ(Await(std::move(b)).outcome, Outcome::kAnswered);
  EXPECT_EQ(Answer(until), "null");
  EXPECT_EQ(Stats().throttles, 1u);
  EXPECT_EQ(Stats().invocations, 3u);
  std::filesystem::remove(scratch() + "/go");
}

TEST_F(ChildRunnerTest, ChangedCodeIsLoadedAtTheNextCall) {
  Write("main.py", "import lib\ndef handler(event, context): return lib.value\n");
  for (int version = 1; version <= 5; ++version) {
    Write("lib.py", "value = " + std::to_string(version) + "\n");
    EXPECT_EQ(Answer(), std::to_string(version));
    EXPECT_EQ(Answer(), std::to_string(version));
  }
  EXPECT_EQ(Stats().cold_starts, 5u);
  EXPECT_TRUE(Becomes([](const FunctionStats& stats) { return stats.children == 1; }));
}

TEST_F(ChildRunnerTest, AnotherRevisionHasAnotherChild) {
  Write("main.py", "import os\ndef handler(event, context): return os.environ['COLOUR']\n");
  function.environment["COLOUR"] = "red";
  EXPECT_EQ(Answer(), R"("red")");
  function.environment["COLOUR"] = "blue";
  function.revision = "2";
  EXPECT_EQ(Answer(), R"("blue")");
}

TEST_F(ChildRunnerTest, IdleChildrenEnd) {
  EXPECT_EQ(ChildRunnerSettings().idle, std::chrono::minutes(5));
  Configure({.idle = milliseconds(20)});
  Write("main.py", "def handler(event, context): return 1\n");
  EXPECT_EQ(Answer(), "1");
  EXPECT_TRUE(Becomes([](const FunctionStats& stats) { return stats.children == 0; }));
  EXPECT_EQ(Answer(), "1");
  EXPECT_EQ(Stats().cold_starts, 2u);
}

TEST_F(ChildRunnerTest, AForgottenFunctionsChildrenEnd) {
  Write("main.py", "def handler(event, context): return 1\n");
  EXPECT_EQ(Answer(), "1");
  EXPECT_TRUE(Becomes([this](const FunctionStats& stats) {
    runner().Forget("f");
    return stats.children == 0;
  }));
}

TEST_F(ChildRunnerTest, ACallThatTakesTooLongIsEnded) {
  Write("main.py",
        "import time\n"
        "def handler(event, context):\n"
        "  print('begun')\n"
        "  time.sleep(3600)\n");
  function.timeout = seconds(2);
  const Reply reply = Invoke();
  EXPECT_EQ(reply.outcome, Outcome::kFunctionError);
  EXPECT_THAT(reply.payload, MatchesRegex(R"(\{"errorType":"Sandbox.Timedout","errorMessage":)"
                                          R"("RequestId: [0-9a-f-]{36} Error: )"
                                          R"(Task timed out after 2.00 seconds"\})"));
  EXPECT_THAT(reply.log_tail, HasSubstr("\nbegun\n"));
  EXPECT_THAT(reply.log_tail, HasSubstr(" Task timed out after 2.00 seconds\nEND RequestId: "));
  EXPECT_THAT(reply.log_tail, HasSubstr("\tStatus: timeout\n"));
  EXPECT_TRUE(Becomes([](const FunctionStats& stats) { return stats.children == 0; }));
}

TEST_F(ChildRunnerTest, ACrashIsAnErrorAndTheNextCallHasAnotherChild) {
  Write("main.py",
        "import os, sys, signal\n"
        "def handler(event, context):\n"
        "  if event == 'exit': sys.exit(3)\n"
        "  if event == 'leave': os._exit(0)\n"
        "  if event == 'kill': os.kill(os.getpid(), signal.SIGKILL)\n"
        "  return 'well'\n");
  constexpr std::string_view kBegin =
      R"(\{"errorType":"Runtime.ExitError","errorMessage":"RequestId: [0-9a-f-]{36} Error: )";
  EXPECT_THAT(Failure(R"("exit")"),
              MatchesRegex(std::string(kBegin) + R"(Runtime exited with error: exit status 3"\})"));
  EXPECT_THAT(
      Failure(R"("kill")"),
      MatchesRegex(std::string(kBegin) + R"(Runtime exited with error: signal: killed"\})"));
  const Reply reply = Invoke(R"("leave")");
  EXPECT_THAT(reply.payload, HasSubstr("Error: Runtime exited without providing a reason"));
  EXPECT_THAT(reply.log_tail, HasSubstr("\tStatus: error\tError Type: Runtime.ExitError\n"));
  EXPECT_EQ(Answer(R"("x")"), R"("well")");
  EXPECT_EQ(Stats().errors, 3u);
}

TEST_F(ChildRunnerTest, ACrashWhileLoadingIsAnError) {
  Write("main.py", "import os\nos._exit(7)\n");
  EXPECT_THAT(Failure(), HasSubstr("Error: Runtime exited with error: exit status 7"));
  EXPECT_THAT(Failure(), HasSubstr("Error: Runtime exited with error: exit status 7"));
}

TEST_F(ChildRunnerTest, LoadingHasALimitOfItsOwn) {
  Configure({.init_timeout = milliseconds(300)});
  Write("main.py", "import time\ntime.sleep(3600)\n");
  EXPECT_THAT(Failure(), MatchesRegex(R"(\{"errorType":"Sandbox.Timedout","errorMessage":)"
                                      R"("RequestId: [0-9a-f-]{36} Error: )"
                                      R"(Initialization timed out after 0.30 seconds"\})"));
}

TEST_F(ChildRunnerTest, AFunctionHasItsMemoryAndNoMore) {
  Write("main.py",
        "import time\n"
        "def handler(event, context):\n"
        "  held = bytearray(event['mb'] << 20)\n"
        "  for i in range(0, len(held), 4096): held[i] = 1\n"
        "  time.sleep(event['seconds'])\n");
  EXPECT_EQ(Answer(R"({"mb":32,"seconds":0})"), "null");
  const Reply reply = Invoke(R"({"mb":256,"seconds":3600})");
  EXPECT_THAT(reply.payload, MatchesRegex(R"(\{"errorType":"Runtime.OutOfMemory","errorMessage":)"
                                          R"("RequestId: [0-9a-f-]{36} Error: )"
                                          R"(Runtime exited with error: signal: killed"\})"));
  EXPECT_THAT(reply.log_tail, HasSubstr("\tStatus: error\tError Type: Runtime.OutOfMemory\n"));
}

TEST_F(ChildRunnerTest, TheLogHasTheLinesOfLambda) {
  Write("main.py",
        "import sys\n"
        "print('loaded')\n"
        "def handler(event, context):\n"
        "  print('to output')\n"
        "  print('to errors', file=sys.stderr)\n"
        "  sys.stdout.write('without an end')\n");
  const Reply cold = Invoke();
  const std::string id = "RequestId: [0-9a-f-]{36}";
  EXPECT_THAT(cold.log_tail,
              MatchesRegex("The runtime python3.12 is run by python 3[^\n]*\nloaded\n"
                           "START " +
                           id +
                           " Version: \\$LATEST\n"
                           "to output\nto errors\nwithout an end\n"
                           "END " +
                           id +
                           "\n"
                           "REPORT " +
                           id +
                           "\tDuration: [0-9]+\\.[0-9]{2} ms\tBilled Duration: "
                           "[0-9]+ ms\tMemory Size: 128 MB\tMax Memory Used: [0-9]+ MB\t"
                           "Init Duration: [0-9]+\\.[0-9]{2} ms\t\n"));
  const Reply warm = Invoke();
  EXPECT_THAT(warm.log_tail, StartsWith("START "));
  EXPECT_THAT(warm.log_tail, Not(HasSubstr("Init Duration")));
  EXPECT_EQ(runner().Log("f"), cold.log_tail + warm.log_tail);
  EXPECT_EQ(runner().Log("g"), "");
}

TEST_F(ChildRunnerTest, TheTailIsTheLast4KB) {
  Write("main.py", "def handler(event, context):\n  for i in range(1000): print('line', i)\n");
  const Reply reply = Invoke();
  EXPECT_EQ(reply.log_tail.size(), 4096u);
  EXPECT_THAT(reply.log_tail, HasSubstr("line 999\nEND RequestId: "));
  FunctionHost::Call call{.function = "f", .request_id = NewUuid(), .payload = "{}", .trace = ""};
  EXPECT_EQ(Await(Begin(std::move(call))).log_tail, "");
}

TEST_F(ChildRunnerTest, AnAnswerHasAtMost6MB) {
  Write("main.py", "def handler(event, context): return 'x' * event\n");
  EXPECT_EQ(Answer("6291554").size(), 6291556u);
  EXPECT_EQ(Failure("6291555"),
            R"({"errorType":"Function.ResponseSizeTooLarge","errorMessage":"Response payload )"
            R"(size exceeded maximum allowed payload size (6291556 bytes)."})");
  EXPECT_EQ(Answer("1"), R"("x")");
}

TEST_F(ChildRunnerTest, AnEventMayBeLarge) {
  Write("main.py", "def handler(event, context): return len(event)\n");
  EXPECT_EQ(Answer('"' + std::string(6'000'000, 'x') + '"'), "6000000");
}

TEST_F(ChildRunnerTest, WhatCannotBeStartedSaysWhy) {
  function.runtime = "provided.al2023";
  Write("readme", "");
  EXPECT_THAT(Failure(),
              MatchesRegex(R"(\{"errorType":"Runtime.InvalidEntrypoint",)"
                           R"("errorMessage":"RequestId: [0-9a-f-]{36} Error: )"
                           R"(Couldn't find valid bootstrap\(s\): \[/[^]]*/bootstrap\]"\})"));
  function.code_directory = code() + "/none";
  function.runtime = "python3.12";
  EXPECT_THAT(Failure(), HasSubstr("No such file or directory"));
  EXPECT_EQ(Stats().children, 0);
}

TEST_F(ChildRunnerTest, TheEnvironmentIsLambdas) {
  Write("main.py", "import os\ndef handler(event, context): return dict(os.environ)\n");
  function.environment = {{"MINE", "1"}, {"TZ", "Europe/Berlin"}};
  const std::string environment = Answer();
  for (const std::string_view part :
       {R"("AWS_LAMBDA_FUNCTION_NAME": "f")", R"("AWS_LAMBDA_FUNCTION_VERSION": "$LATEST")",
        R"("AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128")",
        R"("AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/f")", R"("AWS_REGION": "us-east-1")",
        R"("AWS_EXECUTION_ENV": "AWS_Lambda_python3.12")", R"("_HANDLER": "main.handler")",
        R"("AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand")",
        R"("AWS_ENDPOINT_URL_DYNAMODB": "http://127.0.0.1:1")",
        R"("AWS_ENDPOINT_URL_DYNAMODB_STREAMS": "http://127.0.0.1:1")",
        R"("AWS_ENDPOINT_URL_LAMBDA": "http://127.0.0.1:1")", R"("MINE": "1")",
        R"("TZ": "Europe/Berlin")", R"("LANG": "en_US.UTF-8")"}) {
    EXPECT_THAT(environment, HasSubstr(std::string(part)));
  }
  EXPECT_THAT(environment, HasSubstr(R"("LAMBDA_TASK_ROOT": ")" + code() + '"'));
  EXPECT_THAT(environment,
              ContainsRegex(R"("AWS_LAMBDA_LOG_STREAM_NAME": )"
                            R"("[0-9]{4}/[0-9]{2}/[0-9]{2}/\[\$LATEST\][0-9a-f]{32}")"));
  EXPECT_THAT(environment, Not(HasSubstr("GTEST_OUTPUT")));
}

TEST_F(ChildRunnerTest, AChildInheritsStandardStreamsOnly) {
  Write("main.py",
        "import os\n"
        "def handler(event, context):\n"
        "  names = {}\n"
        "  for number in os.listdir('/proc/self/fd'):\n"
        "    try: names[number] = os.readlink('/proc/self/fd/' + number)\n"
        "    except OSError: pass\n"
        "  return [n for f, n in names.items() if int(f) > 2 and 'socket' not in n]\n");
  const int leaked = open("/proc/self/status", O_RDONLY);
  EXPECT_THAT(Answer(), Not(HasSubstr("status")));
  close(leaked);
}

TEST_F(ChildRunnerTest, NothingIsLeftOfARunnerThatEnds) {
  Write("main.py",
        "import os, time\n"
        "def handler(event, context):\n"
        "  if event == 'sleep': time.sleep(3600)\n"
        "  return os.getpid()\n");
  const pid_t idle = std::stoi(Answer());
  auto sleeping = Begin(R"("sleep")");
  ASSERT_TRUE(Becomes([](const FunctionStats& stats) { return stats.running == 1; }));
  StopRunner();
  EXPECT_THAT(Await(std::move(sleeping)).payload, HasSubstr("signal: killed"));
  EXPECT_EQ(kill(idle, 0), -1);
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
  EXPECT_FALSE(std::filesystem::exists(scratch()));
}

TEST_F(ChildRunnerTest, ChildrenEndWithTheProcessHoweverThatEnds) {
  Write("main.py",
        "import os, pathlib, time\n"
        "def handler(event, context):\n"
        "  pathlib.Path(event).write_text(str(os.getpid()))\n"
        "  time.sleep(3600)\n");
  const std::string file = code() + "/.pid";
  const pid_t server = fork();
  if (server == 0) {
    Begin('"' + file + '"');
    pause();
  }
  std::string text;
  while (text.empty()) std::getline(std::ifstream(file), text);
  const pid_t child = std::stoi(text);
  EXPECT_EQ(kill(child, 0), 0);
  kill(server, SIGKILL);
  waitpid(server, nullptr, 0);
  // Whoever adopts it may take a while to bury it.
  std::string state = "R";
  while (!state.empty() && state.find("State:\tZ") == std::string::npos) {
    state.clear();
    std::getline(std::ifstream("/proc/" + text + "/status"), state, '\0');
  }
}

TEST_F(ChildRunnerTest, ManyChildrenLeaveNothing) {
  Write("main.py", "def handler(event, context): raise SystemExit(event)\n");
  const auto descriptors = [] {
    const auto all = std::filesystem::directory_iterator("/proc/self/fd");
    return std::distance(begin(all), end(all));
  };
  EXPECT_THAT(Failure("1"), HasSubstr("exit status 1"));
  ASSERT_TRUE(Becomes([](const FunctionStats& stats) { return stats.children == 0; }));
  const auto before = descriptors();
  for (int round = 0; round < 2; ++round) {
    std::vector<std::future<Reply>> replies;
    for (int call = 0; call < 10; ++call) replies.push_back(Begin("2"));
    for (auto& reply : replies) {
      EXPECT_THAT(Await(std::move(reply)).payload, HasSubstr("exit status 2"));
    }
    ASSERT_TRUE(Becomes([](const FunctionStats& stats) { return stats.children == 0; }));
  }
  // The last connections may still be closing.
  while (descriptors() > before) std::this_thread::sleep_for(milliseconds(1));
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(Stats().cold_starts, 21u);
}

}  // namespace
}  // namespace stator::server
