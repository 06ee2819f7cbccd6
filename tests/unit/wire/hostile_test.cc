// What an attacker, or a broken client, sends. The sanitizers watch.
#include <memory>
#include <random>
#include <string>
#include <string_view>

#include "db/wire/decode.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "stator/error.h"
#include "stator/json.h"
#include "stator/request/item.h"
#include "stator/request/query.h"
#include "stator/request/table.h"
#include "tests/support/matchers.h"

namespace stator::wire {
namespace {

using testing::IsErrorCode;
using testing::IsOk;

constexpr std::string_view kPut =
    R"({"TableName":"tab","Item":{"p":{"S":"a\u00e9"},"n":{"N":"-12.5e3"},"b":{"B":"AQI="},)"
    R"("l":{"L":[{"NULL":true},{"M":{"k":{"SS":["x","y"]}}}]},"f":{"BOOL":false}},)"
    R"("ExpressionAttributeNames":{"#a":"b"},"ConditionExpression":"a = :b","x":[1,{"y":-0.5}]})";
constexpr std::string_view kCreateTable =
    R"({"TableName":"tab","KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],)"
    R"("AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],)"
    R"("ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":2}})";

// Decodes from a block of exactly the right size, so that a byte read too many is seen.
template <typename Request>
absl::Status Fed(std::string_view body) {
  std::unique_ptr<char[]> exact(new char[body.size()]);
  body.copy(exact.get(), body.size());
  return Decode<Request>({exact.get(), body.size()}).status();
}

// Either fine or one of the two exceptions that the wire knows, and the same question has the same
// answer.
template <typename Request>
void ExpectAnswer(std::string_view body) {
  const absl::Status status = Fed<Request>(body);
  if (status.ok()) return;
  EXPECT_TRUE(IsError(status, ErrorCode::kSerialization) || IsError(status, ErrorCode::kValidation))
      << body;
  EXPECT_EQ(ErrorOf(status).message, ErrorOf(Fed<Request>(body)).message) << body;
}

TEST(Hostile, EveryPrefixIsRefused) {
  for (size_t size = 0; size < kPut.size(); ++size) {
    EXPECT_THAT(Fed<PutItemRequest>(kPut.substr(0, size)), IsErrorCode(ErrorCode::kSerialization))
        << kPut.substr(0, size);
  }
  EXPECT_THAT(Fed<PutItemRequest>(kPut), IsOk());
}

TEST(Hostile, MutatedBodiesGetAnAnswer) {
  static constexpr std::string_view kInteresting = "{}[]\",:\\u0eE+-.tfn \n\x80\xFF";
  std::mt19937_64 random(42);
  for (const std::string_view original : {kPut, kCreateTable}) {
    for (int i = 0; i < 5'000; ++i) {
      std::string body(original);
      for (size_t edits = 1 + random() % 3; edits > 0; --edits) {
        const size_t at = random() % body.size();
        switch (random() % 3) {
          case 0:
            body[at] = kInteresting[random() % kInteresting.size()];
            break;
          case 1:
            body.erase(at, 1 + random() % 4);
            break;
          default:
            body.insert(at, 1, kInteresting[random() % kInteresting.size()]);
            break;
        }
      }
      ExpectAnswer<PutItemRequest>(body);
      ExpectAnswer<CreateTableRequest>(body);
      (void)ItemFromJson(body);
      (void)ItemFromDynamoDbJson(body);
      // Another library agrees on what is JSON.
      ASSERT_EQ(CheckSyntax(body).ok(), nlohmann::json::accept(body)) << body;
    }
  }
}

TEST(Hostile, DepthIsRefusedWhereverItStands) {
  for (const size_t depth : {size_t{1000}, size_t{200'000}}) {
    const std::string lists = std::string(depth, '[') + std::string(depth, ']');
    std::string maps;
    for (size_t i = 0; i < depth; ++i) maps += R"({"M":)";
    const std::string open_maps = maps;
    maps += "{}" + std::string(depth, '}');
    for (const std::string& deep : {lists, maps}) {
      EXPECT_THAT(Fed<PutItemRequest>(R"({"Unknown":)" + deep + "}"), IsOk());
      for (const std::string member :
           {"TableName", "Item", "ExpressionAttributeNames", "ExpressionAttributeValues"}) {
        EXPECT_FALSE(Fed<PutItemRequest>("{\"" + member + "\":" + deep + "}").ok());
        EXPECT_FALSE(Fed<PutItemRequest>("{\"" + member + "\":{\"a\":" + deep + "}}").ok());
      }
      EXPECT_FALSE(Fed<CreateTableRequest>(R"({"KeySchema":)" + deep + "}").ok());
      // In a structure, members that the API does not know are passed whatever they hold.
      EXPECT_EQ(Fed<CreateTableRequest>(R"({"KeySchema":[)" + deep + "]}").ok(), deep == maps);
      EXPECT_EQ(Fed<ScanRequest>(R"({"ScanFilter":)" + deep + "}").ok(), deep == maps);
    }
    EXPECT_FALSE(Fed<PutItemRequest>(R"({"Item":{"a":)" + open_maps).ok());
    EXPECT_FALSE(Fed<PutItemRequest>(open_maps).ok());
  }
}

TEST(Hostile, ManyOfAnything) {
  std::string attributes;
  std::string members;
  std::string elements;
  for (int i = 0; i < 100'000; ++i) {
    attributes += ",\"a" + std::to_string(i % 50'000) + R"(":{"N":"1"})";
    members += R"(,"TableName":"tab")";
    elements += R"(,{"KeyType":"x"})";
  }
  const absl::StatusOr<PutItemRequest> put =
      Decode<PutItemRequest>(R"({"Item":{)" + attributes.substr(1) + "}" + members + "}");
  ASSERT_THAT(put, IsOk());
  EXPECT_EQ(put->item->size(), 50'000u);
  EXPECT_THAT(Fed<CreateTableRequest>(R"({"KeySchema":[)" + elements.substr(1, 1500) + "]}"),
              IsErrorCode(ErrorCode::kSerialization));
  EXPECT_THAT(Fed<CreateTableRequest>(R"({"TableName":"tab","KeySchema":[)" +
                                      elements.substr(1, 16 * 200 - 1) + "]}"),
              IsErrorCode(ErrorCode::kValidation));
}

TEST(Hostile, AFailureLeavesNothingBehind) {
  for (const std::string_view bad :
       {R"({"Item":{"a":{"L":[{"M":{"b":)", R"({"Item":{"a":{"L":[{"M":{"b":{"S":1}}}]}}})",
        R"({"Item":{"a":{"S":"x","M":{"k":{"SS":["a",)", R"({"Item":{"a":{"SS":["a","a"]}}})"}) {
    EXPECT_FALSE(Fed<PutItemRequest>(bad).ok());
    EXPECT_THAT(Fed<PutItemRequest>(kPut), IsOk());
  }
}

}  // namespace
}  // namespace stator::wire
