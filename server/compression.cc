#include "server/compression.h"

#include <utility>

#include "http/gzip.h"
#include "http/header_line.h"
#include "server/http_request.h"

namespace stator::server {

PlainBody::PlainBody(std::string_view body, std::string_view content_encoding, size_t bytes_max)
    : view_(body) {
  if (content_encoding.empty() || http::EqualsIgnoringCase(content_encoding, "identity")) return;
  if (!http::EqualsIgnoringCase(content_encoding, "gzip")) {
    error_ = 415;
    return;
  }
  switch (http::Gunzip(body, bytes_max, inflated_)) {
    case http::Inflated::kOk: {
      const size_t size = inflated_.size();
      inflated_.resize(size + kBodyPaddingBytes);
      view_ = std::string_view(inflated_).substr(0, size);
      break;
    }
    case http::Inflated::kMalformed:
      error_ = 400;
      break;
    case http::Inflated::kTooLarge:
      error_ = 413;
      break;
  }
}

void Compress(HttpResponse& response) {
  if (!response.may_compress || response.body.size() < kCompressedBytesMin) return;
  std::string compressed = http::Gzip(response.body);
  if (compressed.empty() || compressed.size() >= response.body.size()) return;
  response.body = std::move(compressed);
  response.extra_headers += "Content-Encoding: gzip\r\n";
}

}  // namespace stator::server
