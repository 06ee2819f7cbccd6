#include "db/trigger/running_mapping.h"

#include "db/base/status_macros.h"

namespace stator::trigger {

absl::StatusOr<MappingConfigPtr> MakeConfig(MappingDefinition definition) {
  STATOR_ASSIGN_OR_RETURN(Filters filters, Filters::Parse(definition.filters));
  return std::make_shared<const MappingConfig>(
      MappingConfig{.definition = std::move(definition), .filters = std::move(filters)});
}

MappingStats RunningMapping::Stats() const {
  const MappingConfigPtr config = this->config();
  const MappingCounters& c = *counters_;
  return {.uuid = config->definition.uuid,
          .function = config->definition.function,
          .invocations = c.invocations,
          .errors = c.errors,
          .throttles = c.throttles,
          .records = c.records,
          .filtered = c.filtered,
          .dropped = c.dropped,
          .dead_lettered = c.dead_lettered,
          .duration = std::chrono::microseconds(c.duration_us),
          .iterator_age = std::chrono::microseconds(c.iterator_age_us)};
}

}  // namespace stator::trigger
