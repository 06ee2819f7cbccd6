#include "http/accept_encoding.h"

#include <gtest/gtest.h>

namespace stator::http {
namespace {

TEST(AcceptEncoding, AsksForGzip) {
  for (const char* header :
       {"gzip", "GZIP", "deflate, gzip", "gzip, deflate, br", " gzip ; q=1.0 ", "gzip;q=0.001", "*",
        "br;q=1, *;q=0.5", "identity, gzip", "identity;q=0.5, gzip;q=0.5", "*;q=0, gzip"}) {
    EXPECT_TRUE(AcceptsGzip(header)) << header;
  }
}

TEST(AcceptEncoding, DoesNot) {
  for (const char* header : {"", "identity", "br", "x-gzip", "gzip;q=0", "gzip;q=0.000", "*;q=0",
                             "gzip;q=0, *", "identity;q=1, gzip;q=0.5", "gzip;q=", "gzip;q=2",
                             "gzip;q=1.001", "gzip;q=0.1234", "gzip;q=.5", "gzip;level=9", ","}) {
    EXPECT_FALSE(AcceptsGzip(header)) << header;
  }
}

}  // namespace
}  // namespace stator::http
