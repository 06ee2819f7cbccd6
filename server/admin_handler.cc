#include "server/admin_handler.h"

namespace stator::server {

void AdminReply::Send(AdminAnswer answer) {
  HttpResponse response;
  response.status = answer.status;
  response.body = std::move(answer.body);
  response.content_type = answer.content_type;
  response.extra_headers = headers_;
  if (!answer.allow.empty()) {
    response.extra_headers += "Allow: ";
    response.extra_headers += answer.allow;
    response.extra_headers += "\r\n";
  }
  response.may_compress = may_compress_;
  responder_.Send(std::move(response));
}

}  // namespace stator::server
