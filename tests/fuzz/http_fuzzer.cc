// Any bytes may come on a connection, in any pieces. However a stream is cut, the same requests
// must come out of it.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "db/base/check.h"
#include "server/body_budget.h"
#include "server/http_parser.h"

namespace {

using stator::server::BodyBudget;
using stator::server::FeedResult;
using stator::server::FeedState;
using stator::server::HttpParser;
using stator::server::HttpRequest;

// What came out: each request as text, and how the stream ended.
std::string Transcript(std::string_view bytes, size_t piece_bytes_max) {
  constexpr size_t kBudgetBytes = 1 << 20;
  BodyBudget budget(kBudgetBytes);
  std::string out;
  {
    HttpParser parser(&budget, {.head_bytes_max = 1024, .body_bytes_max = 2048});
    while (!bytes.empty()) {
      const std::string_view piece = bytes.substr(0, piece_bytes_max);
      bytes.remove_prefix(piece.size());
      FeedResult fed = parser.Feed(piece);
      while (fed.state == FeedState::kComplete) {
        const HttpRequest request = parser.request();
        for (std::string_view part : {request.method, request.target, request.content_type,
                                      request.amz_target, request.header_lines, request.body}) {
          out.append(part).push_back('\0');
        }
        out.append(request.host.value_or("-")).push_back(parser.keep_alive() ? 'k' : 'c');
        fed = parser.Next();
      }
      if (fed.state == FeedState::kFailed) {
        out.append("failed");
        break;
      }
    }
  }
  STATOR_CHECK(budget.left() == static_cast<int64_t>(kBudgetBytes));
  return out;
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
