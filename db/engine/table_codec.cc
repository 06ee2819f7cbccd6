// Each direction is one list of the attributes, in the same order, so that they can be compared by
// eye.
#include "db/engine/table_codec.h"

#include <utility>

#include "db/engine/index_codec.h"
#include "db/engine/row_reader.h"
#include "db/engine/stream_codec.h"

namespace stator::engine {
namespace {

constexpr int kVersion = 1;

Value OfAttributes(const std::vector<AttributeDefinition>& definitions) {
  std::vector<Value> list;
  for (const auto& d : definitions) {
    list.push_back(List{*d.attribute_name, OfEnum(*d.attribute_type)});
  }
  return List(std::move(list));
}

Value OfTags(const std::vector<Tag>& tags) {
  std::vector<std::pair<std::string, Value>> map;
  for (const auto& tag : tags) map.emplace_back(*tag.key, *tag.value);
  return Map(std::move(map));
}

Value OfSse(const SseSpecification& sse) {
  std::vector<std::pair<std::string, Value>> map;
  if (sse.enabled) map.emplace_back("enabled", *sse.enabled);
  if (sse.sse_type) map.emplace_back("type", OfEnum(*sse.sse_type));
  if (sse.kms_master_key_id) map.emplace_back("key", *sse.kms_master_key_id);
  return Map(std::move(map));
}

SseSpecification SseOf(ItemView map) {
  RowReader in(map);
  SseSpecification sse;
  if (const auto enabled = in.Find("enabled", Type::kBool)) sse.enabled = enabled->AsBool();
  sse.sse_type = in.Enum<SseType>("type");
  if (const auto key = in.Find("key", Type::kString)) sse.kms_master_key_id = key->AsString();
  return sse;
}
Value OfTimeToLive(const TimeToLive& ttl) {
  return Map({{"attribute", ttl.attribute},
              {"stage", OfEnum(ttl.stage)},
              {"changed", OfTime(ttl.changed)}});
}

std::optional<TimeToLive> TimeToLiveOf(ItemView map) {
  RowReader in(map);
  TimeToLive ttl{.attribute = in.RequiredString("attribute"),
                 .stage = static_cast<TimeToLiveStage>(in.RequiredInteger("stage")),
                 .changed = in.OptionalTime("changed").value_or(Time())};
  return in.ok() ? std::optional(std::move(ttl)) : std::nullopt;
}

Value OfIndexes(const std::vector<IndexDefinition>& indexes) {
  std::vector<Value> list;
  for (const IndexDefinition& index : indexes) list.push_back(EncodeIndex(index));
  return List(std::move(list));
}

}  // namespace

std::string EncodeTable(const TableDefinition& d) {
  Item row{{"v", kVersion},
           {"id", d.id},
           {"name", d.name},
           {"uuid", d.uuid},
           {"created", OfTime(d.created)},
           {"attributes", OfAttributes(d.attribute_definitions)},
           {"key_schema", EncodeKeySchema(d.key_schema)},
           {"billing_mode", OfEnum(d.billing_mode)},
           {"read_units", *d.throughput.read_capacity_units},
           {"write_units", *d.throughput.write_capacity_units},
           {"decreases_today", d.decreases_today},
           {"deletion_protection", d.deletion_protection},
           {"tags", OfTags(d.tags)}};
  if (d.last_update_to_pay_per_request) {
    row.Set("to_pay_per_request", OfTime(*d.last_update_to_pay_per_request));
  }
  if (d.last_increase) row.Set("last_increase", OfTime(*d.last_increase));
  if (d.last_decrease) row.Set("last_decrease", OfTime(*d.last_decrease));
  if (d.on_demand_throughput) {
    row.Set("max_read_units", d.on_demand_throughput->max_read_request_units.value_or(-1));
    row.Set("max_write_units", d.on_demand_throughput->max_write_request_units.value_or(-1));
  }
  if (d.table_class) row.Set("class", OfEnum(*d.table_class));
  if (d.table_class_updated) row.Set("class_updated", OfTime(*d.table_class_updated));
  if (d.sse) row.Set("sse", OfSse(*d.sse));
  if (d.updated) row.Set("updated", OfTime(*d.updated));
  if (d.deleted) row.Set("deleted", OfTime(*d.deleted));
  if (!d.indexes.empty()) row.Set("indexes", OfIndexes(d.indexes));
  if (d.time_to_live) row.Set("time_to_live", OfTimeToLive(*d.time_to_live));
  if (d.stream) row.Set("stream", EncodeTableStream(*d.stream));
  if (d.warm != WarmUnits()) row.Set("warm", EncodeWarmth(d.warm));
  return row.encoded();
}

std::optional<TableDefinition> DecodeTable(std::string_view bytes) {
  if (!CheckEncoded(bytes) || ValueView(bytes).type() != Type::kMap) return std::nullopt;
  const ItemView row(bytes);
  RowReader in(row);
  if (in.RequiredInteger("v") != kVersion) return std::nullopt;
  TableDefinition d;
  d.id = static_cast<TableId>(in.RequiredInteger("id"));
  d.name = in.RequiredString("name");
  d.uuid = in.RequiredString("uuid");
  d.created = in.OptionalTime("created").value_or(Time());
  in.Pairs("attributes", [&](std::string name, int64_t type) {
    d.attribute_definitions.push_back({std::move(name), static_cast<ScalarAttributeType>(type)});
  });
  in.Pairs("key_schema", [&](std::string name, int64_t type) {
    d.key_schema.push_back({std::move(name), static_cast<KeyType>(type)});
  });
  d.billing_mode = static_cast<BillingMode>(in.RequiredInteger("billing_mode"));
  d.throughput = {in.RequiredInteger("read_units"), in.RequiredInteger("write_units")};
  d.decreases_today = in.RequiredInteger("decreases_today");
  d.deletion_protection = in.Flag("deletion_protection");
  if (const auto tags = in.Find("tags", Type::kMap)) {
    for (const auto [key, value] : tags->AsMap()) {
      d.tags.push_back({std::string(key), std::string(value.AsString())});
    }
  }
  d.last_update_to_pay_per_request = in.OptionalTime("to_pay_per_request");
  d.last_increase = in.OptionalTime("last_increase");
  d.last_decrease = in.OptionalTime("last_decrease");
  if (const auto read = in.Integer("max_read_units")) {
    d.on_demand_throughput = OnDemandThroughput{*read, in.RequiredInteger("max_write_units")};
  }
  d.table_class = in.Enum<TableClass>("class");
  d.table_class_updated = in.OptionalTime("class_updated");
  if (const auto sse = in.Find("sse", Type::kMap)) d.sse = SseOf(sse->AsMap());
  d.updated = in.OptionalTime("updated");
  d.deleted = in.OptionalTime("deleted");
  if (const auto indexes = in.Find("indexes", Type::kList)) {
    for (const ValueView value : indexes->AsList()) {
      auto index = DecodeIndex(value);
      if (!index) return std::nullopt;
      d.indexes.push_back(*std::move(index));
    }
  }
  if (const auto warm = in.Find("warm", Type::kList)) d.warm = DecodeWarmth(warm->AsList());
  if (const auto ttl = in.Find("time_to_live", Type::kMap)) {
    d.time_to_live = TimeToLiveOf(ttl->AsMap());
    if (!d.time_to_live) return std::nullopt;
  }
  if (const auto stream = in.Find("stream", Type::kMap)) {
    d.stream = DecodeTableStream(stream->AsMap());
    if (!d.stream) return std::nullopt;
  }
  return in.ok() ? std::optional(std::move(d)) : std::nullopt;
}

}  // namespace stator::engine
