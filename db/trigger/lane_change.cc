// Another number of lanes for a mapping at work. Lanes of one shard have come to different places,
// and hash items otherwise when they are more or fewer: so each stops with the batch that it is at,
// then those that are behind come up to the one that is furthest, and where all stand at one place
// the change is a commit.
#include <algorithm>
#include <map>
#include <utility>

#include "db/trigger/dispatcher.h"

namespace stator::trigger {

void Dispatcher::NoteStop(const SlotPtr& slot) {
  const MappingConfigPtr config = slot->lane->mapping()->config();
  if (config->definition.next_lanes == 0 || slot->is_dead) return;
  const auto found = entries_.find(config->definition.uuid);
  if (found == entries_.end()) return;
  const auto& slots = found->second.slots;
  const bool all = std::all_of(slots.begin(), slots.end(), [](const auto& other) {
    return other.second->state == State::kFinished || other.second->is_at_barrier;
  });
  if (all) lane_changes_.insert(found->first);
}

void Dispatcher::ChangeLanes() {
  while (ChangeNextLanes()) {
  }
}

bool Dispatcher::ChangeNextLanes() {
  MappingConfigPtr config;
  std::vector<MappingStore::ShardPlace> places;
  {
    absl::MutexLock lock(&mutex_);
    if (lane_changes_.empty()) return false;
    const auto found = entries_.find(*lane_changes_.begin());
    lane_changes_.erase(lane_changes_.begin());
    if (found == entries_.end()) return true;
    config = found->second.running->config();
    std::map<uint32_t, MappingStore::ShardPlace> furthest;
    for (const auto& [at, slot] : found->second.slots) {
      MappingStore::ShardPlace& place = furthest[at.first];
      place.shard = at.first;
      place.place = std::max(place.place, slot->lane->place());
      place.is_finished = slot->state == State::kFinished;
    }
    bool all_there = true;
    for (const auto& [at, slot] : found->second.slots) {
      const Sequence barrier = furthest[at.first].place;
      if (slot->state == State::kFinished || slot->lane->place() == barrier) continue;
      all_there = false;
      slot->lane->SetBarrier(barrier);
      Queue(slot);
    }
    if (!all_there) return true;
    for (const auto& [shard, place] : furthest) places.push_back(place);
  }
  auto changed = rows_.ChangeLanes(config->definition, places);
  // If it cannot be written, the lanes stay stopped until the mapping is updated or opened again.
  if (changed.ok()) Restart(*std::move(changed)).IgnoreError();
  return true;
}

}  // namespace stator::trigger
