// Shards, rolled when a test wants it rather than after hours.
#include "server/admin_answer.h"
#include "server/admin_parts.h"

namespace stator::server {

AdminAnswer RollShards(const AdminParts& parts, const AdminRequest& request) {
  if (!request.body.empty()) {
    const absl::StatusOr<Item> members = ReadMembers(request.body, {});
    if (!members.ok()) return BadRequest(members.status());
  }
  const absl::Status rolled = parts.db.RollShards(request.argument);
  return rolled.ok() ? AdminAnswer{.body = "{}"} : Failed(rolled);
}

}  // namespace stator::server
