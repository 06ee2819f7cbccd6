#include "db/trigger/dispatcher.h"

#include <algorithm>
#include <utility>

#include "db/base/status_macros.h"

namespace stator::trigger {
namespace {

// Functions that block each take a thread.
constexpr int kThreadsMax = 32;
// The clock may be turned meanwhile, and does not tell.
constexpr std::chrono::seconds kSleepMax{1};

constexpr std::string_view kOverran =
    "PROBLEM: Function has not returned in time and cannot be stopped";

}  // namespace

Dispatcher::Dispatcher(storage::Store& store, const engine::Catalog& catalog,
                       engine::ChangeFeed& feed, const Clock& clock, DispatcherSettings settings)
    : store_(store),
      catalog_(catalog),
      feed_(feed),
      clock_(clock),
      settings_(std::move(settings)),
      rows_(store, catalog),
      committer_(store, catalog, settings_.origin.secret),
      parts_{.store = store,
             .catalog = catalog,
             .clock = clock,
             .origin = settings_.origin,
             .place = settings_.place,
             .transactions = settings_.transactions,
             .functions = functions_,
             .committer = committer_,
             .timer = timer_,
             .stop = [this](const auto& running) { StopMapping(running); },
             .function_of =
                 [this](MappingNumber number) {
                   absl::MutexLock lock(&mutex_);
                   for (const auto& [uuid, entry] : entries_) {
                     const MappingConfigPtr config = entry.running->config();
                     if (config->definition.number == number) return config->definition.function;
                   }
                   return std::to_string(number);
                 }},
      executor_(kThreadsMax) {}

Dispatcher::~Dispatcher() {
  std::vector<Entry> entries;
  {
    absl::MutexLock lock(&mutex_);
    is_stopping_ = true;
    while (!entries_.empty()) entries.push_back(Detach(entries_.begin()->first));
  }
  for (Entry& entry : entries) LetGo(entry);
  timer_.Stop();
  // Calls of a host end before what they tell of their end does.
  functions_.SetHost(nullptr);
}

absl::Status Dispatcher::Load() {
  std::vector<Entry> old;
  {
    absl::MutexLock lock(&mutex_);
    while (!entries_.empty()) old.push_back(Detach(entries_.begin()->first));
    loop_.clear();  // Of a time that is undone.
  }
  for (Entry& entry : old) LetGo(entry);
  STATOR_RETURN_IF_ERROR(rows_.ForgetShards());
  STATOR_ASSIGN_OR_RETURN(std::vector<MappingDefinition> mappings, rows_.All());
  for (MappingDefinition& mapping : mappings) {
    STATOR_RETURN_IF_ERROR(Begin(std::move(mapping)));
  }
  return absl::OkStatus();
}

absl::Status Dispatcher::Begin(MappingDefinition mapping, MappingCountersPtr counters) {
  if (counters == nullptr) counters = std::make_shared<MappingCounters>();
  const uint64_t generation = store_.generation();
  const std::string uuid = mapping.uuid;
  STATOR_ASSIGN_OR_RETURN(MappingConfigPtr config, MakeConfig(std::move(mapping)));
  Entry entry;
  entry.feed = feed_.Of(config->definition.log);
  entry.running =
      std::make_shared<RunningMapping>(std::move(config), generation, std::move(counters));
  entry.subscription = entry.feed->Subscribe([this, uuid] { Grew(uuid); });
  {
    absl::MutexLock lock(&mutex_);
    const auto [at, is_new] = entries_.try_emplace(uuid);
    if (is_new && !is_stopping_) {
      at->second = std::move(entry);
      AddLanes(at->second);
      return absl::OkStatus();
    }
  }
  LetGo(entry);
  return absl::OkStatus();
}

Dispatcher::Entry Dispatcher::Detach(std::string_view uuid) {
  const auto found = entries_.find(uuid);
  if (found == entries_.end()) return {};
  Entry entry = std::move(found->second);
  entries_.erase(found);
  entry.running->End();
  for (const auto& [place, slot] : entry.slots) {
    slot->is_dead = true;
    ready_.erase(slot);
  }
  return entry;
}

void Dispatcher::LetGo(Entry& entry) {
  if (entry.feed != nullptr) entry.feed->Unsubscribe(entry.subscription);
}

absl::Status Dispatcher::Added(MappingDefinition mapping) { return Begin(std::move(mapping)); }

absl::Status Dispatcher::Changed(MappingDefinition mapping) {
  STATOR_ASSIGN_OR_RETURN(MappingConfigPtr config, MakeConfig(std::move(mapping)));
  absl::MutexLock lock(&mutex_);
  const auto found = entries_.find(config->definition.uuid);
  if (found == entries_.end()) return absl::OkStatus();
  found->second.running->Exchange(std::move(config));
  for (const auto& [place, slot] : found->second.slots) Wake(slot);
  return absl::OkStatus();
}

void Dispatcher::Removed(std::string_view uuid) {
  Entry entry;
  {
    absl::MutexLock lock(&mutex_);
    entry = Detach(uuid);
  }
  LetGo(entry);
}

absl::Status Dispatcher::Restart(MappingDefinition mapping) {
  Entry entry;
  {
    absl::MutexLock lock(&mutex_);
    entry = Detach(mapping.uuid);
  }
  LetGo(entry);
  return Begin(std::move(mapping),
               entry.running == nullptr ? nullptr : entry.running->shared_counters());
}

void Dispatcher::FunctionsChanged() {
  absl::MutexLock lock(&mutex_);
  for (const auto& [uuid, entry] : entries_) {
    for (const auto& [place, slot] : entry.slots) Wake(slot);
  }
}

std::string Dispatcher::ResultOf(std::string_view uuid) const {
  absl::MutexLock lock(&mutex_);
  const auto found = entries_.find(uuid);
  return found == entries_.end() ? std::string(kNothingProcessed) : found->second.running->result();
}

std::vector<MappingStats> Dispatcher::stats() const {
  absl::MutexLock lock(&mutex_);
  std::vector<MappingStats> stats;
  for (const auto& [uuid, entry] : entries_) stats.push_back(entry.running->Stats());
  return stats;
}

// A shard begins when the one that it came of has been read to its end, so that the records of an
// item stay in order.
bool Dispatcher::MayBegin(const Entry& entry, const engine::StreamDefinition& stream,
                          const engine::ShardDefinition& shard) const {
  if (!shard.parent || stream.FindShard(*shard.parent) == nullptr) return true;
  const auto begin = entry.slots.lower_bound({*shard.parent, 0});
  const auto end = entry.slots.lower_bound({*shard.parent + 1, 0});
  return begin != end && std::all_of(begin, end, [](const auto& slot) {
           return slot.second->state == State::kFinished;
         });
}

void Dispatcher::AddLanes(Entry& entry, std::optional<uint32_t> parent) {
  const MappingConfigPtr config = entry.running->config();
  const MappingDefinition& mapping = config->definition;
  const engine::StreamPtr stream = catalog_.streams().Find(mapping.table, mapping.label);
  if (stream == nullptr || stream->log != mapping.log) return;
  for (const engine::ShardDefinition& shard : stream->shards) {
    if (parent && shard.parent != parent) continue;
    if (!MayBegin(entry, *stream, shard)) continue;
    for (uint8_t lane = 0; lane < mapping.lanes; ++lane) {
      const auto [at, is_new] = entry.slots.try_emplace({shard.number, lane});
      if (!is_new) continue;
      const LaneId id{.mapping = mapping.number, .shard = shard.number, .lane = lane};
      at->second = std::make_shared<Slot>(std::make_shared<Lane>(parts_, entry.running, id));
      Queue(at->second);
    }
  }
}

void Dispatcher::Grew(std::string_view uuid) {
  absl::MutexLock lock(&mutex_);
  const auto found = entries_.find(uuid);
  if (found == entries_.end()) return;
  for (const auto& [place, slot] : found->second.slots) {
    slot->grew = true;
    if (slot->state == State::kIdle || slot->state == State::kGathering) Queue(slot);
  }
}

void Dispatcher::Wake(const SlotPtr& slot) {
  slot->changed = true;
  switch (slot->state) {
    case State::kIdle:
    case State::kWaiting:
    case State::kGathering:
    case State::kParked:
      return Queue(slot);
    default:
      return;
  }
}

void Dispatcher::Queue(const SlotPtr& slot) {
  if (slot->is_dead) return;
  slot->is_at_barrier = false;
  if (slot->state == State::kWaiting || slot->state == State::kGathering) {
    timer_.Cancel(slot->timer);
  }
  if (is_draining_ || settings_.waits_for_drain) {
    slot->state = State::kReady;
    ready_.insert(slot);
  } else {
    Submit(slot);
  }
}

void Dispatcher::Submit(const SlotPtr& slot) {
  slot->state = State::kQueued;
  ++active_;
  executor_.Submit([this, slot](bool run) {
    if (run) RunQueued(slot);
  });
}

void Dispatcher::RunQueued(const SlotPtr& slot) {
  {
    absl::MutexLock lock(&mutex_);
    if (slot->is_dead || is_draining_) {
      --active_;
      return Queue(slot);
    }
    slot->state = State::kRunning;
    slot->grew = slot->changed = slot->answered = false;
  }
  Ended(slot, slot->lane->Run({.answered = [this, slot] { Answered(slot); }}));
}

void Dispatcher::Answered(const SlotPtr& slot) {
  absl::MutexLock lock(&mutex_);
  if (slot->state != State::kInFlight) {
    slot->answered = true;  // Its thread will see to it.
    return;
  }
  slot->state = State::kRunning;
  SubmitResume(slot);
}

void Dispatcher::SubmitResume(const SlotPtr& slot) {
  executor_.Submit([this, slot](bool run) {
    if (run) Ended(slot, slot->lane->Resume());
  });
}

void Dispatcher::Ended(const SlotPtr& slot, const LaneEnd& end) {
  {
    absl::MutexLock lock(&mutex_);
    if (end.next == LaneNext::kInFlight) {
      if (slot->answered) return SubmitResume(slot);
      slot->state = State::kInFlight;
      return;
    }
    Settle(slot, end);
  }
  ChangeLanes();
  absl::MutexLock lock(&mutex_);
  --active_;
}

void Dispatcher::Settle(const SlotPtr& slot, const LaneEnd& end) {
  slot->due = end.due;
  if (!end.loop.empty()) loop_ = end.loop;
  switch (end.next) {
    case LaneNext::kMore:
      return Queue(slot);
    case LaneNext::kIdle:
      slot->state = State::kIdle;
      if (slot->grew || slot->changed) Queue(slot);
      return;
    case LaneNext::kWait:
      slot->state = State::kWaiting;
      return slot->changed ? Queue(slot) : Arm(slot);
    case LaneNext::kGather:
      slot->state = State::kGathering;
      return slot->grew || slot->changed ? Queue(slot) : Arm(slot);
    case LaneNext::kInFlight:
      return;
    case LaneNext::kParked:
      slot->state = State::kParked;
      slot->is_at_barrier = end.is_at_barrier;
      if (slot->changed) return Queue(slot);
      return NoteStop(slot);
    case LaneNext::kFinished:
      slot->state = State::kFinished;
      const MappingConfigPtr config = slot->lane->mapping()->config();
      const auto found = entries_.find(config->definition.uuid);
      if (found != entries_.end() && !slot->is_dead)
        AddLanes(found->second, slot->lane->id().shard);
      return NoteStop(slot);
  }
}

void Dispatcher::Arm(const SlotPtr& slot) {
  if (slot->is_dead) return;
  const std::chrono::microseconds wait =
      std::clamp<std::chrono::microseconds>(slot->due - clock_.Now(), {}, kSleepMax);
  slot->timer =
      timer_.At(std::chrono::steady_clock::now() + wait, [this, weak = std::weak_ptr<Slot>(slot)] {
        if (const SlotPtr still = weak.lock()) TimeIsUp(still);
      });
}

void Dispatcher::TimeIsUp(const SlotPtr& slot) {
  absl::MutexLock lock(&mutex_);
  if (slot->state != State::kWaiting && slot->state != State::kGathering) return;
  if (slot->due <= clock_.Now()) return Queue(slot);
  Arm(slot);
}

void Dispatcher::StopMapping(const std::shared_ptr<RunningMapping>& running) {
  const std::string uuid = running->config()->definition.uuid;
  const auto stopped =
      rows_.Update(uuid, [&](MappingDefinition mapping) -> absl::StatusOr<MappingDefinition> {
        mapping.enabled = false;
        mapping.change = MappingDefinition::Change::kDisabled;
        mapping.modified = clock_.Now();
        mapping.problem = kOverran;
        return mapping;
      });
  running->SetResult(kOverran);
  // If it cannot be written, the lane that waits for the function is stopped all the same.
  if (stopped.ok()) Changed(*stopped).IgnoreError();
}

}  // namespace stator::trigger
