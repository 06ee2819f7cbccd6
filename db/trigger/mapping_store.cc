#include "db/trigger/mapping_store.h"

#include <algorithm>
#include <utility>

#include "db/base/status_macros.h"
#include "db/engine/catalog_rows.h"
#include "db/engine/log_reader.h"
#include "db/engine/outcome.h"
#include "db/trigger/dispatch_error.h"
#include "db/trigger/error.h"
#include "stator/error.h"

namespace stator::trigger {
namespace {

using storage::Decision;
using storage::Outcome;
using storage::Space;
using storage::Visit;

constexpr std::string_view kMappingRows = "m";
constexpr std::string_view kMappingRowsEnd = "n";

absl::StatusOr<std::vector<MappingDefinition>> RowsOf(storage::Snapshot& snapshot) {
  std::vector<MappingDefinition> mappings;
  absl::Status damage;
  STATOR_RETURN_IF_ERROR(
      snapshot.Scan({.space = Space::kTriggers, .begin = kMappingRows, .end = kMappingRowsEnd},
                    [&](std::string_view, std::string_view value) {
                      auto mapping = DecodeMapping(value);
                      if (!mapping) {
                        damage = error::DamagedMapping();
                        return Visit::kStop;
                      }
                      mappings.push_back(*std::move(mapping));
                      return Visit::kContinue;
                    }));
  STATOR_RETURN_IF_ERROR(damage);
  std::sort(mappings.begin(), mappings.end(),
            [](const auto& a, const auto& b) { return a.number < b.number; });
  return mappings;
}

void PutMapping(const MappingDefinition& mapping, storage::WriteBatch& batch) {
  storage::Arena& arena = batch.arena();
  batch.Put(Space::kTriggers, arena.Copy(MappingRowKey(mapping.uuid)),
            arena.Copy(EncodeMapping(mapping)));
}

absl::Status EraseProgress(MappingNumber mapping, storage::Snapshot& snapshot,
                           storage::WriteBatch& batch) {
  const std::string begin = FirstProgressKey(mapping);
  const std::string end = EndOfProgressKeys(mapping);
  return snapshot.Scan({.space = Space::kTriggers, .begin = begin, .end = end},
                       [&](std::string_view key, std::string_view) {
                         batch.Erase(Space::kTriggers, batch.arena().Copy(key));
                         return Visit::kContinue;
                       });
}

// The same row for each lane of a shard.
void PutProgress(const MappingDefinition& mapping, uint32_t shard, const Progress& progress,
                 storage::WriteBatch& batch) {
  storage::Arena& arena = batch.arena();
  for (uint8_t lane = 0; lane < mapping.lanes; ++lane) {
    const LaneId id{.mapping = mapping.number, .shard = shard, .lane = lane};
    batch.Put(Space::kTriggers, arena.Copy(ProgressKey(id)), arena.Copy(EncodeProgress(progress)));
  }
}

// Behind which record of a shard a replay begins. Sequence numbers are in one order in all shards,
// so that each begins with the first of its own that is not less.
absl::StatusOr<Sequence> PlaceBefore(storage::Snapshot& snapshot, engine::LogShard shard,
                                     const ReplayFrom& from) {
  STATOR_ASSIGN_OR_RETURN(const Sequence oldest,
                          engine::TrimHorizon(snapshot, shard, from.since.value_or(Time::min())));
  if (!from.sequence_number) return oldest;
  return std::max(oldest, ParseSequenceNumber(*from.sequence_number)->Before());
}

// How often an answer that is lost is asked for again.
constexpr int kLostMax = 10;

// Writes what `decide` puts into the batch, or refuses with what it answers. Where the answer of
// the store is lost it is called again, and must find what it has done.
template <typename Decide>
absl::Status Commit(storage::Store& store, const Decide& decide) {
  for (int lost = 0;;) {
    absl::Status refusal;
    const Outcome outcome =
        store.Update([&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
          refusal = decide(snapshot, batch);
          return refusal.ok() ? Decision::kCommit : Decision::kRefuse;
        });
    if (outcome.kind == Outcome::Kind::kReplan) continue;
    const bool is_lost = outcome.kind == Outcome::Kind::kUnknown ||
                         (outcome.kind == Outcome::Kind::kFailed && lost > 0);
    if (is_lost && ++lost < kLostMax) continue;
    return engine::StatusOf(outcome, refusal);
  }
}

absl::Status CheckReplay(const ReplayFrom& from) {
  if (from.since && from.sequence_number) return error::TwoPlacesToReplayFrom();
  if (from.sequence_number && !ParseSequenceNumber(*from.sequence_number)) {
    return error::NoSequenceNumber(*from.sequence_number);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<MappingDefinition>> MappingStore::All() const {
  std::vector<MappingDefinition> mappings;
  STATOR_RETURN_IF_ERROR(store_.View([&](storage::Snapshot& snapshot) -> absl::Status {
    STATOR_ASSIGN_OR_RETURN(mappings, RowsOf(snapshot));
    return absl::OkStatus();
  }));
  return mappings;
}

absl::StatusOr<MappingDefinition> MappingStore::Create(MappingDefinition mapping) {
  const auto decide = [&](storage::Snapshot& snapshot, storage::WriteBatch& batch) -> absl::Status {
    // Streams change in commits of their own, which none of these comes between.
    const engine::StreamPtr stream = catalog_.streams().Find(mapping.table, mapping.label);
    if (stream == nullptr) return error::StreamNotFound(mapping.stream_arn);
    STATOR_ASSIGN_OR_RETURN(const auto others, RowsOf(snapshot));
    for (const MappingDefinition& other : others) {
      if (other.uuid == mapping.uuid) {
        mapping = other;
        return absl::OkStatus();
      }
      if (other.stream_arn == mapping.stream_arn && other.function == mapping.function) {
        return error::MappingExists(other);
      }
    }
    STATOR_ASSIGN_OR_RETURN(engine::IdSource ids, engine::IdSource::Of(snapshot));
    mapping.number = ids.Next();
    ids.Store(batch);
    mapping.log = stream->log;
    mapping.start = mapping.starting_position == EventSourcePosition::kLatest
                        ? Sequence::EndOf(snapshot.stamp())
                        : Sequence::First();
    PutMapping(mapping, batch);
    return absl::OkStatus();
  };
  STATOR_RETURN_IF_ERROR(Commit(store_, decide));
  return mapping;
}

absl::Status MappingStore::Change(std::string_view uuid, DecideOne decide) {
  const std::string row = MappingRowKey(uuid);
  const std::string_view key = row;
  return Commit(
      store_, [&](storage::Snapshot& snapshot, storage::WriteBatch& batch) -> absl::Status {
        std::optional<MappingDefinition> mapping;
        STATOR_RETURN_IF_ERROR(snapshot.Get(Space::kTriggers, {&key, 1}, [&](size_t, auto value) {
          if (value) mapping = DecodeMapping(*value);
        }));
        return mapping ? decide(*mapping, snapshot, batch) : error::MappingNotFound();
      });
}

absl::StatusOr<MappingDefinition> MappingStore::Update(std::string_view uuid, Edit edit) {
  MappingDefinition after;
  STATOR_RETURN_IF_ERROR(Change(uuid,
                                [&](const MappingDefinition& before, storage::Snapshot&,
                                    storage::WriteBatch& batch) -> absl::Status {
                                  STATOR_ASSIGN_OR_RETURN(after, edit(before));
                                  PutMapping(after, batch);
                                  return absl::OkStatus();
                                }));
  return after;
}

absl::StatusOr<MappingDefinition> MappingStore::Erase(std::string_view uuid) {
  MappingDefinition erased;
  const absl::Status changed =
      Change(uuid, [&](const MappingDefinition& mapping, storage::Snapshot& snapshot,
                       storage::WriteBatch& batch) {
        erased = mapping;
        batch.Erase(Space::kTriggers, batch.arena().Copy(MappingRowKey(mapping.uuid)));
        return EraseProgress(mapping.number, snapshot, batch);
      });
  // Of one that was found, and then is not, the answer was lost.
  if (IsError(changed, ErrorCode::kResourceNotFound) && !erased.uuid.empty()) return erased;
  STATOR_RETURN_IF_ERROR(changed);
  return erased;
}

absl::Status MappingStore::ForgetShards() {
  STATOR_ASSIGN_OR_RETURN(const std::vector<MappingDefinition> mappings, All());
  std::vector<std::string> stale;
  STATOR_RETURN_IF_ERROR(store_.View([&](storage::Snapshot& snapshot) -> absl::Status {
    for (const MappingDefinition& mapping : mappings) {
      const engine::StreamPtr stream = catalog_.streams().Find(mapping.table, mapping.label);
      const std::string begin = FirstProgressKey(mapping.number);
      const std::string end = EndOfProgressKeys(mapping.number);
      STATOR_RETURN_IF_ERROR(
          snapshot.Scan({.space = Space::kTriggers, .begin = begin, .end = end},
                        [&](std::string_view key, std::string_view) {
                          const auto lane = LaneOf(key);
                          const bool is_stale = stream == nullptr || stream->log != mapping.log ||
                                                (lane && stream->FindShard(lane->shard) == nullptr);
                          if (is_stale) stale.emplace_back(key);
                          return Visit::kContinue;
                        }));
    }
    return absl::OkStatus();
  }));
  if (stale.empty()) return absl::OkStatus();
  return Commit(store_, [&](storage::Snapshot&, storage::WriteBatch& batch) {
    for (const std::string& key : stale) batch.Erase(Space::kTriggers, key);
    return absl::OkStatus();
  });
}

absl::StatusOr<MappingDefinition> MappingStore::ChangeLanes(const MappingDefinition& mapping,
                                                            const std::vector<ShardPlace>& places) {
  MappingDefinition after;
  STATOR_RETURN_IF_ERROR(
      Change(mapping.uuid,
             [&](const MappingDefinition& now, storage::Snapshot& snapshot,
                 storage::WriteBatch& batch) -> absl::Status {
               const bool is_done = now.lanes == after.lanes && now.next_lanes == 0;
               if (!after.uuid.empty() && is_done) return absl::OkStatus();
               if (now.lanes != mapping.lanes || now.next_lanes != mapping.next_lanes) {
                 return error::MappingExists(now);
               }
               after = now;
               after.lanes = std::exchange(after.next_lanes, 0);
               PutMapping(after, batch);
               STATOR_RETURN_IF_ERROR(EraseProgress(after.number, snapshot, batch));
               for (const ShardPlace& place : places) {
                 Progress progress;
                 progress.after = place.place;
                 progress.is_finished = place.is_finished;
                 PutProgress(after, place.shard, progress, batch);
               }
               return absl::OkStatus();
             }));
  return after;
}

absl::Status MappingStore::SetBack(std::string_view uuid, const ReplayFrom& from) {
  STATOR_RETURN_IF_ERROR(CheckReplay(from));
  return Change(
      uuid,
      [&](const MappingDefinition& mapping, storage::Snapshot& snapshot,
          storage::WriteBatch& batch) -> absl::Status {
        STATOR_RETURN_IF_ERROR(EraseProgress(mapping.number, snapshot, batch));
        const engine::StreamPtr stream = catalog_.streams().Find(mapping.table, mapping.label);
        if (stream == nullptr) return error::StreamNotFound(mapping.stream_arn);
        for (const engine::ShardDefinition& shard : stream->shards) {
          STATOR_ASSIGN_OR_RETURN(const Sequence place,
                                  PlaceBefore(snapshot, {stream->log, shard.number}, from));
          Progress progress;
          progress.after = std::max(place, shard.first);
          PutProgress(mapping, shard.number, progress, batch);
        }
        return absl::OkStatus();
      });
}

}  // namespace stator::trigger
