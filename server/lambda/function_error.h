// What a function failed with, as AWS Lambda has it in JSON.
#pragma once

#include <string>
#include <string_view>

namespace stator::server {

// As the service bounds what a function is sent, and, with some room around it, what it answers.
inline constexpr size_t kPayloadBytesMax = 6 * 1024 * 1024;
inline constexpr size_t kResponseBytesMax = 6'291'556;

// {"errorType":"<type>","errorMessage":"<message>"}. Both may be anything; what is not UTF-8 has no
// place in JSON and is told to be so.
std::string ErrorPayload(std::string_view type, std::string_view message);
// {"errorType":"Sandbox.Timedout","errorMessage":"RequestId: <id> Error: <text>"}
std::string FunctionErrorJson(std::string_view type, std::string_view request_id,
                              std::string_view text);

// True if `text` is one JSON document.
bool IsJson(std::string_view text);
// `text` where text has to be UTF-8: itself, or that it is none.
std::string_view Utf8Of(std::string_view text);
// True if it is an object that says errorType and errorMessage, as a function's error does.
bool IsFunctionError(std::string_view text);

}  // namespace stator::server
