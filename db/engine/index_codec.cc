// Each direction is one list of the attributes, in the same order, as in table_codec.cc.
#include "db/engine/index_codec.h"

#include <string>
#include <utility>

#include "db/engine/row_reader.h"

namespace stator::engine {
namespace {

using Attributes = std::vector<std::pair<std::string, Value>>;

void EncodeThroughput(const IndexDefinition& index, Attributes& map) {
  map.emplace_back("read_units", *index.throughput.read_capacity_units);
  map.emplace_back("write_units", *index.throughput.write_capacity_units);
  map.emplace_back("decreases_today", index.decreases_today);
  if (index.last_increase) map.emplace_back("last_increase", OfTime(*index.last_increase));
  if (index.last_decrease) map.emplace_back("last_decrease", OfTime(*index.last_decrease));
  if (const auto& limits = index.on_demand_throughput) {
    map.emplace_back("max_read_units", limits->max_read_request_units.value_or(-1));
    map.emplace_back("max_write_units", limits->max_write_request_units.value_or(-1));
  }
  if (index.warm != WarmUnits()) map.emplace_back("warm", EncodeWarmth(index.warm));
}

void DecodeThroughput(RowReader& in, IndexDefinition& index) {
  index.throughput = {in.RequiredInteger("read_units"), in.RequiredInteger("write_units")};
  index.decreases_today = in.RequiredInteger("decreases_today");
  index.last_increase = in.OptionalTime("last_increase");
  index.last_decrease = in.OptionalTime("last_decrease");
  if (const auto read = in.Integer("max_read_units")) {
    index.on_demand_throughput = OnDemandThroughput{*read, in.RequiredInteger("max_write_units")};
  }
  if (const auto warm = in.Find("warm", Type::kList)) index.warm = DecodeWarmth(warm->AsList());
}

}  // namespace

Value EncodeKeySchema(const std::vector<KeySchemaElement>& elements) {
  std::vector<Value> list;
  for (const auto& e : elements) list.push_back(List{*e.attribute_name, OfEnum(*e.key_type)});
  return List(std::move(list));
}

Value EncodeWarmth(const WarmUnits& warm) { return List{warm.read, warm.write}; }

WarmUnits DecodeWarmth(ListView units) {
  const auto at = [&](size_t i) {
    const auto value = units.At(i);
    const bool is_number = value && value->type() == Type::kNumber;
    return is_number ? value->AsNumber().ToInt64().value_or(0) : 0;
  };
  return {.read = at(0), .write = at(1)};
}

Value EncodeIndex(const IndexDefinition& index) {
  Attributes map{{"id", index.id},
                 {"name", index.name},
                 {"local", index.is_local},
                 {"key_schema", EncodeKeySchema(index.key_schema)},
                 {"projection", OfEnum(*index.projection.projection_type)},
                 {"backfilling", index.is_backfilling}};
  if (const auto& names = index.projection.non_key_attributes) {
    map.emplace_back("non_key", List(std::vector<Value>(names->begin(), names->end())));
  }
  if (index.added) map.emplace_back("added", OfTime(*index.added));
  if (index.updated) map.emplace_back("updated", OfTime(*index.updated));
  if (index.deleted) map.emplace_back("deleted", OfTime(*index.deleted));
  EncodeThroughput(index, map);
  return Map(std::move(map));
}

std::optional<IndexDefinition> DecodeIndex(ValueView value) {
  if (value.type() != Type::kMap) return std::nullopt;
  RowReader in(value.AsMap());
  IndexDefinition index;
  index.id = static_cast<TableId>(in.RequiredInteger("id"));
  index.name = in.RequiredString("name");
  index.is_local = in.Flag("local");
  in.Pairs("key_schema", [&](std::string name, int64_t type) {
    index.key_schema.push_back({std::move(name), static_cast<KeyType>(type)});
  });
  index.projection.projection_type = static_cast<ProjectionType>(in.RequiredInteger("projection"));
  index.is_backfilling = in.Flag("backfilling");
  if (const auto names = in.Find("non_key", Type::kList)) {
    auto& list = index.projection.non_key_attributes.emplace();
    for (const ValueView name : names->AsList()) list.emplace_back(name.AsString());
  }
  index.added = in.OptionalTime("added");
  index.updated = in.OptionalTime("updated");
  index.deleted = in.OptionalTime("deleted");
  DecodeThroughput(in, index);
  return in.ok() ? std::optional(std::move(index)) : std::nullopt;
}

}  // namespace stator::engine
