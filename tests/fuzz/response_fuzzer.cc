// Any bytes may come back from an endpoint, in any pieces. However they are cut, the same response
// must come out of them.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "client/response_parser.h"
#include "db/base/check.h"

namespace {

using stator::client::ResponseParser;

// What came out, as text.
std::string Transcript(std::string_view bytes, size_t piece_bytes_max) {
  constexpr size_t kBodyBytesMax = 2048;
  ResponseParser parser(kBodyBytesMax);
  while (!bytes.empty() && parser.state() != ResponseParser::State::kBad) {
    const std::string_view piece = bytes.substr(0, piece_bytes_max);
    bytes.remove_prefix(piece.size());
    parser.Feed(piece);
  }
  if (parser.End() == ResponseParser::State::kBad) {
    STATOR_CHECK(!parser.defect().empty());
    return "bad";
  }
  const auto& response = parser.response();
  STATOR_CHECK(response.body.size() <= kBodyBytesMax);
  return std::to_string(response.status) + (response.keep_alive ? "k" : "c") +
         response.content_encoding + '\0' +
         (response.crc32 ? std::to_string(*response.crc32) : "") + '\0' + response.body;
}

}  // namespace

// The first byte is the size of the pieces.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string whole = Transcript(bytes, bytes.size() + 1);
  STATOR_CHECK(Transcript(bytes, 1) == whole);
  STATOR_CHECK(Transcript(bytes, data[0] + size_t{1}) == whole);
  return 0;
}
