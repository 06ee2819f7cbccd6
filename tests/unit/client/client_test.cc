// The client against an endpoint that answers what a test says, byte by byte: what becomes of
// answers that no server of ours would give.
#include "stator/client.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <deque>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "http/crc32.h"
#include "http/gzip.h"
#include "tests/support/matchers.h"

namespace stator {
namespace {

using testing::IsErrorCode;
using testing::IsErrorWith;
using testing::IsInvalid;
using testing::IsOk;

// Answers the requests that come with the given texts, one for each, whatever they ask.
class ScriptedEndpoint {
 public:
  // `closes`: the connection, behind each answer.
  explicit ScriptedEndpoint(std::deque<std::string> answers, bool closes = false)
      : answers_(std::move(answers)), closes_(closes) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::listen(listener_, 8), 0);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { Run(); });
  }
  ~ScriptedEndpoint() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::vector<std::string> requests() {
    const absl::MutexLock lock(&mutex_);
    return requests_;
  }

 private:
  void Run() {
    for (int fd; (fd = ::accept(listener_, nullptr, nullptr)) >= 0; ::close(fd)) {
      while (!answers_.empty()) {
        std::string request = Receive(fd);
        if (request.empty()) break;
        {
          const absl::MutexLock lock(&mutex_);
          requests_.push_back(std::move(request));
        }
        const std::string answer = std::move(answers_.front());
        answers_.pop_front();
        ::send(fd, answer.data(), answer.size(), MSG_NOSIGNAL);
        if (closes_) break;
      }
    }
  }

  static std::string Receive(int fd) {
    std::string request;
    char buffer[4096];
    for (;;) {
      const size_t head = request.find("\r\n\r\n");
      if (head != std::string::npos) {
        const size_t at = request.find("Content-Length: ") + 16;
        if (request.size() >= head + 4 + std::stoul(request.substr(at))) return request;
      }
      const ssize_t got = ::recv(fd, buffer, sizeof(buffer), 0);
      if (got <= 0) return "";
      request.append(buffer, static_cast<size_t>(got));
    }
  }

  std::deque<std::string> answers_;
  const bool closes_;
  int listener_;
  int port_ = 0;
  absl::Mutex mutex_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

std::string Reply(int status, const std::string& body, const std::string& headers = "") {
  return "HTTP/1.1 " + std::to_string(status) + " X\r\n" + headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

const PutItemRequest kPut{.table_name = "t", .item = Item{{"p", "a"}}};
const GetItemRequest kGet{.table_name = "t", .key = Item{{"p", "a"}}};

TEST(Client, SendsWhatTheApiAsksFor) {
  ScriptedEndpoint endpoint({Reply(200, "{}")});
  auto db = *Connect(endpoint.url(), {.region = "eu-west-1"});
  ASSERT_THAT(db->PutItem(kPut), IsOk());
  ASSERT_EQ(endpoint.requests().size(), 1u);
  const std::string request = endpoint.requests()[0];
  const std::string host = "\r\nHost: " + endpoint.url().substr(7) + "\r\n";
  for (const std::string& part :
       {std::string("POST / HTTP/1.1\r\n"), host,
        std::string("\r\nContent-Type: application/x-amz-json-1.0\r\n"),
        std::string("\r\nX-Amz-Target: DynamoDB_20120810.PutItem\r\n"),
        std::string("\r\nAuthorization: AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/"
                    "dynamodb/aws4_request, SignedHeaders=host, Signature=0\r\n"),
        std::string("\r\n\r\n{\"TableName\":\"t\",\"Item\":{\"p\":{\"S\":\"a\"}}}")}) {
    EXPECT_NE(request.find(part), std::string::npos) << part << "\n\n" << request;
  }
  EXPECT_EQ(request.find("Accept-Encoding"), std::string::npos);
}

TEST(Client, AnErrorIsThatOfTheEndpoint) {
  ScriptedEndpoint endpoint(
      {Reply(400, R"({"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",)"
                  R"("message":"The conditional request failed","Item":{"p":{"S":"a"}}})"),
       Reply(400, R"({"__type":"com.amazon.coral.service#AccessDeniedException","Message":"No"})"),
       Reply(500, R"({"__type":"x#InternalServerError","StatorError":"StorageFull"})"),
       Reply(400, R"({"__type":"x#NewException","message":"Something new"})"),
       Reply(502, "<html>")});
  auto db = *Connect(endpoint.url());
  const absl::Status failed = db->PutItem(kPut).status();
  EXPECT_THAT(failed,
              IsErrorWith(ErrorCode::kConditionalCheckFailed, "The conditional request failed"));
  EXPECT_EQ(ErrorOf(failed).item, (Item{{"p", "a"}}));
  EXPECT_THAT(db->PutItem(kPut), IsErrorWith(ErrorCode::kAccessDenied, "No"));
  EXPECT_THAT(db->PutItem(kPut), IsErrorCode(ErrorCode::kStorageFull));
  EXPECT_THAT(db->PutItem(kPut), IsErrorWith(ErrorCode::kInternal, "NewException: Something new"));
  EXPECT_THAT(db->PutItem(kPut),
              IsErrorWith(ErrorCode::kInternal, "The endpoint answers with HTTP status 502"));
}

// What a read and a write make of an answer that cannot be read.
void ExpectNoAnswer(const std::string& answer) {
  ScriptedEndpoint endpoint({answer, answer}, true);
  auto db = *Connect(endpoint.url(), {.request_timeout = std::chrono::seconds(20)});
  EXPECT_THAT(db->GetItem(kGet), IsErrorCode(ErrorCode::kUnavailable)) << answer;
  EXPECT_THAT(db->PutItem(kPut), IsErrorCode(ErrorCode::kOutcomeUnknown)) << answer;
}

TEST(Client, AnAnswerThatIsNoneLeavesAWriteUnknown) {
  ExpectNoAnswer("");
  ExpectNoAnswer("SSH-2.0-OpenSSH\r\n\r\n");
  ExpectNoAnswer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}");
  ExpectNoAnswer(Reply(200, "{}", "x-amz-crc32: 1\r\n"));
  ExpectNoAnswer(Reply(200, "{}", "Content-Encoding: gzip\r\n"));
  ExpectNoAnswer(Reply(200, "{}", "Content-Encoding: br\r\n"));
  ExpectNoAnswer(Reply(200, "no json"));
  ExpectNoAnswer(Reply(200, R"({"Item":[],"Attributes":[]})"));
}

TEST(Client, ASlowEndpointLeavesAWriteUnknown) {
  // One answer more than is asked for, so that the endpoint goes on listening.
  ScriptedEndpoint endpoint({"", "", ""});
  auto db = *Connect(endpoint.url(), {.request_timeout = std::chrono::milliseconds(20)});
  EXPECT_THAT(db->GetItem(kGet), IsErrorWith(ErrorCode::kUnavailable,
                                             "No answer from the endpoint: it took too long"));
  EXPECT_THAT(db->PutItem(kPut),
              IsErrorWith(ErrorCode::kOutcomeUnknown,
                          "No answer from the endpoint: it took too long; the write may or may "
                          "not have happened"));
}

TEST(Client, AnEndpointThatIsNotThereChangesNothing) {
  std::string url;
  { url = ScriptedEndpoint({}).url(); }
  auto db = *Connect(url);
  EXPECT_THAT(db->PutItem(kPut),
              IsErrorWith(ErrorCode::kUnavailable, "The endpoint " + url.substr(7) +
                                                       " cannot be reached: Connection refused"));
}

TEST(Client, KeepsItsConnection) {
  ScriptedEndpoint endpoint({Reply(200, "{}"), Reply(200, "{}"), Reply(200, "{}")});
  auto db = *Connect(endpoint.url());
  // The endpoint accepts a second connection only when the first has ended.
  for (int i = 0; i < 3; ++i) ASSERT_THAT(db->PutItem(kPut), IsOk());
}

TEST(Client, ComesBackWhenItsConnectionWasClosed) {
  ScriptedEndpoint endpoint({Reply(200, "{}"), Reply(200, "{}")}, true);
  auto db = *Connect(endpoint.url());
  ASSERT_THAT(db->GetItem(kGet), IsOk());
  ASSERT_THAT(db->GetItem(kGet), IsOk());
}

TEST(Client, ChecksAndInflatesInThatOrder) {
  const std::string body = http::Gzip(R"({"Item":{"p":{"S":"a"}}})");
  const std::string crc = "x-amz-crc32: " + std::to_string(http::Crc32(body)) + "\r\n";
  ScriptedEndpoint endpoint({Reply(200, body, crc + "Content-Encoding: gzip\r\n")});
  auto db = *Connect(endpoint.url(), {.compress_answers = true});
  const auto got = db->GetItem(kGet);
  ASSERT_THAT(got, IsOk());
  EXPECT_EQ(got->item, (Item{{"p", "a"}}));
  EXPECT_NE(endpoint.requests()[0].find("\r\nAccept-Encoding: gzip\r\n"), std::string::npos);
}

TEST(Client, RefusesByNameWhatIsNotThereYet) {
  const std::string url = "http://127.0.0.1:1";
  EXPECT_THAT(Connect(url, {.credentials = Credentials{"id", "secret", ""}}),
              IsInvalid("ClientOptions::credentials is not supported by this version"));
  EXPECT_THAT(Connect(url, {.retries = 1}),
              IsInvalid("ClientOptions::retries is not supported by this version"));
  EXPECT_THAT(Connect("https://127.0.0.1"), IsInvalid("https:// is not supported by this version"));
  EXPECT_THAT(Connect(url, {.threads = 0}), IsErrorCode(ErrorCode::kValidation));
  EXPECT_THAT(Connect(url, {.region = "a\r\nb"}), IsErrorCode(ErrorCode::kValidation));
}

TEST(Client, AnswersTextThatNoJsonCarriesAsTheEngineDoes) {
  auto db = *Connect("http://127.0.0.1:1");
  auto engine = *OpenInMemory();
  ASSERT_THAT(engine->CreateTable("plain", "p"), IsOk());
  for (const PutItemRequest& request :
       {PutItemRequest{.table_name = "plain", .item = Item{{"p", "\xff"}}},
        PutItemRequest{.table_name = "plain", .item = Item{{"p", "a"}, {"\xc0", 1}}},
        PutItemRequest{.table_name = "\xff", .item = Item{{"p", "a"}}}}) {
    const absl::Status refused = engine->PutItem(request).status();
    ASSERT_FALSE(refused.ok());
    EXPECT_THAT(db->PutItem(request), IsErrorWith(ErrorOf(refused).code, ErrorOf(refused).message));
  }
}

TEST(Client, CompletingFormsThatHaveNotBegunFailWhenItGoes) {
  ScriptedEndpoint endpoint({Reply(200, "{}"), Reply(200, "{}")});
  auto db = *Connect(endpoint.url(), {.threads = 1});
  absl::Notification begun, go_on;
  db->PutItem(kPut, [&](absl::StatusOr<PutItemResult> put) {
    EXPECT_THAT(put, IsOk());
    begun.Notify();
    go_on.WaitForNotification();
  });
  begun.WaitForNotification();
  absl::Status second;
  db->PutItem(kPut, [&](absl::StatusOr<PutItemResult> put) {
    second = put.status();
    go_on.Notify();
  });
  db.reset();
  EXPECT_THAT(second, IsErrorWith(ErrorCode::kUnavailable, "The database is closed"));
}

TEST(Client, RefusesToBeUsedByAChild) {
  auto db = *Connect("http://127.0.0.1:1");
  const pid_t child = fork();
  if (child == 0) {
    const absl::Status status = db->GetItem(kGet).status();
    const Error error = ErrorOf(status);
    _exit(error.message == "The database was opened by the parent of this process" ? 7 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(WEXITSTATUS(status), 7);
}

}  // namespace
}  // namespace stator
