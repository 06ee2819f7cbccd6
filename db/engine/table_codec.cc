// Each direction is one list of the attributes, in the same order, so that they can be compared by
// eye. Times are microseconds since 1970; enums are the numbers of their enumerators, which
// therefore must not change.
#include "db/engine/table_codec.h"

#include <utility>

namespace stator::engine {
namespace {

constexpr int kVersion = 1;

Value OfTime(Time time) { return Value(static_cast<int64_t>(time.time_since_epoch().count())); }

template <typename E>
Value OfEnum(E e) {
  return Value(static_cast<int>(e));
}

Value OfAttributes(const std::vector<AttributeDefinition>& definitions) {
  std::vector<Value> list;
  for (const auto& d : definitions) {
    list.push_back(List{*d.attribute_name, OfEnum(*d.attribute_type)});
  }
  return List(std::move(list));
}

Value OfKeySchema(const std::vector<KeySchemaElement>& elements) {
  std::vector<Value> list;
  for (const auto& e : elements) list.push_back(List{*e.attribute_name, OfEnum(*e.key_type)});
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

// Reads one attribute after the other, and remembers whether all were what they should be.
class Reader {
 public:
  explicit Reader(ItemView item) : item_(item) {}

  bool ok() const { return ok_; }

  std::optional<ValueView> Find(std::string_view name, Type type) {
    std::optional<ValueView> value = item_.Find(name);
    if (value && value->type() != type) {
      ok_ = false;
      return std::nullopt;
    }
    return value;
  }
  std::optional<int64_t> Integer(std::string_view name) {
    const auto value = Find(name, Type::kNumber);
    return value ? value->AsNumber().ToInt64() : std::nullopt;
  }
  int64_t RequiredInteger(std::string_view name) {
    const auto value = Integer(name);
    if (!value) ok_ = false;
    return value.value_or(0);
  }
  std::string RequiredString(std::string_view name) {
    const auto value = Find(name, Type::kString);
    if (!value) ok_ = false;
    return value ? std::string(value->AsString()) : std::string();
  }
  std::optional<Time> OptionalTime(std::string_view name) {
    const auto us = Integer(name);
    return us ? std::optional(Time(std::chrono::microseconds(*us))) : std::nullopt;
  }
  template <typename E>
  std::optional<E> Enum(std::string_view name) {
    const auto value = Integer(name);
    return value ? std::optional(static_cast<E>(*value)) : std::nullopt;
  }
  // Calls `take(name, number)` for each pair of a list of [name, number].
  template <typename Take>
  void Pairs(std::string_view name, Take take) {
    const auto list = Find(name, Type::kList);
    if (!list) return;
    for (ValueView pair : list->AsList()) {
      const auto first = pair.AsList().At(0);
      const auto second = pair.AsList().At(1);
      take(std::string(first->AsString()), second->AsNumber().ToInt64().value_or(0));
    }
  }

 private:
  ItemView item_;
  bool ok_ = true;
};

}  // namespace

std::string EncodeTable(const TableDefinition& d) {
  Item row{{"v", kVersion},
           {"id", d.id},
           {"name", d.name},
           {"uuid", d.uuid},
           {"created", OfTime(d.created)},
           {"attributes", OfAttributes(d.attribute_definitions)},
           {"key_schema", OfKeySchema(d.key_schema)},
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
  return row.encoded();
}

std::optional<TableDefinition> DecodeTable(std::string_view bytes) {
  if (!CheckEncoded(bytes) || ValueView(bytes).type() != Type::kMap) return std::nullopt;
  const ItemView row(bytes);
  Reader in(row);
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
  const auto deletion_protection = in.Find("deletion_protection", Type::kBool);
  d.deletion_protection = deletion_protection && deletion_protection->AsBool();
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
  if (const auto sse = in.Find("sse", Type::kMap)) {
    Reader map(sse->AsMap());
    d.sse.emplace();
    if (const auto enabled = map.Find("enabled", Type::kBool)) d.sse->enabled = enabled->AsBool();
    d.sse->sse_type = map.Enum<SseType>("type");
    if (const auto key = map.Find("key", Type::kString)) {
      d.sse->kms_master_key_id = std::string(key->AsString());
    }
  }
  return in.ok() ? std::optional(std::move(d)) : std::nullopt;
}

}  // namespace stator::engine
