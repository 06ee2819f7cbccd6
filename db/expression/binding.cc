#include "db/expression/binding.h"

#include <optional>
#include <utility>

#include "db/base/check.h"
#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/expression/check.h"
#include "db/expression/error.h"

namespace stator::expression {

Binding::Binding(std::shared_ptr<const Tree> tree, absl::Span<const ValueView> values)
    : tree_(std::move(tree)), values_(values.begin(), values.end()) {
  STATOR_CHECK(values_.size() == tree_->values().size());
  for (const Name& name : tree_->names()) {
    STATOR_CHECK(!name.is_placeholder);
    names_.push_back(name.text);
  }
}

absl::StatusOr<Binding> Bind(std::shared_ptr<const Tree> tree, Placeholders& placeholders) {
  Binding binding(std::move(tree));
  for (const Name& name : binding.tree().names()) {
    std::optional<std::string_view> meaning = name.text;
    if (name.is_placeholder) meaning = placeholders.UseName(name.text);
    if (meaning && meaning->size() > limits::kAttributeNameBytesMax) return error::NameTooLong();
    binding.names_.push_back(meaning.value_or(std::string_view()));
  }
  for (const std::string& value : binding.tree().values()) {
    binding.values_.push_back(placeholders.UseValue(value).value_or(ValueView()));
  }
  STATOR_RETURN_IF_ERROR(Check(binding));
  return binding;
}

}  // namespace stator::expression
