#include "db/plan/tag_check.h"

#include <set>
#include <string_view>

#include "db/base/limits.h"
#include "db/plan/table_error.h"
#include "db/plan/tag_characters.h"

namespace stator::plan {

absl::Status CheckTags(const std::vector<Tag>& tags) {
  if (tags.size() > limits::kTagsPerResourceMax) return error::TooManyTags();
  std::set<std::string_view> seen;
  for (const Tag& tag : tags) {
    if (tag.key->starts_with("aws:")) return error::ReservedTag();
    if (!IsTagText(*tag.key)) return error::TagCharacters("key", *tag.key);
    if (!IsTagText(*tag.value)) return error::TagCharacters("value", *tag.value);
    if (!seen.insert(*tag.key).second) return error::DuplicateTag(*tag.key);
  }
  return absl::OkStatus();
}

absl::Status CheckNewTags(const std::vector<Tag>& tags) {
  return tags.empty() ? error::NoTags() : CheckTags(tags);
}

absl::Status CheckTagKeys(const std::vector<std::string>& keys) {
  if (keys.empty()) return error::NoTagKeys();
  for (const std::string& key : keys) {
    if (key.starts_with("aws:")) return error::ReservedTag();
  }
  return absl::OkStatus();
}

}  // namespace stator::plan
