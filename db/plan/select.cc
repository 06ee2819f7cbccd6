#include "db/plan/select.h"

#include <string>
#include <string_view>
#include <vector>

#include "db/base/check.h"
#include "db/base/status_macros.h"
#include "db/plan/error.h"
#include "db/plan/filter.h"

namespace stator::plan {
namespace {

// Those of `attributes` that an index does not hold, joined; empty: it holds all of them.
std::string Missing(const Source& source, const std::vector<std::string_view>& attributes) {
  std::string missing;
  for (const std::string_view attribute : attributes) {
    if (source.Holds(attribute)) continue;
    if (!missing.empty()) missing += ", ";
    missing += attribute;
  }
  return missing;
}

}  // namespace

absl::Status CheckSelect(std::optional<Select> select, std::string_view projection,
                         bool has_index) {
  const bool has_projection = !projection.empty();
  if (!select) return absl::OkStatus();
  switch (*select) {
    case Select::kAllAttributes:
      return has_projection ? error::SelectWithProjection(projection, "ALL_ATTRIBUTES")
                            : absl::OkStatus();
    case Select::kAllProjectedAttributes:
      if (has_projection)
        return error::SelectWithProjection(projection, "ALL_PROJECTED_ATTRIBUTES");
      return has_index ? absl::OkStatus() : error::AllProjectedWithoutIndex();
    case Select::kCount:
      return has_projection ? error::SelectWithProjection(projection, "only the Count")
                            : absl::OkStatus();
    case Select::kSpecificAttributes:
      return has_projection ? absl::OkStatus() : error::SpecificAttributesWithoutProjection();
  }
  STATOR_CHECK(false);
}

absl::Status CheckSelectOf(const Source& source, std::optional<Select> select) {
  const IndexSchema* const index = source.index;
  if (select != Select::kAllAttributes || index == nullptr) return absl::OkStatus();
  const bool has_all = index->is_local || index->projects_all;
  return has_all ? absl::OkStatus() : error::AllAttributesOfGlobalIndex(index->name);
}

absl::Status CheckProjected(const Source& source, const std::vector<std::string_view>& attributes) {
  if (source.index == nullptr || source.index->is_local) return absl::OkStatus();
  const std::string missing = Missing(source, attributes);
  return missing.empty() ? absl::OkStatus() : error::NotProjected(source.index->name, missing);
}

absl::StatusOr<bool> NeedsTable(const Source& source, std::optional<Select> select,
                                const expression::BoundCondition* filter,
                                const expression::BoundProjection* projection) {
  const IndexSchema* const index = source.index;
  if (index == nullptr || index->projects_all) return false;
  bool fetches = select == Select::kAllAttributes;
  if (projection != nullptr) {
    const std::vector<std::string_view> attributes = projection->Attributes();
    STATOR_RETURN_IF_ERROR(CheckProjected(source, attributes));
    fetches = !Missing(source, attributes).empty();
  }
  if (filter != nullptr && !fetches) {
    const std::string missing = Missing(source, AttributesOf(filter->binding()));
    if (!missing.empty()) return error::FilterNotProjected(index->name, missing);
  }
  return fetches;
}

}  // namespace stator::plan
