// X-Amz-Target, "DynamoDB_20120810.PutItem": which API a request is of, and which operation. Server
// and client have the spelling from here.
#pragma once

#include <cstdint>
#include <string_view>

namespace stator {

// The stream operations have a client of their own in every SDK, which speaks to the same endpoint.
enum class Api : uint8_t { kDynamoDb, kStreams };

// What stands before the name of the operation.
constexpr std::string_view TargetPrefix(Api api) {
  return api == Api::kStreams ? "DynamoDBStreams_20120810." : "DynamoDB_20120810.";
}

struct Target {
  Api api = Api::kDynamoDb;
  std::string_view operation;  // Empty: `text` was of no API.

  static constexpr Target Parse(std::string_view text) {
    for (const Api api : {Api::kDynamoDb, Api::kStreams}) {
      const std::string_view prefix = TargetPrefix(api);
      if (text.starts_with(prefix)) return {.api = api, .operation = text.substr(prefix.size())};
    }
    return {};
  }
};

}  // namespace stator
