// Sequences are stored as their texts: of a row they are few, and so it can be read by eye.
#include "db/engine/stream_codec.h"

#include <utility>

#include "db/engine/index_codec.h"
#include "db/engine/row_reader.h"

namespace stator::engine {
namespace {

constexpr int kStreamVersion = 1;

Value OfShard(const ShardDefinition& shard) {
  std::vector<std::pair<std::string, Value>> map = {
      {"number", Value(static_cast<int64_t>(shard.number))},
      {"segment", Value(static_cast<int64_t>(shard.segment))},
      {"segments", Value(static_cast<int64_t>(shard.segments))},
      {"opened", OfTime(shard.opened)},
      {"first", Value(SequenceNumberText(shard.first))}};
  if (shard.parent) map.emplace_back("parent", Value(static_cast<int64_t>(*shard.parent)));
  if (shard.closed) map.emplace_back("closed", OfTime(*shard.closed));
  if (shard.last) map.emplace_back("last", Value(SequenceNumberText(*shard.last)));
  return Map(std::move(map));
}

std::optional<Sequence> SequenceIn(RowReader& in, std::string_view name) {
  const auto text = in.Find(name, Type::kString);
  return text ? ParseSequenceNumber(text->AsString()) : std::nullopt;
}

std::optional<ShardDefinition> ShardOf(ItemView map) {
  RowReader in(map);
  ShardDefinition shard;
  shard.number = static_cast<uint32_t>(in.RequiredInteger("number"));
  if (const auto parent = in.Integer("parent")) shard.parent = static_cast<uint32_t>(*parent);
  shard.segment = static_cast<uint32_t>(in.RequiredInteger("segment"));
  shard.segments = static_cast<uint32_t>(in.RequiredInteger("segments"));
  shard.opened = in.OptionalTime("opened").value_or(Time());
  shard.first = SequenceIn(in, "first").value_or(Sequence::First());
  shard.closed = in.OptionalTime("closed");
  shard.last = SequenceIn(in, "last");
  return in.ok() ? std::optional(shard) : std::nullopt;
}

}  // namespace

std::string StreamRowKey(std::string_view table, std::string_view label) {
  return std::string(kStreamPrefix).append(table).append("/").append(label);
}

std::string EncodeStream(const StreamDefinition& stream) {
  std::vector<Value> shards;
  for (const ShardDefinition& shard : stream.shards) shards.push_back(OfShard(shard));
  Item row{{"v", kStreamVersion},
           {"log", stream.log},
           {"table", stream.table},
           {"label", stream.label},
           {"view", OfEnum(stream.view)},
           {"key_schema", EncodeKeySchema(stream.key_schema)},
           {"created", OfTime(stream.created)},
           {"shards", Value(List(std::move(shards)))}};
  if (stream.disabled) row.Set("disabled", OfTime(*stream.disabled));
  return row.encoded();
}

std::optional<StreamDefinition> DecodeStream(std::string_view bytes) {
  if (!CheckEncoded(bytes) || ValueView(bytes).type() != Type::kMap) return std::nullopt;
  RowReader in{ItemView(bytes)};
  if (in.RequiredInteger("v") != kStreamVersion) return std::nullopt;
  StreamDefinition stream;
  stream.log = static_cast<LogId>(in.RequiredInteger("log"));
  stream.table = in.RequiredString("table");
  stream.label = in.RequiredString("label");
  stream.view = static_cast<StreamViewType>(in.RequiredInteger("view"));
  in.Pairs("key_schema", [&](std::string name, int64_t type) {
    stream.key_schema.push_back({std::move(name), static_cast<KeyType>(type)});
  });
  stream.created = in.OptionalTime("created").value_or(Time());
  stream.disabled = in.OptionalTime("disabled");
  if (const auto shards = in.Find("shards", Type::kList)) {
    for (const ValueView value : shards->AsList()) {
      auto shard = ShardOf(value.AsMap());
      if (!shard) return std::nullopt;
      stream.shards.push_back(*std::move(shard));
    }
  }
  return in.ok() ? std::optional(std::move(stream)) : std::nullopt;
}

Value EncodeTableStream(const TableStream& stream) {
  std::vector<std::pair<std::string, Value>> map = {{"log", Value(int64_t{stream.log})},
                                                    {"label", Value(stream.label)},
                                                    {"view", OfEnum(stream.view)},
                                                    {"enabled", OfTime(stream.enabled)}};
  if (stream.disabled) map.emplace_back("disabled", OfTime(*stream.disabled));
  return Map(std::move(map));
}

std::optional<TableStream> DecodeTableStream(ItemView map) {
  RowReader in(map);
  TableStream stream{.log = static_cast<LogId>(in.RequiredInteger("log")),
                     .label = in.RequiredString("label"),
                     .view = static_cast<StreamViewType>(in.RequiredInteger("view")),
                     .enabled = in.OptionalTime("enabled").value_or(Time()),
                     .disabled = in.OptionalTime("disabled")};
  return in.ok() ? std::optional(std::move(stream)) : std::nullopt;
}

}  // namespace stator::engine
