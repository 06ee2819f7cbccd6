// The seam between the router and the operations of the API. What is below it knows names and JSON,
// and nothing of HTTP but a status.
//
//   class Echo : public Dispatcher {
//     void Dispatch(const OperationCall& call, OperationReply reply) override {
//       if (call.target.operation != "Echo") return reply.SendUnknownOperation();
//       reply.Send(200, std::string(call.body));      // now, or later from any thread
//     }
//   };
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "db/request/target.h"
#include "server/handler.h"

namespace stator::server {

// The right, and the duty, to answer one operation: a Responder that knows what the router adds.
// Movable; one thread at a time; destroyed without use, it answers InternalServerError.
class OperationReply {
 public:
  // `content_type` and `headers`, whole header lines, outlive the reply. `may_compress`: see
  // HttpResponse.
  OperationReply(Responder responder, std::string_view content_type, std::string_view headers,
                 bool may_compress)
      : responder_(std::move(responder)),
        content_type_(content_type),
        headers_(headers),
        may_compress_(may_compress) {}

  // `json` is the result, or with a status other than 200 an error with its "__type". The views
  // that Dispatch was given are invalid when it returns.
  void Send(int status, std::string json);

  // What DynamoDB answers to a name that it does not know.
  void SendUnknownOperation();

 private:
  Responder responder_;
  std::string_view content_type_;
  std::string_view headers_;
  bool may_compress_;
};

// One request, as the router found it. Views, valid until the reply is sent or Dispatch returns,
// whichever comes first.
struct OperationCall {
  // What X-Amz-Target says, such as "PutItem" of DynamoDB; empty when it says nothing of the kind,
  // for DynamoDB finds fault with a body that is not JSON before it does with the name.
  Target target;
  std::string_view body;  // Inflated; kBodyPaddingBytes behind it may be read.
  std::string_view host;  // What the client calls this server, "host:port"; empty if it didn't say.
  std::string_view trace{};  // The trace header of a function that calls; mostly empty.
};

class Dispatcher {
 public:
  virtual ~Dispatcher() = default;

  // Called on many threads at once; the thread's other connections wait until it returns.
  virtual void Dispatch(const OperationCall& call, OperationReply reply) = 0;
};

}  // namespace stator::server
