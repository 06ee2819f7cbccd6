// The program itself: what it prints, what it answers, and how it ends.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "tests/unit/server/test_server.h"

namespace stator::server {
namespace {

using testing::BodyOf;
using testing::Client;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;
using testing::StatusOf;

// A running `stator` with the flags given.
class Program {
 public:
  explicit Program(std::vector<const char*> words) {
    words.insert(words.begin(), "stator");
    words.push_back(nullptr);
    int output[2], errors[2];
    EXPECT_EQ(pipe2(output, O_CLOEXEC), 0);
    EXPECT_EQ(pipe2(errors, O_CLOEXEC), 0);
    process_ = fork();
    if (process_ == 0) {
      dup2(output[1], STDOUT_FILENO);
      dup2(errors[1], STDERR_FILENO);
      execv(STATOR_PROGRAM, const_cast<char* const*>(words.data()));
      _exit(127);
    }
    ::close(output[1]);
    ::close(errors[1]);
    output_ = output[0];
    errors_ = errors[0];
  }
  Program(const Program&) = delete;
  ~Program() {
    if (process_ > 0) {
      kill(process_, SIGKILL);
      End();
    }
    ::close(output_);
    ::close(errors_);
  }

  // The line on standard output, without its end; waits for it.
  std::string ReadLine() {
    std::string line;
    for (char c = 0; ::read(output_, &c, 1) == 1 && c != '\n';) line += c;
    return line;
  }
  // The port that the line of a server names.
  uint16_t Port() {
    const std::string line = ReadLine();
    EXPECT_THAT(line, MatchesRegex("stator listening on http://127[.]0[.]0[.]1:[0-9]+"));
    const size_t colon = line.rfind(':');
    return colon == std::string::npos ? 0
                                      : static_cast<uint16_t>(std::stoi(line.substr(colon + 1)));
  }
  void Signal(int signal) { kill(process_, signal); }
  // Waits for its end and returns the exit code, or -1 if a signal ended it.
  int End() {
    int status = 0;
    waitpid(process_, &status, 0);
    process_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  // All of standard error, once it has ended.
  std::string Errors() {
    std::string text;
    for (char c = 0; ::read(errors_, &c, 1) == 1;) text += c;
    return text;
  }

 private:
  pid_t process_;
  int output_, errors_;
};

constexpr std::string_view kListTables =
    "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\n"
    "X-Amz-Target: DynamoDB_20120810.ListTables\r\nContent-Length: 2\r\n\r\n{}";

TEST(Program, ServesUntilItIsToldToStop) {
  for (const int signal : {SIGTERM, SIGINT}) {
    Program program({"serve", "--port", "0"});
    Client client(program.Port());
    EXPECT_EQ(BodyOf(client.Ask(kListTables)), R"({"TableNames":[]})");
    program.Signal(signal);
    EXPECT_EQ(program.End(), 0);
    EXPECT_TRUE(client.IsClosedWithin(std::chrono::seconds(1)));
    EXPECT_EQ(program.Errors(), "");
  }
}

TEST(Program, ObeysItsFlags) {
  Program program({"serve", "--port", "0", "--region", "eu-west-1", "--allow-host", "db.example",
                   "--allow-origin", "http://page.example"});
  Client client(program.Port());
  EXPECT_EQ(BodyOf(client.Ask("GET / HTTP/1.1\r\nHost: db.example\r\n\r\n")),
            "healthy: dynamodb.eu-west-1.amazonaws.com ");
  EXPECT_EQ(StatusOf(client.Ask("GET / HTTP/1.1\r\nHost: other.example\r\n\r\n")), 403);
  EXPECT_EQ(StatusOf(client.Ask(
                "GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://page.example\r\n\r\n")),
            200);
  EXPECT_EQ(StatusOf(client.Ask(
                "GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n\r\n")),
            403);
}

TEST(Program, SaysWhatMakesAFunctionRun) {
  Program program({"serve", "--port", "0", "--region", "eu-west-1", "--functions-root", "."});
  const std::string port = std::to_string(program.Port());
  EXPECT_THAT(program.ReadLine(), MatchesRegex("A function .*, with /.*/app/index.js:"));
  EXPECT_THAT(program.ReadLine(), HasSubstr("export AWS_ACCESS_KEY_ID=local"));
  const std::string aws = "  aws --region eu-west-1 --endpoint-url http://127.0.0.1:" + port;
  EXPECT_THAT(program.ReadLine(), StartsWith(aws + " lambda create-function "));
  EXPECT_THAT(program.ReadLine(), StartsWith(aws + " dynamodb update-table "));
  EXPECT_THAT(program.ReadLine(), StartsWith(aws + " lambda create-event-source-mapping "));
}

// A whole day of the server's clock, in which an item expires, with nothing to wait for.
TEST(Program, LetsItsClockBeTurned) {
  Program program({"serve", "--port", "0", "--freeze-at", "1800000000"});
  Client client(program.Port());
  const auto call = [&](const std::string& operation, const std::string& body) {
    return BodyOf(client.Ask(
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\n"
        "X-Amz-Target: DynamoDB_20120810." +
        operation + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body));
  };
  const auto turn = [&](const std::string& body) {
    return client.Ask("POST /_stator/clock HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
                      std::to_string(body.size()) + "\r\n\r\n" + body);
  };
  EXPECT_THAT(BodyOf(client.Ask("GET /_stator/clock HTTP/1.1\r\nHost: localhost\r\n\r\n")),
              HasSubstr(R"({"now":1800000000,"frozen":true,)"));
  EXPECT_THAT(call("CreateTable", R"({"TableName":"Sessions","BillingMode":"PAY_PER_REQUEST",)"
                                  R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],)"
                                  R"("AttributeDefinitions":)"
                                  R"([{"AttributeName":"id","AttributeType":"S"}]})"),
              HasSubstr(R"("CreationDateTime":1800000000)"));
  call("UpdateTimeToLive", R"({"TableName":"Sessions","TimeToLiveSpecification":)"
                           R"({"AttributeName":"expires","Enabled":true}})");
  call("PutItem",
       R"({"TableName":"Sessions","Item":{"id":{"S":"a"},"expires":{"N":"1800086399"}}})");
  const std::string scan = R"({"TableName":"Sessions","Select":"COUNT"})";
  EXPECT_THAT(turn(R"({"advance_seconds":86399})"), HasSubstr(R"("now":1800086399,)"));
  EXPECT_EQ(call("Scan", scan), R"({"Count":1,"ScannedCount":1})");
  EXPECT_THAT(turn(R"({"advance_seconds":1})"), HasSubstr(R"("now":1800086400,)"));
  EXPECT_EQ(call("Scan", scan), R"({"Count":0,"ScannedCount":0})");
  EXPECT_EQ(StatusOf(turn(R"({"advance_seconds":-1})")), 400);
  program.Signal(SIGTERM);
  EXPECT_EQ(program.End(), 0);
}

TEST(Program, TellsWhatItHasDone) {
  Program program({"serve", "--port", "0"});
  Client client(program.Port());
  client.Ask(kListTables);
  const auto get = [&](const std::string& path) {
    return BodyOf(client.Ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
  };
  EXPECT_THAT(get("/_stator/statistics"), HasSubstr(R"({"operations":{"ListTables":{"count":1,)"));
  EXPECT_THAT(get("/_stator/metrics"),
              HasSubstr("stator_operation_duration_seconds_count{operation=\"ListTables\"} 1\n"));
}

TEST(Program, SaysWhyItCannotStart) {
  Program first({"serve", "--port", "0"});
  const std::string port = std::to_string(first.Port());
  Program second({"serve", "--port", port.c_str()});
  EXPECT_EQ(second.End(), 1);
  EXPECT_THAT(second.Errors(), HasSubstr("Address already in use"));
  Program named({"serve", "--host", "db.example"});
  EXPECT_EQ(named.End(), 1);
  EXPECT_THAT(named.Errors(), HasSubstr("numeric address"));
  EXPECT_EQ(Program({"serve", "--prot", "1"}).End(), 2);
}

TEST(Program, WarnsWhenOthersCanReachIt) {
  Program program({"serve", "--port", "0", "--host", "0.0.0.0"});
  EXPECT_THAT(program.ReadLine(), HasSubstr("http://0.0.0.0:"));
  program.Signal(SIGTERM);
  EXPECT_EQ(program.End(), 0);
  EXPECT_THAT(program.Errors(), HasSubstr("warning: 0.0.0.0 is not a loopback address"));
}

TEST(Program, EndsWithItsParent) {
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  int line[2];
  ASSERT_EQ(pipe(line), 0);
  const pid_t parent = fork();
  if (parent == 0) {
    Program program({"serve", "--port", "0", "--exit-with-parent"});
    const uint16_t port = program.Port();
    static_cast<void>(!::write(line[1], &port, sizeof(port)));
    pause();
    _exit(0);
  }
  uint16_t port = 0;
  ASSERT_EQ(::read(line[0], &port, sizeof(port)), static_cast<ssize_t>(sizeof(port)));
  Client client(port);
  EXPECT_EQ(StatusOf(client.Ask(kListTables)), 200);
  kill(parent, SIGKILL);
  EXPECT_EQ(waitpid(parent, nullptr, 0), parent);
  EXPECT_TRUE(client.IsClosedWithin(std::chrono::seconds(10)));
  int status = -1;
  EXPECT_GT(wait(&status), 0);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  ::close(line[0]);
  ::close(line[1]);
}

}  // namespace
}  // namespace stator::server
