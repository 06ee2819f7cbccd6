// Any bytes may come as the body of a request. What decodes must hold canonical values, and must
// come out of its own JSON again as the same text.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "db/base/check.h"
#include "db/request/operations.h"
#include "db/wire/decode.h"
#include "db/wire/encode.h"
#include "stator/item.h"

namespace {

void CheckItem(const std::optional<stator::Item>& item) {
  if (item) STATOR_CHECK(stator::CheckEncoded(item->encoded()));
}

template <typename Request>
void DecodeAndBack(std::string_view body) {
  auto request = stator::wire::Decode<Request>(body);
  if (!request.ok()) {
    STATOR_CHECK(!request.status().ok());
    return;
  }
  STATOR_CHECK(stator::wire::CheckSyntax(body).ok());
  if constexpr (requires { request->item; }) CheckItem(request->item);
  if constexpr (requires { request->key; }) CheckItem(request->key);
  if constexpr (requires { request->expression_attribute_values; }) {
    CheckItem(request->expression_attribute_values);
  }
  std::string text;
  stator::wire::Encode(*request, text);
  auto again = stator::wire::Decode<Request>(text);
  STATOR_CHECK(again.ok());
  std::string text_again;
  stator::wire::Encode(*again, text_again);
  STATOR_CHECK(text == text_again);
}

}  // namespace

// The first byte chooses the operation.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
  constexpr size_t kCount = std::tuple_size_v<decltype(stator::kOperations)>;
  size_t index = data[0] % kCount;
  std::apply(
      [&](const auto&... operation) {
        ((index-- == 0 ? DecodeAndBack<typename std::decay_t<decltype(operation)>::Request>(body)
                       : void()),
         ...);
      },
      stator::kOperations);
  return 0;
}
