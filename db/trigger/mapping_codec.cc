// The functions of mapping.h. A row holds all members, so it can be read by eye; only what says
// that there is none (a table of dead letters, a problem, filters, tags) is left out.
#include <utility>

#include "db/engine/row_reader.h"
#include "db/trigger/mapping.h"

namespace stator::trigger {
namespace {

using engine::OfEnum;
using engine::OfTime;
using engine::RowReader;

constexpr int kMappingVersion = 1;
constexpr std::string_view kMappingPrefix = "m";

int32_t RequiredInt(RowReader& in, std::string_view name) {
  return static_cast<int32_t>(in.RequiredInteger(name));
}

std::string OptionalString(RowReader& in, std::string_view name) {
  const auto value = in.Find(name, Type::kString);
  return value ? std::string(value->AsString()) : std::string();
}

void ReadFilters(RowReader& in, std::vector<std::string>* filters) {
  const auto list = in.Find("filters", Type::kList);
  if (!list) return;
  for (const ValueView pattern : list->AsList()) {
    if (pattern.type() != Type::kString) return in.Fail();
    filters->emplace_back(pattern.AsString());
  }
}

void ReadTags(RowReader& in, std::map<std::string, std::string>* tags) {
  const auto map = in.Find("tags", Type::kMap);
  if (!map) return;
  for (const auto [key, value] : map->AsMap()) {
    if (value.type() != Type::kString) return in.Fail();
    tags->emplace(key, value.AsString());
  }
}

void ReadSource(RowReader& in, MappingDefinition* mapping) {
  mapping->number = static_cast<MappingNumber>(in.RequiredInteger("number"));
  mapping->uuid = in.RequiredString("uuid");
  mapping->stream_arn = in.RequiredString("stream_arn");
  mapping->table = in.RequiredString("table");
  mapping->label = in.RequiredString("label");
  mapping->log = static_cast<LogId>(in.RequiredInteger("log"));
  mapping->function = in.RequiredString("function");
  mapping->starting_position = static_cast<EventSourcePosition>(in.RequiredInteger("position"));
  const auto start = ParseSequenceNumber(in.RequiredString("start"));
  if (!start) return in.Fail();
  mapping->start = *start;
}

void ReadState(RowReader& in, MappingDefinition* mapping) {
  mapping->created = Time(std::chrono::microseconds(in.RequiredInteger("created")));
  mapping->modified = Time(std::chrono::microseconds(in.RequiredInteger("modified")));
  mapping->change = static_cast<MappingDefinition::Change>(in.RequiredInteger("change"));
  mapping->enabled = in.Flag("enabled");
  mapping->problem = OptionalString(in, "problem");
}

void ReadSettings(RowReader& in, MappingDefinition* mapping) {
  mapping->batch_size = RequiredInt(in, "batch_size");
  ReadFilters(in, &mapping->filters);
  mapping->window_seconds = RequiredInt(in, "window_seconds");
  mapping->lanes = RequiredInt(in, "lanes");
  mapping->next_lanes = static_cast<int32_t>(in.Integer("next_lanes").value_or(0));
  mapping->dead_letter_table = OptionalString(in, "dead_letter_table");
  mapping->record_age_seconds = RequiredInt(in, "record_age_seconds");
  mapping->bisect = in.Flag("bisect");
  mapping->retries = RequiredInt(in, "retries");
  mapping->tumbling_seconds = RequiredInt(in, "tumbling_seconds");
  mapping->reports_item_failures = in.Flag("reports_item_failures");
  mapping->counts_events = in.Flag("counts_events");
  ReadTags(in, &mapping->tags);
}

void AddGivenText(std::vector<std::pair<std::string, Value>>& row, std::string_view name,
                  const std::string& text) {
  if (!text.empty()) row.emplace_back(name, Value(text));
}

}  // namespace

std::string MappingRowKey(std::string_view uuid) {
  return std::string(kMappingPrefix).append(uuid);
}

std::string EncodeMapping(const MappingDefinition& mapping) {
  std::vector<std::pair<std::string, Value>> row = {
      {"v", kMappingVersion},
      {"number", mapping.number},
      {"uuid", mapping.uuid},
      {"stream_arn", mapping.stream_arn},
      {"table", mapping.table},
      {"label", mapping.label},
      {"log", mapping.log},
      {"function", mapping.function},
      {"position", OfEnum(mapping.starting_position)},
      {"start", SequenceNumberText(mapping.start)},
      {"created", OfTime(mapping.created)},
      {"modified", OfTime(mapping.modified)},
      {"change", OfEnum(mapping.change)},
      {"enabled", mapping.enabled},
      {"batch_size", mapping.batch_size},
      {"window_seconds", mapping.window_seconds},
      {"lanes", mapping.lanes},
      {"record_age_seconds", mapping.record_age_seconds},
      {"bisect", mapping.bisect},
      {"retries", mapping.retries},
      {"tumbling_seconds", mapping.tumbling_seconds},
      {"reports_item_failures", mapping.reports_item_failures},
      {"counts_events", mapping.counts_events},
  };
  if (mapping.next_lanes > 0) row.emplace_back("next_lanes", mapping.next_lanes);
  AddGivenText(row, "problem", mapping.problem);
  AddGivenText(row, "dead_letter_table", mapping.dead_letter_table);
  if (!mapping.filters.empty()) {
    row.emplace_back("filters",
                     List(std::vector<Value>(mapping.filters.begin(), mapping.filters.end())));
  }
  if (!mapping.tags.empty()) {
    row.emplace_back("tags", Map(std::vector<std::pair<std::string, Value>>(mapping.tags.begin(),
                                                                            mapping.tags.end())));
  }
  return Item(Map(std::move(row))).encoded();
}

std::optional<MappingDefinition> DecodeMapping(std::string_view bytes) {
  if (!CheckEncoded(bytes) || ValueView(bytes).type() != Type::kMap) return std::nullopt;
  RowReader in{ItemView(bytes)};
  if (in.RequiredInteger("v") != kMappingVersion) return std::nullopt;
  MappingDefinition mapping;
  ReadSource(in, &mapping);
  ReadState(in, &mapping);
  ReadSettings(in, &mapping);
  return in.ok() ? std::optional(std::move(mapping)) : std::nullopt;
}

}  // namespace stator::trigger
