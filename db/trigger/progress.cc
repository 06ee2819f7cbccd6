#include "db/trigger/progress.h"

#include <utility>

#include "db/base/bytes.h"
#include "db/engine/row_reader.h"
#include "stator/item.h"

namespace stator::trigger {
namespace {

constexpr int kProgressVersion = 1;
constexpr char kProgressPrefix = 'p';
constexpr size_t kProgressKeyBytes = 1 + 4 + 4 + 1;

std::optional<Sequence> SequenceNamed(engine::RowReader& in, std::string_view name) {
  return ParseSequenceNumber(in.RequiredString(name));
}

Value OfParts(const std::vector<Part>& parts) {
  std::vector<Value> list;
  for (const Part& part : parts) {
    list.push_back(Map({{"last", Value(SequenceNumberText(part.last))},
                        {"retries", Value(int64_t{part.retries})}}));
  }
  return Value(List(std::move(list)));
}

std::optional<std::vector<Part>> PartsIn(engine::RowReader& in) {
  std::vector<Part> parts;
  const auto list = in.Find("parts", Type::kList);
  if (!list) return parts;
  for (const ValueView value : list->AsList()) {
    if (value.type() != Type::kMap) return std::nullopt;
    engine::RowReader part(value.AsMap());
    const auto last = SequenceNamed(part, "last");
    const auto retries = static_cast<int32_t>(part.RequiredInteger("retries"));
    if (!last || !part.ok()) return std::nullopt;
    parts.push_back({*last, retries});
  }
  return parts;
}

}  // namespace

std::string ProgressKey(const LaneId& lane) {
  std::string key = FirstProgressKey(lane.mapping);
  AppendBig<uint32_t>(lane.shard, key);
  key += static_cast<char>(lane.lane);
  return key;
}

std::string FirstProgressKey(MappingNumber mapping) {
  std::string key(1, kProgressPrefix);
  AppendBig<MappingNumber>(mapping, key);
  return key;
}

std::string EndOfProgressKeys(MappingNumber mapping) { return FirstProgressKey(mapping + 1); }

std::optional<LaneId> LaneOf(std::string_view progress_key) {
  if (progress_key.size() != kProgressKeyBytes || progress_key[0] != kProgressPrefix) {
    return std::nullopt;
  }
  return LaneId{.mapping = LoadBig<uint32_t>(progress_key.data() + 1),
                .shard = LoadBig<uint32_t>(progress_key.data() + 5),
                .lane = static_cast<uint8_t>(progress_key[9])};
}

std::string EncodeProgress(const Progress& progress) {
  Item row{{"v", kProgressVersion}, {"after", SequenceNumberText(progress.after)}};
  if (!progress.parts.empty()) row.Set("parts", OfParts(progress.parts));
  if (progress.invocations > 0) row.Set("invocations", Value(int64_t{progress.invocations}));
  if (progress.is_in_flight) row.Set("in_flight", Value(true));
  if (progress.is_finished) row.Set("finished", Value(true));
  if (const auto& window = progress.window) {
    row.Set("window", Map({{"start", engine::OfTime(window->start)},
                           {"state", Value(window->state)},
                           {"early", Value(window->is_terminated_early)}}));
  }
  return row.encoded();
}

std::optional<Progress> DecodeProgress(std::string_view bytes) {
  if (!CheckEncoded(bytes) || ValueView(bytes).type() != Type::kMap) return std::nullopt;
  engine::RowReader in{ItemView(bytes)};
  if (in.RequiredInteger("v") != kProgressVersion) return std::nullopt;
  const auto after = SequenceNamed(in, "after");
  auto parts = PartsIn(in);
  if (!after || !parts) return std::nullopt;
  Progress progress{.after = *after,
                    .parts = *std::move(parts),
                    .invocations = static_cast<int32_t>(in.Integer("invocations").value_or(0)),
                    .is_in_flight = in.Flag("in_flight"),
                    .is_finished = in.Flag("finished"),
                    .window = std::nullopt};
  if (const auto window = in.Find("window", Type::kMap)) {
    engine::RowReader of(window->AsMap());
    progress.window = WindowProgress{.start = of.OptionalTime("start").value_or(Time()),
                                     .state = of.RequiredString("state"),
                                     .is_terminated_early = of.Flag("early")};
    if (!of.ok()) return std::nullopt;
  }
  return in.ok() ? std::optional(std::move(progress)) : std::nullopt;
}

}  // namespace stator::trigger
