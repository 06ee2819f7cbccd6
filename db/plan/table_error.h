// The errors of table definitions, by name. Each is a ValidationException.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "stator/request/table.h"

namespace stator::plan::error {

// Keys.
absl::Status KeyNameTooLong();  // Of a key, or projected by its own name.
absl::Status KeyAttributeUndefined();
absl::Status KeyAttributesUndefined(const std::vector<std::string>& keys,
                                    const std::vector<std::string>& defined);
absl::Status KeyAttributesEqual();
absl::Status FirstKeyNotHash();
absl::Status SecondKeyNotRange();
// Of keys with several attributes of a kind, which indexes may have.
absl::Status HashKeyBehindRange();
absl::Status KeyAttributeTwice(std::string_view name);
absl::Status TooManyKeyAttributes(KeyType type, std::string_view index);
absl::Status UnusedAttributeDefinitions();

// The rest.
absl::Status SseTypeUnsupported();
absl::Status SseKeyWithoutSse();
absl::Status TooManyTags();
absl::Status DuplicateTag(std::string_view key);
absl::Status ReservedTag();
absl::Status TagCharacters(std::string_view part, std::string_view text);  // Of a key or a value.
absl::Status NoTags();
absl::Status NoTagKeys();
absl::Status NothingToUpdate();

}  // namespace stator::plan::error
