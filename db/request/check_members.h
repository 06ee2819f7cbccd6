// The member gate: every constraint of the field tables, with all violations in one message.
//
//   STATOR_RETURN_IF_ERROR(CheckMembers(request));   // ValidationException:
//   // 2 validation errors detected: Value null at 'key' failed to satisfy constraint: Member must
//   // not be null; Value 'a b' at 'tableName' failed to satisfy constraint: Member must satisfy
//   ...
//
// Every door calls it before anything else looks at the request. Behaviour is that of the service
// as of November 2026; where it differs from the API reference, the tables say so.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"

namespace stator {

// A text that is no value of its enum. A struct cannot hold it, so the reader of a request keeps it
// aside and passes it in, to be listed in its place.
struct InvalidEnum {
  std::string path;  // As the message prints it: "keySchema.1.member.keyType".
  std::string text;  // Of a list of enums all of it: "[EventCount, Nothing]".
};
using InvalidEnums = std::vector<InvalidEnum>;

// OK, or a ValidationException that lists all violations. Pure; costs some tens of nanoseconds when
// there are none. Defined for every request of operations.h and of event_source_mapping.h.
template <typename Request>
absl::Status CheckMembers(const Request& request);

template <typename Request>
absl::Status CheckMembers(const Request& request, const InvalidEnums& invalid);

}  // namespace stator
