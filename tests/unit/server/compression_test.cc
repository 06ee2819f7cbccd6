// Compressed responses, as they leave the server.
#include "server/compression.h"

#include <gtest/gtest.h>

#include <string>

#include "http/crc32.h"
#include "http/gzip.h"
#include "server/router.h"
#include "tests/unit/server/test_server.h"

namespace stator::server::testing {
namespace {

// Answers with a text of as many letters as the body says, now or from another thread.
class Letters final : public Dispatcher {
 public:
  void Dispatch(const OperationCall& call, OperationReply reply) override {
    std::string text(std::stoul(std::string(call.body)), 'a');
    if (call.target.operation == "Now") return reply.Send(200, std::move(text));
    std::thread([text = std::move(text), reply = std::move(reply)]() mutable {
      reply.Send(200, std::move(text));
    }).detach();
  }
};

std::string Ask(Client& client, std::string_view operation, size_t letters,
                std::string_view accept_encoding) {
  std::string headers =
      "Content-Type: application/x-amz-json-1.0\r\nX-Amz-Target: "
      "DynamoDB_20120810." +
      std::string(operation) + "\r\n";
  if (!accept_encoding.empty()) {
    headers += "Accept-Encoding: " + std::string(accept_encoding) + "\r\n";
  }
  return client.Ask(Post(std::to_string(letters), headers));
}

class CompressedResponse : public ::testing::Test {
 protected:
  Letters letters_;
  Router router_{{}, letters_};
  TestServer server_{router_};
  Client client_{server_->port()};
};

TEST_F(CompressedResponse, InflatesToWhatWasMeant) {
  for (const std::string_view operation : {"Now", "Later"}) {
    for (const size_t size : {kCompressedBytesMin, size_t{100'000}, size_t{5'000'000}}) {
      const std::string response = Ask(client_, operation, size, "deflate, gzip");
      ASSERT_EQ(HeaderOf(response, "Content-Encoding"), "gzip") << size;
      const std::string body = BodyOf(response);
      EXPECT_LT(body.size(), size / 10);
      // Of the bytes that were sent.
      EXPECT_EQ(HeaderOf(response, "x-amz-crc32"), std::to_string(http::Crc32(body)));
      std::string plain;
      ASSERT_EQ(http::Gunzip(body, size, plain), http::Inflated::kOk);
      EXPECT_EQ(plain, std::string(size, 'a'));
    }
  }
}

TEST_F(CompressedResponse, IsForThoseWhoAskAndForWhatIsLarge) {
  for (const std::string_view accepted : {"", "identity", "br", "gzip;q=0"}) {
    const std::string response = Ask(client_, "Now", 100'000, accepted);
    EXPECT_EQ(HeaderOf(response, "Content-Encoding"), "") << accepted;
    EXPECT_EQ(BodyOf(response).size(), 100'000u);
  }
  const std::string small = Ask(client_, "Now", kCompressedBytesMin - 1, "gzip");
  EXPECT_EQ(HeaderOf(small, "Content-Encoding"), "");
  EXPECT_EQ(BodyOf(small), std::string(kCompressedBytesMin - 1, 'a'));
}

TEST(Compress, LeavesWhatDoesNotGetSmaller) {
  HttpResponse response;
  response.may_compress = true;
  uint32_t seed = 1;
  for (size_t i = 0; i < 2000; ++i) {
    seed = seed * 1664525 + 1013904223;
    response.body += static_cast<char>(seed >> 24);
  }
  const std::string before = response.body;
  Compress(response);
  EXPECT_EQ(response.body, before);
  EXPECT_EQ(response.extra_headers, "");
}

}  // namespace
}  // namespace stator::server::testing
