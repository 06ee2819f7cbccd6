// Responses as bytes: status line, the headers that every response carries, the response's own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/http_response.h"
#include "server/request_id.h"
#include "stator/clock.h"

namespace stator::server {

// Not thread-safe: one for each thread, which keeps the text of the present second's date.
class ResponseWriter {
 public:
  // `clock` outlives the writer.
  explicit ResponseWriter(const Clock& clock) : clock_(clock) {}

  // Appends the head of `response` to `out`, up to and with the empty line; the body goes behind
  // it, or, for HEAD, nowhere. Length and checksum are those of response.body in either case.
  void AppendHead(const HttpResponse& response, bool keep_alive, std::string& out);

 private:
  std::string_view Date();

  const Clock& clock_;
  RequestIdSource request_ids_;
  int64_t date_second_ = -1;
  std::string date_;
};

// The phrase that belongs to a status, such as "Not Found". Never empty.
std::string_view ReasonPhrase(int status);

}  // namespace stator::server
