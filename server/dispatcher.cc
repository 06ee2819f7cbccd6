#include "server/dispatcher.h"

namespace stator::server {

void OperationReply::Send(int status, std::string json) {
  HttpResponse response;
  response.status = status;
  response.body = std::move(json);
  response.content_type = content_type_;
  response.extra_headers = headers_;
  response.may_compress = may_compress_;
  responder_.Send(std::move(response));
}

void OperationReply::SendUnknownOperation() {
  Send(400, R"({"__type":"com.amazon.coral.service#UnknownOperationException"})");
}

}  // namespace stator::server
