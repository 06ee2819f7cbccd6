// What a function failed with, as AWS Lambda has it in JSON.
#pragma once

#include <string>
#include <string_view>

namespace stator::server {

// As the service bounds what a function is sent and answers.
inline constexpr size_t kPayloadBytesMax = 6 * 1024 * 1024;
inline constexpr size_t kResponseBytesMax = 6'291'556;

// {"errorType":"Sandbox.Timedout","errorMessage":"RequestId: <id> Error: <text>"}
std::string FunctionErrorJson(std::string_view type, std::string_view request_id,
                              std::string_view text);

// True if `text` is one JSON document.
bool IsJson(std::string_view text);
// True if it is an object that says errorType and errorMessage, as a function's error does.
bool IsFunctionError(std::string_view text);

}  // namespace stator::server
