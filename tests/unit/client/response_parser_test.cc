#include "client/response_parser.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace stator::client {
namespace {

using State = ResponseParser::State;

constexpr size_t kMax = 1000;

// In pieces of every size, which must make no difference.
void ExpectBody(const std::string& bytes, std::string_view body, bool keep_alive,
                bool to_end = false) {
  for (size_t piece = 1; piece <= bytes.size(); ++piece) {
    ResponseParser parser(kMax);
    for (size_t at = 0; at < bytes.size(); at += piece) {
      ASSERT_EQ(parser.state(), State::kMore) << bytes << " at " << at;
      parser.Feed(std::string_view(bytes).substr(at, piece));
    }
    if (to_end) {
      ASSERT_EQ(parser.state(), State::kMore);
      parser.End();
    }
    ASSERT_EQ(parser.state(), State::kDone) << bytes << " in pieces of " << piece;
    EXPECT_EQ(parser.response().body, body);
    EXPECT_EQ(parser.response().keep_alive, keep_alive);
  }
}

TEST(ResponseParser, TakesABodyOfALength) {
  ExpectBody("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", "{}", true);
  ExpectBody("HTTP/1.1 200 OK\r\ncontent-length:2 \r\nConnection: Close\r\n\r\n{}", "{}", false);
  ExpectBody("HTTP/1.1 400\r\nContent-Length: 0\r\n\r\n", "", true);
  ExpectBody("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", "x", false);
  ExpectBody("HTTP/1.0 200 OK\r\nConnection: x, keep-alive\r\nContent-Length: 1\r\n\r\nx", "x",
             true);
  ExpectBody("HTTP/1.1 204 No Content\r\n\r\n", "", true);
}

TEST(ResponseParser, TakesABodyInChunks) {
  ExpectBody(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n",
      "abc0123456789", true);
  ExpectBody("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "", true);
}

TEST(ResponseParser, TakesABodyUpToTheEndOfTheConnection) {
  ExpectBody("HTTP/1.1 200 OK\r\n\r\n{}", "{}", false, true);
  ExpectBody("HTTP/1.1 200 OK\r\n\r\n", "", false, true);
}

TEST(ResponseParser, PassesInterimResponses) {
  ExpectBody(
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nConnection: close\r\n"
      "Content-Length: 7\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
      "{}", true);
}

TEST(ResponseParser, ReadsWhatTheTransportAsks) {
  ResponseParser parser(kMax);
  EXPECT_FALSE(parser.begun());
  ASSERT_EQ(parser.Feed("HTTP/1.1 503 Slow Down\r\nX-Amz-Crc32: 4294967295\r\nServer: a\r\n"
                        "Content-Encoding: gzip\r\nContent-Length: 0\r\n\r\n"),
            State::kDone);
  EXPECT_TRUE(parser.begun());
  EXPECT_EQ(parser.response().status, 503);
  EXPECT_EQ(parser.response().crc32, 4294967295u);
  EXPECT_EQ(parser.response().content_encoding, "gzip");
}

TEST(ResponseParser, RefusesWhatIsNoResponse) {
  for (const std::string bytes :
       {"\r\n\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 20\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 099 OK\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1  200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nName : x\r\n\r\n",
        "HTTP/1.1 200 OK\r\n folded\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nmore",
        "HTTP/1.1 200 OK\r\nx-amz-crc32: 4294967296\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab"}) {
    ResponseParser parser(kMax);
    EXPECT_EQ(parser.Feed(bytes), State::kBad) << bytes;
    EXPECT_NE(parser.defect(), "");
  }
}

TEST(ResponseParser, HasLimits) {
  ResponseParser head(kMax);
  head.Feed("HTTP/1.1 200 OK\r\n");
  const std::string line = "Name: " + std::string(1000, 'x') + "\r\n";
  for (int i = 0; i < 66 && head.state() == State::kMore; ++i) head.Feed(line);
  EXPECT_EQ(head.state(), State::kBad);

  ResponseParser body(kMax);
  body.Feed("HTTP/1.1 200 OK\r\n\r\n");
  EXPECT_EQ(body.Feed(std::string(kMax, 'x')), State::kMore);
  EXPECT_EQ(body.Feed("x"), State::kBad);
}

TEST(ResponseParser, AnEndInTheMiddleIsNoResponse) {
  for (const std::string bytes :
       {"HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"}) {
    ResponseParser parser(kMax);
    ASSERT_EQ(parser.Feed(bytes), State::kMore);
    EXPECT_EQ(parser.End(), State::kBad);
  }
}

}  // namespace
}  // namespace stator::client
