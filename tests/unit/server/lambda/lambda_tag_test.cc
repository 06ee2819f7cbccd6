// Tags of functions and of event source mappings.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/server/lambda/lambda_fixture.h"

namespace stator::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

class LambdaTag : public testing::LambdaTest {
 protected:
  static constexpr const char* kArn = "arn:aws:lambda:us-east-1:000000000000:";
  static constexpr const char* kMapping =
      "event-source-mapping:8a9b6f2e-0000-4000-8000-000000000001";

  // As clients send it.
  static std::string Path(const std::string& resource) {
    std::string path = "/2017-03-31/tags/";
    for (const char c : kArn + resource) {
      if (c == ':') {
        path += "%3A";
      } else {
        path += c;
      }
    }
    return path;
  }
  std::string Tags(const std::string& resource) { return Call("GET", Path(resource)); }
};

TEST_F(LambdaTag, OfAFunctionAreAddedReplacedAndRemoved) {
  Create("f", R"(,"Tags":{"a":"b"})");
  const std::string before = Call("GET", "/2015-03-31/functions/f/configuration");
  EXPECT_EQ(Tags("function:f"), R"(200 {"Tags":{"a":"b"}})");
  EXPECT_EQ(Call("POST", Path("function:f"), R"({"Tags":{"a":"c","d e":"ü"}})"), "204 ");
  EXPECT_EQ(Tags("function:f"), R"(200 {"Tags":{"a":"c","d e":"ü"}})");
  EXPECT_EQ(Call("DELETE", Path("function:f") + "?tagKeys=a&tagKeys=d%20e&tagKeys=z"), "204 ");
  EXPECT_EQ(Tags("function:f"), R"(200 {"Tags":{}})");
  // They are no part of what it is run by.
  EXPECT_EQ(Call("GET", "/2015-03-31/functions/f/configuration"), before);
}

TEST_F(LambdaTag, StayWithADurableFunction) {
  settings_.directory = folder_.path() + "/kept";
  Start();
  Create("f");
  Call("POST", Path("function:f"), R"({"Tags":{"a":"b"}})");
  Start();
  EXPECT_EQ(Tags("function:f"), R"(200 {"Tags":{"a":"b"}})");
}

TEST_F(LambdaTag, OfAMappingAreTheDatabases) {
  triggers_.mapping->event_source_mapping_arn = std::string(kArn) + kMapping;
  triggers_.mapping->tags = {{"a", "b"}};
  EXPECT_EQ(Tags(kMapping), R"(200 {"Tags":{"a":"b"}})");
  EXPECT_EQ(Call("POST", Path(kMapping), R"({"Tags":{"c":"d"}})"), "204 ");
  EXPECT_THAT(triggers_.updated.added_tags, ElementsAre(Pair("c", "d")));
  EXPECT_EQ(Call("DELETE", Path(kMapping) + "?tagKeys=a"), "204 ");
  EXPECT_THAT(triggers_.updated.removed_tags, ElementsAre("a"));
  triggers_.mapping = error::Make(ErrorCode::kResourceNotFound, "x");
  const std::string absent =
      "404 ResourceNotFoundException: Event source mapping not found: " + std::string(kArn) +
      kMapping;
  EXPECT_EQ(Error("GET", Path(kMapping)), absent);
  EXPECT_EQ(Error("POST", Path(kMapping), R"({"Tags":{"c":"d"}})"), absent);
}

TEST_F(LambdaTag, AreOfWhatIsThere) {
  EXPECT_EQ(
      Error("GET", Path("function:g")),
      "404 ResourceNotFoundException: Function not found: " + std::string(kArn) + "function:g");
  Create("f");
  EXPECT_EQ(Error("GET", Path("function:f:$LATEST")),
            "400 InvalidParameterValueException: Tags on function aliases and versions are not "
            "supported. Please specify a function ARN.");
  for (const char* malformed : {"layer:x", "function:", "event-source-mapping:1"}) {
    EXPECT_THAT(Error("GET", Path(malformed)),
                HasSubstr("400 ValidationException: 1 validation error detected: Value '" +
                          std::string(kArn) + malformed +
                          "' at 'resource' failed to satisfy constraint: Member must satisfy "
                          "regular expression pattern: arn:(aws[a-zA-Z-]*):lambda:"));
  }
  EXPECT_THAT(Error("GET", "/2017-03-31/tags/f"), HasSubstr("400 ValidationException: "));
}

TEST_F(LambdaTag, AreSaidAndFewEnough) {
  Create("f");
  const auto tag = [this](const std::string& tags) {
    return Error("POST", Path("function:f"), R"({"Tags":{)" + tags + "}}");
  };
  EXPECT_EQ(tag(""),
            "400 InvalidParameterValueException: An error occurred and the request cannot be "
            "processed.");
  EXPECT_EQ(Error("POST", Path("function:f"), "{}"),
            "400 ValidationException: 1 validation error detected: Value null at 'tags' failed to "
            "satisfy constraint: Member must not be null");
  EXPECT_EQ(Error("DELETE", Path("function:f")),
            "400 ValidationException: 1 validation error detected: Value null at 'tagKeys' failed "
            "to satisfy constraint: Member must not be null");
  std::string many;
  for (int i = 0; i < 50; ++i) many += "\"k" + std::to_string(i) + "\":\"\",";
  many.pop_back();
  EXPECT_EQ(Call("POST", Path("function:f"), R"({"Tags":{)" + many + "}}"), "204 ");
  EXPECT_EQ(tag(R"("one":"more")"),
            "400 InvalidParameterValueException: Number of tags exceeds resource tag limit.");
  EXPECT_THAT(tag("\"\":\"\""), HasSubstr("Map keys must satisfy constraint"));
  EXPECT_THAT(tag(R"("a":"<")"), HasSubstr("Map value must satisfy constraint"));
  EXPECT_THAT(tag(R"("aws:a":"")"), HasSubstr("aws: prefixed tag key names are not allowed"));
  EXPECT_THAT(Error("POST", kFunctions, CreateBody("g", R"(,"Tags":{"aws:a":""})")),
              HasSubstr("aws: prefixed tag key names are not allowed"));
}

}  // namespace
}  // namespace stator::server
