// What administration is about, as its handlers see it.
#pragma once

#include <string>
#include <string_view>

#include "server/admin_handler.h"
#include "server/statistics.h"
#include "server/virtual_clock.h"
#include "stator/database.h"

namespace stator::server {

class Functions;

struct AdminParts {
  EmbeddedDatabase& db;
  VirtualClock& clock;  // The one that the database was opened with.
  const Statistics& statistics;
  std::string_view storage;        // "memory" or "disk".
  Functions* functions = nullptr;  // If there are any.
};

// A request whose path and method have a handler. It owns its text, for it may be handled on
// another thread.
struct AdminRequest {
  std::string argument;  // What stands in the path where the table has "*".
  std::string body;
};

// Thread-safe, all of them.
using AdminFunction = AdminAnswer (*)(const AdminParts& parts, const AdminRequest& request);

AdminAnswer ReadHealth(const AdminParts&, const AdminRequest&);
AdminAnswer ReadVersion(const AdminParts&, const AdminRequest&);
AdminAnswer ReadClock(const AdminParts&, const AdminRequest&);
AdminAnswer TurnClock(const AdminParts&, const AdminRequest&);
AdminAnswer MakeMark(const AdminParts&, const AdminRequest&);
AdminAnswer ListMarks(const AdminParts&, const AdminRequest&);
AdminAnswer ReleaseMark(const AdminParts&, const AdminRequest&);
AdminAnswer Rewind(const AdminParts&, const AdminRequest&);
AdminAnswer RollShards(const AdminParts&, const AdminRequest&);
AdminAnswer ReadStatistics(const AdminParts&, const AdminRequest&);
AdminAnswer ReadMetrics(const AdminParts&, const AdminRequest&);
AdminAnswer DrainFunctions(const AdminParts&, const AdminRequest&);
AdminAnswer ReadFunctions(const AdminParts&, const AdminRequest&);
AdminAnswer ReadFunctionLog(const AdminParts&, const AdminRequest&);
AdminAnswer ReplayMapping(const AdminParts&, const AdminRequest&);
AdminAnswer RedriveMapping(const AdminParts&, const AdminRequest&);

}  // namespace stator::server
