// Marks: moments that one can go back to. Their names are the numbers that the database gives them.
#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "server/admin_answer.h"
#include "server/admin_parts.h"
#include "stator/error.h"

namespace stator::server {
namespace {

std::string NameOf(MarkId mark) { return std::to_string(static_cast<uint64_t>(mark)); }

// The mark of this name, if it is there.
std::optional<MarkId> FindMark(const EmbeddedDatabase& db, std::string_view name) {
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  // One name each: "07" is none.
  if (error != std::errc() || end != name.data() + name.size() || NameOf(MarkId{number}) != name) {
    return std::nullopt;
  }
  const std::vector<MarkId> marks = db.Marks();
  const bool is_there = std::find(marks.begin(), marks.end(), MarkId{number}) != marks.end();
  return is_there ? std::optional(MarkId{number}) : std::nullopt;
}

AdminAnswer NoSuchMark() {
  return NothingThere(
      "There is no such mark: it was never made, was released, was dropped because too much was "
      "written since, or lies after one that was rewound to.");
}

}  // namespace

AdminAnswer MakeMark(const AdminParts& parts, const AdminRequest& request) {
  if (!request.body.empty()) {
    const absl::StatusOr<Item> members = ReadMembers(request.body, {});
    if (!members.ok()) return BadRequest(members.status());
  }
  const absl::StatusOr<MarkId> mark = parts.db.Mark();
  if (!mark.ok()) return Failed(mark.status());
  return {.body = R"({"mark":")" + NameOf(*mark) + "\"}"};
}

AdminAnswer ListMarks(const AdminParts& parts, const AdminRequest&) {
  std::string body = R"({"marks":[)";
  for (const MarkId mark : parts.db.Marks()) {
    if (body.back() != '[') body += ',';
    body += '"' + NameOf(mark) + '"';
  }
  body += "]}";
  return {.body = std::move(body)};
}

AdminAnswer ReleaseMark(const AdminParts& parts, const AdminRequest& request) {
  const std::optional<MarkId> mark = FindMark(parts.db, request.argument);
  if (!mark) return NoSuchMark();
  parts.db.Release(*mark);
  return {.body = "{}"};
}

AdminAnswer Rewind(const AdminParts& parts, const AdminRequest& request) {
  const absl::StatusOr<Item> members = ReadMembers(request.body, {"mark"});
  if (!members.ok()) return BadRequest(members.status());
  const std::optional<ValueView> name = members->Find("mark");
  if (!name || name->type() != Type::kString) {
    return BadRequest("mark must be a string, as POST /_stator/marks gave it");
  }
  const std::optional<MarkId> mark = FindMark(parts.db, name->AsString());
  if (!mark) return NoSuchMark();
  const absl::Status rewound = parts.db.Rewind(*mark);
  if (IsError(rewound, ErrorCode::kResourceNotFound)) return NoSuchMark();
  if (!rewound.ok()) return Failed(rewound);
  return {.body = "{}"};
}

}  // namespace stator::server
