#include "client/url.h"

#include <gtest/gtest.h>

#include "tests/support/matchers.h"

namespace stator::client {
namespace {

using stator::testing::IsErrorCode;
using stator::testing::IsInvalid;

TEST(Url, HasAHostAndPerhapsAPort) {
  const struct {
    const char* url;
    const char* host;
    uint16_t port;
    const char* authority;
  } cases[] = {
      {"http://127.0.0.1:8000", "127.0.0.1", 8000, "127.0.0.1:8000"},
      {"http://localhost", "localhost", 80, "localhost"},
      {"http://localhost/", "localhost", 80, "localhost"},
      {"http://db.example-1.com:65535/", "db.example-1.com", 65535, "db.example-1.com:65535"},
      {"http://[::1]:8000", "::1", 8000, "[::1]:8000"},
      {"http://[fe80::1%eth0]", "fe80::1%eth0", 80, "[fe80::1%eth0]"},
  };
  for (const auto& expected : cases) {
    const auto endpoint = ParseUrl(expected.url);
    ASSERT_THAT(endpoint, stator::testing::IsOk()) << expected.url;
    EXPECT_EQ(endpoint->host, expected.host);
    EXPECT_EQ(endpoint->port, expected.port);
    EXPECT_EQ(endpoint->authority, expected.authority);
  }
}

TEST(Url, OfAnotherFormIsRefused) {
  for (const char* url : {"",
                          "127.0.0.1:8000",
                          "ftp://host",
                          "http://",
                          "http:///",
                          "http://:8000",
                          "http://host:",
                          "http://host:0",
                          "http://host:65536",
                          "http://host:80x",
                          "http://host:+80",
                          "http://host/path",
                          "http://host?query",
                          "http://user:secret@host",
                          "http://ho st",
                          "http://host\r\nX: y",
                          "http://[::1",
                          "http://[]",
                          "http://[::1]8000",
                          "HTTP://host"}) {
    EXPECT_THAT(ParseUrl(url), IsErrorCode(ErrorCode::kValidation)) << url;
  }
  EXPECT_THAT(ParseUrl("host:8000"),
              IsInvalid("The URL of an endpoint has the form http://host:port, which 'host:8000' "
                        "has not"));
}

TEST(Url, OfTlsIsRefusedByName) {
  EXPECT_THAT(ParseUrl("https://dynamodb.us-east-1.amazonaws.com"),
              IsInvalid("https:// is not supported by this version"));
}

}  // namespace
}  // namespace stator::client
