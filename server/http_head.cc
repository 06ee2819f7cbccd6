// A name is compared only with known names of its own length, so unknown headers, the most of them,
// cost one look into a table.
#include "server/http_head.h"

#include <optional>

namespace stator::server {
namespace {

using http::EqualsIgnoringCase;
using http::ForEachElement;
using http::ParseLength;
using http::TokenLength;

constexpr int kHeaderLinesMax = 100;

// In the order of enum Header, which is that of length.
constexpr std::array<std::string_view, static_cast<size_t>(Header::kCount)> kNames = {
    "host",
    "expect",
    "origin",
    "connection",
    "content-type",
    "x-amz-target",
    "authorization",
    "content-length",
    "x-amzn-trace-id",
    "accept-encoding",
    "content-encoding",
    "transfer-encoding",
    "access-control-request-headers",
};
constexpr size_t kNameBytesMax = 30;

// Where the names of a length begin in kNames; kNames.size() if there are none.
constexpr std::array<uint8_t, kNameBytesMax + 1> MakeLengthTable() {
  std::array<uint8_t, kNameBytesMax + 1> table{};
  for (auto& entry : table) entry = static_cast<uint8_t>(kNames.size());
  for (size_t i = kNames.size(); i-- > 0;) table[kNames[i].size()] = static_cast<uint8_t>(i);
  return table;
}
constexpr std::array<uint8_t, kNameBytesMax + 1> kFirstOfLength = MakeLengthTable();

Header FindHeader(std::string_view name) {
  if (name.size() > kNameBytesMax) return Header::kCount;
  for (size_t i = kFirstOfLength[name.size()]; i < kNames.size() && kNames[i].size() == name.size();
       ++i) {
    if (EqualsIgnoringCase(name, kNames[i])) return static_cast<Header>(i);
  }
  return Header::kCount;
}

Slice At(size_t offset, size_t size) {
  return {static_cast<uint32_t>(offset), static_cast<uint32_t>(size)};
}

}  // namespace

HttpError HttpHead::AddRequestLine(std::string_view line, size_t offset) {
  const size_t method_size = TokenLength(line);
  if (method_size == 0 || method_size == line.size() || line[method_size] != ' ') {
    return {400, "The request line is malformed"};
  }
  const size_t target_at = method_size + 1;
  size_t target_end = target_at;
  while (target_end < line.size() && line[target_end] > ' ' && line[target_end] < 0x7f) {
    ++target_end;
  }
  const std::string_view target = line.substr(target_at, target_end - target_at);
  if (target_end == line.size() || line[target_end] != ' ') {
    return {400, "The request line is malformed"};
  }
  // The absolute form is for proxies; it names a second host, and two are one too many.
  if (target.empty() || (target.front() != '/' && target != "*")) {
    return {400, "The request target is malformed"};
  }
  const std::string_view version = line.substr(target_end + 1);
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    if (version.substr(0, 5) == "HTTP/") return {505, "Only HTTP/1.1 and HTTP/1.0 are spoken here"};
    return {400, "The request line is malformed"};
  }
  http_1_1_ = version == "HTTP/1.1";
  method_ = At(offset, method_size);
  target_ = At(offset + target_at, target.size());
  return {};
}

HttpError HttpHead::AddHeaderLine(std::string_view line, size_t offset) {
  if (++header_count_ > kHeaderLinesMax) return {431, "The request has too many headers"};
  const std::optional<http::HeaderLine> parsed = http::ParseHeaderLine(line);
  if (!parsed) return {400, "A header line is malformed"};
  const Header header = FindHeader(parsed->name);
  if (header == Header::kCount) return {};
  return AddKnown(header, parsed->value,
                  offset + static_cast<size_t>(parsed->value.data() - line.data()));
}

HttpError HttpHead::AddKnown(Header header, std::string_view value, size_t offset) {
  const bool repeated = Has(header);
  switch (header) {
    case Header::kConnection:
      ForEachElement(value, [&](std::string_view token) {
        if (EqualsIgnoringCase(token, "close")) asks_close_ = true;
        if (EqualsIgnoringCase(token, "keep-alive")) asks_keep_alive_ = true;
      });
      break;
    case Header::kContentLength: {
      const std::optional<uint64_t> length = ParseLength(value);
      if (!length.has_value()) return {400, "Content-Length is malformed"};
      content_length_ = *length;
      break;
    }
    case Header::kTransferEncoding:
      if (!EqualsIgnoringCase(value, "chunked")) {
        return {400, "Transfer-Encoding must be chunked"};
      }
      chunked_ = true;
      break;
    case Header::kExpect:
      if (!EqualsIgnoringCase(value, "100-continue")) return {417, "Expect must be 100-continue"};
      expects_continue_ = true;
      break;
    default:
      break;
  }
  const bool is_list = header == Header::kConnection || header == Header::kAcceptEncoding ||
                       header == Header::kRequestHeaders;
  if (repeated && !is_list) return {400, "A header that may be given once is repeated"};
  if (!repeated) {
    values_[static_cast<size_t>(header)] = At(offset, value.size());
    present_ |= 1u << static_cast<int>(header);
  }
  return {};
}

HttpError HttpHead::Finish() {
  if (http_1_1_ && !Has(Header::kHost)) return {400, "The Host header is missing"};
  if (chunked_ && Has(Header::kContentLength)) {
    return {400, "Transfer-Encoding and Content-Length exclude each other"};
  }
  if (chunked_ && !http_1_1_) return {400, "HTTP/1.0 has no Transfer-Encoding"};
  keep_alive_ = !asks_close_ && (http_1_1_ || asks_keep_alive_);
  // An HTTP/1.0 client does not know the interim response, and must not be sent one.
  expects_continue_ = expects_continue_ && http_1_1_;
  return {};
}

}  // namespace stator::server
