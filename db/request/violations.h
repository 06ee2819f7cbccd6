// Collects what the member gate finds, and is the one place that puts violations into words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "db/request/check_members.h"
#include "db/request/field.h"

namespace stator {

// Where a member stands in its request: a chain on the stack, so that the text is made only when
// there is something to report. `name` is the member's name in the API. An element of a list has an
// index from 1 and no name, an entry of a map its key alone.
struct MemberPath {
  const MemberPath* parent = nullptr;
  std::string_view name = {};
  size_t index = 0;
  std::optional<std::string_view> key = {};
};

// As messages print it: "keySchema.1.member.attributeName", "requestItems.visits.member.keys".
std::string PathText(const MemberPath& path);

// One check of one request. Thread-compatible.
class Violations {
 public:
  // `invalid` must outlive this.
  explicit Violations(const InvalidEnums& invalid) : invalid_(invalid) {}

  // The member is absent. Reports it if it is required, and nothing if it is absent only because
  // its text was no value of its enum: `enum_set`, when not empty, prints the set of such a member.
  void Absent(const MemberPath& path, const Constraint& constraint, std::string_view enum_set) {
    if (constraint.required || !invalid_.empty()) [[unlikely]]
      ReportAbsent(path, constraint, enum_set);
  }
  // A list of enums, of which one at least was no value: reports it as it was printed. False: all
  // were.
  bool HasInvalidElements(const MemberPath& path, std::string_view enum_set) {
    return !invalid_.empty() && ReportInvalidElements(path, enum_set);
  }
  void CheckText(std::string_view text, const MemberPath& path, const Constraint& constraint);
  void CheckInteger(int64_t value, const MemberPath& path, const Constraint& constraint);
  // True if the length of a list is within bounds; else the caller prints it and calls BadSize.
  static bool SizeFits(size_t size, const Constraint& constraint);
  void BadSize(std::string_view printed, size_t size, const MemberPath& path,
               const Constraint& constraint);

  // The same for the texts of a list: each has a length of its own to hold to.
  static bool TextsFit(const std::vector<std::string>& texts, const Constraint& constraint);
  void BadTexts(std::string_view printed, const MemberPath& path, const Constraint& constraint);
  // Of a BatchWriteItem: the writes of one table. `printed` is the whole map.
  static bool WritesFit(size_t size);
  void BadWrites(std::string_view printed, size_t size, const MemberPath& path);

  // What was found ends the list: the rest is not looked at.
  bool closed() const { return closed_; }
  // OK when nothing was reported.
  absl::Status ToStatus() const;

 private:
  void ReportAbsent(const MemberPath& path, const Constraint& constraint,
                    std::string_view enum_set);
  bool ReportInvalidElements(const MemberPath& path, std::string_view enum_set);
  void Add(std::optional<std::string_view> value, const MemberPath& path,
           std::string_view requirement);
  void AddWithoutValue(std::string_view path, std::string_view requirement);
  // Reports this text instead of a list of violations.
  void Refuse(std::string_view message);

  const InvalidEnums& invalid_;
  std::vector<std::string> found_;
  std::string refusal_;
  bool closed_ = false;
};

}  // namespace stator
