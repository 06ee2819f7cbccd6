#include "server/handler.h"

namespace stator::server {

void Responder::Abandon() noexcept {
  if (sink_ == nullptr) return;
  std::exchange(sink_, nullptr)
      ->Complete({.status = 500,
                  .body = ErrorBody("com.amazon.coral.service#InternalServerError",
                                    "Internal server error"),
                  .content_type = kAmzJson,
                  .extra_headers = {},
                  .close = false});
}

}  // namespace stator::server
