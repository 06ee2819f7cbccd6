#include "db/expression/placeholders.h"

#include <algorithm>
#include <string>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/expression/error.h"
#include "db/expression/lexer.h"
#include "db/request/value_error.h"

namespace stator::expression {
namespace {

constexpr std::string_view kNames = "ExpressionAttributeNames";
constexpr std::string_view kValues = "ExpressionAttributeValues";

template <typename Definitions>
auto Find(Definitions& definitions, std::string_view placeholder) {
  const auto at = std::lower_bound(
      definitions.begin(), definitions.end(), placeholder,
      [](const auto& definition, std::string_view text) { return definition.placeholder < text; });
  return at != definitions.end() && at->placeholder == placeholder ? at : definitions.end();
}

// A key is valid exactly if an expression could use it: if it is one token of the right type.
template <typename Definitions>
absl::Status CheckMember(std::string_view member, const Definitions& definitions, TokenType type) {
  if (definitions.empty()) return error::EmptyPlaceholders(member);
  for (const auto& definition : definitions) {
    const std::string_view key = definition.placeholder;
    const Token first = Tokenize(key)[0];
    const bool is_valid = first.type == type && first.text.size() == key.size() &&
                          key.size() <= limits::kSubstitutionNameBytesMax;
    if (!is_valid) return error::InvalidPlaceholder(member, key);
  }
  return absl::OkStatus();
}

template <typename Names>
absl::Status CheckNames(const Names& names) {
  for (const auto& [placeholder, name, used] : names) {
    if (name.empty()) return error::InvalidName(stator::error::EmptyName().text, placeholder);
  }
  return absl::OkStatus();
}

template <typename Definitions, typename Measure>
size_t TotalBytes(const Definitions& definitions, Measure measure) {
  size_t bytes = 0;
  for (const auto& definition : definitions) {
    bytes += definition.placeholder.size() + measure(definition.meaning);
  }
  return bytes;
}

template <typename Definitions>
absl::Status CheckUsed(std::string_view member, const Definitions& definitions) {
  std::string unused;
  for (const auto& definition : definitions) {
    if (definition.used) continue;
    if (!unused.empty()) unused += ", ";
    unused += definition.placeholder;
  }
  return unused.empty() ? absl::OkStatus() : error::UnusedPlaceholders(member, unused);
}

}  // namespace

Placeholders::Placeholders(const std::optional<AttributeNames>& names,
                           const std::optional<Item>& values)
    : has_names_(names.has_value()), has_values_(values.has_value()) {
  if (has_names_) {
    for (const auto& [placeholder, name] : *names) names_.push_back({placeholder, name});
  }
  if (has_values_) {
    for (const auto& [placeholder, value] : *values) values_.push_back({placeholder, value});
  }
}

absl::Status Placeholders::CheckKeys() const {
  if (has_names_) {
    STATOR_RETURN_IF_ERROR(CheckMember(kNames, names_, TokenType::kNamePlaceholder));
  }
  if (has_values_) {
    STATOR_RETURN_IF_ERROR(CheckMember(kValues, values_, TokenType::kValuePlaceholder));
  }
  STATOR_RETURN_IF_ERROR(CheckNames(names_));
  return CheckSize();
}

// No value is larger than its encoding.
absl::Status Placeholders::CheckSize() const {
  const size_t names = TotalBytes(names_, [](std::string_view name) { return name.size(); });
  const size_t at_most = TotalBytes(values_, [](ValueView v) { return v.encoded().size(); });
  if (names + at_most <= limits::kSubstitutionValuesBytesMax) return absl::OkStatus();
  const size_t bytes = names + TotalBytes(values_, [](ValueView v) { return v.SizeInItem(); });
  return bytes > limits::kSubstitutionValuesBytesMax ? error::PlaceholdersTooLarge(bytes)
                                                     : absl::OkStatus();
}

std::optional<std::string_view> Placeholders::UseName(std::string_view placeholder) {
  const auto at = Find(names_, placeholder);
  if (at == names_.end()) return std::nullopt;
  at->used = true;
  return at->meaning;
}

std::optional<ValueView> Placeholders::UseValue(std::string_view placeholder) {
  const auto at = Find(values_, placeholder);
  if (at == values_.end()) return std::nullopt;
  at->used = true;
  return at->meaning;
}

absl::Status Placeholders::CheckAllUsed() const {
  STATOR_RETURN_IF_ERROR(CheckUsed(kNames, names_));
  return CheckUsed(kValues, values_);
}

}  // namespace stator::expression
