#include "server/lambda/function_name.h"

#include <gtest/gtest.h>

#include <string>

#include "server/lambda/endpoint.h"

namespace stator::server {
namespace {

// "name region account qualifier", with "-" for what is not said; "none" for what is no name.
std::string Parts(std::string_view text) {
  const std::optional<FunctionName> name = ParseFunctionName(text);
  if (!name) return "none";
  const auto or_dash = [](const std::string& part) { return part.empty() ? "-" : part; };
  return name->name + " " + or_dash(name->region) + " " + or_dash(name->account) + " " +
         or_dash(name->qualifier);
}

TEST(FunctionName, HasAllTheFormsOfTheService) {
  EXPECT_EQ(Parts("count"), "count - - -");
  EXPECT_EQ(Parts("count:$LATEST"), "count - - $LATEST");
  EXPECT_EQ(Parts("count:live"), "count - - live");
  EXPECT_EQ(Parts("function:count"), "count - - -");
  EXPECT_EQ(Parts("000000000000:function:count"), "count - 000000000000 -");
  EXPECT_EQ(Parts("000000000000:count"), "count - 000000000000 -");
  EXPECT_EQ(Parts("us-east-1:000000000000:function:count"), "count us-east-1 000000000000 -");
  EXPECT_EQ(Parts("arn:aws:lambda:us-gov-west-1:000000000000:function:count:7"),
            "count us-gov-west-1 000000000000 7");
  EXPECT_EQ(Parts("arn:aws-cn:lambda:cn-north-1:000000000000:function:count"),
            "count cn-north-1 000000000000 -");
  EXPECT_EQ(Parts("function"), "function - - -");
  EXPECT_EQ(Parts("000000000000"), "000000000000 - - -");
}

TEST(FunctionName, IsNothingElse) {
  for (const char* text :
       {"", ":", "a b", "a.b", "count:", ":count", "count:a:b", "arn:aws:lambda", "../x",
        "arn:aws:dynamodb:us-east-1:000000000000:table/t", "count:$OLDEST", "a/b", "count\n"}) {
    EXPECT_EQ(Parts(text), "none") << text;
  }
}

TEST(FunctionName, MakesAnArn) {
  EXPECT_EQ(FunctionArn("eu-west-1", "000000000000", "f"),
            "arn:aws:lambda:eu-west-1:000000000000:function:f");
}

std::string Url(std::string_view url) {
  const absl::StatusOr<Endpoint> endpoint = ParseEndpoint(url);
  if (!endpoint.ok()) return "bad";
  return endpoint->host + " " + endpoint->address + " " + std::to_string(endpoint->port) + " " +
         endpoint->path;
}

TEST(Endpoint, IsANumericAddressOrLocalhost) {
  EXPECT_EQ(Url("http://localhost:9000"), "localhost:9000 127.0.0.1 9000 ");
  EXPECT_EQ(Url("http://127.0.0.1"), "127.0.0.1 127.0.0.1 80 ");
  EXPECT_EQ(Url("http://[::1]:3001/a/b/"), "[::1]:3001 ::1 3001 /a/b");
  for (const char* url :
       {"", "https://localhost", "http://", "http://example.com", "http://127.0.0.1:0",
        "http://127.0.0.1:x", "http://[::1", "http://localhost:1/a?b", "000.dkr.ecr/repo:tag"}) {
    EXPECT_EQ(Url(url), "bad") << url;
  }
}

}  // namespace
}  // namespace stator::server
