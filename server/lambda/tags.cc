#include "server/lambda/tags.h"

#include "db/base/error.h"
#include "db/base/limits.h"
#include "db/base/utf8.h"
#include "db/plan/tag_characters.h"
#include "server/lambda/function_error.h"
#include "server/lambda/function_name.h"

namespace stator::server {
namespace {

using error::Concat;

constexpr size_t kUuidCharacters = 36;

// The API reference has it so.
constexpr std::string_view kResourcePattern =
    R"(arn:(aws[a-zA-Z-]*):lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:)"
    R"((function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?|code-signing-config:csc-[a-z0-9]{17}|)"
    R"(event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-)"
    R"([0-9a-fA-F]{12}|(capacity-provider|network-connector):[a-zA-Z0-9-_]{1,64}))";

absl::Status BadTags(std::string_view message) {
  return absl::InvalidArgumentError(absl::string_view(message.data(), message.size()));
}

absl::Status MalformedResource(std::string_view arn) {
  return BadTags(Concat({"1 validation error detected: Value '", Utf8Of(arn),
                         "' at 'resource' failed to satisfy constraint: Member must satisfy "
                         "regular expression pattern: ",
                         kResourcePattern}));
}

bool IsTagPart(std::string_view text, size_t characters_min, size_t characters_max) {
  if (!IsValidUtf8(text) || !plan::IsTagText(text)) return false;
  const size_t characters = CharacterCount(text);
  return characters >= characters_min && characters <= characters_max;
}

absl::Status MalformedPart(std::string_view part, std::string_view lengths) {
  return BadTags(Concat(
      {"1 validation error detected: Value at 'tags' failed to satisfy constraint: Map ", part,
       " must satisfy constraint: [", lengths,
       R"(, Member must satisfy regular expression pattern: ([\p{L}\p{Z}\p{N}_.:/=+\-@]*)])"}));
}

bool IsUuid(std::string_view text) {
  if (text.size() != kUuidCharacters) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    const bool is_digit = std::string_view("0123456789abcdefABCDEF").find(text[i]) != text.npos;
    if (is_hyphen ? text[i] != '-' : !is_digit) return false;
  }
  return true;
}

}  // namespace

absl::Status TooManyTags() { return BadTags("Number of tags exceeds resource tag limit."); }

absl::Status CheckTags(const AttributeNames& tags) {
  if (tags.size() > limits::kTagsPerResourceMax) return TooManyTags();
  for (const auto& [key, value] : tags) {
    if (!IsTagPart(key, 1, limits::kTagKeyCharactersMax)) {
      return MalformedPart("keys",
                           "Member must have length less than or equal to 128, Member must have "
                           "length greater than or equal to 1");
    }
    if (!IsTagPart(value, 0, limits::kTagValueCharactersMax)) {
      return MalformedPart("value",
                           "Member must have length less than or equal to 256, Member must have "
                           "length greater than or equal to 0");
    }
    if (key.starts_with("aws:")) {
      return BadTags("aws: prefixed tag key names are not allowed for external use.");
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<TaggedResource> ParseTaggedResource(std::string_view arn) {
  constexpr std::string_view kMapping = ":event-source-mapping:";
  const size_t mapping = arn.find(kMapping);
  if (mapping != arn.npos) {
    const std::string_view uuid = arn.substr(mapping + kMapping.size());
    // What stands before it is as in the ARN of a function.
    const std::string as_function = std::string(arn.substr(0, mapping)) + ":function:f";
    const std::optional<FunctionName> place = ParseFunctionName(as_function);
    const bool is_whole = place && !place->region.empty() && !place->account.empty();
    if (!arn.starts_with("arn:") || !is_whole || !IsUuid(uuid)) return MalformedResource(arn);
    return TaggedResource{.mapping = std::string(uuid)};
  }
  const std::optional<FunctionName> name = ParseFunctionName(arn);
  const bool is_whole = name && arn.starts_with("arn:") && !name->region.empty() &&
                        !name->account.empty() && arn.find(":function:") != arn.npos;
  if (!is_whole) return MalformedResource(arn);
  if (!name->qualifier.empty()) {
    return BadTags(
        "Tags on function aliases and versions are not supported. Please specify a function ARN.");
  }
  return TaggedResource{.function = name->name};
}

}  // namespace stator::server
