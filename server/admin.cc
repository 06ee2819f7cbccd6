#include "server/admin.h"

#include <array>
#include <optional>
#include <utility>

#include "server/admin_answer.h"

namespace stator::server {
namespace {

// Whether a handler may wait for the store, and so needs a thread that serves no connections.
enum class Place : uint8_t { kHere, kOwnThread };

struct Route {
  std::string_view method;
  std::string_view path;  // A segment "*" stands for any.
  AdminFunction run;
  Place place;
};

constexpr Route kRoutes[] = {
    {"GET", "health", &ReadHealth, Place::kHere},
    {"GET", "version", &ReadVersion, Place::kHere},
    {"GET", "clock", &ReadClock, Place::kHere},
    {"POST", "clock", &TurnClock, Place::kOwnThread},
    {"POST", "marks", &MakeMark, Place::kOwnThread},
    {"GET", "marks", &ListMarks, Place::kOwnThread},
    {"DELETE", "marks/*", &ReleaseMark, Place::kOwnThread},
    {"POST", "rewind", &Rewind, Place::kOwnThread},
    {"POST", "streams/*/roll", &RollShards, Place::kOwnThread},
    {"GET", "statistics", &ReadStatistics, Place::kOwnThread},
    {"GET", "metrics", &ReadMetrics, Place::kOwnThread},
    {"POST", "drain", &DrainFunctions, Place::kOwnThread},
    {"GET", "functions", &ReadFunctions, Place::kOwnThread},
    {"GET", "functions/*/log", &ReadFunctionLog, Place::kOwnThread},
    {"POST", "functions/*/replay", &ReplayMapping, Place::kOwnThread},
    {"POST", "functions/*/redrive", &RedriveMapping, Place::kOwnThread},
};

// What `path` has in place of the "*" of `pattern`, empty if that has none; nullopt if they do not
// match.
std::optional<std::string_view> Match(std::string_view pattern, std::string_view path) {
  const size_t star = pattern.find('*');
  if (star == std::string_view::npos) {
    return path == pattern ? std::optional<std::string_view>("") : std::nullopt;
  }
  const std::string_view before = pattern.substr(0, star);
  const std::string_view after = pattern.substr(star + 1);
  if (path.size() <= before.size() + after.size() || !path.starts_with(before) ||
      !path.ends_with(after)) {
    return std::nullopt;
  }
  path = path.substr(before.size(), path.size() - before.size() - after.size());
  return path.find('/') == std::string_view::npos ? std::optional(path) : std::nullopt;
}

// Of a path that is there, for requests with another method.
std::string_view AllowedMethods(std::string_view path) {
  bool get = false, post = false, del = false;
  for (const Route& route : kRoutes) {
    if (!Match(route.path, path)) continue;
    get |= route.method == "GET";
    post |= route.method == "POST";
    del |= route.method == "DELETE";
  }
  if (get) return post ? "GET, HEAD, POST" : "GET, HEAD";
  if (post) return "POST";
  return del ? "DELETE" : "";
}

AdminAnswer NoRoute(const AdminCall& call) {
  constexpr size_t kQuotedBytesMax = 200;
  const std::string path = "/_stator/" + std::string(call.path.substr(0, kQuotedBytesMax));
  const std::string_view allowed = AllowedMethods(call.path);
  if (allowed.empty()) return NothingThere("There is nothing at " + path);
  AdminAnswer answer =
      Refused(405, "MethodNotAllowedException", path + " takes " + std::string(allowed));
  answer.allow = allowed;
  return answer;
}

}  // namespace

void Admin::Dispatch(const AdminCall& call, AdminReply reply) {
  const std::string_view method = call.method == "HEAD" ? "GET" : call.method;
  for (const Route& route : kRoutes) {
    const std::optional<std::string_view> argument = Match(route.path, call.path);
    if (!argument || route.method != method) continue;
    AdminRequest request{std::string(*argument), std::string(call.body)};
    if (route.place == Place::kHere) return reply.Send(route.run(parts_, request));
    return executor_.Submit([this, run = route.run, request = std::move(request),
                             reply = std::move(reply)](bool may_run) mutable {
      if (may_run) reply.Send(run(parts_, request));
    });
  }
  reply.Send(NoRoute(call));
}

AdminAnswer ReadHealth(const AdminParts&, const AdminRequest&) {
  return {.body = R"({"status":"ok"})"};
}

AdminAnswer ReadVersion(const AdminParts& parts, const AdminRequest&) {
  std::string body = R"({"name":"Stator","version":")" STATOR_VERSION R"(","storage":")";
  body += parts.storage;
  body += "\"}";
  return {.body = std::move(body)};
}

}  // namespace stator::server
