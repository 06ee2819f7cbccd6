// Administration under /_stator/: a table of what there is, by method and path.
//
//   GET    health          POST   clock       {"advance_seconds": 3600}
//   GET    version         POST   clock       {"set": 1800000000, "frozen": true}
//   GET    clock           POST   marks
//   GET    marks           DELETE marks/1
//   GET    statistics      POST   rewind      {"mark": "1"}
//   GET    metrics         POST   drain
//   GET    functions       POST   functions/<uuid of a mapping>/replay   {"since": 1800000000}
//   GET    functions/f/log POST   functions/<uuid of a mapping>/redrive
//
// Bodies and answers are JSON, but for metrics, which is what Prometheus reads. What is wrong with
// a request is said in its answer, in the form of DynamoDB's errors: 400, 404, 405.
#pragma once

#include <string>

#include "db/base/executor.h"
#include "server/admin_handler.h"
#include "server/admin_parts.h"

namespace stator::server {

class Admin final : public AdminHandler {
 public:
  // What `parts` refers to outlives this.
  explicit Admin(const AdminParts& parts) : parts_(parts) {}

  void Dispatch(const AdminCall& call, AdminReply reply) override;

 private:
  const AdminParts parts_;
  Executor executor_{kThreadsMax};  // For what waits for the store.

  static constexpr int kThreadsMax = 4;
};

}  // namespace stator::server
