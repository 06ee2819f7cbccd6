// Random writes to a store, and the maps that it should now be equal to.
#pragma once

#include <array>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "db/storage/store.h"

namespace stator::storage {

class History {
 public:
  using Map = std::map<std::string, std::string, std::less<>>;
  using Model = std::array<Map, kSpaces>;

  History(Store& store, uint64_t seed) : store_(store), random_(seed) {}

  uint64_t Below(uint64_t limit) { return random_() % limit; }
  const Model& model() const { return model_; }

  // Of a store that begins with something: a fork.
  void Begin(const Model& model) { model_ = model; }

  // After a rewind: the model is that of the mark, but for the one space that stays.
  void Become(const Model& marked) {
    Map meta = std::move(model_[0]);
    model_ = marked;
    model_[0] = std::move(meta);
  }

  // One Update of up to six writes; now and then it is refused. False if the store failed.
  bool Write() {
    std::vector<Step> steps(Below(6) + 1);
    for (Step& step : steps) step = RandomStep();
    const bool refuse = Below(20) == 0;
    const Outcome outcome = store_.Update([&](Snapshot&, WriteBatch& batch) {
      for (const Step& step : steps) Enter(step, batch);
      return refuse ? Decision::kRefuse : Decision::kCommit;
    });
    if (refuse) return outcome.kind == Outcome::Kind::kRefused;
    if (outcome.kind != Outcome::Kind::kCommitted) return false;
    for (const Step& step : steps) Follow(step, outcome.stamp);
    return true;
  }

  // Compares all spaces, both ways. Empty if store and model are equal.
  std::string FirstDifference() {
    std::string difference;
    const absl::Status viewed = store_.View([&](Snapshot& snapshot) {
      for (int space = 0; space < kSpaces && difference.empty(); ++space) {
        difference = Compare(snapshot, {static_cast<Space>(space), {}, {}});
        if (!difference.empty()) break;
        difference = Compare(snapshot, {static_cast<Space>(space), {}, {}, Direction::kBackward});
      }
      return absl::OkStatus();
    });
    return viewed.ok() ? difference : std::string(viewed.message());
  }

  // A range of the model as the store should scan it, against the scan.
  std::string Compare(Snapshot& snapshot, const Range& range) {
    const Map& map = model_[static_cast<int>(range.space)];
    std::vector<Map::const_iterator> expected;
    for (auto it = map.lower_bound(range.begin);
         it != map.end() && (range.end.empty() || it->first < range.end); ++it) {
      expected.push_back(it);
    }
    if (range.direction == Direction::kBackward) std::reverse(expected.begin(), expected.end());
    size_t seen = 0;
    std::string difference;
    const absl::Status scanned = snapshot.Scan(range, [&](auto key, auto value) {
      if (seen == expected.size() || expected[seen]->first != key ||
          expected[seen]->second != value) {
        difference = std::string(SpaceName(range.space)) + ", row " + std::to_string(seen) +
                     ", key of " + std::to_string(key.size()) + " bytes";
        return Visit::kStop;
      }
      ++seen;
      return Visit::kContinue;
    });
    if (!scanned.ok()) return std::string(scanned.message());
    if (difference.empty() && seen < expected.size()) {
      return std::string(SpaceName(range.space)) + " ends after row " + std::to_string(seen);
    }
    return difference;
  }

  // Few enough that keys are met again, with shared beginnings and of all lengths.
  std::string RandomKey() {
    static constexpr size_t kLengths[] = {0, 0, 0, 0, 3, 16, 490, 498, 499, 500, 501, 996, 1000};
    const size_t length = kLengths[Below(std::size(kLengths))];
    const char fill = "\xFFk"[Below(2)];
    return std::string(length, fill) + std::to_string(Below(120));
  }
  Space RandomSpace() {
    static constexpr Space kSome[] = {Space::kItems, Space::kItems, Space::kMeta, Space::kLog};
    return kSome[Below(std::size(kSome))];
  }

 private:
  struct Step {
    WriteBatch::Kind kind;
    Space space;
    std::string key;
    std::string value;
    int64_t delta;
  };

  Step RandomStep() {
    Step step{WriteBatch::Kind::kPut, RandomSpace(), RandomKey(), {}, 0};
    const uint64_t what = Below(20);
    if (what < 7) {
      step.kind = WriteBatch::Kind::kErase;
    } else if (what == 7) {
      step.kind = WriteBatch::Kind::kAdd;
      step.space = Space::kStatistics;
      step.delta = static_cast<int64_t>(Below(100)) - 50;
    } else if (what == 8) {
      step.kind = WriteBatch::Kind::kPutStampedValue;
    } else if (what == 9) {
      step.kind = WriteBatch::Kind::kPutStampedKey;
      step.key.insert(0, "--------");
    }
    const uint64_t size = Below(50) == 0 ? Below(20000) : Below(200);
    step.value = std::string(8 + size, static_cast<char>('a' + Below(26)));
    return step;
  }

  static void Enter(const Step& step, WriteBatch& batch) {
    switch (step.kind) {
      case WriteBatch::Kind::kPut:
        return batch.Put(step.space, step.key, step.value);
      case WriteBatch::Kind::kErase:
        return batch.Erase(step.space, step.key);
      case WriteBatch::Kind::kPutStampedKey:
        return batch.PutStampedKey(step.space, step.key, 0, step.value);
      case WriteBatch::Kind::kPutStampedValue:
        return batch.PutStampedValue(step.space, step.key, step.value, step.value.size() - 8);
      case WriteBatch::Kind::kAdd:
        return batch.Add(step.space, step.key, step.delta);
    }
  }

  void Follow(const Step& step, uint64_t stamp) {
    Map& map = model_[static_cast<int>(step.space)];
    std::string key = step.key;
    std::string value = step.value;
    switch (step.kind) {
      case WriteBatch::Kind::kErase:
        map.erase(key);
        return;
      case WriteBatch::Kind::kAdd:
        value = Sum(map[key], step.delta);
        break;
      case WriteBatch::Kind::kPutStampedKey:
        for (int i = 0; i < 8; ++i) key[i] = static_cast<char>(stamp >> (56 - 8 * i));
        break;
      case WriteBatch::Kind::kPutStampedValue:
        for (int i = 0; i < 8; ++i) {
          value[value.size() - 8 + i] = static_cast<char>(stamp >> (56 - 8 * i));
        }
        break;
      case WriteBatch::Kind::kPut:
        break;
    }
    map[key] = value;
  }

  static std::string Sum(std::string_view before, int64_t delta) {
    const uint64_t sum = static_cast<uint64_t>(ReadCounter(before) + delta);
    std::string bytes;
    for (int i = 0; i < 8; ++i) bytes += static_cast<char>(sum >> (8 * i));
    return bytes;
  }

  Store& store_;
  std::mt19937_64 random_;
  Model model_;
};

}  // namespace stator::storage
